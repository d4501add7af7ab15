"""A match of two sides and the windows in which people bet on it (rules 1.13).

Windows follow each other in slots of equal length, announced before the match. Play that stops voids what has not
closed; as many windows are announced again, under new numbers, once play goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from mutuel.domain.errors import require_range
from mutuel.domain.units import DAY

ANNOUNCED: Final = DAY
"""The windows of a match are announced this long before it."""
NOTICE: Final = 600
"""No window opens sooner after its announcement; bets need time to be thought about."""
CREATION_TIME: Final = 120
"""Seconds that it may take to announce them."""
EARLY_NOTICE: Final = 6
"""An early close takes effect so many seconds after it is asked for."""
MAX_WINDOWS: Final = 256
"""A window's number has eight bits."""


class Mode(StrEnum):
    """What ends a window: its time, or the overs that it is about, whichever comes first."""

    TIME = "time"
    OVERS = "overs"


@dataclass(frozen=True, slots=True)
class Feed:
    """A match as one result feed names it: its id there, and what the feed calls the two sides, in our order."""

    id: str
    sides: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Interruption:
    """Play stopped at `at` and goes on at `resume_at`, which was known at `known_at`; UTC seconds.

    At most `windows` are announced again, and never more than were voided.
    """

    at: int
    known_at: int
    resume_at: int
    windows: int = MAX_WINDOWS


@dataclass(frozen=True, slots=True)
class Window:
    """Bets are taken in [open_at, close_at), planned. `voided_at` is when play stopped before its close."""

    index: int
    open_at: int
    close_at: int
    announced_at: int
    voided_at: int | None = None

    @property
    def half_at(self) -> int:
        """From here on an early close may be asked for: open + half the planned length, rounded up."""
        return self.open_at + (self.close_at - self.open_at + 1) // 2


@dataclass(frozen=True, slots=True)
class Match:
    """Two sides, a time, and how betting on it is cut. Times in UTC seconds."""

    number: int
    """Its name on chain: the period of its markets."""
    sport: str
    """Symbol of the asset."""
    sides: tuple[str, str]
    """Outcome 0 and outcome 1."""
    start: int
    latest_end: int
    """When a result must be known, reserve day included; the observation time of its markets."""
    mode: Mode
    window_seconds: int
    """Planned length of a window; for overs the longest they can take."""
    windows: int
    overs_per_window: int = 2
    overs: int = 0
    """Planned per innings; 0 where nothing is counted in overs."""
    templates: tuple[str, ...] = ()
    """Names of the templates that make markets on it; none for all of its sport."""
    feeds: Mapping[str, Feed] = field(default_factory=dict, hash=False)
    """By name of the result feed."""
    interruptions: tuple[Interruption, ...] = ()
    decided_at: int | None = None
    """When the result became known: no window opens from then on."""

    @property
    def over_ranges(self) -> int:
        """Ranges of overs that an innings has; the last one may be shorter."""
        return -(-self.overs // self.overs_per_window)

    def overs_of(self, over_range: int) -> range:
        """The overs of a range, counted from 0. Raises OutOfRange."""
        require_range("over range", over_range, 0, self.over_ranges - 1)
        first = over_range * self.overs_per_window
        return range(first, min(first + self.overs_per_window, self.overs))

    def overs_until(self, place: int) -> int:
        """Overs bowled in all innings once the window at `place` of those to play has had its own."""
        return (place + 1) * self.overs_per_window

    def announced(self) -> tuple[Window, ...]:
        """Every window that was ever announced, by number, those that were voided too.

        Never more than numbers are left for: however often play stops and goes on, somebody says what comes next.
        """
        found = _slots(self, 0, self.start, self.windows, self.start - ANNOUNCED)
        for stop in self.interruptions:
            voided = [one for one in found if one.voided_at is None and one.close_at > stop.at]
            kept = [replace(one, voided_at=stop.at) if one in voided else one for one in found]
            opens = max(stop.resume_at, stop.known_at + NOTICE + CREATION_TIME)
            count = min(stop.windows, len(voided), MAX_WINDOWS - len(found))
            found = (*kept, *_slots(self, len(kept), opens, count, stop.known_at))
        return found

    def to_play(self) -> tuple[Window, ...]:
        """Windows that stand: not voided, and not to open once the match is decided."""
        return tuple(
            one
            for one in self.announced()
            if one.voided_at is None and (self.decided_at is None or one.open_at < self.decided_at)
        )


def closes_early_at(window: Window, bowled_at: int) -> int | None:
    """When an early close takes effect if the window's overs end at `bowled_at`; None if that is no earlier."""
    closes = max(bowled_at, window.half_at) + EARLY_NOTICE
    return closes if closes < window.close_at else None


def _slots(match: Match, first: int, opens: int, count: int, announced_at: int) -> tuple[Window, ...]:
    """Windows one after the other from `opens` on, as many as end by the match's latest end."""
    length = match.window_seconds
    fit = max(0, min(count, (match.latest_end - opens) // length))
    starts = range(opens, opens + fit * length, length)
    return tuple(Window(first + i, start, start + length, announced_at) for i, start in enumerate(starts))
