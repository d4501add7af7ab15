"""The last price of a coin for people who watch a round: the exchanges' median, every few seconds, soon forgotten.

Nothing is ever decided from these rows: a round's prices are proved, each at its own second.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sqlmodel import Session, col, delete, select

from mutuel import logging
from mutuel.db.mirror import Market
from mutuel.db.oracle import Price
from mutuel.domain.market import State
from mutuel.domain.products.listing import Listing
from mutuel.domain.resolution.decide import median
from mutuel.domain.units import Price8
from oracle.observations.collect import ask
from oracle.sources.adapter import Moment
from oracle.sources.closes import Refusal
from oracle.world import World

SOURCE: Final = "exchanges"
"""What these rows name as theirs."""
SOON: Final = 600
"""Seconds before a round opens in which its coin is already watched."""
ASKED: Final = 3
"""Exchanges that are asked, the first of a source's entries; what comes after them speaks of whole minutes only."""
VOICES: Final = 2
"""Exchanges that must answer: one alone may be anywhere."""
TIMEOUT: Final = 2.0
"""Seconds; a price that comes later is not live, and the keeper has other things to do."""
PAUSE: Final = 30
"""Seconds to wait after a look at which somebody was missing."""
log = logging.get("oracle")


class Live:
    """Looks at the coins of open rounds, each at most every `world.live_seconds`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._next: dict[str, int] = {}

    def step(self, now: int) -> int:
        """How many prices were added."""
        watched = self.watched(now)
        due = [listing for symbol, listing in watched.items() if now >= self._next.get(symbol, 0)]
        added = sum(self._look(listing, now) for listing in due)
        if added:
            self._forget(now - self._world.live_kept)
        return added

    def watched(self, now: int) -> dict[str, Listing]:
        """By symbol, coins with a round that is open, about to open or not yet observed."""
        listings = {
            one.template.id: one for one in self._world.catalogue.listings.values() if one.source.stream
        }
        open_now = select(Market.template_id).where(
            col(Market.template_id).in_(listings),
            Market.state == State.OPEN,
            Market.open <= now + SOON,
            Market.observe_at >= now,
        )
        with Session(self._world.database) as session:
            found = session.exec(open_now.distinct()).all()
        return {listings[template].asset.symbol: listings[template] for template in sorted(found)}

    def _look(self, listing: Listing, now: int) -> bool:
        symbol = listing.asset.symbol
        price, complete = self._price(listing, now)
        self._next[symbol] = now + (
            self._world.live_seconds if complete else max(PAUSE, self._world.live_seconds)
        )
        if price is None:
            log.warning("no live price", symbol=symbol)
            return False
        with Session(self._world.database) as session:
            session.merge(Price(symbol=symbol, at=now, source=SOURCE, price=price))
            session.commit()
        return True

    def _price(self, listing: Listing, now: int) -> tuple[Price8 | None, bool]:
        """The lower median of the last prices, if enough are there; and whether nobody is missing."""
        patience = min(TIMEOUT, self._world.source_timeout) / 2
        first = replace(listing.source.quorum, entries=listing.source.quorum.entries[:ASKED])
        answers = ask(self._world.exchanges, first, Moment(listing.asset.symbol, now), patience)
        prices = [answer.result.latest for answer in answers if not isinstance(answer.result, Refusal)]
        found = Price8(median(prices)) if len(prices) >= VOICES else None
        return found, len(prices) == len(answers)

    def _forget(self, before: int) -> None:
        with Session(self._world.database) as session:
            session.exec(delete(Price).where(col(Price.source) == SOURCE, col(Price.at) < before))
            session.commit()
