from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from mutuel.domain import errors
from mutuel.domain.resolution import question as q
from mutuel.domain.resolution.decide import DisputeReason, Reading
from mutuel.domain.resolution.question import Path, Question, Timetable, VoidCause
from mutuel.domain.resolution.rulings import fallback_rule, rule, veto
from mutuel.domain.resolution.table import QuestionState as S

T, H = 1_700_000_000, 3_600
D = T + 4_800
FRESH = Question(Timetable(Path.REPORT, 4_800, 2 * H), T)
DISPUTED = q.propose(FRESH, Reading(100, 90, 110, DisputeReason.SPREAD), D)
RULED = rule(DISPUTED, 105, D + H, is_match=False)
BY_SAFE = fallback_rule(DISPUTED, 105, D + 45 * H, is_match=False)


def refused(step: Callable[..., Question], *arguments: Any, **named: Any) -> str:
    with pytest.raises(errors.DomainError) as refusal:
        step(*arguments, **named)
    return type(refusal.value).__name__


def test_rule__row_13__until_44_hours_after_the_dispute() -> None:
    assert (RULED.state, RULED.reading) == (S.RULED, Reading(105, 105, 105))
    assert rule(DISPUTED, 105, D + 44 * H, is_match=False).state is S.RULED
    assert refused(rule, DISPUTED, 105, D + 44 * H + 1, is_match=False) == "TooLate"
    assert refused(rule, RULED, 105, D + 2 * H, is_match=False) == "BadState"
    assert refused(rule, FRESH, 105, D, is_match=False) == "BadState"


def test_fallback_rule__row_14__only_in_its_four_hours() -> None:
    assert refused(fallback_rule, DISPUTED, 105, D + 44 * H, is_match=False) == "TooEarly"
    assert fallback_rule(DISPUTED, 105, D + 44 * H + 1, is_match=False).state is S.RULED
    assert fallback_rule(DISPUTED, 105, D + 48 * H, is_match=False).state is S.RULED
    assert refused(fallback_rule, DISPUTED, 105, D + 48 * H + 1, is_match=False) == "TooLate"
    assert refused(fallback_rule, RULED, 105, D + 45 * H, is_match=False) == "BadState"


@pytest.mark.parametrize(
    ("is_match", "value", "allowed"),
    [
        (False, 0, False),
        (False, 1, True),
        (False, -1, False),
        (True, 0, True),
        (True, 1, True),
        (True, 2, False),
    ],
)
@pytest.mark.parametrize(("step", "at"), [(rule, D + 1), (fallback_rule, D + 45 * H)])
def test_rule__value__must_lie_in_the_domain(
    step: Callable[..., Question], at: int, is_match: bool, value: int, allowed: bool
) -> None:
    if allowed:
        assert step(DISPUTED, value, at, is_match=is_match).state is S.RULED
    else:
        assert refused(step, DISPUTED, value, at, is_match=is_match) == "OutOfRange"


def test_veto__row_15__only_the_dao_and_only_before_it_holds() -> None:
    holds = D + 25 * H
    vetoed = veto(RULED, holds - 1)
    assert (vetoed.state, vetoed.cause) == (S.VOID, VoidCause.VETOED)
    assert refused(veto, RULED, holds) == "TooLate"
    assert refused(veto, BY_SAFE, D + 46 * H) == "NotVetoable"
    assert refused(veto, DISPUTED, D + H) == "BadState"


def test_finalise__row_16__after_24_hours_whatever_the_sequencer_does() -> None:
    assert refused(q.finalise, RULED, D + 25 * H - 1) == "TooEarly"
    final = q.finalise(RULED, D + 25 * H, None)
    assert (final.state, final.reading) == (S.FINAL, Reading(105, 105, 105))
    nobody = rule(DISPUTED, None, D + H, is_match=False)
    assert q.finalise(nobody, D + 25 * H).cause is VoidCause.RULED_VOID


def test_ruled__nothing_else__is_possible() -> None:
    assert refused(q.void_expired, RULED, T + 999 * H) == "BadState"
    assert refused(q.challenge, RULED, D + 2 * H) == "BadState"
    assert refused(q.propose, RULED, Reading(1, 1, 1), D + 2 * H) == "BadState"
    assert refused(q.escalate, RULED, D + 999 * H) == "BadState"


def test_rulings__latest_of_all__hold_72_hours_after_the_dispute() -> None:
    late = fallback_rule(DISPUTED, 105, D + 48 * H, is_match=False)
    assert q.finalise(late, D + 72 * H).state is S.FINAL
