from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mutuel.domain.ids import MarketId
from mutuel.domain.market import Kind
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.question import Path
from mutuel.domain.resolution.table import QuestionState
from oracle.resolution.plan import Deed, QuestionStanding, Standing, Step, ends, next_steps
from tests.unit.domain.factories import market

T = 1_800_000_000
HOUR = 3_600
START = T - 600
MARKET = MarketId(1 << 48)
EDGES = (100, 200, 300, 400)
REPORTED = QuestionStanding("0xend", Path.REPORT, T, T + 4_800, Answer(QuestionState.NONE))
PROVED = replace(REPORTED, path=Path.PROOF, answer_at=T + 61)
EITHER = replace(REPORTED, path=Path.PROOF_OR_REPORT, answer_at=T + 2)
ROUND = replace(EITHER, id="0xstart", observe_at=START, answer_at=START + 2)


def in_state(question: QuestionStanding, state: QuestionState, **more: Any) -> QuestionStanding:
    value, low, high = more.pop("prices", (150, 150, 150))
    answer = Answer(state, value, low, high, question.observe_at)
    return replace(question, answer=answer, **more)


def standing(*questions: QuestionStanding, **more: Any) -> Standing:
    own = more.pop("own", None)
    locked, empty = more.pop("is_locked", True), more.pop("is_empty", False)
    fields = {"open_at": T - 7 * 24 * HOUR, "close_at": T - 1_800, "observe_at": T, "edges": EDGES} | more
    return Standing(market(**fields), locked, questions, own, empty)


def round_of(end: QuestionStanding, start: QuestionStanding, **more: Any) -> Standing:
    fields = {"kind": Kind.UPDOWN, "outcomes": 2, "edges": (START,), "open_at": T - 1_200, "close_at": START}
    return standing(end, start, **(fields | more))


@pytest.mark.parametrize(
    ("question", "now", "steps"),
    [
        (REPORTED, T, [Step(Deed.REPORT, T + 4_800, "0xend")]),
        (REPORTED, T + 24 * HOUR, [Step(Deed.REPORT, T + 4_800, "0xend")]),
        (REPORTED, T + 24 * HOUR + 1, [Step(Deed.ESCALATE, T + 24 * HOUR + 1, "0xend")]),
        (PROVED, T, [Step(Deed.PROVE, T + 61, "0xend")]),
        (PROVED, T + 24 * HOUR + 1, [Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1, "0xend")]),
        (
            replace(PROVED, may_prove=False),  # R-SHORT
            T,
            [Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1, "0xend")],
        ),
        (EITHER, T, [Step(Deed.PROVE, T + 2, "0xend"), Step(Deed.REPORT, T + HOUR, "0xend")]),
        (replace(EITHER, may_prove=False), T, [Step(Deed.REPORT, T + HOUR, "0xend")]),
        (EITHER, T + 24 * HOUR + 1, [Step(Deed.VOID_QUESTION, T + 24 * HOUR + 1, "0xend")]),
        (
            in_state(REPORTED, QuestionState.PROPOSED, final_at=T + 9_000),
            T + 5_000,
            [Step(Deed.FINALISE, T + 9_000, "0xend")],
        ),
        (
            in_state(REPORTED, QuestionState.RULED, final_at=T + 9_000),
            T + 5_000,
            [Step(Deed.FINALISE, T + 9_000, "0xend")],
        ),
        (
            in_state(REPORTED, QuestionState.CHALLENGED, challenged_at=T + 9_000),
            T + 9_500,
            [
                Step(Deed.ANSWER, T + 9_000, "0xend"),
                Step(Deed.ESCALATE, T + 9_000 + 12 * HOUR + 1, "0xend"),
            ],
        ),
        (
            in_state(REPORTED, QuestionState.CHALLENGED, challenged_at=T + 9_000),
            T + 9_001 + 12 * HOUR,
            [Step(Deed.ESCALATE, T + 9_000 + 12 * HOUR + 1, "0xend")],
        ),
        (
            in_state(REPORTED, QuestionState.DISPUTED, disputed_at=T + 9_000),
            T + 9_500,
            [Step(Deed.VOID_QUESTION, T + 9_000 + 48 * HOUR + 1, "0xend")],
        ),
        (
            in_state(REPORTED, QuestionState.FINAL, prices=(150, 110, 199)),
            T + 9_000,
            [Step(Deed.SETTLE, T - 1_800, MARKET)],
        ),
        (in_state(REPORTED, QuestionState.VOID), T + 9_000, [Step(Deed.SETTLE, 0, MARKET)]),
        (
            in_state(REPORTED, QuestionState.PROPOSED, final_at=2**40 - 1),  # the sequencer is down
            T + 9_000,
            [Step(Deed.VOID_MARKET, T + 168 * HOUR, MARKET)],
        ),
    ],
)
def test_next_steps__each_state__the_row_of_the_state_table(
    question: QuestionStanding, now: int, steps: list[Step]
) -> None:
    assert list(next_steps(standing(question), now)) == steps


