from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mutuel.domain import errors
from mutuel.domain.resolution import question as q
from mutuel.domain.resolution import rulings
from mutuel.domain.resolution.decide import DisputeReason, Reading
from mutuel.domain.resolution.question import Path, Question, Timetable, VoidCause
from mutuel.domain.resolution.table import ROWS, TRANSITIONS, QuestionState

T, H = 1_700_000_000, 3_600
S = QuestionState
AGREED = Reading(100, 99, 101)
TORN = Reading(100, 90, 110, DisputeReason.SPREAD)
FRESH = {path: Question(Timetable(path, 4_800, 2 * H), T) for path in Path}
PROVED = q.prove(FRESH[Path.PROOF], 100, T + 1)
REPORTED = q.propose(FRESH[Path.REPORT], AGREED, T + 4_800)
CHALLENGED = q.challenge(REPORTED, T + 5_000)
AGAIN = q.propose(CHALLENGED, AGREED, T + 6_000)
DISPUTED = q.propose(FRESH[Path.REPORT], TORN, T + 4_800)
CORRECTED = Reading(102, 101, 103)


def refused(step: Callable[..., Question], *arguments: Any) -> str:
    with pytest.raises(errors.ResolutionRefused) as refusal:
        step(*arguments)
    return type(refusal.value).__name__


def test_prove__row_1__opens_120_seconds_within_the_first_day() -> None:
    assert refused(q.prove, FRESH[Path.PROOF], 100, T) == "TooEarly"
    assert (PROVED.state, PROVED.window_ends, PROVED.reading) == (S.PROPOSED, T + 121, Reading(100, 100, 100))
    assert q.prove(FRESH[Path.PROOF], 100, T + 24 * H).state is S.PROPOSED
    assert refused(q.prove, FRESH[Path.PROOF], 100, T + 24 * H + 1) == "TooLate"
    assert refused(q.prove, FRESH[Path.REPORT], 100, T + 1) == "BadState"


def test_prove__row_2_second_proof__only_widens_the_extremes() -> None:
    wider = q.prove(PROVED, 105, T + 120)
    assert (wider.reading, wider.window_ends) == (Reading(100, 100, 105), PROVED.window_ends)
    assert refused(q.prove, wider, 103, T + 120) == "NothingNew"
    assert refused(q.prove, PROVED, 105, T + 121) == "TooLate"
    assert refused(q.prove, REPORTED, 105, T + 121) == "BadState"


def test_propose__row_3__opens_the_window_between_not_before_and_24_h() -> None:
    assert refused(q.propose, FRESH[Path.REPORT], AGREED, T + 4_799) == "TooEarly"
    assert (REPORTED.state, REPORTED.window_ends, REPORTED.round) == (S.PROPOSED, T + 4_800 + 2 * H, 0)
    assert q.propose(FRESH[Path.REPORT], AGREED, T + 24 * H).state is S.PROPOSED
    assert refused(q.propose, FRESH[Path.REPORT], AGREED, T + 24 * H + 1) == "TooLate"


def test_propose__row_3_source_with_proof__lets_reporters_in_after_one_hour() -> None:
    fallback = FRESH[Path.PROOF_OR_REPORT]
    assert refused(q.propose, fallback, AGREED, T + H - 1) == "TooEarly"
    assert q.propose(fallback, AGREED, T + H).state is S.PROPOSED
    assert refused(q.propose, q.prove(fallback, 1, T + 1), AGREED, T + H) == "BadState"
    assert refused(q.propose, FRESH[Path.PROOF], AGREED, T + H) == "BadState"


def test_propose__row_4_values_disagree__is_disputed_at_once() -> None:
    assert (DISPUTED.state, DISPUTED.disputed_at) == (S.DISPUTED, T + 4_800)
    assert DISPUTED.dispute is DisputeReason.SPREAD


def test_escalate__row_5_nobody_reported__is_disputed_after_24_h() -> None:
    assert refused(q.escalate, FRESH[Path.REPORT], T + 24 * H) == "TooEarly"
    silent = q.escalate(FRESH[Path.REPORT], T + 24 * H + 1)
    assert (silent.state, silent.dispute) == (S.DISPUTED, DisputeReason.SILENCE)
    assert refused(q.escalate, FRESH[Path.PROOF], T + 24 * H + 1) == "BadState"


@pytest.mark.parametrize("path", [Path.PROOF, Path.PROOF_OR_REPORT])
def test_void_expired__row_6_nobody_proved__is_void_after_24_h(path: Path) -> None:
    assert refused(q.void_expired, FRESH[path], T + 24 * H) == "TooEarly"
    assert q.void_expired(FRESH[path], T + 24 * H + 1).cause is VoidCause.NO_PROOF


