"""Five ranges around last week's close, one week, one winner (rules 1.3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mutuel.domain.edges import LONG_LOOKBACK, quintile_edges
from mutuel.domain.errors import TooLate
from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.new_market import NewMarket
from mutuel.domain.products.planned import Around, Planned, weeks
from mutuel.domain.resolution.observation import day_of
from mutuel.domain.resolution.rounds import SETTLE_DELAY
from mutuel.domain.schedule import Span
from mutuel.domain.units import DAY, WEEK, Price8

KINDS: Final = frozenset({Kind.RANGE})
LIFE: Final = WEEK
CLOSES: Final = LONG_LOOKBACK + 1


@dataclass(frozen=True, slots=True)
class PlannedRange(Planned):
    """A week whose ranges are cut from the closes up to its start."""

    span: Span
    before: tuple[int, ...]
    """The closes up to the start of the week, oldest first, at most 21."""

    @property
    def closes_at(self) -> tuple[int, ...]:
        return self.before

    def new_market(self, closes: Sequence[Price8], now: int, /) -> NewMarket:
        """A stock's week opens at its creation, a coin's on Monday. All closes are in shares of the last one's day.

        Raises TooLate once the market may not be made any more, TooFewCloses, OutOfRange.
        """
        if now > self.until:
            raise TooLate(self.until)
        edges = quintile_edges(closes, self.span.sessions, self.listing.asset.tick)
        opens = now if self.listing.asset.calendar else self.market.open_at
        return replace(self.market, open_at=opens, edges=edges)


def planned(listing: Listing, around: Around, now: int) -> Iterator[PlannedRange]:
    """A stock's weeks that have not begun, from the corrected close before them on; a coin's from its Monday on."""
    for span in weeks(listing, around, now):
        if listing.asset.calendar:
            ready_at, until = span.open_at, span.begins_at - 1
            last = bisect_right(around.sessions, span.start_at, key=lambda session: session.close)
            before = [session.close for session in around.sessions[max(0, last - CLOSES) : last]]
        else:  # a market that is open for less than a day is not worth its ranges
            ready_at, until = span.open_at + SETTLE_DELAY + 1, span.observe_at - listing.lock_lead - DAY
            before = list(range(span.start_at - (CLOSES - 1) * DAY, span.start_at + 1, DAY))
        if now <= until:
            market = _market(listing, span)
            yield PlannedRange(listing, market, ready_at, until, span, tuple(before))


def _market(listing: Listing, span: Span) -> NewMarket:
    close_at = span.observe_at - listing.lock_lead
    return NewMarket(day_of(span.start_at), 0, span.open_at, close_at, span.observe_at)
