"""Sessions against answers that were not computed by us."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from oracle import calendar
from oracle.calendar import Session, UnknownSession
from tests.real import REAL, needs_real_data

TWIN = Path(__file__).parents[2] / "fixtures" / "prices" / "xnys_sessions_sample.csv"


def answers(path: Path) -> Iterator[Session]:
    with path.open() as file:
        for day, opens, closes, *_ in list(csv.reader(file))[1:]:
            yield Session(date.fromisoformat(day[:10]), _second(opens), _second(closes))


def _second(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def test_on__sessions_of_the_sample__open_and_close_as_stated() -> None:
    found = calendar.exchange("XNYS", 2027)
    assert [found.on(expected.day) for expected in answers(TWIN)] == list(answers(TWIN))


@needs_real_data
def test_between__all_sessions_1990_to_2023__equal_the_independent_list() -> None:
    expected = list(answers(REAL / "prices" / "xnys_sessions_answers.csv"))
    found = calendar.exchange("XNYS", 2023).between(expected[0].day, expected[-1].day)
    assert len(expected) == 8_324
    assert list(found) == expected


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 11, 28), date(2025, 1, 9), date(2018, 12, 5)])
def test_on__holiday_weekend_or_day_of_mourning__unknown(day: date) -> None:
    with pytest.raises(UnknownSession):
        calendar.exchange("XNYS", 2027).on(day)


def test_closing_at__early_close__found_and_corrections_end_at_1720_new_york() -> None:
    early = int(datetime(2026, 11, 27, 18, tzinfo=UTC).timestamp())
    session = calendar.exchange("XNYS", 2027).closing_at(early)
    assert session.day == date(2026, 11, 27)
    assert session.closes_are_corrected_at == int(datetime(2026, 11, 27, 22, 20, tzinfo=UTC).timestamp())


def test_closing_at__second_that_is_no_close__unknown() -> None:
    with pytest.raises(UnknownSession):
        calendar.exchange("XNYS", 2027).closing_at(int(datetime(2026, 11, 27, 21, tzinfo=UTC).timestamp()))


def test_closes_are_corrected_at__both_sides_of_daylight_saving__4800_seconds_after_the_close() -> None:
    found = calendar.exchange("XNYS", 2027)
    for day in (date(2026, 10, 30), date(2026, 11, 2), date(2027, 3, 12), date(2027, 3, 15)):
        session = found.on(day)
        assert session.closes_are_corrected_at - session.close == 4_800


def test_closed_by__exactly_at_the_close__includes_it_and_a_second_before_does_not() -> None:
    found = calendar.exchange("XNYS", 2027)
    session = found.on(date(2026, 11, 25))
    assert found.last_closed(session.close) == session
    assert found.last_closed(session.close - 1).day == date(2026, 11, 24)
    assert [one.day for one in found.closed_by(session.close, 2)] == [date(2026, 11, 24), date(2026, 11, 25)]


def test_at__any_time__covers_a_year_to_come() -> None:
    now = int(datetime(2031, 12, 31, 12, tzinfo=UTC).timestamp())
    assert calendar.at("XNAS", now).sessions[-1].day.year == 2032


def test_with_overrides__closed_added_and_shortened_days__replace_the_rules() -> None:
    found = calendar.exchange("XNYS", 2027)
    closed, added, short = date(2026, 12, 1), date(2026, 11, 26), found.on(date(2026, 12, 2))
    shorter = Session(short.day, short.open, short.close - 3_600)
    extra = Session(added, short.open - 6 * 86_400, short.close - 6 * 86_400)
    bent = calendar.with_overrides(found, {closed: None, added: extra, short.day: shorter})
    assert bent.on(added) == extra
    assert bent.on(short.day) == shorter
    with pytest.raises(UnknownSession):
        bent.on(closed)
    assert len(bent.sessions) == len(found.sessions)
