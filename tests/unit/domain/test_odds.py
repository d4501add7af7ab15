from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, odds
from mutuel.domain.market import Kind, Template
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


LENGTH = 600
WINDOW = template(kind=Kind.MATCH, outcomes=2, curve=Curve(1, 0), takeout=Bps(1_000))


@pytest.mark.parametrize(("at", "expected"), [(0, 10_000), (1, 9_983), (300, 5_000), (599, 16)])
def test_multiplier_down__one_to_zero__falls_with_the_time_left(at: int, expected: int) -> None:
    assert odds.multiplier_down(WINDOW.curve, at, 0, LENGTH) == expected


def test_multiplier_down__flat__is_one() -> None:
    assert odds.multiplier_down(Curve(3, 3), 599, 0, LENGTH) == 10_000


def test_break_even_up__late_bet__is_where_its_share_of_the_losers_covers_the_fee() -> None:
    # 100 at the opening on each side: 10 more make 210, fee 21, so 179 above the stake for a weight of 100 * 600.
    pools = Pools((100 * U, 100 * U), (100 * U * LENGTH, 100 * U * LENGTH))
    assert odds.break_even_up(WINDOW, pools, 0, 10 * U, LENGTH) == -(-10_000 * 100 // 179)


@given(
    stakes=st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)),
    average=st.integers(1, LENGTH),
    stake=st.integers(U, 10**8),
    takeout=st.integers(0, 1_500),
    per_unit=st.integers(1, LENGTH),
)
def test_break_even_up__any_weight__parts_losing_bets_from_others(
    stakes: tuple[int, int], average: int, stake: int, takeout: int, per_unit: int
) -> None:
    window = template(kind=Kind.MATCH, outcomes=2, curve=Curve(1, 0), takeout=Bps(takeout))
    pools = Pools(stakes, (stakes[0] * average, stakes[1] * average))
    edge = odds.break_even_up(window, pools, 0, stake, LENGTH)
    assert edge is not None
    returned = odds.estimate(window, pools, 0, stake, per_unit).now
    if per_unit * 10_000 >= edge * LENGTH:
        assert returned >= stake
    if per_unit * 10_000 <= (edge - 1) * LENGTH:
        assert returned < stake


@pytest.mark.parametrize(
    ("of", "pools"),
    [
        (FLAT, Pools.flat((50 * U, 50 * U, 0, 0, 0))),
        (
            template(kind=Kind.MATCH_PRINCIPAL_FIRST, outcomes=2, curve=Curve(1, 0)),
            Pools((50 * U, 50 * U), (50 * U * LENGTH,) * 2),
        ),
        (WINDOW, Pools((0, 50 * U), (0, 50 * U * LENGTH))),
        (WINDOW, Pools((50 * U, 0), (50 * U * LENGTH, 0))),
    ],
    ids=["flat", "principal first", "alone on its side", "nobody against it"],
)
def test_break_even_up__bet_that_never_returns_less__has_none(of: Template, pools: Pools) -> None:
    assert odds.break_even_up(of, pools, 0, 10 * U, LENGTH) is None
