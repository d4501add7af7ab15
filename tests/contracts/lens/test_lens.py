"""Pages and odds, against the rules in Python at the same block."""

import pytest

from mutuel.domain.market import Kind
from mutuel.domain.parimutuel import Pools, dividend_down
from mutuel.domain.units import Bps
from tests.contracts.house import BETTOR, MATCH, OUTSIDER, RIVAL, THIRD, USDC, House, Market
from tests.contracts.refusals import refused


def test_odds__flat_with_takeout__equal_the_rules(house: House) -> None:
    market = house.create(house.add_template(takeoutBps=300))
    for account, outcome, stake in ((BETTOR, 0, 30), (RIVAL, 1, 45), (THIRD, 4, 7)):
        house.bet(market, account, outcome, stake)
    pools = Pools.flat([30 * USDC, 45 * USDC, 0, 0, 7 * USDC])
    expected = [dividend_down(Kind.RANGE, pools, i, Bps(300)) or 0 for i in range(5)]
    assert house.lens.view.odds(market.id) == expected


def test_odds__decaying__are_what_a_bet_now_would_get(house: House) -> None:
    market = house.create(house.add_template(kind=MATCH, outcomes=2, k0=1, k1=0), length=7_200, gap=3_600)
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 45)
    house.node.travel(market.close - 600)
    stakes, weights = house.engine.view.pools(market.id)
    expected = [
        dividend_down(Kind.MATCH, Pools(tuple(stakes[:2]), tuple(weights[:2])), i, Bps(0), 600) or 0
        for i in range(2)
    ]
    assert house.lens.view.odds(market.id) == [*expected, 0, 0, 0]


@pytest.mark.parametrize("kind", [Kind.MATCH, Kind.MATCH_PRINCIPAL_FIRST])
def test_odds__weighted_and_closed__are_none(house: House, kind: Kind) -> None:
    market = house.create(house.add_template(kind=kind, outcomes=2, k0=1, k1=0), length=7_200, gap=3_600)
    house.bet(market, BETTOR, 0, 30)
    house.node.travel(market.close)
    assert house.lens.view.odds(market.id) == [0] * 5


def test_pages__market_and_position__show_what_the_engine_holds(house: House, market: Market) -> None:
    house.bet(market, BETTOR, 2, 30)
    page = house.lens.view.markets([market.id])[0]
    assert (page["stakes"][2], page["market"]["staked"], page["questionState"]) == (30 * USDC, 30 * USDC, 0)
    mine = house.lens.view.positions(BETTOR, [market.id])[0]
    assert (mine["stakes"][2], mine["capLeft"], mine["payout"]) == (30 * USDC, 70 * USDC, 0)
    with refused("PageTooLong", max=50):
        house.lens.view.positions(OUTSIDER, [market.id] * 51)


def test_estimate__before_the_bet__is_what_the_bet_then_pays(house: House) -> None:
    market = house.create(house.add_template(takeoutBps=300, mergeBelow=20 * USDC))
    house.bet(market, BETTOR, 0, 10)
    house.bet(market, RIVAL, 1, 45)
    house.bet(market, OUTSIDER, 2, 60)
    expected = house.engine.view.estimate(market.id, 1, 25 * USDC)
    house.bet(market, THIRD, 1, 25)
    house.settle(market, 92 * 10**8)
    assert house.engine.view.payoutOf(market.id, THIRD) == expected
