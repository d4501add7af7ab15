"""Markets to decide: each next step of `plan`, and how it is done.

A deed on a market or a question is one plain call, or it is in `OTHERWISE`: what has to ask the world first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Final

from mutuel.chain.contracts import Call
from oracle.acts import Acts, Due
from oracle.decisions import again
from oracle.matches import deeds as matches
from oracle.proofs.prove import prove
from oracle.reports.attempt import report
from oracle.reports.crosscheck import cross_check
from oracle.reports.journal import retry_at
from oracle.resolution import plan
from oracle.resolution.plan import Deed, Step, next_steps
from oracle.resolution.questions import Question, Sight, left_behind
from oracle.world import World

MOST_ENDS: Final = 10
"""In one look: somebody who opens disputes over empty markets pays as much for each as the keeper for its end."""
Doing = Callable[[World, Acts, Question, Step, int], Due | None]


def due(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """One item per next step but the cross-checks; a question that several markets wait for is answered once."""
    yield from _steps(world, acts, sight, now, set(Deed) - {Deed.CROSS_CHECK})


def checks(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """The cross-checks, which have 120 s and so come before everything else."""
    yield from _steps(world, acts, sight, now, {Deed.CROSS_CHECK})


def _steps(world: World, acts: Acts, sight: Sight, now: int, deeds: Collection[Deed]) -> Iterator[Due]:
    questions = sight.questions
    asked: set[str] = set()
    for _, standing in sight.seen:
        for step in next_steps(standing, now):
            if step.deed in deeds and step.key not in asked:
                asked.add(step.key)
                item = _due(world, acts, questions, step, now)
                if item is not None:
                    yield item


def ends(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """What is over, of questions that no market waits for: at most MOST_ENDS, the earliest first. What was refused
    comes back when its pause is over, and keeps nothing else from its turn."""
    left = left_behind(world, sight, now)
    steps = {step.key: step for _, standing in left.seen for step in plan.ends(standing, now)}
    ready = acts.ready_among(steps.keys())
    for step in sorted(steps.values(), key=lambda step: max(step.at, ready.get(step.key, 0)))[:MOST_ENDS]:
        item = _due(world, acts, left.questions, step, now)
        if item is not None:
            yield item


def _due(world: World, acts: Acts, questions: Mapping[str, Question], step: Step, now: int) -> Due | None:
    if step.deed in OTHERWISE:
        return OTHERWISE[step.deed](world, acts, questions[str(step.about)], step, now)
    return Due(step.key, step.at, lambda: acts.do(step.key, _call(world, questions, step), now))


def _cross_check(world: World, acts: Acts, question: Question, step: Step, now: int) -> Due:
    return Due(step.key, step.at, partial(cross_check, world, acts, question, now))


def _prove(world: World, acts: Acts, question: Question, step: Step, now: int) -> Due:
    return Due(step.key, step.at, partial(prove, world, acts, question, now))


def _report(world: World, acts: Acts, question: Question, step: Step, now: int) -> Due | None:
    if question.source.quorum.is_match:
        return matches.result_due(world, acts, question, now)
    at = max(step.at, retry_at(world, question))
    return Due(step.key, at, partial(report, world, acts, question, now))


def _correct(world: World, acts: Acts, question: Question, step: Step, now: int) -> Due:
    return Due(step.key, step.at, partial(again.correct, world, acts, question, step.key, now))


def _answer(world: World, acts: Acts, question: Question, step: Step, now: int) -> Due:
    return Due(step.key, step.at, partial(again.answer, world, acts, question, step.key, now))


OTHERWISE: Final[Mapping[Deed, Doing]] = {
    Deed.PROVE: _prove,
    Deed.CROSS_CHECK: _cross_check,
    Deed.REPORT: _report,
    Deed.CORRECT: _correct,
    Deed.ANSWER: _answer,
}
"""Deeds that are more than a call. None: nothing can be done yet."""


def _call(world: World, questions: Mapping[str, Question], step: Step) -> Call:
    engine, resolution = world.engine, world.resolution
    match step.deed:
        case Deed.LOCK | Deed.CONTEST | Deed.SETTLE:
            return engine.prepare(step.deed.value, step.about)
        case Deed.VOID_MARKET:
            return engine.prepare("voidExpired", step.about)
        case Deed.FINALISE | Deed.VOID_UNRULED:
            return resolution.prepare(step.deed.value, bytes.fromhex(str(step.about)[2:]))
        case Deed.ESCALATE:
            return resolution.prepare("escalate", *questions[str(step.about)].arguments)
        case Deed.VOID_QUESTION:
            return resolution.prepare("voidExpired", *questions[str(step.about)].arguments)
    raise AssertionError(f"{step.deed} is not a plain call")
