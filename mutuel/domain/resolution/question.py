"""The life of a question, each step of docs/states.md as a pure function.

The model that the state-machine tests hold against the contract. A step gives the question after it, or raises
BadState, TooEarly or TooLate. Bonds are Escrow's affair and do not appear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from mutuel.domain.errors import BadState, NoCorrectionLeft, NothingNew, SequencerDown, TooEarly, TooLate
from mutuel.domain.resolution.decide import ANSWER_TIME, DisputeReason, Reading
from mutuel.domain.resolution.table import Event, QuestionState
from mutuel.domain.units import HOUR

PROOF_WINDOW: Final = 120
FALLBACK_AFTER: Final = HOUR
REPROPOSAL_TIME: Final = 12 * HOUR
MAX_CORRECTIONS: Final = 2
RULING_TIME: Final = 48 * HOUR
EXPIRY: Final = 168 * HOUR
LONGEST_RESUME: Final = HOUR
ALWAYS_UP: Final = 0
"""`up_since` on networks without an uptime feed."""


class Path(IntEnum):
    """Which ways of answering a source allows."""

    PROOF = 1
    PROOF_OR_REPORT = 2
    REPORT = 3


class VoidCause(IntEnum):
    """The number in a question's `Voided` event."""

    NO_PROOF = 1
    NO_RULING = 2
    EXPIRED = 3
    RULED_VOID = 4
    VETOED = 5
    NO_WINNER = 6


@dataclass(frozen=True, slots=True)
class Timetable:
    """What a source fixes: its path, seconds from T to the first report, and the challenge window in seconds."""

    path: Path
    not_before: int
    window: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was ruled, beside the value. Until `effective_at`, UTC seconds, a ruling by the DAO can be vetoed."""

    by_dao: bool
    is_void: bool
    effective_at: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question at one moment; times are UTC seconds, 0 before they happen."""

    timetable: Timetable
    observe_at: int
    state: QuestionState = QuestionState.NONE
    reading: Reading | None = None
    proved: bool = False
    """Path 1: the value came from a proof."""
    no_winner: bool = False
    round: int = 0
    corrections: int = 0
    window_ends: int = 0
    challenged_at: int = 0
    disputed_at: int = 0
    dispute: DisputeReason | None = None
    ruling: Ruling | None = None
    cause: VoidCause | None = None


def prove(question: Question, value: int, now: int) -> Question:
    """Rows 1 and 2: a valid proof of `value`; a second one only widens the extremes. Raises NothingNew."""
    if question.timetable.path is Path.REPORT:
        raise _bad(question, Event.PROVE)
    if question.state is QuestionState.PROPOSED and question.proved:
        return _widened(question, value, now)
    require_state(question, Event.PROVE, QuestionState.NONE)
    require_from(now, question.observe_at + 1)
    require_until(now, question.observe_at + ANSWER_TIME)
    return replace(
        question,
        state=QuestionState.PROPOSED,
        reading=Reading(value, value, value),
        proved=True,
        window_ends=now + PROOF_WINDOW,
    )


def propose(
    question: Question, reading: Reading, now: int, *, no_winner: bool = False, reverses: bool = False
) -> Question:
    """Rows 3, 4, 7 and 9: a signed report. After a challenge it needs one more signature and starts round 1.

    Within the window it corrects the proposal, and the window begins again; `reverses` as in `decide`.
    """
    entered = _entered(question, now)
    proposed = replace(
        entered,
        state=QuestionState.PROPOSED,
        reading=reading,
        no_winner=no_winner,
        window_ends=now + question.timetable.window,
    )
    is_correction = question.state is QuestionState.PROPOSED
    reason = reading.dispute or (DisputeReason.CORRECTION if is_correction and reverses else None)
    return proposed if reason is None else disputed(proposed, reason, now)


def _entered(question: Question, now: int) -> Question:
    """The question with the round and the correction of a report counted, if one may come now."""
    if question.timetable.path is Path.PROOF or question.proved:
        raise _bad(question, Event.PROPOSE)
    match question.state:
        case QuestionState.NONE:
            require_from(now, first_report_at(question))
            require_until(now, question.observe_at + ANSWER_TIME)
            return question
        case QuestionState.CHALLENGED:
            require_until(now, question.challenged_at + REPROPOSAL_TIME)
            return replace(question, round=1)
        case QuestionState.PROPOSED:
            require_until(now, question.window_ends - 1)
            if question.corrections == MAX_CORRECTIONS:
                raise NoCorrectionLeft(MAX_CORRECTIONS)
            return replace(question, corrections=question.corrections + 1)
    raise _bad(question, Event.PROPOSE)


def cross_check(
    question: Question, reading: Reading, now: int, up_since: int | None = ALWAYS_UP, *, contradicts: bool
) -> Question:
    """Row 2b: a signed report beside a proof, and whether it `contradicts` it as in `decide`. Possible until the proof
    could become final. Raises NothingNew."""
    if question.timetable.path is not Path.PROOF_OR_REPORT or not question.proved:
        raise _bad(question, Event.CROSS_CHECK)
    require_state(question, Event.CROSS_CHECK, QuestionState.PROPOSED)
    end = final_at(question, up_since)
    if end is not None and now >= end:
        raise TooLate(end - 1)
    if not contradicts:
        raise NothingNew(reading.value)
    return disputed(question, DisputeReason.CROSS_CHECK, now)


