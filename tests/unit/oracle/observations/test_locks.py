"""Lock times follow the exchange's calendar on the days on which a wrong rule would show."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from mutuel.domain.errors import BadConfig
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned
from mutuel.domain.products.registry import PRODUCTS
from oracle import calendar
from oracle.calendar import Override, Session, parse_overrides
from scripts.deploy import products
from tests.real import REAL, needs_real_data
from tests.unit.oracle.test_calendar import TWIN, answers

ROOT = Path(__file__).parents[4]
LISTINGS = products.load(ROOT / "config" / "products.toml").listings
DAYS = calendar.exchange("XNYS", 2028)
LOCK = 1_800
YEARS = range(2018, 2028)
DAILY = ("AAPL-DAY", "AAPL-MSFT-DAY")
WEEKLY = ("AAPL-WEEK", "AAPL-MSFT-WEEK")


def at(day: date, hour: int, minute: int = 0) -> int:
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC).timestamp())


def planned(listing: Listing, now: int, days: calendar.Calendar = DAYS) -> Planned:
    """The next market that can be made at `now`."""
    return next(iter(PRODUCTS[listing.product].planned(listing, Around(days.sessions), now)))


def before(session: Session) -> Session:
    return DAYS.closed_by(session.close - 1, 1)[0]


def last_of_week(session: Session) -> Session:
    friday = session.day + timedelta(days=4 - session.day.weekday())
    return DAYS.between(session.day, friday)[-1]


def daylight_saving_weeks(year: int) -> Iterator[date]:
    """The Mondays after the second Sunday of March and the first Sunday of November: the law, not the library."""
    march, november = date(year, 3, 8), date(year, 11, 1)
    for day in (march, november):
        yield day + timedelta(days=(6 - day.weekday()) % 7 + 1)


def early_closes(year: int) -> list[Session]:
    """Sessions that close before 16:00 New York time, by the published list of the exchange."""
    return [DAYS.on(day) for day in EARLY if day.year == year]


EARLY = [
    date.fromisoformat(text)
    for text in (
        "2018-07-03", "2018-11-23", "2018-12-24", "2019-07-03", "2019-11-29", "2019-12-24", "2020-11-27",
        "2020-12-24", "2021-11-26", "2022-11-25", "2023-07-03", "2023-11-24", "2024-07-03", "2024-11-29",
        "2024-12-24", "2025-07-03", "2025-11-28", "2025-12-24", "2026-11-27", "2026-12-24", "2027-11-26",
    )
]  # fmt: skip
"""As the exchange published them; the sessions of 2018 to 2027 that end at 13:00 New York time."""


@pytest.mark.parametrize("day", EARLY)
def test_planned__early_close__daily_markets_lock_at_1230_new_york(day: date) -> None:
    session = DAYS.on(day)
    assert session.close == at(day, 17 if day.month == 7 else 18)  # 13:00 New York
    for name in DAILY:
        market = planned(LISTINGS[name], before(session).closes_are_corrected_at).market
        assert (market.close_at, market.observe_at) == (session.close - LOCK, session.close)
        assert market.edges == (before(session).close,)


def test_early_closes__whole_calendar__are_the_published_ones_and_no_others() -> None:
    found = [
        session.day
        for session in DAYS.between(date(2018, 1, 1), date(2027, 12, 31))
        if datetime.fromtimestamp(session.close, UTC).astimezone(calendar.NEW_YORK).hour != 16
    ]
    assert found == EARLY


@pytest.mark.parametrize("year", YEARS)
def test_planned__week_with_an_early_close__weekly_markets_lock_before_the_last_close(year: int) -> None:
    for session in early_closes(year):
        last = last_of_week(session)
        monday = session.day - timedelta(days=session.day.weekday())
        first = DAYS.between(monday, last.day)[0]
        for name in WEEKLY:
            market = planned(LISTINGS[name], before(first).closes_are_corrected_at).market
            assert (market.close_at, market.observe_at) == (last.close - LOCK, last.close)


@pytest.mark.parametrize("year", YEARS)
def test_planned__daylight_saving_weeks__lock_at_1530_new_york_on_both_sides(year: int) -> None:
    """Closes move by an hour of UTC between the Friday before and the Monday after."""
    spring, autumn = daylight_saving_weeks(year)
    for monday, was, becomes in ((spring, 21, 20), (autumn, 20, 21)):
        friday = monday - timedelta(days=3)
        assert DAYS.on(friday).close == at(friday, was)
        for name in DAILY:
            market = planned(LISTINGS[name], DAYS.on(friday).closes_are_corrected_at).market
            assert market.edges == (at(friday, was),)
            assert (market.close_at, market.observe_at) == (at(monday, becomes - 1, 30), at(monday, becomes))
        for name in WEEKLY:
            market = planned(LISTINGS[name], DAYS.on(friday).closes_are_corrected_at).market
            last = last_of_week(DAYS.on(monday))
            assert market.observe_at == last.close == at(last.day, becomes)
            assert market.close_at == last.close - LOCK


@pytest.mark.parametrize("year", YEARS)
def test_planned__whole_year_of_daily_markets__one_per_session_in_a_chain(year: int) -> None:
    """Monday holidays, days of mourning and long weekends: each market starts where the one before it ended."""
    sessions = DAYS.between(date(year, 1, 1), date(year, 12, 31))
    markets = [planned(LISTINGS["AAPL-DAY"], before(one).closes_are_corrected_at).market for one in sessions]
    assert [market.observe_at for market in markets] == [session.close for session in sessions]
    assert all(that.edges == (this.observe_at,) for this, that in pairwise(markets))
    assert len({market.period for market in markets}) == len(markets)


def independent(path: Path) -> list[Session]:
    return [session for session in answers(path) if session.day.year >= 2018]


def check_against(sessions: list[Session]) -> None:
    """Every daily market of these sessions locks 30 minutes before the close that others say it had."""
    for this, that in pairwise(sessions):
        if before(DAYS.on(that.day)).day == this.day:  # the sample has gaps
            market = planned(LISTINGS["AAPL-DAY"], this.close + 4_800).market
            assert (market.close_at, market.edges) == (that.close - LOCK, (this.close,))


def test_planned__independent_sample_of_sessions__locks_before_their_closes() -> None:
    check_against(list(answers(TWIN)))


@needs_real_data
def test_planned__independent_list_of_sessions_2018_to_2023__locks_before_their_closes() -> None:
    sessions = independent(REAL / "prices" / "xnys_sessions_answers.csv")
    assert len(sessions) > 1_200
    check_against(sessions)


# --- the governed table

TABLE = """
[[overrides]]
exchange = "XNYS"
day = 2027-06-01
closed = true
evidence = "a day of mourning, announced on 2027-05-28"

