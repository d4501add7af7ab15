"""The spans of time that markets are about (rules 1.3): weeks and days, of an exchange or of UTC.

Which days an exchange trades is not known here: sessions come in as arguments. Early closes, holidays and daylight
saving are in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, Protocol

from mutuel.domain.limits import Period, period_start
from mutuel.domain.units import DAY, WEEK

ROUNDS_PER_MARKET: Final = 20
"""A data feed may decide a market only if its heartbeat fits this often into the market's life (R-SHORT)."""
AT_ONCE: Final = 2
"""Spans looked at: the one that runs, or the next, and the one after it."""


class Session(Protocol):
    """One trading day of an exchange, in UTC seconds: its regular open and close, and when corrected closes are out."""

    @property
    def open(self) -> int: ...

    @property
    def close(self) -> int: ...

    @property
    def closes_are_corrected_at(self) -> int: ...


class Span(NamedTuple):
    """A stretch of time from one price to another, UTC seconds."""

    open_at: int
    """Bets can be taken from here on: the start price is known, or will be seen by all at the same time."""
    start_at: int
    """The moment of the start price. On an exchange the close before the span: its day is the share basis."""
    begins_at: int
    """When trading begins."""
    observe_at: int
    """The moment of the end price."""
    sessions: int
    """Days that trade."""


def stock_weeks(sessions: Sequence[Session], now: int) -> Iterator[Span]:
    """The trading week that is not over at `now` and the one after it, of `sessions` in ascending order.

    Fewer where the calendar ends. A week is all sessions from one Monday to the next, by UTC date.
    """
    at = bisect_right(sessions, now, key=lambda session: session.close)
    while 0 < at < len(sessions) and _week(sessions[at - 1]) == _week(sessions[at]):
        at -= 1
    for _ in range(AT_ONCE):
        end = at
        while end < len(sessions) and _week(sessions[end]) == _week(sessions[at]):
            end += 1
        if not 0 < at < end < len(sessions):
            return
        yield _traded(sessions[at - 1], sessions[at:end])
        at = end


def stock_days(sessions: Sequence[Session], now: int) -> Iterator[Span]:
    """The session that is not over at `now` and the one after it, each from the close before it."""
    at = bisect_right(sessions, now, key=lambda session: session.close)
    for index in range(max(at, 1), min(at + AT_ONCE, len(sessions))):
        yield _traded(sessions[index - 1], sessions[index : index + 1])


def utc_weeks(now: int) -> Iterator[Span]:
    """The week that holds `now`, Monday 00:00 UTC to the next Monday 00:00, and the one after it."""
    return _utc(period_start(Period.WEEK, now), WEEK)


def utc_days(now: int) -> Iterator[Span]:
    """The UTC day that holds `now`, and the one after it."""
    return _utc(period_start(Period.DAY, now), DAY)


def feed_may_decide(heartbeat: int, life: int) -> bool:
    """R-SHORT: a feed's lag is free money in a short market, so heartbeat * 20 <= observe - open."""
    return heartbeat * ROUNDS_PER_MARKET <= life


def _week(session: Session) -> int:
    return period_start(Period.WEEK, session.close)


def _traded(basis: Session, sessions: Sequence[Session]) -> Span:
    first, last = sessions[0], sessions[-1]
    return Span(basis.closes_are_corrected_at, basis.close, first.open, last.close, len(sessions))


def _utc(first: int, length: int) -> Iterator[Span]:
    for start in range(first, first + AT_ONCE * length, length):
        yield Span(start, start, start, start + length, length // DAY)
