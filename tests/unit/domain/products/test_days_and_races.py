"""Markets from one price to another: daily up/down, and races of stocks and of coins."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mutuel.domain.products import daily_race, daily_up_down, weekly_race
from mutuel.domain.products.planned import Around, Planned, Product
from tests.unit.domain.products.spans import FRIDAY, LISTINGS, NEXT, SESSIONS, WEEK, at, day

TRADING = Around(SESSIONS)
IN_TIME = 86_400 - 3_600  # seconds after the start in which a market is still worth making
AAPL_DAY, STOCK_DAY, STOCK_WEEK = LISTINGS["AAPL-DAY"], LISTINGS["AAPL-MSFT-DAY"], LISTINGS["AAPL-MSFT-WEEK"]
COIN_DAY, COIN_WEEK = LISTINGS["BTC-ETH-DAY"], LISTINGS["BTC-ETH-WEEK"]


def one(plans: Iterable[Planned]) -> Planned:
    return next(iter(plans))


@pytest.mark.parametrize("product", [daily_up_down, daily_race])
def test_planned__stock_day__from_the_close_before_it_to_its_own(product: Product) -> None:
    listing = AAPL_DAY if product is daily_up_down else STOCK_DAY
    plan = one(product.planned(listing, TRADING, FRIDAY.close + 4_800))
    market, monday = plan.market, WEEK[0]
    assert (market.open_at, market.edges) == (FRIDAY.close + 4_800, (FRIDAY.close,))
    assert (market.close_at, market.observe_at) == (monday.close - 1_800, monday.close)
    assert market.period == FRIDAY.close // 86_400
    assert (plan.ready_at, plan.until) == (market.open_at, FRIDAY.close + IN_TIME)


def test_planned__stock_day__made_while_its_start_price_can_still_be_reported() -> None:
    last = FRIDAY.close + IN_TIME
    assert one(daily_up_down.planned(AAPL_DAY, TRADING, last)).market.observe_at == WEEK[0].close
    assert one(daily_up_down.planned(AAPL_DAY, TRADING, last + 1)).market.observe_at == WEEK[1].close


def test_planned__early_close__locks_half_an_hour_before_it() -> None:
    eve, short = day("2026-11-25", "21:00", "14:30"), day("2026-11-27", "18:00", "14:30")
    plan = one(daily_up_down.planned(AAPL_DAY, Around([eve, short]), eve.close + 4_800))
    assert plan.market.close_at == at("2026-11-27T17:30")
    assert plan.market.edges == (eve.close,)


def test_planned__stock_week_race__one_market_for_both_from_friday_to_friday() -> None:
    plan = one(weekly_race.planned(STOCK_WEEK, TRADING, at("2014-06-07T12:00")))
    assert plan.market.edges == (FRIDAY.close,)
    assert (plan.market.open_at, plan.market.observe_at) == (FRIDAY.close + 4_800, WEEK[-1].close)
    assert plan.market.close_at == WEEK[-1].close - 1_800


def test_planned__stock_week_race_after_an_outage__waits_for_a_week_whose_start_price_is_to_come() -> None:
    plans = list(weekly_race.planned(STOCK_WEEK, TRADING, WEEK[2].open))
    assert [plan.market.observe_at for plan in plans] == [NEXT[-1].close]


def test_planned__week_of_a_monday_holiday__starts_at_the_close_before_it() -> None:
    sessions = [day("2026-01-16", "21:00"), day("2026-01-20", "21:00"), day("2026-01-23", "21:00"),
                day("2026-01-26", "21:00")]  # fmt: skip
    plan = one(weekly_race.planned(STOCK_WEEK, Around(sessions), at("2026-01-17T12:00")))
    assert plan.market.edges == (sessions[0].close,)
    assert plan.market.observe_at == sessions[2].close


def test_planned__coins__utc_days_and_weeks_made_one_ahead() -> None:
    now = at("2026-03-04T09:00")
    this, following = daily_race.planned(COIN_DAY, Around(), now)
    assert (this.market.open_at, this.market.edges) == (at("2026-03-04T00:00"), (at("2026-03-04T00:00"),))
    assert (this.market.close_at, this.market.observe_at) == (at("2026-03-04T23:30"), at("2026-03-05T00:00"))
    assert following.ready_at <= now < following.market.open_at
    week = one(weekly_race.planned(COIN_WEEK, Around(), now))
    assert (week.market.open_at, week.market.observe_at) == (at("2026-03-09T00:00"), at("2026-03-16T00:00"))


def test_planned__calendar_that_ends__nothing_is_invented() -> None:
    assert list(daily_up_down.planned(AAPL_DAY, Around([FRIDAY]), FRIDAY.close)) == []
    assert list(weekly_race.planned(STOCK_WEEK, Around([FRIDAY, *WEEK]), FRIDAY.close)) == []
    assert list(weekly_race.planned(STOCK_WEEK, Around(), FRIDAY.close)) == []
