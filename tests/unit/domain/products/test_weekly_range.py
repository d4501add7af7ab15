from __future__ import annotations

import pytest

from mutuel.domain import errors
from mutuel.domain.edges import quintile_edges
from mutuel.domain.products import weekly_range
from mutuel.domain.products.planned import Around
from mutuel.domain.products.weekly_range import PlannedRange
from mutuel.domain.units import Price8, parse_price
from tests.unit.domain.products.spans import FRIDAY, LISTINGS, WEEK, Day, at, day

AAPL, BTC = LISTINGS["AAPL-WEEK"], LISTINGS["BTC-WEEK"]
CLOSES = [parse_price(text) for text in ("639.02", "640.75", "644.82", "645.57", "647.35", "650.10")]
MONDAY = day("2014-06-16")


def week_of(sessions: list[Day], now: int) -> PlannedRange:
    return next(weekly_range.planned(AAPL, Around(sessions), now))


def test_planned__ordinary_stock_week__opens_at_creation_and_is_observed_at_the_last_close() -> None:
    created = at("2014-06-07T12:00")
    market = week_of([FRIDAY, *WEEK, MONDAY], created).new_market(CLOSES, created)
    assert (market.period, market.index) == (16_227, 0)
    assert market.open_at == created
    assert market.close_at == at("2014-06-13T19:30")
    assert market.observe_at == at("2014-06-13T20:00")
    assert market.edges == quintile_edges(CLOSES, 5, Price8(1_000_000))


def test_planned__early_close_on_the_last_day__locks_30_minutes_before_that_close() -> None:
    short = [
        day("2026-11-20", "21:00"),
        day("2026-11-23", "21:00"),
        day("2026-11-24", "21:00"),
        day("2026-11-25", "21:00"),
        day("2026-11-27", "18:00"),
        day("2026-11-30", "21:00"),
    ]
    created = at("2026-11-21T00:00")
    market = week_of(short, created).new_market(CLOSES, created)
    assert (market.close_at, market.observe_at) == (at("2026-11-27T17:30"), at("2026-11-27T18:00"))
    assert market.edges == quintile_edges(CLOSES, 4, Price8(1_000_000))


def test_planned__stock__from_the_corrected_close_until_the_first_opening() -> None:
    plan = week_of([FRIDAY, *WEEK, MONDAY], FRIDAY.close)
    assert (plan.ready_at, plan.until) == (FRIDAY.close + 4_800, WEEK[0].open - 1)
    assert plan.closes_at == (FRIDAY.close,)
    assert plan.new_market(CLOSES, plan.until).open_at == plan.until
    with pytest.raises(errors.TooLate):
        plan.new_market(CLOSES, WEEK[0].open)


def test_planned__week_has_begun__is_left_out() -> None:
    sessions = [FRIDAY, *WEEK, MONDAY, day("2014-06-23")]
    assert len(list(weekly_range.planned(AAPL, Around(sessions), WEEK[0].open - 1))) == 2
    (only,) = weekly_range.planned(AAPL, Around(sessions), WEEK[0].open)
    assert only.market.observe_at == MONDAY.close


@pytest.mark.parametrize("moment", ["2022-01-10T00:00", "2022-01-12T15:00", "2022-01-15T23:30"])
def test_planned__coin__runs_from_monday_to_monday(moment: str) -> None:
    plan = next(weekly_range.planned(BTC, Around(), at(moment)))
    market = plan.new_market(CLOSES, at(moment))
    assert (market.period, market.index) == (at("2022-01-10T00:00") // 86_400, 0)
    assert market.open_at == at("2022-01-10T00:00")
    assert market.close_at == at("2022-01-16T23:30")
    assert market.observe_at == at("2022-01-17T00:00")
    assert market.edges == quintile_edges(CLOSES, 7, Price8(10**8))
    assert (len(plan.closes_at), plan.closes_at[-1]) == (21, market.open_at)


def test_planned__coin_week_with_less_than_a_day_to_bet__is_left_to_the_next() -> None:
    plan = next(weekly_range.planned(BTC, Around(), at("2022-01-15T23:30") + 1))
    assert plan.market.open_at == at("2022-01-17T00:00")
    assert plan.ready_at == plan.market.open_at + 61
