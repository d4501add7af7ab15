"""Looks at the sources of a close besides the one that is reported.

An hour before it, 20 seconds and 5 minutes after it, so that a lost source is noticed while there is time; and the next
morning, when nothing but an alarm can follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

from mutuel import logging
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import DAY, HOUR
from oracle import calendar
from oracle.acts import Acts, Due
from oracle.reports.attempt import decide_now
from oracle.reports.corrections import corrected
from oracle.resolution.questions import Question, Sight, session_of, settled_since
from oracle.sources.closes import Refusal
from oracle.world import World

EARLY: Final = (-HOUR, 20, 300)
"""Seconds after the close. Before it, and before betting stops, a source that works says that there is no close yet."""
MORNING: Final = time(8)
"""Of the day after the session, in New York."""
MORNING_LASTS: Final = DAY
RECENT: Final = 3 * DAY
"""Seconds back to the oldest close whose next morning may still last."""
KIND: Final = "look"
"""Of the decision that is kept of an early look."""
RESTATED: Final = "restated:"
log = logging.get("oracle")


def due(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """The looks that nobody has had yet."""
    items = [*_early(world, acts, sight, now), *_mornings(world, acts, now)]
    done = acts.done_among([item.key for item in items])
    yield from (item for item in items if item.key not in done)


def _early(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """Of every unanswered close, until it can be reported."""
    waiting = {
        question.id: question
        for one, standing in sight.seen
        for question, seen in zip(one.questions, standing.questions, strict=True)
        if question.is_stock and seen.state is QuestionState.NONE and now < seen.answer_at
    }
    for question in waiting.values():
        for after in _still_useful(now - question.observe_at):
            key = f"look:{after}:{question.id}"
            yield Due(key, question.observe_at + after, partial(_look, world, acts, question, key, now))


def _still_useful(since: int) -> list[int]:
    """Those to come and the last of those whose time has come: `since` seconds after the close."""
    due = [after for after in EARLY if after <= since]
    return due[-1:] + [after for after in EARLY if after > since]


def _mornings(world: World, acts: Acts, now: int) -> Iterator[Due]:
    """Of every close that settled a market."""
    recent = settled_since(world, now - RECENT)
    for question in {one.id: one for one in recent if one.is_stock and one.observe_at < now}.values():
        at = next_morning(question, world)
        if now < at + MORNING_LASTS:
            key = f"morning:{question.id}"
            yield Due(key, at, partial(_reread, world, acts, question, key, now))


def next_morning(question: Question, world: World) -> int:
    """08:00 New York time after the session's day, UTC seconds. Raises UnknownSession."""
    day = session_of(question, world.overrides).day + timedelta(days=1)
    return int(datetime.combine(day, MORNING, calendar.NEW_YORK).timestamp())


def _look(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Always done: what it saw is in the decision, and who was missing in the log."""
    decided, off = decide_now(world, question, now, KIND), world.offs[question.source.name]
    for finding in decided.findings:
        is_lost = isinstance(finding.result, Refusal) and finding.result.is_loss
        if is_lost and finding.answer.source.name not in off:
            log.warning(
                "source missing before it matters",
                question=question.id,
                source=finding.answer.source.name,
                reason=str(finding.result),
            )
    acts.note_done(key, now)
    return True


def _reread(world: World, acts: Acts, question: Question, key: str, now: int) -> bool:
    """Only an alarm: what was settled stays; Insurance may pay those whom a wrong value harmed."""
    correction = corrected(world, question, now)
    if correction is not None:
        acts.note_done(f"{RESTATED}{question.id}", now)
        log.error("restated after settlement", question=question.id, sources=correction.sources)
    acts.note_done(key, now)
    return True
