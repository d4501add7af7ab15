"""Every way through the state table, measured: whatever reporters, challengers and rulers do, and when, it ends in time
if somebody takes each step that needs nobody's permission. The longest is walked on chain, too, by
tests/contracts/resolution/test_longest_way.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

import pytest

from mutuel.domain import errors
from mutuel.domain.resolution import question as q
from mutuel.domain.resolution import rulings
from mutuel.domain.resolution.decide import ANSWER_TIME, DisputeReason, Reading
from mutuel.domain.resolution.question import Path, Question, Timetable
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import HOUR

T: Final = 1_700_000_000
S = QuestionState
Step = Callable[[Question, int], Question]

AGREED, TORN = Reading(100, 99, 101), Reading(100, 90, 110, DisputeReason.SPREAD)
CHOSEN: Final[tuple[Step, ...]] = (
    lambda question, now: q.prove(question, 100, now),
    lambda question, now: q.cross_check(question, AGREED, now, contradicts=True),
    lambda question, now: q.propose(question, AGREED, now),
    lambda question, now: q.propose(question, TORN, now),
    lambda question, now: q.propose(question, AGREED, now, no_winner=True),
    lambda question, now: q.propose(question, AGREED, now, reverses=True),
    q.challenge,
    lambda question, now: rulings.rule(question, 1, now, is_match=True),
    lambda question, now: rulings.rule(question, None, now, is_match=True),
    lambda question, now: rulings.fallback_rule(question, 1, now, is_match=True),
    rulings.veto,
)
"""What somebody may do, or leave undone."""


def way_out(question: Question) -> tuple[Step, int]:
    """The step that anybody can take where nobody does anything, and its first second."""
    match question.state:
        case S.NONE:
            step: Step = q.escalate if question.timetable.path is Path.REPORT else q.void_expired
            return step, T + ANSWER_TIME + 1
        case S.PROPOSED:
            return q.finalise, question.window_ends
        case S.CHALLENGED:
            return q.escalate, question.challenged_at + q.REPROPOSAL_TIME + 1
        case S.DISPUTED:
            return q.void_expired, question.disputed_at + q.RULING_TIME + 1
    assert question.ruling is not None  # what is left is RULED
    return q.finalise, question.ruling.effective_at


@cache
def measured(question: Question, now: int) -> tuple[int, int]:
    """When the longest way from here ends, in seconds after T, and how many ways there are: with every act in its first
    second, and in the last before somebody steps out."""
    if question.state in (S.FINAL, S.VOID):
        return now - T, 1
    step, at = way_out(question)
    moments = {now, q.first_report_at(question), question.disputed_at + rulings.DAO_TIME, at - 1}
    found = [measured(step(question, at), at)]
    for moment in (one for one in moments if now <= one < at):
        found += [measured(following, moment) for following in _reached(question, moment)]
    return max(end for end, _ in found), sum(ways for _, ways in found)


def _reached(question: Question, now: int) -> Iterator[Question]:
    for act in CHOSEN:
        try:
            yield act(question, now)
        except errors.ResolutionRefused:
            continue


@pytest.mark.parametrize("hours", [1, 2, 15])
@pytest.mark.parametrize(
    ("path", "longest"),
    [
        (Path.REPORT, lambda window: 108 * HOUR + 4 * window - 4),
        (Path.PROOF_OR_REPORT, lambda window: 108 * HOUR + 4 * window - 4),
        (Path.PROOF, lambda _: 24 * HOUR + 120),
    ],
)
def test_question__every_way__ends_within_seven_days(
    path: Path, longest: Callable[[int], int], hours: int
) -> None:
    """I11."""
    end, ways = measured(Question(Timetable(path, 4_800, hours * HOUR), T), T + 1)
    assert end == longest(hours * HOUR) <= 168 * HOUR
    assert ways > (100_000 if path is not Path.PROOF else 2)
