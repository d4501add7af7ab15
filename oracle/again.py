"""A question that was reported is reported once more: its sources corrected themselves (row 7), or somebody challenged
the report (row 9).

The sources are asked anew each time: nobody signs twice what was only true once.
"""

from __future__ import annotations

from typing import Any, Final

from mutuel import logging
from mutuel.domain.resolution.decide import Delay, Flag, read
from oracle.acts import Acts
from oracle.crosscheck import bits
from oracle.evidence import Evidence
from oracle.matches import deeds as matches
from oracle.matches import reports
from oracle.propose import Manner, report_of, send
from oracle.questions import Question
from oracle.reports import decide_now
from oracle.world import World

KIND: Final = "again"
"""Of the decision that is kept of it."""
TOO_FEW: Final = "too few sources answer"
log = logging.get("oracle")


def answer(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Whether the challenge is answered by what the sources say now, signed by one more.

    Raises BondMissing, SetupError.
    """
    said = _said_now(world, question, now)
    if said is None:
        acts.note_refusal(key, TOO_FEW, now)
        return False
    clock = world.resolution.read("clockOf", bytes.fromhex(question.id[2:]))
    return _send(world, acts, question, said, clock["seq"], Manner(key, more_signatures=1), now)


def correct(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Whether the sources were read again and, if they say something else now, the report is corrected. Raises
    BondMissing, SetupError."""
    said = _said_now(world, question, now)
    if said is None:
        acts.note_refusal(key, TOO_FEW, now)
        return False
    name = bytes.fromhex(question.id[2:])
    clock, (_, reported, *_) = (world.resolution.read(view, name) for view in ("clockOf", "observation"))
    differs = _differs(question, said[0], reported, clock["noWinner"])
    log.info("read again", question=question.id, differs=differs)
    if not differs:
        acts.note_done(key, now)
        return True
    manner = Manner(key, clock["round"], clock["proposer"] == world.keeper.address)
    return _send(world, acts, question, said, clock["seq"], manner, now)


def _said_now(world: World, question: Question, now: int) -> tuple[dict[str, Any], Evidence] | None:
    """The report of what the sources say now, and its evidence; None below the quorum."""
    if question.source.quorum.is_match:
        match = matches.match_of(world, question)
        return None if match is None else reports.said_now(world, match, question, now)
    decided = decide_now(world, question, now, KIND)
    if isinstance(decided.verdict, Delay) or not decided.verdict.values:
        return None
    return report_of(question, decided.verdict, decided.evidence), decided.evidence


def _differs(question: Question, report: dict[str, Any], reported: int, nobody: bool) -> bool:
    """Whether the report names another value, says something else about a winner, or can only be disputed."""
    flags = Flag(report["flags"])
    votes = dict(zip(bits(report["sourceMask"]), report["values"], strict=True))
    reading = read(question.source.quorum, votes, flags)
    said_nobody = Flag.NO_WINNER in flags
    return reading.dispute is not None or said_nobody != nobody or reading.value != reported


def _send(
    world: World,
    acts: Acts,
    question: Question,
    said: tuple[dict[str, Any], Evidence],
    last_seq: int,
    manner: Manner,
    now: int,
) -> bool:
    report, evidence = said
    return send(world, acts, question, report | {"seq": last_seq + 1}, evidence, now, manner)
