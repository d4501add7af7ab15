"""A halt of the whole market closes betting at once (R-HALT). Off until the operator names the exchanges' records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from oracle.acts import Acts, Due
from oracle.evidence import Evidence
from oracle.matches import reports
from oracle.observations.halts import read
from oracle.observations.matches import memory
from oracle.resolution.questions import Question, Sight
from oracle.sources.halts import HaltRecord
from oracle.world import World

RECORD: Final = 0
"""The number under which the last look at the records is remembered; matches count from 1."""
PAUSE: Final = 60
MANIFEST_VERSION: Final = 1


def due(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """A look at the records each minute while haltable markets are open and their exchange trades.

    Whether a halt closed them only the chain says: what was sent, a reorg may have taken back.
    """
    if not world.halts:
        return
    exposed = [
        waiting.questions[0]
        for waiting, standing in sight.seen
        if waiting.listing.template.haltable
        and waiting.questions[0].is_stock
        and now < standing.closes_at
        and _trades(world, waiting.questions[0].asset.calendar, now)
    ]
    if exposed:
        at = memory.polled_at(world.database, RECORD) + PAUSE
        yield Due("halts", at, partial(_look, world, acts, exposed, now))


def _look(world: World, acts: Acts, exposed: Sequence[Question], now: int) -> bool:
    """Whether the whole market is halted and betting on all of `exposed` was closed for it."""
    memory.remember(world.database, RECORD, (), now)
    pages, halts = read([*world.halts.values()], world.source_timeout)
    found = next((halt for halt in halts if halt.is_market_wide and halt.covers(now)), None)
    if found is None:
        return False
    told = evidence_of(HaltRecord(found, pages), now)
    closed = [reports.halt(world, acts, question, told, now) for question in exposed]
    return any(closed)


def evidence_of(record: HaltRecord, at: int) -> Evidence:
    """Why betting was closed at `at`."""
    manifest = {"version": MANIFEST_VERSION, "at": at, "answers": [record.described()]}
    return Evidence(manifest, tuple(page.body for page in record.pages))


def _trades(world: World, mic: str, now: int) -> bool:
    return any(session.open <= now < session.close for session in world.calendar(mic, now).sessions)
