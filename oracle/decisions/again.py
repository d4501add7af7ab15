"""A question that was reported is reported once more: its sources took back their word (row 7), or somebody challenged
the report (row 9).

The sources are asked anew each time: nobody signs twice what was only true once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from mutuel import logging
from mutuel.domain.resolution.decide import Dispute, Flag, Verdict, Void, read, votes_of
from mutuel.domain.resolution.decide import Final as Decided
from oracle.acts import Acts
from oracle.evidence import Evidence
from oracle.matches import deeds as matches
from oracle.matches import reports
from oracle.reports.attempt import decide_now
from oracle.reports.corrections import corrected
from oracle.reports.propose import Manner, report_of, send
from oracle.resolution.questions import Question
from oracle.world import World

KIND: Final = "again"
"""Of the decision that is kept of it."""
TOO_FEW: Final = "too few sources answer"
log = logging.get("oracle")


class Said(NamedTuple):
    """A report, by the field names of IResolution.Report, and its evidence."""

    report: dict[str, Any]
    evidence: Evidence


def answer(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Whether the challenge is answered by what the sources say now, signed by one more.

    Raises BondMissing, SetupError.
    """
    said = _of_match(world, question, now) if question.source.quorum.is_match else _now(world, question, now)
    if said is None:
        acts.note_refusal(key, TOO_FEW, now)
        return False
    return _send(world, acts, question, said, _clock(world, question), Manner(key, more_signatures=1), now)


def correct(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Whether the sources were read again and the report is corrected if they took back their word.

    Raises BondMissing, SetupError.
    """
    clock = _clock(world, question)
    if question.source.quorum.is_match:
        said = _other_result(world, question, clock["noWinner"], now)
    else:
        found = corrected(world, question, now)
        said = _said(question, found.decided.verdict, found.decided.evidence) if found else None
    log.info("read again", question=question.id, differs=said is not None)
    if said is None:
        acts.note_done(key, now)
        return True
    manner = Manner(key, clock["round"], clock["proposer"] == world.keeper.address)
    return _send(world, acts, question, said, clock, manner, now)


def _now(world: World, question: Question, now: int) -> Said | None:
    """What the sources say now; None below the quorum."""
    decided = decide_now(world, question, now, KIND)
    return _said(question, decided.verdict, decided.evidence)


def _said(question: Question, verdict: Verdict, evidence: Evidence) -> Said | None:
    match verdict:
        case Decided() | Void() | Dispute() if verdict.values:
            return Said(report_of(question, verdict, evidence), evidence)
        case _:
            return None


def _of_match(world: World, question: Question, now: int) -> Said | None:
    """What the feeds say now; None without a quorum, or for a match that nobody lists any more."""
    match = matches.match_of(world, question)
    said = None if match is None else reports.said_now(world, match, question, now)
    return None if said is None else Said(*said)


def _other_result(world: World, question: Question, was_nobody: bool, now: int) -> Said | None:
    """What the feeds say now, if that is another winner, nobody, or can only be disputed. When it became known follows
    the feeds that answer, so that alone is no correction."""
    said = _of_match(world, question, now)
    if said is None:
        return None
    _, reported, *_ = world.resolution.read("observation", question.number)
    flags = Flag(said.report["flags"])
    votes = votes_of(said.report["sourceMask"], said.report["values"])
    reading = read(question.source.quorum, votes, flags)
    is_other = (Flag.NO_WINNER in flags) != was_nobody or reading.value != reported
    return said if reading.dispute is not None or is_other else None


def _clock(world: World, question: Question) -> Mapping[str, Any]:
    clock: Mapping[str, Any] = world.resolution.read("clockOf", question.number)
    return clock


def _send(
    world: World,
    acts: Acts,
    question: Question,
    said: Said,
    clock: Mapping[str, Any],
    manner: Manner,
    now: int,
) -> bool:
    report = said.report | {"seq": clock["seq"] + 1}
    return send(world, acts, question, report, said.evidence, now, manner)
