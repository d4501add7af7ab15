"""Whether the sources still say what was proposed: exchanges correct closes, and vendors follow at their own pace.

Compared is source by source, with what the evidence of the proposal says each one said. A source that has fallen silent
since then corrects nothing, and neither does one that speaks up late.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlmodel import Session

from mutuel import logging
from mutuel.db import mirror
from mutuel.domain.resolution.decide import Delay, Dispute, DisputeReason
from oracle.evidence import EvidenceError
from oracle.reports.attempt import decide_now
from oracle.reports.decide import Decided
from oracle.resolution.questions import Question
from oracle.world import World

KIND: Final = "reread"
"""Of the decision that is kept of it."""
log = logging.get("oracle")


class Correction(NamedTuple):
    """What the sources say now, with evidence of its own, and which of them changed their word; none for a halt that
    became known."""

    decided: Decided
    sources: tuple[str, ...]


def corrected(world: World, question: Question, now: int) -> Correction | None:
    """The correction of the report that stands on chain, as `reports.decide_now` would report it; None without one.

    None, too, where its evidence is not in this archive: what somebody else saw cannot be compared.
    """
    before = proposed_values(world, question)
    if before is None:
        return None
    decided = decide_now(world, question, now, KIND)
    after = values_of(decided.evidence.manifest)
    sources = tuple(name for name, value in before.items() if after.get(name, value) != value)
    verdict = decided.verdict
    is_halted = isinstance(verdict, Dispute) and verdict.reason is DisputeReason.HALT
    if isinstance(verdict, Delay) or not verdict.values or not (sources or is_halted):
        return None
    log.warning("corrected", question=question.id, sources=sources, before=before, after=after)
    return Correction(decided, sources)


def proposed_values(world: World, question: Question) -> dict[str, str] | None:
    """By source, what the evidence on chain says each one said; None where it is not to be had."""
    with Session(world.database) as session:
        row = session.get(mirror.Question, question.id)
    root = row.evidence_root if row else None
    if not root:
        return None
    try:
        return values_of(world.archive.load(bytes.fromhex(root.removeprefix("0x"))).manifest)
    except EvidenceError as error:
        log.warning("no evidence to compare with", question=question.id, reason=str(error))
        return None


def values_of(manifest: object) -> dict[str, str]:
    """By source, the values in a manifest's answers; without those that refused."""
    answers = manifest.get("answers") if isinstance(manifest, dict) else None
    told = [one for one in answers if isinstance(one, dict)] if isinstance(answers, list) else []
    return {str(one["source"]): str(one["value"]) for one in told if one.get("value") is not None}
