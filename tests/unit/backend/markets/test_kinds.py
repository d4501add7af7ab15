"""What the API shows of the kinds that compare, race or wait for a match."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine
from sqlmodel import SQLModel

from mutuel.db.mirror import Event, Role
from mutuel.db.oracle import Price
from tests.unit.backend.conftest import Get, set_time
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    CLOSE,
    MARKET,
    MATCH,
    OBSERVE,
    OPEN,
    OVERS,
    RACE,
    ROUND,
    SAFE,
    START,
    USDC,
    WINDOW,
    bets,
    cursor,
    hash32,
    link,
    market,
    question,
    save,
    template,
    template_for,
    two_sided,
)

ROUND_MARKET, RACE_MARKET = ROUND << 48 | 1 << 8, RACE << 48 | 1 << 8
WINDOW_MARKET = WINDOW << 48 | MATCH << 8 | 2
PRICE = 18_700_000_000


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template(), *(template_for(number) for number in (ROUND, RACE, WINDOW, SAFE, OVERS)))


def answered(market_id: int, role: Role, number: int, **answer: object) -> list[SQLModel]:
    """One more question of the market, with its answer."""
    return [link(market_id, role, hash32(number)), question(number, **answer)]


def event(market_id: int, name: str, block: int, **args: object) -> Event:
    return Event(
        block_number=block, log_index=0, block_hash=hash32(block), timestamp=OPEN + block, tx_hash=hash32(block),
        contract="ParimutuelEngine", name=name, about=str(market_id), args=args,
    )  # fmt: skip


async def test_get_market__round__compares_with_the_start_price_once_it_is_final(
    db: Engine, get: Get
) -> None:
    save(db, two_sided(ROUND), answered(ROUND_MARKET, Role.START, 901, state=1, value=PRICE))
    shown = (await get(f"/markets/{ROUND_MARKET}")).json()
    assert (shown["product"], shown["template"], shown["kind"]) == ("crypto-round", "BTC-10M", "updown")
    assert [outcome["label"] for outcome in shown["outcomes"]] == ["Down", "Up"]
    assert [(outcome["lo"], outcome["hi"]) for outcome in shown["outcomes"]] == [(None, None)] * 2
    assert (shown["startAt"], shown["startValue"], shown["symbol2"]) == (START, None, None)
    with db.begin() as connection:
        connection.exec_driver_sql("UPDATE mirror_question SET state = 5")
    assert (await get(f"/markets/{ROUND_MARKET}")).json()["startValue"] == "187.00"
    (item,) = (await get("/markets", product="crypto-round")).json()["items"]
    assert item["startValue"] == "187.00"


async def test_get_market__race__has_two_assets_and_four_questions(db: Engine, get: Get) -> None:
    save(db, two_sided(RACE))
    save(db, answered(RACE_MARKET, Role.START, 901, state=5, value=PRICE))
    save(db, answered(RACE_MARKET, Role.START_SECOND, 902, state=5, value=2 * PRICE))
    save(db, answered(RACE_MARKET, Role.END_SECOND, 903, state=1, value=3 * PRICE))
    shown = (await get(f"/markets/{RACE_MARKET}")).json()
    assert (shown["symbol"], shown["symbol2"]) == ("AAPL", "MSFT")
    # Outcome 1 is the first asset's.
    assert [outcome["label"] for outcome in shown["outcomes"]] == ["Microsoft", "Apple"]
    assert (shown["startValue"], shown["startValue2"]) == ("187.00", "374.00")
    assert [(q["role"], q["symbol"], q["observeAt"], q["state"]) for q in shown["questions"]] == [
        ("start", "AAPL", START, "final"),
        ("startSecond", "MSFT", START, "final"),
        ("end", "AAPL", OBSERVE, "none"),
        ("endSecond", "MSFT", OBSERVE, "proposed"),
    ]


async def test_get_market__race_settled__shows_no_sign_as_a_price(db: Engine, get: Get) -> None:
    save(db, two_sided(RACE, state=2, winner=0, value=-1, net=0, fee=0, decided_at=OBSERVE, decided_block=9))
    shown = (await get(f"/markets/{RACE_MARKET}")).json()
    assert (shown["winner"], shown["value"]) == (0, None)


@pytest.mark.parametrize("template_id", [WINDOW, SAFE])
async def test_get_market__window__names_its_match_and_place(db: Engine, get: Get, template_id: int) -> None:
    save(db, two_sided(template_id, MATCH, 2))
    shown = (await get(f"/markets/{template_id << 48 | MATCH << 8 | 2}")).json()
    assert shown["match"] == {
        "number": MATCH,
        "sides": ["Lucknow", "Rajasthan"],
        "start": OPEN - 800,
        "mode": "time",
        "window": 2,
        "windows": 12,
        "label": "Window 3 of 12",
    }
    assert shown["title"].startswith("Lucknow – Rajasthan: ")
    assert [outcome["label"] for outcome in shown["outcomes"]] == ["Lucknow", "Rajasthan"]
    assert (shown["asset"], shown["k0"], shown["k1"], shown["startAt"]) == ("sport", 1, 0, None)


@pytest.mark.parametrize(
    ("index", "label", "said"),
    [
        (0, "Window 1 of 3: overs 1 to 2", "more runs in overs 1 to 2 wins, Lucknow or Rajasthan"),
        (2, "Window 3 of 3: over 5", "more runs in over 5 wins, Lucknow or Rajasthan"),
        # The match's file was changed since:
        (3, "Window 4 of 4", "more runs in the overs of this window wins"),
    ],
)
async def test_get_market__window_on_overs__names_them_and_counts_its_own_series(
    db: Engine, get: Get, index: int, label: str, said: str
) -> None:
    save(db, two_sided(OVERS, MATCH, index))
    shown = (await get(f"/markets/{OVERS << 48 | MATCH << 8 | index}")).json()
    assert (shown["match"]["windows"], shown["match"]["label"]) == (3, label)
    assert said in shown["rules"][0]


async def test_get_market__overs_of_an_unknown_match__are_those_of_this_window(db: Engine, get: Get) -> None:
    save(db, two_sided(OVERS, 4_000))
    rules = (await get(f"/markets/{OVERS << 48 | 4_000 << 8}")).json()["rules"]
    assert "more runs in the overs of this window wins, First or Second" in rules[0]


async def test_get_market__window_of_an_unknown_match__is_shown_without_names(db: Engine, get: Get) -> None:
    save(db, two_sided(WINDOW, 4_000))
    shown = (await get(f"/markets/{WINDOW << 48 | 4_000 << 8}")).json()
    assert shown["match"] is None
    assert [outcome["label"] for outcome in shown["outcomes"]] == ["First", "Second"]


async def test_get_market__match_reported__names_the_outcome_and_no_price(db: Engine, get: Get) -> None:
    save(db, two_sided(WINDOW, MATCH, 2), question(WINDOW_MARKET, value=1, min=1, max=1))
    shown = (await get(f"/markets/{WINDOW_MARKET}")).json()["question"]
    assert (shown["state"], shown["outcome"], shown["value"], shown["min"]) == ("proposed", 1, None, None)


async def test_get_market__match_reported_without_a_winner__names_no_outcome(db: Engine, get: Get) -> None:
    save(db, two_sided(WINDOW, MATCH, 2), question(WINDOW_MARKET, value=0, min=0, max=0, no_winner=True))
    shown = (await get(f"/markets/{WINDOW_MARKET}")).json()["question"]
    assert (shown["state"], shown["outcome"], shown["noWinner"]) == ("proposed", None, True)


async def test_get_market__contested__waits_for_its_own_question(db: Engine, get: Get, app: FastAPI) -> None:
    save(
        db, market(state=4), bets((ALICE, 0, USDC)), question(state=5, value=PRICE, min=PRICE - 9, max=PRICE)
    )
    save(db, answered(MARKET, Role.CONTEST, 950, state=3, reason=8, disputed_at=OBSERVE + 60))
    save(db, event(MARKET, "MarketContested", 600_000, questionId=hash32(950)))
    set_time(app, OBSERVE + 100)
    shown = (await get(f"/markets/{MARKET}")).json()
    assert (shown["state"], shown["phase"], shown["contested"]) == ("contested", "disputed", True)
    assert (shown["question"]["state"], shown["question"]["disputeReason"]) == ("disputed", "contest")
    assert [(q["role"], q["sourceId"]) for q in shown["questions"]] == [("end", 2), ("contest", None)]
    assert {"name": "contested", "at": OPEN + 600_000, "done": True} in shown["timeline"]
    (item,) = (await get("/markets", phase="disputed")).json()["items"]
    assert item["contested"] is True
    (change,) = [
        a for a in (await get(f"/markets/{MARKET}/activity")).json()["items"] if a["type"] == "state"
    ]
    assert change["change"] == "contested"


async def test_get_market__contested_round_ruled__has_an_outcome_but_no_price(db: Engine, get: Get) -> None:
    decided = {
        "state": 2,
        "winner": 1,
        "value": 0,
        "net": 0,
        "fee": 0,
        "decided_at": OBSERVE,
        "decided_block": 9,
    }
    save(db, two_sided(ROUND, **decided), answered(ROUND_MARKET, Role.CONTEST, 950, state=5, value=1))
    shown = (await get(f"/markets/{ROUND_MARKET}")).json()
    assert (shown["winner"], shown["value"], shown["contested"]) == (1, None, True)
    assert (shown["question"]["outcome"], shown["question"]["value"]) == (1, None)


async def test_get_market__start_question_in_dispute__is_found_as_disputed(
    db: Engine, get: Get, app: FastAPI
) -> None:
    save(db, two_sided(ROUND), bets((ALICE, 0, USDC), market_id=ROUND_MARKET))
    save(db, answered(ROUND_MARKET, Role.START, 901, state=3, reason=1))
    set_time(app, OBSERVE)
    (item,) = (await get("/markets", phase="disputed")).json()["items"]
    assert (item["marketId"], item["phase"]) == (str(ROUND_MARKET), "disputed")


async def test_get_market__timeline__puts_the_start_price_where_its_time_is(db: Engine, get: Get) -> None:
    # A round's start is its close; a stock's the close of the session before.
    save(db, two_sided(ROUND), two_sided(ROUND, 2, edges=[str(CLOSE), "0", "0", "0"]))
    for market_id, expected in (
        (ROUND_MARKET, ["startObserved", "opens", "closes", "observed"]),
        (ROUND << 48 | 2 << 8, ["opens", "closes", "startObserved", "observed"]),
    ):
        steps = (await get(f"/markets/{market_id}")).json()["timeline"]
        assert [step["name"] for step in steps][:4] == expected


async def test_get_market__halted_and_cancelled__tells_when_in_timeline_and_activity(
    db: Engine, get: Get
) -> None:
    halted = two_sided(ROUND, closes_at=OPEN + 50)
    void = {"state": 3, "void_reason": 9, "decided_at": OPEN + 70, "decided_block": 70}
    save(db, halted, two_sided(WINDOW, MATCH, 2, **void))
    report = {"evidenceRoot": hash32(3), "at": str(OPEN + 50)}
    save(db, event(ROUND_MARKET, "MarketReported", 50, action="1", **report))
    save(db, event(WINDOW_MARKET, "MarketReported", 70, action="2", **report))
    first = (await get(f"/markets/{ROUND_MARKET}")).json()
    assert {"name": "halted", "at": OPEN + 50, "done": True} in first["timeline"]
    assert (first["close"], first["plannedClose"]) == (OPEN + 50, CLOSE)
    second = (await get(f"/markets/{WINDOW_MARKET}")).json()
    assert [step["name"] for step in second["timeline"]][-2:] == ["cancelled", "decided"]
    assert second["voidReason"] == "cancelled"
    for market_id, change in ((ROUND_MARKET, "halted"), (WINDOW_MARKET, "cancelled")):
        (item,) = (await get(f"/markets/{market_id}/activity")).json()["items"]
        assert item["change"] == change


@pytest.mark.parametrize(
    ("template_id", "said"),
    [
        (ROUND, "Up wins if the price of BTC"),
        (RACE, "Apple or Microsoft: the one whose price rises more"),
        (WINDOW, "The side that wins the match wins, Lucknow or Rajasthan."),
    ],
)
async def test_get_market__rules__say_who_wins_and_give_an_example(
    db: Engine, get: Get, template_id: int, said: str
) -> None:
    save(db, two_sided(template_id, MATCH))
    rules = " ".join((await get(f"/markets/{template_id << 48 | MATCH << 8}")).json()["rules"])
    assert said in rules
    # 200 on the winner and 300 against it, all of weight 1 if early or flat: 510 * 10 / 210, and at half weight
    # 510 * 5 / 205.
    assert "return 24.285714 USDC if it wins." in rules
    assert ("halfway to the close then return 12.439024 USDC" in rules) == (template_id == WINDOW)


async def test_get_market__principal_first_example__never_returns_less_than_the_stake(
    db: Engine, get: Get
) -> None:
    save(db, two_sided(SAFE, MATCH))
    rules = " ".join((await get(f"/markets/{SAFE << 48 | MATCH << 8}")).json()["rules"])
    # 10 + 300 * 5 / 205.
    assert "halfway to the close then return 17.317073 USDC if it wins." in rules


async def test_get_market__thin_ranges__shows_what_would_win_together(db: Engine, get: Get) -> None:
    market_id = 4 << 48
    stakes = ((ALICE, 0, 5 * USDC), (BOB, 1, 200 * USDC), (BOB, 2, 100 * USDC), (BOB, 4, 99 * USDC))
    save(db, template(4, mergeBelow=100 * USDC), market(market_id), bets(*stakes, market_id=market_id))
    shown = (await get(f"/markets/{market_id}")).json()
    # A joins B; E and D are thin even together, so they join C.
    assert [outcome["group"] for outcome in shown["outcomes"]] == [0, 0, 2, 2, 2]
    assert shown["mergeBelow"] == "100.000000"
    assert any("it wins together with" in rule for rule in shown["rules"])


async def test_get_prices__race__shows_both_assets_and_a_match_none(db: Engine, get: Get) -> None:
    save(db, two_sided(RACE), two_sided(WINDOW, MATCH))
    save(db, *(Price(symbol=s, at=OPEN, source="nasdaq", price=PRICE) for s in ("AAPL", "MSFT")))
    race = (await get(f"/markets/{RACE_MARKET}/prices")).json()
    assert [(s["symbol"], s["source"], len(s["points"])) for s in race["series"]] == [
        ("AAPL", "nasdaq", 1),
        ("MSFT", "nasdaq", 1),
    ]
    assert race["edges"] == []
    match = (await get(f"/markets/{WINDOW << 48 | MATCH << 8}/prices")).json()
    assert match == {"series": [], "edges": []}


async def test_get_prices__market_of_a_day__begins_a_week_before_it(db: Engine, get: Get) -> None:
    save(db, two_sided(ROUND, close=OPEN + 80_000, observe_at=OPEN + 82_000))
    times = (OPEN - 7 * 86_400 - 1, OPEN - 7 * 86_400, OPEN)
    save(db, *(Price(symbol="BTC", at=at, source="coinbase", price=PRICE) for at in times))
    (series,) = (await get(f"/markets/{ROUND_MARKET}/prices")).json()["series"]
    assert [point["at"] for point in series["points"]] == [OPEN - 7 * 86_400, OPEN]


async def test_get_prices__round__begins_a_few_rounds_before_it(db: Engine, get: Get) -> None:
    save(db, two_sided(ROUND, close=OPEN + 600, observe_at=OPEN + 1_200))
    times = (OPEN - 3_601, OPEN - 3_600, OPEN + 1_200, OPEN + 1_201)
    save(db, *(Price(symbol="BTC", at=at, source="coinbase", price=PRICE) for at in times))
    (series,) = (await get(f"/markets/{ROUND_MARKET}/prices")).json()["series"]
    assert [point["at"] for point in series["points"]] == [OPEN - 3_600, OPEN + 1_200]