def contest(question: Question, now: int) -> Question:
    """Row 19: the derived question of one market that `question` cannot decide, disputed from now on."""
    derived = Question(question.timetable, question.observe_at)
    return disputed(derived, DisputeReason.CONTEST, now)


def challenge(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Rows 8 and 11: somebody bonds another value. Open until the question could become final."""
    require_state(question, Event.CHALLENGE, QuestionState.PROPOSED)
    if question.proved:
        raise _bad(question, Event.CHALLENGE)
    end = final_at(question, up_since)
    if end is not None and now >= end:
        raise TooLate(end - 1)
    challenged = replace(question, challenged_at=now)
    if question.round > 0:
        return disputed(challenged, DisputeReason.SECOND_CHALLENGE, now)
    return replace(challenged, state=QuestionState.CHALLENGED)


def escalate(question: Question, now: int) -> Question:
    """Rows 5 and 10: nobody reported in time, or nobody answered a challenge."""
    require_state(question, Event.ESCALATE, QuestionState.NONE, QuestionState.CHALLENGED)
    if question.state is QuestionState.CHALLENGED:
        require_from(now, question.challenged_at + REPROPOSAL_TIME + 1)
        return disputed(question, DisputeReason.CHALLENGE_UNANSWERED, now)
    if question.timetable.path is not Path.REPORT:
        raise _bad(question, Event.ESCALATE)
    require_from(now, question.observe_at + ANSWER_TIME + 1)
    return disputed(question, DisputeReason.SILENCE, now)


def finalise(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Row 12: the window is over; a report that says nobody won makes the question VOID. Raises SequencerDown.

    Row 16: the notice of a ruling is over, which reads no sequencer.
    """
    require_state(question, Event.FINALISE, QuestionState.PROPOSED, QuestionState.RULED)
    if question.ruling is not None:
        require_from(now, question.ruling.effective_at)
        if question.ruling.is_void:
            return void(question, VoidCause.RULED_VOID)
        return replace(question, state=QuestionState.FINAL)
    at = final_at(question, up_since)
    if at is None:
        raise SequencerDown
    require_from(now, at)
    if question.no_winner:
        return void(question, VoidCause.NO_WINNER)
    return replace(question, state=QuestionState.FINAL)


def void_expired(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Rows 6, 17 and 18: a question that ran out of time. Reads no pause and needs nobody's permission."""
    at, cause = _expiry(question, now, up_since)
    require_from(now, at)
    return void(question, cause)


def void_unruled(question: Question, now: int) -> Question:
    """Row 17 by the question alone: nobody ruled for 48 h. The way out of a contest, which has no source."""
    require_state(question, Event.VOID_EXPIRED, QuestionState.DISPUTED)
    require_from(now, question.disputed_at + RULING_TIME + 1)
    return void(question, VoidCause.NO_RULING)


def first_report_at(question: Question) -> int:
    """First second of row 3: T + notBefore, or T + 1 h where a proof comes first."""
    fallback = question.timetable.path is Path.PROOF_OR_REPORT
    return question.observe_at + (FALLBACK_AFTER if fallback else question.timetable.not_before)


def final_at(question: Question, up_since: int | None = ALWAYS_UP) -> int | None:
    """First second of row 12 for a PROPOSED question, or None while the sequencer is down.

    The end of the window, or min(window, 1 h) after the sequencer came back if that is later.
    """
    if up_since is None:
        return None
    window = PROOF_WINDOW if question.proved else question.timetable.window
    return max(question.window_ends, up_since + min(window, LONGEST_RESUME))


def _expiry(question: Question, now: int, up_since: int | None) -> tuple[int, VoidCause]:
    end = question.observe_at + EXPIRY, VoidCause.EXPIRED
    match question.state:
        case QuestionState.NONE if question.timetable.path is not Path.REPORT:
            return question.observe_at + ANSWER_TIME + 1, VoidCause.NO_PROOF
        case QuestionState.DISPUTED:
            return min((question.disputed_at + RULING_TIME + 1, VoidCause.NO_RULING), end)
        case QuestionState.NONE | QuestionState.CHALLENGED:
            return end
        case QuestionState.PROPOSED:
            final = final_at(question, up_since)
            if final is None or now < final:
                return end
    raise _bad(question, Event.VOID_EXPIRED)


def _widened(question: Question, value: int, now: int) -> Question:
    require_until(now, question.window_ends - 1)
    reading = question.reading
    assert reading is not None  # a PROPOSED question has one
    if reading.low <= value <= reading.high:
        raise NothingNew(value)
    wider = replace(reading, low=min(reading.low, value), high=max(reading.high, value))
    return replace(question, reading=wider)


def disputed(question: Question, reason: DisputeReason, now: int) -> Question:
    """DISPUTED from now on."""
    return replace(question, state=QuestionState.DISPUTED, disputed_at=now, dispute=reason)


def void(question: Question, cause: VoidCause) -> Question:
    """VOID for ever."""
    return replace(question, state=QuestionState.VOID, cause=cause)


def require_state(question: Question, event: Event, *allowed: QuestionState) -> None:
    """Raises BadState."""
    if question.state not in allowed:
        raise _bad(question, event)


def require_from(now: int, at: int) -> None:
    """Raises TooEarly before the second `at`."""
    if now < at:
        raise TooEarly(at)


def require_until(now: int, at: int) -> None:
    """Raises TooLate after the second `at`."""
    if now > at:
        raise TooLate(at)


def _bad(question: Question, event: Event) -> BadState:
    return BadState(question.state.name, f"{event} on a {question.timetable.path.name} source")
