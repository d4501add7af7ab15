"""Exchange sessions: which days trade and when each one closes, in UTC.

exchange_calendars knows holidays, early closes and daylight saving as rules in code. Days that an exchange
announces at short notice (a day of mourning, say) reach the package late: config/calendar.toml overrides them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import exchange_calendars

from mutuel.domain.errors import BadConfig
from mutuel.domain.products.table import Table

FIRST_YEAR: Final = 1990
NEW_YORK: Final = ZoneInfo("America/New_York")
CORRECTIONS_END: Final = time(17, 20)
"""Nasdaq re-publishes corrected closes until 17:15 New York time; nothing is proposed before this."""


@dataclass(frozen=True, slots=True)
class Session:
    """One trading day; `open` and `close` of the regular session in UTC seconds."""

    day: date
    open: int
    close: int

    @property
    def closes_are_corrected_at(self) -> int:
        """17:20 New York time of this day, in UTC seconds; also on an early close."""
        return int(datetime.combine(self.day, CORRECTIONS_END, NEW_YORK).timestamp())


def new_york_day(now: int) -> date:
    """The date on the exchanges' walls at `now`, UTC seconds."""
    return datetime.fromtimestamp(now, UTC).astimezone(NEW_YORK).date()


@dataclass(frozen=True, slots=True)
class Override:
    """What one exchange does on one day, against the package: another session, or None for closed."""

    exchange: str
    day: date
    session: Session | None
    evidence: str


class UnknownSession(LookupError):
    """A day or time outside the years that the calendar covers, or a day without trading."""


@dataclass(frozen=True)
class Calendar:
    """The sessions of one exchange in ascending order."""

    sessions: tuple[Session, ...]

    def on(self, day: date) -> Session:
        """The session of `day`. Raises UnknownSession."""
        at = bisect_left(self.sessions, day, key=lambda session: session.day)
        if at == len(self.sessions) or self.sessions[at].day != day:
            raise UnknownSession(f"{day} is not a trading day.")
        return self.sessions[at]

    def closing_at(self, close: int) -> Session:
        """The session that closes at `close`, UTC seconds. Raises UnknownSession."""
        session = self.last_closed(close)
        if session.close != close:
            raise UnknownSession(f"No session closes at {close}.")
        return session

    def last_closed(self, now: int) -> Session:
        """The latest session whose close is not later than `now`. Raises UnknownSession."""
        return self.closed_by(now, 1)[0]

    def closed_by(self, now: int, count: int) -> tuple[Session, ...]:
        """The latest `count` sessions closed by `now`, oldest first. Raises UnknownSession."""
        end = bisect_right(self.sessions, now, key=lambda session: session.close)
        if end < count:
            raise UnknownSession(f"Fewer than {count} sessions had closed by {now}.")
        return self.sessions[end - count : end]

    def between(self, first: date, last: date) -> tuple[Session, ...]:
        """Sessions of the days `first` to `last`, both included."""
        days = [session.day for session in self.sessions]
        return self.sessions[bisect_left(days, first) : bisect_right(days, last)]


@lru_cache(maxsize=16)
def exchange(mic: str, last_year: int, overrides: tuple[Override, ...] = ()) -> Calendar:
    """The calendar of exchange `mic` ("XNYS", "XNAS") from 1990 to the end of `last_year`, as governance has it.

    The end is always given: left out, the package stops one year after the day it runs.
    """
    found = exchange_calendars.get_calendar(mic, start=f"{FIRST_YEAR}-01-01", end=f"{last_year}-12-31")
    rows = found.schedule[["open", "close"]].itertuples()
    calendar = Calendar(
        tuple(Session(day.date(), int(o.timestamp()), int(c.timestamp())) for day, o, c in rows)
    )
    return with_overrides(calendar, {one.day: one.session for one in overrides if one.exchange == mic})


def at(mic: str, now: int, overrides: tuple[Override, ...] = ()) -> Calendar:
    """The calendar of `mic` with at least a year to come after `now`."""
    return exchange(mic, datetime.fromtimestamp(now, UTC).year + 1, overrides)


def with_overrides(calendar: Calendar, overrides: Mapping[date, Session | None]) -> Calendar:
    """`calendar` with single days replaced, added, or closed (None)."""
    if not overrides:
        return calendar
    kept = [session for session in calendar.sessions if session.day not in overrides]
    given = [session for session in overrides.values() if session is not None]
    return Calendar(tuple(sorted(kept + given, key=lambda session: session.day)))


def parse_overrides(config: Mapping[str, Any]) -> tuple[Override, ...]:
    """The governed table of config/calendar.toml, which says what its keys mean. Raises BadConfig."""
    top = Table("calendar", config)
    found = tuple(_override(row) for row in top.rows("overrides"))
    top.end()
    if len({(one.exchange, one.day) for one in found}) != len(found):
        raise BadConfig("calendar", "an exchange has two overrides on one day")
    return found


def _override(row: Table) -> Override:
    mic, day = row.take("exchange", str), row.take("day", date)
    session = None if row.take("closed", bool, False) else _session(row, day)
    evidence = row.take("evidence", str)
    row.end()
    if not evidence:
        raise BadConfig(row.where, "an override needs its evidence")
    return Override(mic, day, session, evidence)


def _session(row: Table, day: date) -> Session:
    opens, closes = (_second(day, row.take(key, time)) for key in ("open", "close"))
    if opens >= closes:
        raise BadConfig(row.where, "a session closes after it opens")
    return Session(day, opens, closes)


def _second(day: date, wall: time) -> int:
    return int(datetime.combine(day, wall, NEW_YORK).timestamp())
