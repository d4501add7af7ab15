"""Measures what alarms follow from: the sources' guards; feeds, signers and gas on chain; disputes in the mirror."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import exists
from sqlmodel import Session, col, select

from mutuel.db import mirror
from mutuel.db.oracle import Act
from mutuel.domain.products.listing import Source
from mutuel.domain.resolution.table import IN_DISPUTE, QuestionState
from mutuel.domain.units import WEEK
from oracle.acts import DONE
from oracle.monitoring.alarms import Council, Health, Pulse, Voice
from oracle.monitoring.looks import RESTATED
from oracle.proofs.prove import reader
from oracle.reports.sanity import OUT_OF_BAND
from oracle.resolution.questions import undecided
from oracle.world import World

NOTED_FOR: Final = WEEK
"""Seconds for which what was noted of a close stays an alarm."""


def measure(world: World, now: int) -> Health:
    """All of it at `now`. Raises NodeUnavailable, NodeError, CallRefused."""
    sources = _at_stake(world, now)
    engine = world.escrow.read("engineOf", world.engine.address)
    return Health(
        now=now,
        keeper=world.keeper.address,
        gas=world.client.balance(world.keeper.address),
        gas_low=world.gas_low,
        voices={name: _voice(world, name) for name in _asked(world, sources.values())},
        councils=_councils(world, sources),
        feeds={source.feed: _pulse(world, source) for source in sources.values() if source.feed},
        disputes=_disputes(world),
        purse=_purse(world),
        bonds=2 * sum(source.bond for source in sources.values()),
        paused_until=engine["pausedUntil"],
        retired=engine["retired"],
        restated=_noted(world, RESTATED, now),
        out_of_band=_noted(world, OUT_OF_BAND, now),
    )


def _at_stake(world: World, now: int) -> dict[str, Source]:
    """By name, the sources of what this keeper creates and of every market that is not decided yet."""
    listings = [*world.served, *(waiting.listing for waiting in undecided(world, now))]
    return {source.name: source for listing in listings for source in listing.sources}


def _asked(world: World, sources: Collection[Source]) -> set[str]:
    """Who is asked for them: their entries, data streams, records of halts."""
    entries = {entry.source for source in sources for entry in source.quorum.entries}
    streams = {world.streams.declaration.name} if any(source.stream for source in sources) else set()
    return entries | streams | world.halts.keys()


def _voice(world: World, name: str) -> Voice:
    guard = world.guards[name]
    return Voice(guard.lost, guard.answered_at, str(guard.last or ""), guard.asked_at, guard.rests_until)


def _councils(world: World, sources: Mapping[str, Source]) -> dict[str, Council]:
    known = {str(account.address) for account in world.reporters}
    chains = world.resolution.read_many("source", [[source.id] for source in sources.values()])
    return {
        name: Council(
            quorum=source.quorum,
            off=frozenset(world.offs[name]),
            reporters=tuple(held["reporters"]),
            ready=tuple(one for one in held["reporters"] if one in known),
            threshold=source.threshold,
        )
        for (name, source), held in zip(sources.items(), chains, strict=True)
    }


def _pulse(world: World, source: Source) -> Pulse:
    newest = reader(world, source.id, source.feed).latest()
    return Pulse(newest.updated_at if newest else 0, source.heartbeat)


def _purse(world: World) -> int:
    """What the keeper could lock now; what questions hold of it comes back only when they are over."""
    credit = world.escrow.read("accountOf", world.keeper.address)["credit"]
    return int(credit + world.usdc.read("balanceOf", world.keeper.address))


def _disputes(world: World) -> dict[str, QuestionState]:
    """Of questions for which somebody's stake waits: about any other anybody may open a dispute, for nothing."""
    waits = exists().where(
        col(mirror.MarketQuestion.question_id) == col(mirror.Question.question_id),
        col(mirror.Market.market_id) == col(mirror.MarketQuestion.market_id),
        col(mirror.Market.staked) > 0,
    )
    wanted = select(mirror.Question).where(col(mirror.Question.state).in_(IN_DISPUTE), waits)
    with Session(world.database) as session:
        rows = session.exec(wanted.order_by(mirror.Question.question_id)).all()
    return {row.question_id: QuestionState(row.state) for row in rows}


def _noted(world: World, prefix: str, now: int) -> tuple[str, ...]:
    """The questions of which this was noted lately."""
    told = select(Act.key).where(
        col(Act.key).startswith(prefix), Act.outcome == DONE, col(Act.at) > now - NOTED_FOR
    )
    with Session(world.database) as session:
        return tuple(key.removeprefix(prefix) for key in session.exec(told.order_by(Act.key)).all())
