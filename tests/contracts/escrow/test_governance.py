"""What governance may do to Escrow, and that none of it stops an exit or lowers a balance."""

import pytest

from tests.contracts.house import (
    BETTOR,
    GOVERNANCE,
    KEEPER,
    OUTSIDER,
    PRICE,
    RIVAL,
    USDC,
    House,
    Market,
    person,
)
from tests.contracts.refusals import refused

DAY = 86_400


def test_pause__seven_days_once_in_thirty__locks_stop_and_exits_go_on(house: House, market: Market) -> None:
    """Case 16."""
    house.bet(market, BETTOR, 1, 10)
    house.escrow.pause(house.engine, sender=GOVERNANCE)
    paused = house.node.now
    with refused("EnginePausedUntil", until=paused + 7 * DAY):
        house.bet(market, BETTOR, 1, 10)
    house.escrow.withdraw(USDC, sender=BETTOR)
    house.settle(market, 200 * PRICE)
    house.engine.claim(market.id, False, sender=BETTOR)
    house.node.next_at(paused + 30 * DAY - 1)
    with refused("PausedTooRecently", lastPause=paused):
        house.escrow.pause(house.engine, sender=GOVERNANCE)
    house.node.next_at(paused + 30 * DAY)
    house.escrow.pause(house.engine, sender=GOVERNANCE)


def test_pause__seven_days_later__betting_goes_on(house: House) -> None:
    market = house.create(length=14 * DAY)
    house.escrow.pause(house.engine, sender=GOVERNANCE)
    house.node.next_at(house.node.now + 7 * DAY)
    house.bet(market, BETTOR, 1, 10)


@pytest.mark.parametrize("function", ["pause", "retire"])
def test_stop__resolution__refused(house: House, function: str) -> None:
    with refused("EngineIsUnstoppable"):
        getattr(house.escrow, function)(house.resolution, sender=GOVERNANCE)
    with refused("NotEngine"):
        getattr(house.escrow, function)(OUTSIDER, sender=GOVERNANCE)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("registerEngine", (OUTSIDER, 0, False)),
        ("seal", ()),
        ("retire", (OUTSIDER,)),
        ("pause", (OUTSIDER,)),
        ("setTvlCap", (1,)),
        ("setFeeReceivers", (OUTSIDER, OUTSIDER)),
    ],
)
def test_governance__outsider__refused(house: House, function: str, arguments: tuple[object, ...]) -> None:
    with refused("AccessManagedUnauthorized", caller=OUTSIDER):
        getattr(house.escrow, function)(*arguments, sender=OUTSIDER)


def test_seal__twice__refused(house: House) -> None:
    with refused("AlreadySealed"):
        house.escrow.seal(sender=GOVERNANCE)


def test_register_engine__twice_or_slow_exit__refused(house: House) -> None:
    for engine, delay in ((house.engine.address, 0), (OUTSIDER, DAY + 1)):
        with refused("EngineNotAdded"):
            house.escrow.registerEngine(engine, delay, False, sender=GOVERNANCE)


def test_tvl_cap__reached__money_from_outside_refused_credit_still_bets(house: House, market: Market) -> None:
    cap = house.wallet(house.escrow.address) + 10 * USDC
    house.escrow.setTvlCap(cap, sender=GOVERNANCE)
    house.bet(market, BETTOR, 1, 10)
    with refused("TvlCapReached", cap=cap):
        house.bet(market, BETTOR, 1, 1)
    with refused("TvlCapReached", cap=cap):
        house.escrow.deposit(1, sender=BETTOR)
    house.engine.betFromCredit(market.id, 1, 10 * USDC, 0, sender=BETTOR)
    house.escrow.setTvlCap(0, sender=GOVERNANCE)
    house.bet(market, BETTOR, 1, 10)


def test_release__more_than_the_fence_or_by_a_stranger__refused(house: House, market: Market) -> None:
    """I3: a ring fence pays out only for the engine that filled it, and only what it holds."""
    house.bet(market, BETTOR, 1, 10)
    with refused("LockTooSmall", have=0, need=1):
        house.escrow.release(market.id, OUTSIDER, 1, False, False, sender=OUTSIDER)
    with refused("NotEngine"):
        house.escrow.lockFromWallet(1, BETTOR, USDC, sender=OUTSIDER)
    with refused("NotSelfLimits"):
        house.escrow.setAccountFlags(BETTOR, 0, 0, sender=GOVERNANCE)


def test_collect_fees__after_a_settlement__forwarded_once_to_both(house: House) -> None:
    market = house.create(house.add_template(takeoutBps=1_000))
    house.bet(market, BETTOR, 1, 100)
    house.bet(market, RIVAL, 2, 100)
    house.settle(market, 92 * PRICE)
    house.escrow.collectFees(house.engine, sender=KEEPER)
    house.escrow.collectFees(house.engine, sender=KEEPER)
    treasury, insurance = (house.wallet(person(name).address) for name in ("TREASURY", "INSURANCE"))
    assert (treasury, insurance) == (18 * USDC, 2 * USDC)
