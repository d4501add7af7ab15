"""Which markets should exist, and their creation in batches.

What a product plans follows from its configuration and the time alone, so whatever is missing can be planned again
after any outage and is never made twice: the engine skips an id that exists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from sqlmodel import Session, col, select

from mutuel.db.mirror import Market
from mutuel.domain.matches import Match
from mutuel.domain.products.catalogue import MAX_AHEAD
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned
from mutuel.domain.products.registry import PRODUCTS
from mutuel.errors import CallRefused
from oracle.acts import Acts, Due
from oracle.markets.closes import known_closes
from oracle.world import World

BATCH: Final = MAX_AHEAD
"""Markets in one transaction; the engine takes no more."""


def due(world: World, acts: Acts, now: int) -> Iterator[Due]:
    """One item per batch of markets that should exist and do not."""
    matches = world.matches()
    plans = [planned(world, listing, matches, now) for listing in world.served]
    mirrored = _mirrored(world, [plan.market_id for of_listing in plans for plan in of_listing])
    for of_listing in plans:
        missing = _missing(world, [one for one in of_listing if one.market_id not in mirrored], now)
        for batch in _batches(missing):
            yield _due(world, acts, batch, now)


def planned(world: World, listing: Listing, matches: Sequence[Match], now: int) -> list[Planned]:
    """Every market of the listing's product that should exist around `now`, by its product's own rules."""
    mic = listing.asset.calendar
    sessions = world.calendar(mic, now).sessions if mic else ()
    return list(PRODUCTS[listing.product].planned(listing, Around(sessions, matches), now))


def create(world: World, acts: Acts, batch: Sequence[Planned], now: int) -> bool:
    """Sends one transaction for all of `batch`, which is of one template; whether it is done.

    Raises TooFewCloses, TooLate, OutOfRange for a market whose ranges cannot be cut.
    """
    markets = [plan.new_market(known_closes(world, plan, now), now).fields for plan in batch]
    call = world.engine.prepare("createBatch", batch[0].listing.template.id, markets)
    return acts.do(_key(batch), call, now)


def _due(world: World, acts: Acts, batch: Sequence[Planned], now: int) -> Due:
    return Due(_key(batch), batch[0].ready_at, lambda: create(world, acts, batch, now))


def _key(batch: Sequence[Planned]) -> str:
    """By the first market: a batch that is sent again begins where the one before it ended."""
    return f"create:{batch[0].market_id}"


def _batches(plans: Iterable[Planned]) -> Iterator[list[Planned]]:
    """Markets that become possible together go together, unless each must first be cut from prices of its own."""

    def together(plan: Planned) -> tuple[int, int]:
        return plan.ready_at, plan.market_id if plan.closes_at else 0

    for _, group in groupby(sorted(plans, key=together), key=together):
        plans_of_group = list(group)
        for start in range(0, len(plans_of_group), BATCH):
            yield plans_of_group[start : start + BATCH]


def _mirrored(world: World, ids: Sequence[int]) -> set[int]:
    """Those markets of `ids` that the mirror has."""
    with Session(world.database) as session:
        return set(session.exec(select(Market.market_id).where(col(Market.market_id).in_(ids))).all())


def _missing(world: World, plans: Sequence[Planned], now: int) -> list[Planned]:
    """Those that do not exist, where it matters already, on chain either, which may be ahead of the mirror."""
    return [plan for plan in plans if now < plan.ready_at or not _exists(world, plan.market_id)]


def _exists(world: World, market_id: int) -> bool:
    try:
        world.engine.read("market", market_id)
    except CallRefused as refusal:
        if refusal.error != "MarketUnknown":
            raise
        return False
    return True
