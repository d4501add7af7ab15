from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain.products import crypto_round
from mutuel.domain.products.planned import Around, Planned
from tests.unit.domain.products.spans import LISTINGS, at

BTC, ETH = LISTINGS["BTC-10M"], LISTINGS["ETH-10M"]
NOON = at("2026-03-02T12:00")
BLOCK = 12 * 600
MOMENTS = st.integers(1_700_000_000, 1_900_000_000)


def planned(now: int) -> list[Planned]:
    return list(crypto_round.planned(BTC, Around(), now))


def test_planned__round__ten_minutes_to_bet_ten_to_watch() -> None:
    market = planned(NOON)[0].market
    assert (market.open_at, market.close_at, market.observe_at) == (NOON, NOON + 600, NOON + 1_200)
    assert market.edges == (market.close_at,)
    assert (market.period, market.index) == (NOON // 600, 0)


def test_planned__consecutive_rounds__one_takes_bets_while_the_other_is_watched() -> None:
    plans = planned(NOON)
    for this, following in pairwise(plans):
        assert following.market.open_at == this.market.close_at
        assert following.market.edges[0] == this.market.observe_at  # one question ends this and starts that


@given(now=MOMENTS)
def test_planned__any_moment__at_least_half_of_the_rounds_are_ready_and_none_has_opened(now: int) -> None:
    ready = [plan for plan in planned(now) if plan.ready_at <= now]
    assert all(plan.market.open_at >= now for plan in planned(now))
    assert BTC.ahead // 2 <= len(ready) <= BTC.ahead


@given(now=MOMENTS, later=st.integers(0, 100_000))
def test_planned__before_and_after_an_outage__the_same_rounds_under_the_same_ids(
    now: int, later: int
) -> None:
    before = {plan.market_id: plan for plan in planned(now)}
    for plan in planned(now + later):
        assert before.get(plan.market_id, plan) == plan


def test_planned__day_without_pause__each_block_is_one_batch_made_a_block_ahead() -> None:
    """Looking every ten minutes, what becomes ready together is always one whole block."""
    made: set[int] = {plan.market_id for plan in planned(NOON) if plan.ready_at <= NOON}
    for now in range(NOON + 600, NOON + 86_400, 600):
        new = [plan for plan in planned(now) if plan.ready_at <= now and plan.market_id not in made]
        assert len(new) in (0, 12)
        assert all(plan.market.open_at - now >= BLOCK for plan in new)
        made |= {plan.market_id for plan in new}
    assert len(made) >= 86_400 // 600


def test_planned__two_coins__different_markets_for_one_time() -> None:
    other = next(iter(crypto_round.planned(ETH, Around(), NOON)))
    assert other.market == planned(NOON)[0].market
    assert other.market_id != planned(NOON)[0].market_id