PROPOSED = in_state(EITHER, QuestionState.PROPOSED, final_at=T + 125, is_proved=True)


@pytest.mark.parametrize(
    ("question", "now", "deeds"),
    [
        (PROPOSED, T + 5, [Deed.CROSS_CHECK, Deed.FINALISE]),
        (replace(PROPOSED, is_checked=True), T + 5, [Deed.FINALISE]),
        (PROPOSED, T + 125, [Deed.FINALISE]),  # too late for it
        (replace(PROPOSED, is_proved=False), T + 5, [Deed.FINALISE]),  # the fallback's report
        (replace(PROPOSED, path=Path.PROOF), T + 5, [Deed.FINALISE]),  # nobody could report
    ],
)
def test_next_steps__proposal__cross_checked_while_a_proof_waits(
    question: QuestionStanding, now: int, deeds: list[Deed]
) -> None:
    assert [step.deed for step in next_steps(standing(question), now)] == deeds


OPEN = in_state(REPORTED, QuestionState.PROPOSED, final_at=T + 12_000, window_ends=T + 12_000, seq=2)
REREAD = Step(Deed.CORRECT, T + 12_000 - 1_800, "0xend", 2)


@pytest.mark.parametrize(
    ("question", "now", "rereads"),
    [
        (OPEN, T + 5_000, True),
        (replace(OPEN, corrections=1), T + 5_000, True),
        (replace(OPEN, corrections=2), T + 5_000, False),
        (replace(OPEN, is_reread=True), T + 5_000, False),
        (OPEN, T + 11_999, True),
        (OPEN, T + 12_000, False),  # an outage may keep it open, but not for corrections
        (replace(OPEN, path=Path.PROOF_OR_REPORT), T + 5_000, True),  # the fallback's report
        (replace(OPEN, is_proved=True), T + 5_000, False),
    ],
)
def test_next_steps__report_that_is_open__read_again_before_its_window_ends(
    question: QuestionStanding, now: int, rereads: bool
) -> None:
    steps = next_steps(standing(question), now)
    assert (REREAD in steps) is rereads
    assert steps[-1].deed is Deed.FINALISE


def test_step__key__names_the_report_that_is_read_again() -> None:
    assert (REREAD.key, Step(Deed.ANSWER, 0, "0xend").key) == ("correct:0xend:2", "answer:0xend")


DISAGREE = in_state(REPORTED, QuestionState.FINAL, prices=(199, 199, 200))


def test_next_steps__final_answers_name_different_winners__contest_while_it_is_possible() -> None:
    contest = Step(Deed.CONTEST, T - 1_800, MARKET)
    assert next_steps(standing(DISAGREE), T + 9_000) == (contest,)
    assert next_steps(standing(DISAGREE), T + 96 * HOUR) == (contest,)
    late = Step(Deed.SETTLE, T + 96 * HOUR + 1, MARKET)
    assert next_steps(standing(DISAGREE), T + 96 * HOUR + 1) == (late,)


def test_next_steps__template_that_is_never_contested__waits_96_hours_and_settles() -> None:
    waits = standing(DISAGREE, contestable=False)
    assert next_steps(waits, T + 9_000) == (Step(Deed.SETTLE, T + 96 * HOUR + 1, MARKET),)


@pytest.mark.parametrize(("final_at", "contests"), [(T + 9_000, False), (T + 96 * HOUR + 1, True)])
def test_next_steps__proposed_answers_differ__contest_only_if_they_become_final_too_late(
    final_at: int, contests: bool
) -> None:
    question = in_state(REPORTED, QuestionState.PROPOSED, prices=(199, 199, 200), final_at=final_at)
    deeds = [step.deed for step in next_steps(standing(question), T + 9_000)]
    assert deeds == [Deed.FINALISE, Deed.CONTEST][: 1 + contests]


@pytest.mark.parametrize(
    ("own", "step"),
    [
        (
            in_state(REPORTED, QuestionState.DISPUTED, id="0xown", disputed_at=T + 9_000),
            Step(Deed.VOID_UNRULED, T + 9_000 + 48 * HOUR + 1, "0xown"),
        ),
        (
            in_state(REPORTED, QuestionState.RULED, id="0xown", final_at=T + 9_000),
            Step(Deed.FINALISE, T + 9_000, "0xown"),
        ),
        (in_state(REPORTED, QuestionState.VOID, id="0xown"), Step(Deed.SETTLE, T - 1_800, MARKET)),
        (in_state(REPORTED, QuestionState.FINAL, id="0xown"), Step(Deed.SETTLE, T - 1_800, MARKET)),
    ],
)
def test_next_steps__contested_market__waits_for_its_own_question_alone(
    own: QuestionStanding, step: Step
) -> None:
    assert next_steps(standing(DISAGREE, own=own), T + 10_000) == (step,)


