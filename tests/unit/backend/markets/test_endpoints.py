"""Markets over HTTP: what is shown, and every refusal."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from mutuel.db.oracle import Price
from mutuel.domain.market import Phase
from tests.unit.backend.conftest import Get, set_time
from tests.unit.backend.factories import (
    ALICE,
    BLOCK,
    BOB,
    CLOSE,
    EDGES,
    MARKET,
    NOW,
    OBSERVE,
    OPEN,
    TEMPLATE,
    USDC,
    bets,
    cursor,
    hash32,
    market,
    outbox,
    question,
    save,
    settled,
    template,
    void,
)

DAY = 86_400
STAKES = ((ALICE, 0, 10 * USDC), (BOB, 1, 30 * USDC), (ALICE, 1, 20 * USDC))


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template())


async def test_get_market__with_bets__shows_pools_odds_and_words(db: Engine, get: Get) -> None:
    save(db, market(), bets(*STAKES), outbox(seq=4), question())
    shown = (await get(f"/markets/{MARKET}")).json()
    assert {key: shown[key] for key in ("marketId", "kind", "title", "symbol", "asset", "phase")} == {
        "marketId": str(MARKET),
        "kind": "range",
        "title": "Apple, weekly close",
        "symbol": "AAPL",
        "asset": "stock",
        "phase": "open",
    }
    assert (shown["total"], shown["bets"], shown["seq"], shown["block"]) == ("60.000000", 3, 4, BLOCK)
    assert shown["outcomes"][1] == {
        "index": 1,
        "stake": "50.000000",
        "share": 8_333,
        "odds": "1.200000",
        "label": "$180.00 – $185.00",
        "group": 1,
        "lo": "180.00",
        "hi": "185.00",
    }
    assert [o["label"] for o in shown["outcomes"]][::4] == ["below $180.00", "$195.00 or more"]
    assert (shown["outcomes"][0]["lo"], shown["outcomes"][4]["hi"]) == (None, None)
    assert shown["outcomes"][4]["odds"] is None
    assert shown["caps"] == {"floor": "100.000000", "max": "10000.000000", "maxPool": "250000.000000"}
    assert shown["question"]["state"] == "proposed"
    assert any("2023-11-21 21:43 UTC" in rule for rule in shown["rules"])


@pytest.mark.parametrize("haltable", [True, False])
async def test_get_market__rules__only_a_halt_of_the_whole_exchange_ends_betting(
    db: Engine, get: Get, haltable: bool
) -> None:
    other = TEMPLATE + 2
    save(db, template(other, haltable=haltable), market(other << 48))
    rules = " ".join((await get(f"/markets/{other << 48}")).json()["rules"])
    assert ("halted on the whole exchange, betting ends at once" in rules) is haltable
    assert ("halted at the close, a ruling decides" in rules) is haltable


async def test_get_market__early_close__shows_the_close_that_counts(db: Engine, get: Get) -> None:
    save(db, market(closes_at=NOW), bets(*STAKES))
    shown = (await get(f"/markets/{MARKET}")).json()
    assert (shown["close"], shown["phase"]) == (NOW, "locked")


@pytest.mark.parametrize(
    ("now", "question_state", "phase"),
    [
        (OPEN - 1, None, "announced"),
        (OPEN, None, "open"),
        (CLOSE - 1, 3, "open"),
        (CLOSE, None, "locked"),
        (OBSERVE, None, "settling"),
        (OBSERVE, 1, "settling"),
        (OBSERVE, 2, "disputed"),
        (OBSERVE, 3, "disputed"),
        (OBSERVE, 4, "disputed"),
        (OBSERVE, 5, "settling"),
    ],
)
async def test_list_markets__by_each_phase__finds_the_market_that_shows_it(
    db: Engine, get: Get, app: FastAPI, now: int, question_state: int | None, phase: str
) -> None:
    save(db, market(), bets(*STAKES), *([question(state=question_state)] if question_state else []))
    set_time(app, now)
    for asked in Phase:
        shown = (await get("/markets", phase=asked)).json()["items"]
        assert [item["phase"] for item in shown] == ([phase] if asked == phase else [])


async def test_list_markets__nobody_staked__is_empty_once_betting_ended(
    db: Engine, get: Get, app: FastAPI
) -> None:
    save(db, market(), question(state=3))
    for now, phase in ((CLOSE - 1, "open"), (CLOSE, "empty"), (OBSERVE, "empty")):
        set_time(app, now)
        for asked in Phase:
            shown = (await get("/markets", phase=asked)).json()["items"]
            assert [item["phase"] for item in shown] == ([phase] if asked == phase else [])
    steps = (await get(f"/markets/{MARKET}")).json()["timeline"]
    assert "refundBy" not in [step["name"] for step in steps]


async def test_list_markets__decided__are_found_by_settled_and_void(db: Engine, get: Get) -> None:
    save(db, settled(winner=1, net=60 * USDC), void(MARKET + 1), template(3), market(3 << 48))
    (won,) = (await get("/markets", phase="settled")).json()["items"]
    (gone,) = (await get("/markets", phase="void")).json()["items"]
    assert (won["winner"], won["value"], won["voidReason"]) == (1, "187.00", None)
    assert (gone["winner"], gone["value"], gone["voidReason"]) == (None, None, "question")


async def test_list_markets__by_symbol_and_kind__filters(db: Engine, get: Get) -> None:
    save(db, market(), template(3), market(3 << 48))
    assert [m["symbol"] for m in (await get("/markets", symbol="AAPL")).json()["items"]] == ["AAPL"]
    assert (await get("/markets", symbol="GME")).json()["items"] == []
    assert (await get("/markets", kind="race")).json()["items"] == []
    titles = {m["title"] for m in (await get("/markets", kind="range")).json()["items"]}
    assert titles == {"Apple, weekly close", "Template 3"}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (None, [4, 3, 2, 1, 0]),
        ("newest", [4, 3, 2, 1, 0]),
        ("closing", [3, 4, 1, 2, 0]),
        ("pool", [2, 4, 3, 1, 0]),
    ],
)
async def test_list_markets__in_pages__shows_each_market_once(
    db: Engine, get: Get, sort: str | None, order: list[int]
) -> None:
    # Two markets share a close, a block and a pool, so that the page boundary falls between equals.
    save(db, *(market(MARKET + i, close=CLOSE - (i + 1) // 2, created_block=10 + i // 2) for i in range(5)))
    save(db, bets((ALICE, 0, 9 * USDC), market_id=MARKET + 2))
    seen, cursor_text = [], None
    for _ in range(5):
        asked = {"sort": sort, "limit": 1, "cursor": cursor_text}
        page = (await get("/markets", **{key: value for key, value in asked.items() if value})).json()
        seen += [int(item["marketId"]) - MARKET for item in page["items"]]
        cursor_text = page["nextCursor"]
    assert (seen, cursor_text) == (order, None)


async def test_get_odds__with_fee__takes_it_as_if_the_outcome_won(db: Engine, get: Get) -> None:
    save(db, template(3, takeoutBps=1_000), market(3 << 48), bets(*STAKES, market_id=3 << 48))
    shown = (await get(f"/markets/{3 << 48}/odds")).json()
    # 60 staked, fee 6: 54 / 10 and 54 / 50.
    assert [outcome["odds"] for outcome in shown["outcomes"]][:3] == ["5.400000", "1.080000", None]
    assert (shown["block"], shown["total"]) == (BLOCK, "60.000000")


async def test_get_odds__weighted__uses_the_weight_at_the_mirrored_block(db: Engine, get: Get) -> None:
    market_id = 4 << 48
    placed = bets((ALICE, 0, 10 * USDC), (BOB, 1, 10 * USDC), market_id=market_id)
    half = (OPEN + CLOSE) // 2
    for row in placed:
        if hasattr(row, "weight"):
            row.weight = 10 * USDC * (CLOSE - OPEN)
    save(db, template(4, k0=1, k1=0), market(market_id, k1=0), placed)
    move_mirror(db, half)
    shown = (await get(f"/markets/{market_id}/odds")).json()
    # A bet placed at the opening weighs twice a bet of now: 20 * 1/2 / 10.
    assert [outcome["odds"] for outcome in shown["outcomes"]][:2] == ["1.000000", "1.000000"]
    move_mirror(db, CLOSE)
    closed = (await get(f"/markets/{market_id}/odds")).json()
    assert [outcome["odds"] for outcome in closed["outcomes"]] == [None] * 5


def move_mirror(db: Engine, timestamp: int) -> None:
    with db.begin() as connection:
        connection.exec_driver_sql(f"UPDATE mirror_block SET timestamp = {timestamp}")


async def test_get_prices__several_sources__shows_the_fullest_one_oldest_first(db: Engine, get: Get) -> None:
    prices = [Price(symbol="AAPL", at=OPEN + i, source="nasdaq", price=EDGES[0] + i) for i in (3, 1, 2)]
    late = Price(symbol="AAPL", at=OBSERVE + 1, source="nasdaq", price=EDGES[0])
    save(db, market(), *prices, late, Price(symbol="AAPL", at=OPEN, source="yahoo", price=EDGES[0]))
    shown = (await get(f"/markets/{MARKET}/prices")).json()
    (series,) = shown["series"]
    assert (series["symbol"], series["source"]) == ("AAPL", "nasdaq")
    assert [point["at"] for point in series["points"]] == [OPEN + 1, OPEN + 2, OPEN + 3]
    assert series["points"][0]["price"] == "180.00000001"
    assert shown["edges"] == ["180.00", "185.00", "190.00", "195.00"]


async def test_get_prices__many_live_prices_of_one_hour__the_chart_still_spans_the_week(
    db: Engine, get: Get
) -> None:
    daily = [Price(symbol="AAPL", at=OPEN + day * DAY, source="nasdaq", price=EDGES[0]) for day in range(4)]
    live = [
        Price(symbol="AAPL", at=OPEN + second, source="exchanges", price=EDGES[0]) for second in range(60)
    ]
    save(db, market(), *daily, *live)
    (series,) = (await get(f"/markets/{MARKET}/prices")).json()["series"]
    assert (series["source"], len(series["points"])) == ("nasdaq", 4)


async def test_get_prices__split_after_the_basis_day__stays_in_the_shares_of_the_ranges(
    db: Engine, get: Get
) -> None:
    basis = 19_000 * DAY  # the period of MARKET
    before = Price(symbol="AAPL", at=basis + DAY, source="yahoo", price=EDGES[0])
    after = Price(symbol="AAPL", at=basis + 2 * DAY, source="yahoo", price=EDGES[0] // 4, split_to=4)
    save(db, market(open=basis, observe_at=basis + 5 * DAY), before, after)
    shown = (await get(f"/markets/{MARKET}/prices")).json()
    assert [point["price"] for point in shown["series"][0]["points"]] == ["180.00", "180.00"]


async def test_get_prices__none_yet__is_empty(db: Engine, get: Get) -> None:
    save(db, market())
    shown = (await get(f"/markets/{MARKET}/prices")).json()
    assert shown["series"] == [{"symbol": "AAPL", "source": None, "points": []}]


@pytest.mark.parametrize("below", ["", "/odds", "/estimate?outcome=0&amount=1", "/activity", "/prices"])
async def test_any__unknown_or_malformed_id__is_a_typed_error(get: Get, below: str) -> None:
    unknown = await get(f"/markets/99{below}")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "marketUnknown")
    for text in ("abc", "-1", "1.5", "9" * 19, "0x10", "9" * 40, "%C2%B2"):
        malformed = await get(f"/markets/{text}{below}")
        assert (malformed.status_code, malformed.json()["code"]) == (422, "malformedMarketId"), text


async def test_get_market__question_void__tells_why(db: Engine, get: Get) -> None:
    save(db, void(), question(state=6, reason=2, evidence_root=hash32(9), disputed_at=OBSERVE))
    shown = (await get(f"/markets/{MARKET}")).json()["question"]
    assert (shown["state"], shown["voidReason"], shown["disputeReason"]) == ("void", "noRuling", None)
    assert shown["evidenceRoot"] == hash32(9)


async def test_get_market__timeline__ends_with_the_decision_or_the_latest_refund(
    db: Engine, get: Get, app: FastAPI
) -> None:
    save(db, market(), bets(*STAKES), settled(MARKET + 1, winner=1, net=0))
    set_time(app, CLOSE)
    open_steps = (await get(f"/markets/{MARKET}")).json()["timeline"]
    assert [step["done"] for step in open_steps] == [True, True, False, False, False, False]
    assert open_steps[-1] == {"name": "refundBy", "at": OBSERVE + 7 * 86_400, "done": False}
    last = (await get(f"/markets/{MARKET + 1}")).json()["timeline"][-1]
    assert last == {"name": "decided", "at": OBSERVE + 9_000, "done": True}


@pytest.mark.parametrize(
    ("answer", "final_at"),
    [
        ({"state": 1, "window_ends": 50}, 50),
        ({"state": 2, "window_ends": 50}, None),
        ({"state": 3, "window_ends": 50}, None),
        ({"state": 4, "window_ends": 50, "effective_at": 90}, 90),
    ],
)
async def test_get_market__timeline__promises_no_end_of_a_dispute(
    db: Engine, get: Get, answer: dict[str, int], final_at: int | None
) -> None:
    save(db, market(), bets(*STAKES), question(**answer))
    steps = (await get(f"/markets/{MARKET}")).json()["timeline"]
    assert {"name": "final", "at": final_at, "done": False} in steps
