"""A person's own limits: tighter at once, looser after a day, enforced on direct calls, never on exits."""

import pytest

from tests.contracts.house import BETTOR, KEEPER, OUTSIDER, PRICE, RIVAL, USDC, House, Market
from tests.contracts.refusals import refused

DAY = 86_400
NO_LIMIT = 2**64 - 1
STAKE_DAY, LOSS_DAY = 0, 3


def test_set_limit__lower__in_force_at_once(house: House, market: Market) -> None:
    house.limits.setLimit(STAKE_DAY, 30 * USDC, sender=BETTOR)
    house.bet(market, BETTOR, 1, 20)
    with refused("LimitExceeded", kind=STAKE_DAY, left=10 * USDC):
        house.bet(market, BETTOR, 1, 11)
    house.bet(market, BETTOR, 1, 10)
    assert house.limits.view.leftOf(BETTOR) == 0


def test_set_limit__higher__only_after_a_day_and_a_confirmation(house: House) -> None:
    house.limits.setLimit(STAKE_DAY, 30 * USDC, sender=BETTOR)
    house.limits.setLimit(STAKE_DAY, 50 * USDC, sender=BETTOR)
    ready = house.node.now + DAY
    assert house.limits.view.limitOf(BETTOR, STAKE_DAY) == [30 * USDC, 50 * USDC, ready]
    house.node.next_at(ready - 1)
    with refused("NothingToConfirm", effectiveAt=ready):
        house.limits.confirmLimit(STAKE_DAY, sender=BETTOR)
    house.limits.confirmLimit(STAKE_DAY, sender=BETTOR)
    assert house.limits.view.limitOf(BETTOR, STAKE_DAY) == [50 * USDC, 0, 0]


def test_set_limit__tighter_while_a_higher_one_pends__cancels_it(house: House) -> None:
    house.limits.setLimit(STAKE_DAY, 30 * USDC, sender=BETTOR)
    house.limits.setLimit(STAKE_DAY, NO_LIMIT, sender=BETTOR)
    house.limits.setLimit(STAKE_DAY, 20 * USDC, sender=BETTOR)
    house.node.travel(house.node.now + 2 * DAY)
    with refused("NothingToConfirm"):
        house.limits.confirmLimit(STAKE_DAY, sender=BETTOR)


def test_loss_limit__refund_received__counts_back(house: House) -> None:
    house.limits.setLimit(LOSS_DAY, 40 * USDC, sender=BETTOR)
    house.node.travel(house.node.now // DAY * DAY + DAY)
    market = house.create(length=7_200)
    house.bet(market, BETTOR, 1, 40)
    with refused("LimitExceeded", kind=LOSS_DAY, left=0):
        house.bet(market, BETTOR, 1, 1)
    house.settle(market, 92 * PRICE)
    house.engine.claimFor(market.id, BETTOR, sender=KEEPER)
    assert house.limits.view.leftOf(BETTOR) == 40 * USDC


def test_stake_limit__next_utc_day__counts_anew(house: House, market: Market) -> None:
    house.limits.setLimit(STAKE_DAY, 20 * USDC, sender=BETTOR)
    house.bet(market, BETTOR, 1, 20)
    house.node.travel(house.node.now // DAY * DAY + DAY)
    house.bet(market, BETTOR, 1, 20)


def test_exclude_until__money_inside__every_way_in_refused_every_way_out_open(
    house: House, market: Market
) -> None:
    house.bet(market, BETTOR, 1, 20)
    house.bet(market, RIVAL, 2, 20)
    until = market.observe_at + DAY
    house.limits.excludeUntil(until, sender=BETTOR)
    with refused("AccountExcluded", until=until):
        house.bet(market, BETTOR, 1, 10)
    with refused("AccountExcluded", until=until):
        house.engine.betFromCredit(market.id, 1, 10 * USDC, 0, sender=BETTOR)
    house.escrow.withdraw(1_000 * USDC, sender=BETTOR)
    house.settle(market, 92 * PRICE)
    house.engine.claim(market.id, False, sender=BETTOR)


@pytest.mark.parametrize("earlier", [0, 1])
def test_exclude_until__not_later__refused(house: House, market: Market, earlier: int) -> None:
    house.limits.excludeUntil(market.close, sender=BETTOR)
    with refused("OnlyLater", until=market.close):
        house.limits.excludeUntil(market.close - earlier, sender=BETTOR)


def test_counters__called_by_anyone_but_escrow__refused(house: House) -> None:
    for function in ("onLock", "onRelease"):
        with refused("NotEscrow"):
            getattr(house.limits, function)(BETTOR, USDC, sender=OUTSIDER)
    with refused("UnknownLimit", kind=6):
        house.limits.setLimit(6, USDC, sender=BETTOR)
