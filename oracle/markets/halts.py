"""Trading halts: a share halted at its close goes to a ruling, a halted market closes betting at once (R-HALT).

Both are off until the operator names the exchanges' records. An unreadable record flags nothing: reports are open to
challenge, and a source that goes silent must not stop them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from mutuel import logging
from oracle.acts import Acts, Due
from oracle.matches import memory, reports
from oracle.observations.collect import ask_each
from oracle.reports.evidence import Evidence
from oracle.resolution.questions import Question, Sight
from oracle.sources.closes import Refusal
from oracle.sources.halts import Halt, HaltRecord, halted
from oracle.sources.transport import Page
from oracle.world import World

RECORD: Final = 0
"""The number under which the last look at the records is remembered; matches count from 1."""
PAUSE: Final = 60
MANIFEST_VERSION: Final = 1
log = logging.get("oracle")


def at_close(world: World, symbol: str, close: int) -> HaltRecord | None:
    """The halt of `symbol` or of its market that was on at `close`, UTC seconds."""
    if not world.halts:
        return None
    pages, halts = _read(world)
    found = halted(halts, symbol, close)
    return HaltRecord(found, pages) if found else None


def due(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """A look at the records each minute while haltable markets are open and their exchange trades."""
    if not world.halts:
        return
    exposed = [
        waiting.questions[0]
        for waiting, standing in sight.seen
        if waiting.listing.template.haltable
        and waiting.questions[0].is_stock
        and now < standing.closes_at
        and not acts.is_done(f"halt:{waiting.market.id}")
        and _trades(world, waiting.questions[0].asset.calendar, now)
    ]
    if exposed:
        at = memory.polled_at(world.database, RECORD) + PAUSE
        yield Due("halts", at, partial(_look, world, acts, exposed, now))


def _look(world: World, acts: Acts, exposed: Sequence[Question], now: int) -> bool:
    """Whether the whole market is halted and betting on all of `exposed` was closed for it."""
    memory.remember(world.database, RECORD, (), now)
    pages, halts = _read(world)
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


def _read(world: World) -> tuple[tuple[Page, ...], tuple[Halt, ...]]:
    """Halts of today. Every record must answer: silence is not the absence of halts."""
    answers = ask_each([*world.halts.values()], None, world.source_timeout)
    pages = tuple(page for answer in answers for page in answer.pages)
    halts: list[Halt] = []
    for answer in answers:
        if isinstance(answer.result, Refusal):
            log.warning("no halt record", source=answer.source.name, reason=str(answer.result))
            return pages, ()
        halts += answer.result
    return pages, tuple(halts)


def _trades(world: World, mic: str, now: int) -> bool:
    return any(session.open <= now < session.close for session in world.calendar(mic, now).sessions)