[[overrides]]
exchange = "XNYS"
day = 2027-06-02
open = 09:30:00
close = 11:00:00
evidence = "systems failure"
"""


def overrides(text: str) -> tuple[Override, ...]:
    return parse_overrides(tomllib.loads(text))


def test_parse_overrides__closed_and_shortened_day__markets_follow() -> None:
    bent = calendar.exchange("XNYS", 2028, overrides(TABLE))
    may28, june2 = DAYS.on(date(2027, 5, 28)), bent.on(date(2027, 6, 2))
    assert june2.close == at(june2.day, 15)
    market = planned(LISTINGS["AAPL-DAY"], may28.closes_are_corrected_at, bent).market
    assert (market.edges, market.observe_at) == ((may28.close,), june2.close)
    assert market.close_at == at(june2.day, 14, 30)


def test_parse_overrides__another_exchange__is_untouched() -> None:
    elsewhere = overrides(TABLE.replace("XNYS", "XNAS"))
    assert calendar.exchange("XNYS", 2028, elsewhere).sessions == DAYS.sessions


def test_parse_overrides__shipped_table__agrees_with_the_package_and_gives_its_evidence() -> None:
    shipped = overrides((ROOT / "config" / "calendar.toml").read_text())
    assert {date(2026, 11, 27), date(2026, 12, 24)} <= {one.day for one in shipped}
    for one in shipped:
        assert one.session == DAYS.on(one.day)
        assert "NYSE" in one.evidence


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('evidence = "systems failure"', 'evidence = ""', "needs its evidence"),
        ("11:00:00", "09:00:00", "closes after it opens"),
        ("open = 09:30:00", "", "open is missing"),
        ("closed = true", "closed = true\nclose = 11:00:00", "unknown keys"),
        ("2027-06-02", "2027-06-01", "two overrides on one day"),
        ("2027-06-02", '"tomorrow"', "day must be of type date"),
        ("closed = true", "shut = true", "open is missing"),
    ],
)
def test_parse_overrides__entry_that_cannot_be__is_refused(old: str, new: str, sentence: str) -> None:
    with pytest.raises(BadConfig, match=sentence):
        overrides(TABLE.replace(old, new))
