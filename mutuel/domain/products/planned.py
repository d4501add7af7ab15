"""What every product answers: which markets should exist around a moment, and how each one is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from mutuel.domain import schedule
from mutuel.domain.ids import MarketId, market_id
from mutuel.domain.market import Kind
from mutuel.domain.matches import Match
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.new_market import NewMarket
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.observation import day_of
from mutuel.domain.schedule import Session, Span
from mutuel.domain.units import HOUR, Price8

START_TIME: Final = HOUR
"""Seconds that are left at least, once a market is made, to report the price it starts with."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a product may have to know: the sessions of its exchange, ascending, and the matches to come."""

    sessions: Sequence[Session] = ()
    matches: Sequence[Match] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """A market that should exist, to be created in [ready_at, until], UTC seconds.

    Its id follows from product and time alone: planned again after any outage it is the same market.
    """

    listing: Listing
    market: NewMarket
    ready_at: int
    until: int

    @property
    def market_id(self) -> MarketId:
        return market_id(self.listing.template.id, self.market.period, self.market.index)

    @property
    def closes_at(self) -> tuple[int, ...]:
        """The moments whose prices the market is cut from, oldest first; none where times are enough."""
        return ()

    def new_market(self, _closes: Sequence[Price8], _now: int, /) -> NewMarket:
        """The market as it is created now, from the prices at the latest of `closes_at`, oldest first."""
        return self.market


class Product(Protocol):
    """One module of this package."""

    KINDS: frozenset[Kind]
    """Kinds of template that it makes markets of."""
    LIFE: int
    """Seconds from opening to observation of its shortest market, which bounds a feed's heartbeat (R-SHORT)."""

    def planned(self, listing: Listing, around: Around, now: int, /) -> Iterable[Planned]:
        """Markets that can still be created at `now` or soon after, the earliest first; a bounded number."""


def weeks(listing: Listing, around: Around, now: int) -> Iterator[Span]:
    """Weeks of the listing's exchange, or of UTC for a coin."""
    if listing.asset.calendar:
        return schedule.stock_weeks(around.sessions, now)
    return schedule.utc_weeks(now)


def days(listing: Listing, around: Around, now: int) -> Iterator[Span]:
    """Sessions of the listing's exchange, or days of UTC for a coin."""
    if listing.asset.calendar:
        return schedule.stock_days(around.sessions, now)
    return schedule.utc_days(now)


def from_start_to_end(
    listing: Listing, spans: Iterable[Span], least_betting: int, now: int
) -> Iterator[Planned]:
    """Markets that compare the price at a span's end with the one at its start: one per span, named by its start.

    UTC days are certain, so a coin's market is made one span ahead. An exchange may still change its hours: a
    stock's market is made when it opens. None is made once `least_betting` seconds of betting are not left, nor when
    the price at the start can hardly be reported in time any more: without it nothing can be compared.
    """
    for span in spans:
        close_at = span.observe_at - listing.lock_lead
        ahead = 0 if listing.asset.calendar else span.observe_at - span.start_at
        until = min(close_at - least_betting, span.start_at + ANSWER_TIME - START_TIME)
        if now <= until:
            times = span.open_at, close_at, span.observe_at
            market = NewMarket(day_of(span.start_at), 0, *times, edges=(span.start_at,))
            yield Planned(listing, market, span.open_at - ahead, until)
