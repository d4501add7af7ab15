"""Trading halts of today, as the exchanges' records tell them.

An unreadable record flags nothing: reports are open to challenge, and a source that goes silent must not stop them all.
"""

from __future__ import annotations

from collections.abc import Collection

from mutuel import logging
from oracle.observations.collect import ask_each
from oracle.sources.adapter import Adapter
from oracle.sources.closes import Refusal
from oracle.sources.halts import Halt, HaltRecord, Halts, halted
from oracle.sources.transport import Page

log = logging.get("oracle")
Records = Collection[Adapter[None, Halts]]


def at_close(records: Records, patience: float, symbol: str, close: int) -> HaltRecord | None:
    """The halt of `symbol` or of its market that was on at `close`, UTC seconds. `patience` in seconds, for all."""
    if not records:
        return None
    pages, halts = read(records, patience)
    found = halted(halts, symbol, close)
    return HaltRecord(found, pages) if found else None


def read(records: Records, patience: float) -> tuple[tuple[Page, ...], tuple[Halt, ...]]:
    """Halts of today. Every record must answer: silence is not the absence of halts."""
    answers = ask_each([*records], None, patience)
    pages = tuple(page for answer in answers for page in answer.pages)
    halts: list[Halt] = []
    for answer in answers:
        if isinstance(answer.result, Refusal):
            log.warning("no halt record", source=answer.source.name, reason=str(answer.result))
            return pages, ()
        halts += answer.result
    return pages, tuple(halts)
