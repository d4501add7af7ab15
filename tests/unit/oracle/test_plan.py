from __future__ import annotations

from dataclasses import replace

import pytest

from mutuel.domain.resolution.question import Path
from mutuel.domain.resolution.table import QuestionState
from oracle.plan import Deed, Standing, Step, next_steps

T = 1_800_000_000
HOUR = 3_600
REPORTED = Standing(
    path=Path.REPORT,
    closes_at=T - 1_800,
    observe_at=T,
    edges=(100, 200, 300, 400),
    answer_at=T + 4_800,
    is_locked=True,
    state=QuestionState.NONE,
)
PROVED = replace(REPORTED, path=Path.PROOF, answer_at=T + 61)
EITHER = replace(REPORTED, path=Path.PROOF_OR_REPORT, answer_at=T + 2)
PROPOSED = replace(EITHER, state=QuestionState.PROPOSED, final_at=T + 125, is_proved=True)


@pytest.mark.parametrize(
    ("standing", "now", "step"),
    [
        (REPORTED, T, Step(Deed.REPORT, T + 4_800)),
        (REPORTED, T + 24 * HOUR, Step(Deed.REPORT, T + 4_800)),
        (REPORTED, T + 24 * HOUR + 1, Step(Deed.ESCALATE, T + 24 * HOUR + 1)),
        (PROVED, T, Step(Deed.PROVE, T + 61)),
        (PROVED, T + 24 * HOUR + 1, Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1)),
        (
            replace(REPORTED, state=QuestionState.PROPOSED, final_at=T + 9_000),
            T + 5_000,
            Step(Deed.FINALISE, T + 9_000),
        ),
        (
            replace(REPORTED, state=QuestionState.CHALLENGED, challenged_at=T + 9_000),
            T + 9_500,
            Step(Deed.ESCALATE, T + 9_000 + 12 * HOUR + 1),
        ),
        (
            replace(REPORTED, state=QuestionState.DISPUTED, disputed_at=T + 9_000),
            T + 9_500,
            Step(Deed.VOID_QUESTION, T + 9_000 + 48 * HOUR + 1),
        ),
        (
            replace(REPORTED, state=QuestionState.FINAL, low=110, high=199),
            T + 9_000,
            Step(Deed.SETTLE, T - 1_800),
        ),
        (
            replace(REPORTED, state=QuestionState.FINAL, low=199, high=200),
            T + 9_000,
            Step(Deed.SETTLE, T + 96 * HOUR + 1),
        ),
        (replace(REPORTED, state=QuestionState.VOID), T + 9_000, Step(Deed.SETTLE, 0)),
        (
            replace(REPORTED, state=QuestionState.PROPOSED, final_at=2**40 - 1),  # the sequencer is down
            T + 9_000,
            Step(Deed.VOID_MARKET, T + 168 * HOUR),
        ),
    ],
)
def test_next_steps__each_state__the_row_of_the_state_table(standing: Standing, now: int, step: Step) -> None:
    assert next_steps(standing, now) == (step,)


def test_next_steps__betting_not_announced_over__lock_too() -> None:
    assert Step(Deed.LOCK, T - 1_800) in next_steps(replace(REPORTED, is_locked=False), T)


@pytest.mark.parametrize("state", list(QuestionState))
def test_next_steps__seven_days_later__everybody_is_refunded_whatever_the_state(state: QuestionState) -> None:
    late = T + 168 * HOUR
    assert next_steps(replace(REPORTED, state=state, is_locked=False), late) == (
        Step(Deed.VOID_MARKET, late),
    )


@pytest.mark.parametrize(
    ("standing", "now", "steps"),
    [
        (EITHER, T, [Step(Deed.PROVE, T + 2), Step(Deed.REPORT, T + HOUR)]),
        (EITHER, T + 24 * HOUR + 1, [Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1)]),
        (PROPOSED, T + 5, [Step(Deed.CROSS_CHECK, T + 2), Step(Deed.FINALISE, T + 125)]),
        (replace(PROPOSED, is_checked=True), T + 5, [Step(Deed.FINALISE, T + 125)]),
        (PROPOSED, T + 125, [Step(Deed.FINALISE, T + 125)]),  # too late for it
        (replace(PROPOSED, is_proved=False), T + 5, [Step(Deed.FINALISE, T + 125)]),  # the fallback's report
        (replace(PROPOSED, path=Path.PROOF), T + 5, [Step(Deed.FINALISE, T + 125)]),  # nobody could report
    ],
)
def test_next_steps__proof_with_fallback__proof_then_cross_check_or_report_after_an_hour(
    standing: Standing, now: int, steps: list[Step]
) -> None:
    assert list(next_steps(standing, now)) == steps


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        (replace(PROVED, may_prove=False), [Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1)]),
        (replace(EITHER, may_prove=False), [Step(Deed.REPORT, T + HOUR)]),
    ],
)
def test_next_steps__feed_too_coarse_for_the_market__never_proved(
    standing: Standing, steps: list[Step]
) -> None:
    """R-SHORT, where the deed is chosen."""
    assert list(next_steps(standing, T)) == steps
