"""Which markets should exist, from when they can be created, and the closes that their ranges are cut from.

Ids follow from product and week alone, so a market can be planned again after any outage and is never made twice:
the engine skips an id that exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mutuel.domain import schedule
from mutuel.domain.edges import LONG_LOOKBACK
from mutuel.domain.errors import OutOfRange, RoundRefused
from mutuel.domain.ids import market_id
from mutuel.domain.products import weekly_range
from mutuel.domain.products.catalogue import AssetClass, Listing
from mutuel.domain.products.weekly_range import NewMarket
from mutuel.domain.resolution.decide import median, spread_exceeds
from mutuel.domain.resolution.observation import day_of
from mutuel.domain.resolution.rounds import SETTLE_DELAY
from mutuel.domain.units import Bps, Price8
from oracle import calendar
from oracle.calendar import Session, UnknownSession
from oracle.collect import ask
from oracle.observe import Asked, close_in_shares_of, unusable
from oracle.prove import reader
from oracle.sources.adapter import Answer, Wanted
from oracle.sources.closes import Closes
from oracle.world import World

DAY = 86_400
CLOSES = LONG_LOOKBACK + 1
HISTORY_DAYS = 45
"""Calendar days that hold at least 21 sessions."""
VOICES = 2
"""Sources that must agree on a close that ranges are cut from."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A market that should exist. It can be created in [ready_at, until]; UTC seconds."""

    listing: Listing
    market_id: int
    ready_at: int
    until: int
    basis: Session | None
    """Stocks: the last session before the week."""
    week: tuple[Session, ...] = ()


def planned(listing: Listing, now: int) -> tuple[Planned, ...]:
    """The next two markets of a product, the earlier one first; a crypto week counts while it is young enough."""
    if listing.asset.asset_class is AssetClass.STOCK:
        return tuple(_stock_weeks(listing, now))
    return tuple(_crypto_weeks(listing, now))


def new_market(world: World, plan: Planned, now: int) -> NewMarket:
    """The market with its ranges. Raises TooFewCloses, TooLate, OutOfRange."""
    if plan.basis is None:
        closes = feed_closes(world, plan, now)
        return weekly_range.crypto_week(plan.listing, closes, plan.ready_at)
    closes = stock_closes(world, plan.listing, plan.basis, now)
    return weekly_range.stock_week(plan.listing, plan.basis, plan.week, closes, now)


def stock_closes(world: World, listing: Listing, basis: Session, now: int) -> list[Price8]:
    """The last official closes up to `basis`, in its shares, oldest first: the longest unbroken run, at most 21."""
    first = basis.day - timedelta(days=HISTORY_DAYS)
    wanted = Wanted(listing.asset.symbol, first, basis, now)
    answers = ask(world.adapters, listing.source.quorum, wanted, world.source_timeout)
    asked = Asked(listing.asset.symbol, basis, basis.day, listing.asset.tick, calendar.new_york_day(now))
    sessions = calendar.at(listing.asset.calendar, now).closed_by(basis.close, CLOSES)
    return agreed_closes(answers, sessions, asked, listing.source.quorum.max_spread)


def agreed_closes(
    answers: Sequence[Answer[Closes]], sessions: Sequence[Session], asked: Asked, max_spread: Bps
) -> list[Price8]:
    """Closes of the latest `sessions` without a break on which at least two sources agree; the lower median.

    Only sources that tell splits speak here: what another one prints for the past may be in anybody's shares.
    """
    voices = [answer.result for answer in answers if isinstance(answer.result, Closes)]
    voices = [closes for closes in voices if closes.splits is not None and unusable(closes, asked) is None]
    found: list[Price8] = []
    for session in reversed(sessions):
        prices = list(_prices(voices, session, asked))
        if len(prices) < VOICES or spread_exceeds(min(prices), max(prices), median(prices), max_spread):
            break
        found.append(Price8(median(prices)))
    return found[::-1]


def feed_closes(world: World, plan: Planned, now: int) -> list[Price8]:
    """The feed's values at the last midnights up to the week's Monday, oldest first, as far as they go back."""
    source = plan.listing.source
    feed = reader(world, source.id, source.feed)
    found: list[Price8] = []
    for midnight in range(plan.ready_at - plan.ready_at % DAY, 0, -DAY)[:CLOSES]:
        try:
            found.append(Price8(feed.round_at(midnight, now).answer))
        except RoundRefused:
            break
    return found[::-1]


def _prices(voices: Sequence[Closes], session: Session, asked: Asked) -> Iterator[Price8]:
    for closes in voices:
        if session.day in closes.by_day:
            try:
                yield close_in_shares_of(closes, session.day, asked.basis_day, closes.splits or (), asked)
            except OutOfRange:
                continue


def _stock_weeks(listing: Listing, now: int) -> Iterator[Planned]:
    days, moment = calendar.at(listing.asset.calendar, now), now
    for _ in range(2):
        try:
            basis, week = days.next_week(moment)
        except UnknownSession:
            return
        found = market_id(listing.template.id, day_of(basis.close), 0)
        yield Planned(listing, found, basis.closes_are_corrected_at, week[0].open - 1, basis, week)
        moment = week[0].open


def _crypto_weeks(listing: Listing, now: int) -> Iterator[Planned]:
    for moment in (now, now + 7 * DAY):
        times = schedule.crypto_week(moment, listing.lock_lead)
        until = times.close_at - DAY  # a market that is open for less than a day is not worth its ranges
        if now <= until:
            found = market_id(listing.template.id, day_of(times.open_at), 0)
            yield Planned(listing, found, times.open_at + SETTLE_DELAY + 1, until, None)
