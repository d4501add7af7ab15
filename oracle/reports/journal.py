"""What was asked and what was decided, written down for people and pages.

No answer is ever taken from here again; only for how long a question waits that too few could answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sqlmodel import Session, col, select

from mutuel import logging
from mutuel.db.oracle import Decision, Fetch
from oracle.acts import pause
from oracle.evidence import Evidence
from oracle.resolution.questions import Question
from oracle.sources.transport import Page
from oracle.world import World

DELAY: Final = "delay"
"""The kind of a decision below the quorum."""
log = logging.get("oracle")


def fetch(
    question: Question, source: str, pages: Sequence[Page], value: int | None, refusal: object, now: int
) -> Fetch:
    """One source's answer at `now`; `refusal`, put into words, where there is no value."""
    return Fetch(
        question_id=question.id,
        source=source,
        fetched_at=now,
        body_sha256=pages[-1].sha256 if pages else None,
        value=value,
        refusal=None if refusal is None else str(refusal),
    )


def keep(
    world: World,
    question: Question,
    fetches: Iterable[Fetch],
    evidence: Evidence,
    now: int,
    *,
    kind: str,
    value: int | None = None,
) -> None:
    """Everything about one decision, in one transaction."""
    decision = Decision(
        question_id=question.id,
        decided_at=now,
        kind=kind,
        value=value,
        evidence_root="0x" + evidence.root.hex(),
        evidence=dict(evidence.manifest),
    )
    with Session(world.database) as session:
        session.add_all([*fetches, decision])
        session.commit()
    log.info("decided", question=question.id, kind=kind, value=value)


def retry_at(world: World, question: Question) -> int:
    """After a Delay the next attempt waits, longer each time; UTC seconds, 0 if there was none."""
    with Session(world.database) as session:
        delays = session.exec(
            select(Decision.decided_at)
            .where(Decision.question_id == question.id, Decision.kind == DELAY)
            .order_by(col(Decision.decided_at).desc())
        ).all()
    return delays[0] + pause(len(delays)) if delays else 0
