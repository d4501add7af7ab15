"""What every feed of match results has in common, whatever it speaks.

A parser turns bytes into a `MatchState` or a `Refusal`; it never raises, never fetches and never looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from mutuel.domain.results import MatchState, Play, Winner
from oracle.sources.closes import MAX_TIME, Refusal, Why
from oracle.sources.transport import Page, Web

NOT_FOUND = 404
MAX_RUNS = 10_000
"""Of one innings; the most ever made are 1,107."""


@dataclass(frozen=True, slots=True)
class WantedMatch:
    """A match as one feed names it: its id there, and what the feed calls our two sides. Times in UTC seconds."""

    id: str
    sides: tuple[str, str]
    start: int
    latest_end: int


Parser = Callable[[bytes, WantedMatch], MatchState | Refusal]


@dataclass(frozen=True, slots=True)
class FeedDeclaration:
    """What a feed can say. Feeds fed by the same upstream share an independence `group`."""

    name: str
    group: str
    tells_play: bool
    """Whether it says while a match goes on that play has stopped."""
    tells_overs: bool
    known_at: str
    """What its time of the official result is."""
    terms: str
    is_file: bool = False
    """Whether it has a file per match, which is not there until there is something to tell."""


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed gave: the bodies as they came, and what they say."""

    source: FeedDeclaration
    pages: tuple[Page, ...]
    result: MatchState | Refusal


class MatchFeed(Protocol):
    @property
    def declaration(self) -> FeedDeclaration: ...

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer: ...


def answer(source: FeedDeclaration, page: Page | Refusal, parse: Parser, wanted: WantedMatch) -> FeedAnswer:
    """What `page` says. A state counts only from HTTP 200; an error's own words tell more than its status."""
    if isinstance(page, Refusal):
        return FeedAnswer(source, (), page)
    result = parse(page.body, wanted)
    if source.is_file and page.status == NOT_FOUND:
        result = Refusal(Why.REPORT_MISSING, "its file is not there yet")
    elif page.status != 200 and (isinstance(result, MatchState) or result.why is Why.NOT_JSON):
        result = Refusal(Why.HTTP_STATUS, f"HTTP {page.status}")
    return FeedAnswer(source, (page,), result)


def side_of(name: str | None, wanted: WantedMatch) -> int | None:
    """0 or 1 for the side that the feed calls `name`; None for anybody else."""
    plain = (name or "").strip().casefold()
    return next(
        (side for side, called in enumerate(wanted.sides) if called.strip().casefold() == plain), None
    )


def sides_of(names: Sequence[str | None], wanted: WantedMatch) -> tuple[int, int] | Refusal:
    """Our numbers of the two sides in the feed's order, or a refusal if these are not the two of the match."""
    match [side_of(name, wanted) for name in names]:
        case [int(first), int(second)] if first != second:
            return first, second
    return Refusal(Why.WRONG_MATCH, f"not the sides of the match: {[str(name)[:30] for name in names[:4]]}")


def decided(winner: Winner, known_at: int | None = None) -> MatchState:
    return MatchState(Play.OVER, winner, known_at)


def utc_seconds(text: str | None) -> int | None:
    """UTC seconds of an ISO time that names its zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(text or "")
        seconds = int(moment.timestamp()) if moment.tzinfo is not None else 0
    except (ValueError, OverflowError):
        return None
    return seconds if 0 < seconds <= MAX_TIME else None


def utc_day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y%m%d")
