from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, odds
from mutuel.domain.market import Kind
from mutuel.domain.parimutuel import Pools, decide, payout_of
from mutuel.domain.units import ONE_USDC, Bps
from mutuel.domain.weights import Curve
from tests.unit.domain.factories import template

FLAT = template()
U = ONE_USDC


def test_estimate__flat_pool__is_this_bet_alone_and_the_pool_doubled_with_and_against_it() -> None:
    pools = Pools.flat((190 * U, 400 * U, 200 * U, 200 * U, 0))
    # now: 10 * 1,000 / 200; with you: 10 * 2,000 / 1,200; against you: 10 * 2,000 / 200
    assert odds.estimate(FLAT, pools, 0, 10 * U, 1) == (16_666_666, 50 * U, 100 * U)


def test_estimate__first_bet_of_a_market__returns_the_stake_unless_somebody_bets_against_it() -> None:
    low, now, high = odds.estimate(FLAT, Pools.flat((0,) * 5), 2, 10 * U, 1)
    assert (low, now, high) == (10 * U, 10 * U, 20 * U)


def test_estimate__pool_at_its_maximum__has_no_other_future() -> None:
    pools = Pools.flat((FLAT.caps.pool - 110 * U, 100 * U, 0, 0, 0))
    low, now, high = odds.estimate(FLAT, pools, 0, 10 * U, 1)
    assert low == now == high


@given(
    stakes=st.lists(st.integers(0, 10**10), min_size=5, max_size=5),
    stake=st.integers(1, 10**10),
    per_unit=st.integers(1, 10**6),
    kind=st.sampled_from([Kind.RANGE, Kind.MATCH_PRINCIPAL_FIRST]),
    takeout=st.integers(0, 1_500),
)
def test_estimate__any_pool__is_ordered_and_now_is_what_settling_would_pay(
    stakes: list[int], stake: int, per_unit: int, kind: Kind, takeout: int
) -> None:
    weighted = template(kind=kind, curve=Curve(4, 1), takeout=Bps(takeout))
    pools = Pools(tuple(stakes), tuple(amount * 500_000 for amount in stakes))
    low, now, high = odds.estimate(weighted, pools, 1, stake, per_unit)
    after = pools.plus(1, stake, stake * per_unit)
    bet = Pools.flat((0,) * 5).plus(1, stake, stake * per_unit)
    assert now == payout_of(kind, decide(weighted, after, 1), bet)
    assert 0 <= low <= now <= high
    assert high <= 2 * (pools.total + stake)


@given(stakes=st.lists(st.integers(0, 10**10), min_size=5, max_size=5), stake=st.integers(1, 10**9))
def test_estimate__flat_pool__never_promises_less_than_the_stake(stakes: list[int], stake: int) -> None:
    assert odds.estimate(FLAT, Pools.flat(stakes), 3, stake, 1).low >= stake


def test_estimate__outcome_that_does_not_exist__is_refused() -> None:
    with pytest.raises(errors.UnknownOutcome):
        odds.estimate(FLAT, Pools.flat((0,) * 5), 5, U, 1)
