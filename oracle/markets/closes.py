"""The closes that ranges are cut from: official ones of a stock, the feed's values of a coin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from mutuel.domain.errors import OutOfRange, RoundRefused
from mutuel.domain.products.planned import Planned
from mutuel.domain.resolution.decide import median, spread_exceeds
from mutuel.domain.units import Bps, Price8
from oracle import calendar
from oracle.calendar import Session
from oracle.observations.collect import ask
from oracle.observations.observe import Asked, close_in_shares_of, unusable
from oracle.proofs.prove import reader
from oracle.sources.adapter import Answer, Wanted
from oracle.sources.closes import Closes
from oracle.world import World

HISTORY: Final = timedelta(days=45)
"""Calendar days that hold at least 21 sessions."""
VOICES: Final = 2
"""Sources that must agree on a close that ranges are cut from."""


def known_closes(world: World, plan: Planned, now: int) -> list[Price8]:
    """Prices at the latest of the moments that `plan` asks for, oldest first, without a break."""
    if not plan.closes_at:
        return []
    if plan.listing.asset.calendar:
        return _stock(world, plan, now)
    return _coin(world, plan, now)


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


def _stock(world: World, plan: Planned, now: int) -> list[Price8]:
    """All in shares of the last one's day."""
    listing, days = plan.listing, world.calendar(plan.listing.asset.calendar, now)
    sessions = [days.closing_at(moment) for moment in plan.closes_at]
    basis = sessions[-1]
    wanted = Wanted(listing.asset.symbol, basis.day - HISTORY, basis, now)
    answers = ask(world.adapters, listing.source.quorum, wanted, world.source_timeout)
    asked = Asked(listing.asset.symbol, basis, basis.day, listing.asset.tick, calendar.new_york_day(now))
    return agreed_closes(answers, sessions, asked, listing.source.quorum.max_spread)


def _coin(world: World, plan: Planned, now: int) -> list[Price8]:
    """As far as the feed's rounds go back."""
    feed = reader(world, plan.listing.source.id, plan.listing.source.feed)
    found: list[Price8] = []
    for moment in reversed(plan.closes_at):
        try:
            found.append(Price8(feed.round_at(moment, now).answer))
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
