"""The cross-check of a proof (row 2b): what independent exchanges say about the same moment, inside the proof's window.

It is made and logged for every proof. It is sent only when it speaks against the proof: a report that agrees changes
nothing, and the contract refuses it.
"""

from __future__ import annotations

from typing import Final

from mutuel import logging
from mutuel.domain.resolution.decide import (
    Delay,
    Flag,
    contradicts,
    read,
    spread_bps_down,
    votes_of,
)
from mutuel.domain.units import format_price
from oracle.acts import Acts
from oracle.reports.attempt import decide_now
from oracle.reports.propose import report_of, signatures
from oracle.resolution.plan import Deed
from oracle.resolution.questions import Question
from oracle.world import World

KIND: Final = "crossCheck"
"""Of the decision that is kept of it."""
log = logging.get("oracle")


def cross_check(world: World, acts: Acts, question: Question, now: int) -> bool:
    """Whether the comparison is made, and the question disputed if it has to be. Done means compared: nobody has to
    look again."""
    key = Deed.CROSS_CHECK.of(question.id)
    _, proved, *_ = world.resolution.read("observation", question.number)
    decided = decide_now(world, question, now, KIND)
    verdict = decided.verdict
    if isinstance(verdict, Delay) or not verdict.values:
        acts.note_refusal(key, "too few exchanges know this moment yet", now)
        return False
    reading = read(question.source.quorum, votes_of(verdict.mask, verdict.values))
    against = contradicts(question.source.quorum, reading, Flag.NONE, proved)
    log.info(
        "cross-checked",
        question=question.id,
        proved=format_price(proved),
        median=format_price(reading.value),
        bps=spread_bps_down((reading.value, proved)),
        contradicts=against,
    )
    if not against:
        acts.note_done(key, now)
        return True
    report = report_of(question, verdict, decided.evidence)
    signed = signatures(world, question, report)
    return acts.do(key, world.resolution.prepare("crossCheck", *question.arguments, report, signed), now)
