"""What sources are asked; what comes of their answers is in test_cross_vendor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mutuel.domain.units import Price8
from oracle.calendar import Session, new_york_day
from oracle.observations.observe import Asked, wanted

FRIDAY = date(2026, 10, 16)
CLOSE = int(datetime(2026, 10, 16, 20, tzinfo=UTC).timestamp())
ASKED = Asked("AAPL", Session(FRIDAY, CLOSE - 23_400, CLOSE), date(2026, 10, 9), Price8(10**6), FRIDAY)


def test_wanted__day_of_the_close__is_one_second_for_the_whole_day_and_not_before_the_close() -> None:
    asked = wanted(ASKED)
    assert new_york_day(asked.now) == FRIDAY
    assert new_york_day(asked.now + 1) != FRIDAY
    assert asked.now > CLOSE
    assert (asked.first, asked.session, asked.symbol) == (date(2026, 9, 29), ASKED.session, "AAPL")


def test_wanted__day_that_clocks_change__still_ends_with_the_day() -> None:
    sunday = date(2026, 11, 1)
    asked = wanted(replace(ASKED, read_on=sunday))
    assert (new_york_day(asked.now), new_york_day(asked.now + 1)) == (sunday, date(2026, 11, 2))
