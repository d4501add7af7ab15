"""Every pair of market states: which act leads from one to the other, and that no other does (I10, I12)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mutuel.errors import CallRefused
from tests.contracts.house import (
    BETTOR,
    CONTESTED,
    EXPIRED,
    KEEPER,
    MATCH,
    OPEN,
    OUTSIDER,
    RIVAL,
    SETTLED,
    THIRD,
    UNKNOWN,
    USDC,
    VOID,
    VOID_QUESTION,
    House,
    Market,
    person,
)
from tests.contracts.node import Receipt

REPORTER = person("REPORTER")
STATES = {UNKNOWN: "unknown", OPEN: "open", SETTLED: "settled", VOID: "void", CONTESTED: "contested"}


def settle(house: House, market: Market) -> Receipt:
    """On an answer that is not near the guard any more."""
    house.answer(market, 1, known_at=market.observe_at)
    return house.engine.settle(market.id, sender=OUTSIDER)


def settle_void(house: House, market: Market) -> Receipt:
    house.answer(market, 0, state=VOID_QUESTION)
    house.rule(market, 0, state=VOID_QUESTION)
    return house.engine.settle(market.id, sender=OUTSIDER)


def contest(house: House, market: Market) -> Receipt:
    return house.engine.contest(market.id, sender=OUTSIDER)


def expire(house: House, market: Market) -> Receipt:
    house.node.travel(market.observe_at + 168 * 3_600)
    return house.engine.voidExpired(market.id, sender=OUTSIDER)


def lock(house: House, market: Market) -> Receipt:
    return house.engine.lock(market.id, sender=OUTSIDER)


def bet(house: House, market: Market) -> Receipt:
    return house.engine.bet(market.id, 0, 10 * USDC, 0, sender=THIRD)


def close_early(house: House, market: Market) -> Receipt:
    return house.engine.closeEarly(market.id, sender=KEEPER)


def create_again(house: House, market: Market) -> Receipt:
    ends = house.node.now + 60
    new = (market.id >> 8 & 2**32 - 1, market.id & 255, market.open, ends, ends, [0] * 4)
    return house.engine.createBatch(market.id >> 48, [new], sender=KEEPER)


def halt(house: House, market: Market) -> Receipt:
    return report(house, market, "haltClose", 1)


def cancel(house: House, market: Market) -> Receipt:
    return report(house, market, "cancelWindow", 2)


def report(house: House, market: Market, act: str, action: int) -> Receipt:
    made = {"marketId": market.id, "action": action, "at": house.node.now, "evidenceRoot": b"\1" * 32}
    digest = house.engine.view.marketReportDigest(made)
    signature = bytes(REPORTER.unsafe_sign_hash(digest).signature)
    return house.node.send(OUTSIDER, house.engine.address, house.engine.encode(act, made, [signature]))


Act = Callable[[House, Market], Receipt]
WHILE_BETTING: dict[Act, int] = {bet: OPEN, halt: OPEN, close_early: OPEN, cancel: VOID}
"""What an open market does before its close; after it they are refused."""
AFTER: dict[Act, dict[int, int]] = {
    settle: {OPEN: SETTLED, CONTESTED: SETTLED},
    settle_void: {OPEN: VOID, CONTESTED: VOID},
    contest: {OPEN: CONTESTED},
    expire: {OPEN: VOID, CONTESTED: VOID},
    lock: {OPEN: OPEN, CONTESTED: CONTESTED},
    create_again: {OPEN: OPEN, SETTLED: SETTLED, VOID: VOID, CONTESTED: CONTESTED},
}
"""From state to state, once betting has ended and the answer is there; a pair that is missing is refused."""


@pytest.fixture
def window(house: House) -> Market:
    house.resolution.setReporter(REPORTER.address, sender=OUTSIDER)
    made = house.add_template(
        kind=MATCH,
        outcomes=2,
        knownGuard=120,
        contestable=True,
        haltable=True,
        cancellable=True,
        closableEarly=True,
    )
    market = house.create(made, length=3_600, gap=600)
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 70)
    return market


@pytest.mark.parametrize("act", WHILE_BETTING, ids=lambda act: act.__name__)
def test_while_betting__each_act__leads_where_the_table_says(house: House, window: Market, act: Act) -> None:
    house.node.travel(window.open + 2_000)
    act(house, window)
    assert house.state(window) == WHILE_BETTING[act]


@pytest.mark.parametrize("act", [*WHILE_BETTING, *AFTER], ids=lambda act: act.__name__)
@pytest.mark.parametrize("origin", STATES, ids=STATES.values())
def test_after_betting__each_state_and_act__only_the_table_s_transitions(
    house: House, window: Market, origin: int, act: Act
) -> None:
    market = brought_to(house, window, origin)
    goal = AFTER.get(act, {}).get(origin)
    if origin == UNKNOWN and act is create_again:
        act(house, market)
        goal = OPEN
    elif goal is None:
        before = view(house, market)
        with pytest.raises(CallRefused):
            act(house, market)
        assert view(house, market) == before
        return
    else:
        act(house, market)
    assert house.state(market) == goal


@pytest.mark.parametrize("origin", [OPEN, CONTESTED], ids=["open", "contested"])
def test_void_expired__undecided__gives_everything_back(house: House, window: Market, origin: int) -> None:
    market = brought_to(house, window, origin)
    assert house.void_reason(expire(house, market)) == EXPIRED
    house.assert_all_refunded(market)


def brought_to(house: House, window: Market, origin: int) -> Market:
    """The market in this state, its betting over, its question answered so close to the guard that it may be
    contested for 96 hours and is decided afterwards."""
    if origin == UNKNOWN:
        return replace(window, id=window.id + 1)
    house.node.travel(window.observe_at)
    house.answer(window, 1, known_at=window.close + 120)
    if origin == CONTESTED:
        contest(house, window)
        house.rule(window, 1)
    elif origin == VOID:
        with_question_void(house, window)
    elif origin == SETTLED:
        settle(house, window)
    return window


def with_question_void(house: House, window: Market) -> None:
    settle_void(house, window)
    house.answer(window, 1, known_at=window.close + 120)


def view(house: House, market: Market) -> object:
    try:
        return house.engine.view.market(market.id)
    except CallRefused as refusal:
        return refusal.error
