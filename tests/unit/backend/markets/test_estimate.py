"""The estimate: what a bet would return, and why it would be refused."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, update
from sqlmodel import Session, col

from mutuel.db.domain import template_of
from mutuel.db.mirror import Market
from mutuel.domain import odds
from mutuel.domain.parimutuel import Pools
from tests.unit.backend.conftest import Get, set_time
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    CAROL,
    CLOSE,
    MARKET,
    OPEN,
    USDC,
    WINDOW,
    bets,
    cursor,
    market,
    save,
    settled,
    template,
    template_for,
    two_sided,
    void,
)

ESTIMATE = f"/markets/{MARKET}/estimate"


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template())


async def test_get_estimate__plain_bet__returns_what_the_rules_say(db: Engine, get: Get) -> None:
    save(db, market(), bets((ALICE, 0, 60 * USDC), (BOB, 1, 40 * USDC)))
    shown = (await get(ESTIMATE, outcome=1, amount="10", account=CAROL)).json()
    rules = template_of(template(), "AAPL-WEEK")
    expected = odds.estimate(rules, Pools.flat((60 * USDC, 40 * USDC, 0, 0, 0)), 1, 10 * USDC, 1)
    # The pool of 110 shared by 50 on outcome 1: 10 of them get 22.
    assert shown["now"] == "22.000000"
    assert [shown[key] for key in ("low", "high")] == [
        f"{n / USDC:.6f}" for n in (expected.low, expected.high)
    ]
    assert (shown["odds"], shown["oddsAfter"]) == ("2.500000", "2.200000")
    assert (shown["youCanStillStake"], shown["why"]) == ("100.000000", "floor")
    assert shown["minWeight"] == "10000000"


async def test_get_estimate__empty_outcome__has_no_odds_before(db: Engine, get: Get) -> None:
    save(db, market())
    shown = (await get(ESTIMATE, outcome=4, amount="1")).json()
    assert (shown["odds"], shown["oddsAfter"], shown["now"]) == (None, "1.000000", "1.000000")


async def test_get_estimate__weighted__names_the_weight_to_insist_on(
    db: Engine, get: Get, app: FastAPI
) -> None:
    market_id = 4 << 48
    save(db, template(4, k0=1, k1=0), market(market_id, k1=0))
    set_time(app, CLOSE - 10)
    shown = (await get(f"/markets/{market_id}/estimate", outcome=0, amount="2")).json()
    assert shown["minWeight"] == str(2 * USDC * 10)


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("1.1234567", "tooManyDecimals"),
        ("-5", "negativeAmount"),
        ("1e3", "malformedAmount"),
        ("1,5", "malformedAmount"),
        ("", "malformedAmount"),
        ("NaN", "malformedAmount"),
        ("99999999999999999999", "amountTooLarge"),
        ("0", "stakeTooSmall"),
        ("0.000001", "stakeTooSmall"),
        ("0.999999", "stakeTooSmall"),
    ],
)
async def test_get_estimate__bad_amount__is_refused_in_plain_words(
    db: Engine, get: Get, amount: str, code: str
) -> None:
    save(db, market())
    answer = await get(ESTIMATE, outcome=0, amount=amount)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert "Nothing was staked" in answer.json()["message"]


@pytest.mark.parametrize("outcome", ["-1", "5", "255"])
async def test_get_estimate__unknown_outcome__is_refused(db: Engine, get: Get, outcome: str) -> None:
    save(db, market())
    answer = await get(ESTIMATE, outcome=outcome, amount="1")
    assert (answer.status_code, answer.json()["code"]) == (422, "outcomeUnknown")
    assert answer.json()["details"]["outcomes"] == 5


async def test_get_estimate__over_the_account_cap__tells_what_is_left(db: Engine, get: Get) -> None:
    save(db, market(), bets((ALICE, 0, 60 * USDC)))
    answer = await get(ESTIMATE, outcome=1, amount="40.000001", account=ALICE.lower())
    assert (answer.status_code, answer.json()["code"]) == (409, "capExceeded")
    assert answer.json()["details"] == {"youCanStillStake": "40.000000", "why": "floor"}
    assert (await get(ESTIMATE, outcome=1, amount="40", account=ALICE)).status_code == 200


async def test_get_estimate__over_the_pool_maximum__tells_what_is_left(db: Engine, get: Get) -> None:
    save(db, template(5, maxPool=100 * USDC), market(5 << 48), bets((BOB, 0, 95 * USDC), market_id=5 << 48))
    answer = await get(f"/markets/{5 << 48}/estimate", outcome=1, amount="6", account=ALICE)
    assert (answer.status_code, answer.json()["code"]) == (409, "poolFull")
    assert answer.json()["details"] == {"youCanStillStake": "5.000000", "why": "poolMaximum"}


@pytest.mark.parametrize(
    ("now", "code"),
    [(OPEN - 1, "bettingNotOpen"), (CLOSE, "bettingClosed"), (CLOSE + 10**6, "bettingClosed")],
)
async def test_get_estimate__outside_betting_time__is_refused(
    db: Engine, get: Get, app: FastAPI, now: int, code: str
) -> None:
    save(db, market())
    set_time(app, now)
    answer = await get(ESTIMATE, outcome=0, amount="1")
    assert (answer.status_code, answer.json()["code"]) == (409, code)


async def test_get_estimate__decided__is_refused(db: Engine, get: Get) -> None:
    save(db, settled(winner=1, net=0), void(MARKET + 1))
    for market_id, state in ((MARKET, "settled"), (MARKET + 1, "void")):
        answer = await get(f"/markets/{market_id}/estimate", outcome=0, amount="1")
        assert (answer.status_code, answer.json()["code"]) == (409, "marketDecided")
        assert answer.json()["details"] == {"state": state}


async def test_get_estimate__contested__is_refused_as_closed(db: Engine, get: Get, app: FastAPI) -> None:
    """It is not decided: the engine, too, says that its betting has ended."""
    save(db, market(state=4))
    set_time(app, CLOSE)
    answer = await get(ESTIMATE, outcome=0, amount="1")
    assert (answer.status_code, answer.json()["code"]) == (409, "bettingClosed")


async def test_get_estimate__bad_account_or_missing_amount__is_refused(db: Engine, get: Get) -> None:
    save(db, market())
    malformed = await get(ESTIMATE, outcome=0, amount="1", account="0x12")
    assert (malformed.status_code, malformed.json()["code"]) == (422, "malformedAddress")
    missing = await get(ESTIMATE, outcome=0)
    assert (missing.status_code, missing.json()["code"]) == (422, "invalidRequest")
    assert "amount" in missing.json()["details"]["fields"]


async def test_get_estimate__flat__has_no_multiplier_to_speak_of(db: Engine, get: Get) -> None:
    save(db, market(), bets((ALICE, 0, 60 * USDC)))
    shown = (await get(ESTIMATE, outcome=1, amount="10")).json()
    assert (shown["multiplier"], shown["breakEven"], shown["losing"]) == ("1.0000", None, False)
    assert (shown["ifYouWait"], shown["projectedGroup"]) == (None, [1])


@pytest.fixture
def window(db: Engine) -> int:
    """A window of ten minutes with 100 USDC on each side, staked at the opening; the fee is 10 %."""
    market_id = WINDOW << 48 | 1 << 8
    placed = bets((ALICE, 0, 100 * USDC), (BOB, 1, 100 * USDC), market_id=market_id)
    for row in placed:
        row.weight = 100 * USDC * 600  # bets and pools alike
    window = two_sided(WINDOW, close=OPEN + 600, observe_at=OPEN + 9_000)
    save(db, template_for(WINDOW, takeoutBps=1_000), window, placed)
    return market_id


async def test_get_estimate__window__tells_what_being_late_costs(get: Get, app: FastAPI, window: int) -> None:
    # net = 210 - 21, so a bet of 10 returns 189 * 10 k / (100 + 10 k): less than 10 once k < 100 / 179.
    for seconds, multiplier, returns, losing in (
        (0, "1.0000", 17_181_818, False),
        (264, "0.5600", 10_022_727, False),
        (270, "0.5500", 9_853_080, True),
    ):
        set_time(app, OPEN + seconds)
        shown = (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()
        assert (shown["multiplier"], shown["now"]) == (multiplier, f"{returns / USDC:.6f}")
        assert (shown["losing"], shown["breakEven"]) == (losing, "0.5587")


async def test_get_estimate__window__tells_what_waiting_costs(get: Get, app: FastAPI, window: int) -> None:
    set_time(app, OPEN)
    now = (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()
    set_time(app, OPEN + 30)
    later = (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()
    assert now["ifYouWait"] == {"seconds": 30, "now": later["now"], "multiplier": "0.9500"}
    for seconds, waits in ((569, True), (570, False)):
        set_time(app, OPEN + seconds)
        shown = (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()
        assert (shown["ifYouWait"] is not None) == waits


async def test_get_estimate__early_close_announced__weighs_as_planned_and_has_no_time_to_wait(
    db: Engine, get: Get, app: FastAPI, window: int
) -> None:
    with Session(db) as session:
        session.exec(update(Market).where(col(Market.market_id) == window).values(closes_at=OPEN + 320))
        session.commit()
    set_time(app, OPEN + 300)
    shown = (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()
    assert (shown["multiplier"], shown["ifYouWait"]) == ("0.5000", None)
    assert shown["minWeight"] == str(10 * USDC * 300)
    set_time(app, OPEN + 320)
    assert (await get(f"/markets/{window}/estimate", outcome=0, amount="10")).json()[
        "code"
    ] == "bettingClosed"


async def test_get_estimate__thin_range__tells_what_it_would_win_together_with(db: Engine, get: Get) -> None:
    market_id = 5 << 48
    stakes = ((ALICE, 1, 200 * USDC), (BOB, 2, 200 * USDC), (BOB, 4, 200 * USDC))
    save(db, template(5, mergeBelow=100 * USDC), market(market_id), bets(*stakes, market_id=market_id))
    where = f"/markets/{market_id}/estimate"
    assert (await get(where, outcome=0, amount="99")).json()["projectedGroup"] == [0, 1]
    assert (await get(where, outcome=0, amount="100")).json()["projectedGroup"] == [0]
