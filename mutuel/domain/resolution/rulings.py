"""What people decide when sources cannot: rows 13 to 15 of the state table. Row 16 is `question.finalise`.

The DAO's 44 hours come first, then four of the multisig. A ruling waits 24 hours in public before it holds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mutuel.domain.errors import NotVetoable, OutOfRange
from mutuel.domain.resolution.decide import Reading, in_domain
from mutuel.domain.resolution.question import (
    RULING_TIME,
    Question,
    Ruling,
    VoidCause,
    require_from,
    require_state,
    require_until,
    void,
)
from mutuel.domain.resolution.table import Event, QuestionState
from mutuel.domain.units import HOUR, MAX_PRICE

DAO_TIME: Final = 44 * HOUR
NOTICE: Final = 24 * HOUR


def rule(question: Question, value: int | None, now: int, *, is_match: bool) -> Question:
    """Row 13: the DAO files `value`, None for VOID, until 44 h after the dispute began. Raises OutOfRange.

    `is_match`: the value names an outcome, not a price. Of a contest it does for every kind but RANGE.
    """
    require_state(question, Event.RULE, QuestionState.DISPUTED)
    require_until(now, question.disputed_at + DAO_TIME)
    return _ruled(question, value, now, is_match, by_dao=True)


def fallback_rule(question: Question, value: int | None, now: int, *, is_match: bool) -> Question:
    """Row 14: as `rule`, by the multisig, after 44 h and until 48 h."""
    require_state(question, Event.FALLBACK_RULE, QuestionState.DISPUTED)
    require_from(now, question.disputed_at + DAO_TIME + 1)
    require_until(now, question.disputed_at + RULING_TIME)
    return _ruled(question, value, now, is_match, by_dao=False)


def veto(question: Question, now: int) -> Question:
    """Row 15: voids a ruling of the DAO that does not hold yet. Raises NotVetoable for one of the multisig."""
    require_state(question, Event.VETO, QuestionState.RULED)
    ruling = question.ruling
    assert ruling is not None  # a RULED question has one
    if not ruling.by_dao:
        raise NotVetoable
    require_until(now, ruling.effective_at - 1)
    return void(question, VoidCause.VETOED)


def _ruled(question: Question, value: int | None, now: int, is_match: bool, *, by_dao: bool) -> Question:
    if value is not None and not in_domain(is_match, value):
        raise OutOfRange("ruling", value, *((0, 1) if is_match else (1, MAX_PRICE)))
    named = value or 0
    return replace(
        question,
        state=QuestionState.RULED,
        reading=Reading(named, named, named),
        ruling=Ruling(by_dao, value is None, now + NOTICE),
    )
