"""Prices for charts: what a source or feed showed, kept as it was. Nothing is ever decided from these rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, func, select

from mutuel import logging
from mutuel.db.oracle import Price
from mutuel.domain.products.listing import Asset, Source
from mutuel.domain.resolution.decide import Quorum
from mutuel.domain.resolution.observation import day_of
from mutuel.domain.units import WEEK
from oracle.acts import pause
from oracle.calendar import Calendar, new_york_day
from oracle.observations.collect import ask
from oracle.observations.observe import Asked, close_in_shares_of
from oracle.proofs.prove import reader
from oracle.proofs.rounds import FeedReader
from oracle.sources.adapter import Answer, Wanted
from oracle.sources.closes import Closes
from oracle.world import World

HISTORY: Final = timedelta(days=45)
ROUNDS: Final = 200
"""Rounds read at one time."""
FEED_HISTORY: Final = 2 * WEEK
PAUSE: Final = pause(20)
FEED: Final = "chainlink"
log = logging.get("oracle")


class Charts:
    """Keeps the charts up to date, a bounded piece at a time. What fails is tried again after a pause."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tried: dict[str, int] = {}

    def step(self, now: int) -> int:
        """How many prices were added for all assets."""
        return sum(self._update(asset, source, now) for asset, source in self._charted().values())

    def _charted(self) -> dict[str, tuple[Asset, Source]]:
        """By symbol, each asset with the source that has a past: official closes, or a feed's rounds."""
        pairs = [
            pair
            for listing in self._world.catalogue.listings.values()
            for pair in zip(listing.assets, listing.sources, strict=True)
        ]
        pairs.reverse()  # so that the first listing of an asset has the last word
        return {asset.symbol: (asset, source) for asset, source in pairs if asset.calendar or source.feed}

    def _update(self, asset: Asset, source: Source, now: int) -> int:
        return self._stock(asset, source, now) if asset.calendar else self._feed(asset, source, now)

    def _stock(self, asset: Asset, source: Source, now: int) -> int:
        """Closes as traded, once a day when corrected closes are out."""
        days = self._world.calendar(asset.calendar, now)
        session = days.last_closed(now)
        latest = self._latest(asset.symbol, *self._world.adapters)
        waits = now < max(session.closes_are_corrected_at, self._tried.get(asset.symbol, 0) + PAUSE)
        if latest >= session.close or waits:
            return 0
        self._tried[asset.symbol] = now
        wanted = Wanted(asset.symbol, session.day - HISTORY, session, now)
        answer = self._ask(source, wanted)
        if answer is None or not isinstance(answer.result, Closes):
            log.warning("no chart", symbol=asset.symbol, reason=str(answer and answer.result))
            return 0
        return self._keep(_rows(asset, answer.source.name, answer.result, days, now), latest)

    def _ask(self, source: Source, wanted: Wanted) -> Answer[Closes] | None:
        """One source's answer: the first with closes that tells its splits, since without them a past close means
        nothing."""
        answer = None
        for entry in source.quorum.entries:
            if self._world.adapters[entry.source].declaration.tells_splits:
                answer = ask(self._world.adapters, Quorum((entry,)), wanted, self._world.source_timeout)[0]
                if isinstance(answer.result, Closes):
                    break
        return answer

    def _feed(self, asset: Asset, source: Source, now: int) -> int:
        feed = reader(self._world, source.id, source.feed)
        newest, latest = feed.latest(), self._latest(asset.symbol, FEED)
        if newest is None or newest.phase != feed.pinned.phase or newest.updated_at <= latest:
            return 0  # a phase that is over gains no rounds
        start = feed.last_number_by(max(latest, now - FEED_HISTORY))
        return self._keep(_rounds(feed, asset.symbol, start + 1), latest)

    def _latest(self, symbol: str, *sources: str) -> int:
        """Of these sources: a live price of now says nothing about what a chart lacks."""
        newest = select(func.max(Price.at)).where(Price.symbol == symbol, col(Price.source).in_(sources))
        with Session(self._world.database) as session:
            return session.exec(newest).one() or 0

    def _keep(self, rows: Iterable[Price], latest: int) -> int:
        new = {row.at: row for row in rows if row.at > latest}
        with Session(self._world.database) as session:
            session.add_all(new.values())
            session.commit()
        return len(new)


def _rows(asset: Asset, source: str, closes: Closes, days: Calendar, now: int) -> Iterable[Price]:
    """Closes as traded up to the last one: each in shares of its own day."""
    last = days.last_closed(now)
    asked = Asked(asset.symbol, last, last.day, asset.tick, new_york_day(now))
    for session in days.between(last.day - HISTORY, last.day):
        if session.day in closes.by_day:
            price = close_in_shares_of(closes, session.day, session.day, closes.splits or (), asked)
            row = Price(symbol=asset.symbol, at=session.close, source=source, price=price)
            for split in closes.splits or ():
                if split.ex_day == day_of(session.close):
                    row.split_to, row.split_from = split.numerator, split.denominator
            yield row


def _rounds(feed: FeedReader, symbol: str, first: int) -> Iterable[Price]:
    for found in feed.many(first, ROUNDS):
        if found.answer > 0:
            yield Price(symbol=symbol, at=found.updated_at, source=FEED, price=found.answer)