def test_propose__row_7_correction__begins_the_window_again_twice_at_most() -> None:
    last = REPORTED.window_ends - 1
    assert refused(q.propose, REPORTED, CORRECTED, last + 1) == "TooLate"
    once = q.propose(REPORTED, CORRECTED, last)
    assert (once.state, once.reading, once.window_ends) == (S.PROPOSED, CORRECTED, last + 2 * H)
    twice = q.propose(once, AGREED, last + 1)
    assert refused(q.propose, twice, CORRECTED, last + 2) == "NoCorrectionLeft"
    again = q.propose(q.challenge(twice, last + 3), CORRECTED, last + 4)
    assert (again.round, refused(q.propose, again, AGREED, last + 5)) == (1, "NoCorrectionLeft")


def test_propose__row_7_correction_that_reverses__is_disputed() -> None:
    torn = q.propose(REPORTED, TORN, T + 5_000)
    assert (torn.state, torn.dispute) == (S.DISPUTED, DisputeReason.SPREAD)
    far = q.propose(REPORTED, CORRECTED, T + 5_000, reverses=True)
    assert (far.state, far.dispute, far.corrections) == (S.DISPUTED, DisputeReason.CORRECTION, 1)
    assert refused(q.propose, PROVED, AGREED, T + 5_000) == "BadState"


def test_challenge__row_8__is_open_until_the_question_could_be_final() -> None:
    assert (CHALLENGED.state, CHALLENGED.challenged_at) == (S.CHALLENGED, T + 5_000)
    assert q.challenge(REPORTED, REPORTED.window_ends - 1).state is S.CHALLENGED
    assert refused(q.challenge, REPORTED, REPORTED.window_ends) == "TooLate"
    assert refused(q.challenge, PROVED, T + 2) == "BadState"


def test_challenge__sequencer_was_down__stays_open_for_an_hour_after_it() -> None:
    back = REPORTED.window_ends + 10 * H
    assert q.challenge(REPORTED, back, None).state is S.CHALLENGED
    assert q.challenge(REPORTED, back + H - 1, back).state is S.CHALLENGED
    assert refused(q.challenge, REPORTED, back + H, back) == "TooLate"
    assert q.finalise(REPORTED, back + H, back).state is S.FINAL


def test_propose__row_9_after_a_challenge__starts_round_1_within_12_h() -> None:
    assert (AGAIN.state, AGAIN.round, AGAIN.window_ends) == (S.PROPOSED, 1, T + 6_000 + 2 * H)
    assert q.propose(CHALLENGED, AGREED, T + 5_000 + 12 * H).round == 1
    assert refused(q.propose, CHALLENGED, AGREED, T + 5_001 + 12 * H) == "TooLate"
    assert q.propose(CHALLENGED, TORN, T + 6_000).state is S.DISPUTED


def test_escalate__row_10_challenge_unanswered__is_disputed_after_12_h() -> None:
    assert refused(q.escalate, CHALLENGED, T + 5_000 + 12 * H) == "TooEarly"
    assert q.escalate(CHALLENGED, T + 5_001 + 12 * H).dispute is DisputeReason.CHALLENGE_UNANSWERED


def test_challenge__row_11_second_round__is_disputed() -> None:
    second = q.challenge(AGAIN, T + 7_000)
    assert (second.state, second.dispute) == (S.DISPUTED, DisputeReason.SECOND_CHALLENGE)


def test_finalise__row_12__needs_the_end_of_the_window_and_a_sequencer() -> None:
    assert refused(q.finalise, REPORTED, REPORTED.window_ends - 1) == "TooEarly"
    assert refused(q.finalise, REPORTED, REPORTED.window_ends, None) == "SequencerDown"
    assert q.finalise(REPORTED, REPORTED.window_ends).state is S.FINAL
    assert q.finalise(PROVED, T + 121).state is S.FINAL
    assert refused(q.finalise, PROVED, T + 121, T + 2) == "TooEarly"
    assert q.finalise(PROVED, T + 122, T + 2).state is S.FINAL


def test_finalise__report_says_that_nobody_won__is_void() -> None:
    nobody = q.propose(FRESH[Path.REPORT], AGREED, T + 4_800, no_winner=True)
    assert q.finalise(nobody, nobody.window_ends).cause is VoidCause.NO_WINNER


def test_void_expired__row_17_nobody_ruled__is_void_after_48_h() -> None:
    assert refused(q.void_expired, DISPUTED, DISPUTED.disputed_at + 48 * H) == "TooEarly"
    assert q.void_expired(DISPUTED, DISPUTED.disputed_at + 48 * H + 1).cause is VoidCause.NO_RULING


def test_void_expired__row_18__ends_everything_but_a_proposal_that_could_be_final() -> None:
    week = T + 168 * H
    late = replace(DISPUTED, disputed_at=week - H)
    for stuck in (FRESH[Path.REPORT], CHALLENGED, late):
        assert refused(q.void_expired, stuck, week - 1) == "TooEarly"
        assert q.void_expired(stuck, week).cause is VoidCause.EXPIRED
    assert q.void_expired(REPORTED, week, None).cause is VoidCause.EXPIRED
    assert refused(q.void_expired, REPORTED, week) == "BadState"


