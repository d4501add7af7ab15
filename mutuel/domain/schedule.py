"""When a market opens, stops taking bets and is observed (rules 1.3).

Which days an exchange trades is not known here: sessions come in as arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from mutuel.domain.errors import TooLate, require_range
from mutuel.domain.limits import WEEK, Period, period_start

LOCK_LEAD: Final = 1_800
"""Betting stops 30 minutes before the observation."""
ROUNDS_PER_MARKET: Final = 20
"""A data feed may decide a market only if its heartbeat fits this often into the market's life (R-SHORT)."""


class Session(Protocol):
    """One trading day of an exchange: its regular open and close in UTC seconds."""

    @property
    def open(self) -> int: ...

    @property
    def close(self) -> int: ...


class Times(NamedTuple):
    """UTC seconds: bets are accepted in [open_at, close_at), the value is the one at `observe_at`."""

    open_at: int
    close_at: int
    observe_at: int


def stock_week(sessions: Sequence[Session], created_at: int, lead: int = LOCK_LEAD) -> Times:
    """Opens at creation, observed at the close of the week's last session.

    Early closes and daylight saving are in the sessions. Raises TooLate once the first session has begun, and
    OutOfRange for a week without sessions.
    """
    require_range("sessions of the week", len(sessions), 1, 7)
    if created_at >= sessions[0].open:
        raise TooLate(sessions[0].open - 1)
    observe_at = sessions[-1].close
    return Times(created_at, observe_at - lead, observe_at)


def crypto_week(at: int, lead: int = LOCK_LEAD) -> Times:
    """The UTC week that holds `at`: Monday 00:00 to the next Monday 00:00, when it is observed."""
    monday = period_start(Period.WEEK, at)
    observe_at = monday + WEEK
    return Times(monday, observe_at - lead, observe_at)


def feed_may_decide(heartbeat: int, times: Times) -> bool:
    """R-SHORT: a feed's lag is free money in a short market, so heartbeat * 20 <= observe - open."""
    return heartbeat * ROUNDS_PER_MARKET <= times.observe_at - times.open_at
