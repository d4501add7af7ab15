"""Five ranges around last week's close, one week, one winner (seed 003, rules 1.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mutuel.domain import schedule
from mutuel.domain.edges import quintile_edges
from mutuel.domain.products.catalogue import Listing
from mutuel.domain.resolution.observation import day_of
from mutuel.domain.schedule import Session, Times
from mutuel.domain.units import Price8

DAYS_OF_CRYPTO_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class NewMarket:
    """What the keeper asks the engine to create; fields as in IParimutuelEngine.NewMarket."""

    period: int
    index: int
    open_at: int
    close_at: int
    observe_at: int
    edges: tuple[Price8, ...]


def stock_week(
    listing: Listing, basis: Session, week: Sequence[Session], closes: Sequence[Price8], created_at: int
) -> NewMarket:
    """The market of one share and one trading week.

    `basis` is the last session before the market opens: its UTC day number is the period and, as the question's
    subject, the share the price is expressed in. `closes` are official closes up to `basis`, oldest first, all in
    shares of that day. Raises TooLate, TooFewCloses, OutOfRange.
    """
    times = schedule.stock_week(week, created_at, listing.lock_lead)
    return _market(listing, times, day_of(basis.close), closes, len(week))


def crypto_week(listing: Listing, closes: Sequence[Price8], at: int) -> NewMarket:
    """The market of one coin and the UTC week that holds `at`.

    The period is the UTC day number of its Monday; `closes` are daily values at 00:00 UTC up to that Monday,
    oldest first. Raises TooFewCloses, OutOfRange.
    """
    times = schedule.crypto_week(at, listing.lock_lead)
    return _market(listing, times, day_of(times.open_at), closes, DAYS_OF_CRYPTO_WEEK)


def _market(
    listing: Listing, times: Times, period: int, closes: Sequence[Price8], sessions: int
) -> NewMarket:
    edges = quintile_edges(closes, sessions, listing.asset.tick)
    return NewMarket(period, 0, *times, edges)