STEPS: dict[str, Callable[[Question, int, int | None], Question]] = {
    "prove": lambda question, now, _: q.prove(question, now % 7 + 1, now),
    "propose": lambda question, now, _: q.propose(question, AGREED, now),
    "propose torn": lambda question, now, _: q.propose(question, TORN, now),
    "propose nobody": lambda question, now, _: q.propose(question, AGREED, now, no_winner=True),
    "propose far": lambda question, now, _: q.propose(question, CORRECTED, now, reverses=True),
    "rule": lambda question, now, _: rulings.rule(question, now % 3 or None, now, is_match=False),
    "fallback rule": lambda question, now, _: rulings.fallback_rule(question, 7, now, is_match=False),
    "veto": lambda question, now, _: rulings.veto(question, now),
    "challenge": q.challenge,
    "escalate": lambda question, now, _: q.escalate(question, now),
    "finalise": q.finalise,
    "void expired": q.void_expired,
}
WALK = st.lists(
    st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 30 * H), st.booleans()), min_size=1, max_size=25
)


@settings(max_examples=300)
@given(path=st.sampled_from(Path), walk=WALK)
def test_question__any_walk__only_follows_the_table(path: Path, walk: list[tuple[str, int, bool]]) -> None:
    question, now, up_since = FRESH[path], T - H, 0
    for name, wait, down in walk:
        now += wait
        up_since = now if down else up_since
        before = question.state
        try:
            question = STEPS[name](question, now, None if down else up_since)
        except errors.ResolutionRefused:
            continue
        assert (before, question.state) in TRANSITIONS


@given(path=st.sampled_from(Path), walk=WALK)
def test_question__any_walk__ends_by_itself_after_seven_days(
    path: Path, walk: list[tuple[str, int, bool]]
) -> None:
    question, now = FRESH[path], T - H
    for name, wait, _ in walk:
        now = min(now + wait, T + 168 * H - 1)
        try:
            question = STEPS[name](question, now, 0)
        except errors.ResolutionRefused:
            continue
    week = T + 168 * H
    if question.state is S.RULED and question.ruling is not None:
        question = q.finalise(question, max(week, question.ruling.effective_at))
    elif question.state is S.PROPOSED:
        question = _either(q.finalise, q.void_expired, question, week)
    elif question.state not in (S.FINAL, S.VOID):
        question = q.void_expired(question, week)
    assert question.state in (S.FINAL, S.VOID)


Step = Callable[[Question, int], Question]


def _either(first: Step, second: Step, question: Question, now: int) -> Question:
    try:
        return first(question, now)
    except errors.ResolutionRefused:
        return second(question, now)


def test_rows__every_row__is_there_once_and_nothing_leaves_the_absorbing_states() -> None:
    numbers = [row.number for row in ROWS]
    assert numbers == ["1", "2", "2b", *map(str, range(3, 19))]
    assert not {S.FINAL, S.VOID} & {start for start, _ in TRANSITIONS}


BOTH_WAYS = q.prove(FRESH[Path.PROOF_OR_REPORT], 100, T + 1)


def crossed(question: Question, now: int, up_since: int | None = 0, *, contradicts: bool = True) -> Question:
    return q.cross_check(question, AGREED, now, up_since, contradicts=contradicts)


def test_cross_check__row_2b__disputes_until_the_proof_could_be_final() -> None:
    disputed = crossed(BOTH_WAYS, T + 120)
    assert (disputed.state, disputed.dispute, disputed.disputed_at) == (
        S.DISPUTED,
        DisputeReason.CROSS_CHECK,
        T + 120,
    )
    assert refused(crossed, BOTH_WAYS, T + 121) == "TooLate"
    assert crossed(BOTH_WAYS, T + 121, T + 100).state is S.DISPUTED
    assert crossed(BOTH_WAYS, T + 9_999, None).state is S.DISPUTED


def test_cross_check__agreement_or_other_questions__refuses() -> None:
    assert refused(lambda: crossed(BOTH_WAYS, T + 2, contradicts=False)) == "NothingNew"
    for question in (FRESH[Path.PROOF_OR_REPORT], PROVED, REPORTED, DISPUTED, crossed(BOTH_WAYS, T + 2)):
        assert refused(crossed, question, T + 5) == "BadState"


def test_contest__row_19__is_disputed_at_once_and_void_after_48_hours() -> None:
    opened = T + 96 * H
    derived = q.contest(PROVED, opened)
    assert (derived.state, derived.dispute, derived.disputed_at) == (
        S.DISPUTED,
        DisputeReason.CONTEST,
        opened,
    )
    assert refused(q.void_unruled, derived, opened + 48 * H) == "TooEarly"
    ended = q.void_unruled(derived, opened + 48 * H + 1)
    assert (ended.state, ended.cause) == (S.VOID, VoidCause.NO_RULING)
    assert opened + 48 * H + 1 <= T + q.EXPIRY


def test_void_unruled__nothing_disputed__refuses() -> None:
    for question in (FRESH[Path.REPORT], REPORTED, CHALLENGED, q.void_unruled(DISPUTED, T + 99 * H)):
        assert refused(q.void_unruled, question, T + 999 * H) == "BadState"