def test_next_steps__round__proves_its_start_while_its_end_is_not_yet_there() -> None:
    deeds = [(step.deed, step.at, step.about) for step in next_steps(round_of(EITHER, ROUND), START)]
    assert (Deed.PROVE, START + 2, "0xstart") in deeds
    assert (Deed.PROVE, T + 2, "0xend") in deeds
    assert Deed.SETTLE not in [deed for deed, _, _ in deeds]


def test_next_steps__round_with_one_final_question__brings_only_the_other_to_its_end() -> None:
    start = in_state(ROUND, QuestionState.FINAL)
    steps = next_steps(round_of(EITHER, start), T)
    assert {step.about for step in steps} == {"0xend"}


def test_next_steps__round_with_both_final__settles() -> None:
    end, start = in_state(EITHER, QuestionState.FINAL), in_state(ROUND, QuestionState.FINAL)
    assert next_steps(round_of(end, start), T) == (Step(Deed.SETTLE, START, MARKET),)


def test_next_steps__round_whose_start_is_void__settles_without_waiting_for_the_end() -> None:
    start = in_state(ROUND, QuestionState.VOID)
    assert next_steps(round_of(EITHER, start), T) == (Step(Deed.SETTLE, 0, MARKET),)


def test_next_steps__round_whose_two_extremes_cross__is_contested() -> None:
    end = in_state(EITHER, QuestionState.FINAL, prices=(152, 150, 152))
    start = in_state(ROUND, QuestionState.FINAL, prices=(150, 150, 151))
    assert next_steps(round_of(end, start), T) == (Step(Deed.CONTEST, START, MARKET),)


def test_next_steps__result_known_before_the_close__void_without_waiting_for_it() -> None:
    known = replace(REPORTED, answer=Answer(QuestionState.FINAL, 1, 1, 1, T - 5_000))
    window = standing(known, kind=Kind.MATCH, outcomes=2, edges=(), known_guard=120)
    assert next_steps(window, T - 4_000) == (Step(Deed.SETTLE, T - 5_000, MARKET),)


def test_next_steps__nobody_has_staked__only_a_start_price_that_cannot_wait() -> None:
    assert next_steps(standing(REPORTED, is_empty=True, is_locked=False), T) == ()
    start = replace(REPORTED, id="0xstart", observe_at=T - 86_400, answer_at=T - 81_600)
    day = standing(REPORTED, start, is_empty=True, kind=Kind.UPDOWN, outcomes=2, edges=(T - 86_400,))
    assert next_steps(day, T - 80_000) == (Step(Deed.REPORT, T - 81_600, "0xstart"),)


def test_next_steps__betting_not_announced_over__lock_too() -> None:
    assert Step(Deed.LOCK, T - 1_800, MARKET) in next_steps(standing(REPORTED, is_locked=False), T)


@pytest.mark.parametrize("state", list(QuestionState))
def test_next_steps__seven_days_later__everybody_is_refunded_whatever_the_state(state: QuestionState) -> None:
    late = T + 168 * HOUR
    everywhere = standing(in_state(REPORTED, state), is_locked=False, own=in_state(REPORTED, state))
    assert next_steps(everywhere, late) == (Step(Deed.VOID_MARKET, late, MARKET),)


@pytest.mark.parametrize(
    ("question", "deeds"),
    [
        (REPORTED, []),  # nobody asked, nobody answers
        (in_state(PROVED, QuestionState.PROPOSED, is_proved=True, final_at=T), []),  # no bond hangs on it
        (in_state(REPORTED, QuestionState.PROPOSED, final_at=T), [Deed.FINALISE]),
        (in_state(REPORTED, QuestionState.CHALLENGED, challenged_at=T), [Deed.ESCALATE]),
        (in_state(REPORTED, QuestionState.DISPUTED, disputed_at=T), [Deed.VOID_QUESTION]),
        (in_state(PROVED, QuestionState.DISPUTED, is_proved=True, disputed_at=T), [Deed.VOID_QUESTION]),
        (in_state(REPORTED, QuestionState.RULED, final_at=T), [Deed.FINALISE]),
        (in_state(REPORTED, QuestionState.VOID), []),
    ],
)
def test_ends__market_nobody_waits_for__no_answer_and_no_bond(
    question: QuestionStanding, deeds: list[Deed]
) -> None:
    assert [step.deed for step in ends(standing(question), T + HOUR)] == deeds


def test_ends__contested_market__its_own_question_too() -> None:
    own = in_state(REPORTED, QuestionState.DISPUTED, id="0xown", disputed_at=T)
    found = ends(standing(in_state(REPORTED, QuestionState.FINAL), own=own), T + HOUR)
    assert found == (Step(Deed.VOID_UNRULED, T + 48 * HOUR + 1, "0xown"),)
