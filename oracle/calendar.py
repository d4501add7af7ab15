"""Exchange sessions: which days trade and when each one closes, in UTC.

exchange_calendars knows holidays, early closes and daylight saving as rules in code. Days that an exchange
announces at short notice (a day of mourning, say) reach the package late, so overrides can be given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

import exchange_calendars

FIRST_YEAR = 1990
NEW_YORK = ZoneInfo("America/New_York")
CORRECTIONS_END = time(17, 20)
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

    def next_week(self, now: int) -> tuple[Session, tuple[Session, ...]]:
        """The next trading week that has not begun: the last session before it, and its sessions.

        Raises UnknownSession at the end of the calendar.
        """
        start = bisect_right(self.sessions, now, key=lambda session: session.open)
        while 0 < start < len(self.sessions) and self._week(start - 1) == self._week(start):
            start += 1
        end = start
        while end < len(self.sessions) and self._week(end) == self._week(start):
            end += 1
        if not 0 < start < end < len(self.sessions):
            raise UnknownSession(f"The calendar knows no whole trading week after {now}.")
        return self.sessions[start - 1], self.sessions[start:end]

    def _week(self, index: int) -> tuple[int, int]:
        return self.sessions[index].day.isocalendar()[:2]

    def between(self, first: date, last: date) -> tuple[Session, ...]:
        """Sessions of the days `first` to `last`, both included."""
        days = [session.day for session in self.sessions]
        return self.sessions[bisect_left(days, first) : bisect_right(days, last)]


@lru_cache(maxsize=8)
def exchange(mic: str, last_year: int) -> Calendar:
    """The calendar of exchange `mic` ("XNYS", "XNAS") from 1990 to the end of `last_year`.

    The end is always given: left out, the package stops one year after the day it runs.
    """
    found = exchange_calendars.get_calendar(mic, start=f"{FIRST_YEAR}-01-01", end=f"{last_year}-12-31")
    rows = found.schedule[["open", "close"]].itertuples()
    return Calendar(tuple(Session(day.date(), int(o.timestamp()), int(c.timestamp())) for day, o, c in rows))


def at(mic: str, now: int) -> Calendar:
    """The calendar of `mic` with at least a year to come after `now`."""
    return exchange(mic, datetime.fromtimestamp(now, UTC).year + 1)


def with_overrides(calendar: Calendar, overrides: Mapping[date, Session | None]) -> Calendar:
    """`calendar` with single days replaced, added, or closed (None)."""
    kept = [session for session in calendar.sessions if session.day not in overrides]
    given = [session for session in overrides.values() if session is not None]
    return Calendar(tuple(sorted(kept + given, key=lambda session: session.day)))
