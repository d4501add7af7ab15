"""The life of a question, each step of protocol.md section 4 as a pure function.

The model that the state-machine tests hold against the contract. A step gives the question after it, or raises
BadState, TooEarly or TooLate. Bonds are Escrow's affair and do not appear.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from mutuel.domain.errors import BadState, NothingNew, SequencerDown, TooEarly, TooLate
from mutuel.domain.resolution.decide import ANSWER_TIME, DisputeReason, Reading
from mutuel.domain.resolution.table import Event, QuestionState

HOUR: Final = 3_600
PROOF_WINDOW: Final = 120
FALLBACK_AFTER: Final = HOUR
REPROPOSAL_TIME: Final = 12 * HOUR
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
    window_ends: int = 0
    challenged_at: int = 0
    disputed_at: int = 0
    dispute: DisputeReason | None = None
    cause: VoidCause | None = None


def prove(question: Question, value: int, now: int) -> Question:
    """Rows 1 and 2: a valid proof of `value`; a second one only widens the extremes. Raises NothingNew."""
    if question.timetable.path is Path.REPORT:
        raise _bad(question, Event.PROVE)
    if question.state is QuestionState.PROPOSED and question.proved:
        return _widened(question, value, now)
    _require_state(question, Event.PROVE, QuestionState.NONE)
    _require_from(now, question.observe_at + 1)
    _require_until(now, question.observe_at + ANSWER_TIME)
    return replace(
        question,
        state=QuestionState.PROPOSED,
        reading=Reading(value, value, value),
        proved=True,
        window_ends=now + PROOF_WINDOW,
    )


def propose(question: Question, reading: Reading, now: int, *, no_winner: bool = False) -> Question:
    """Rows 3, 4 and 9: a signed report. After a challenge it needs one more signature and starts round 1."""
    if question.timetable.path is Path.PROOF:
        raise _bad(question, Event.PROPOSE)
    _require_state(question, Event.PROPOSE, QuestionState.NONE, QuestionState.CHALLENGED)
    again = question.state is QuestionState.CHALLENGED
    if again:
        _require_until(now, question.challenged_at + REPROPOSAL_TIME)
    else:
        _require_from(now, first_report_at(question))
        _require_until(now, question.observe_at + ANSWER_TIME)
    proposed = replace(
        question,
        state=QuestionState.PROPOSED,
        reading=reading,
        no_winner=no_winner,
        round=int(again),
        window_ends=now + question.timetable.window,
    )
    return proposed if reading.dispute is None else _disputed(proposed, reading.dispute, now)


def cross_check(
    question: Question, reading: Reading, now: int, up_since: int | None = ALWAYS_UP, *, contradicts: bool
) -> Question:
    """Row 2b: a signed report beside a proof, and whether it `contradicts` it as in `decide`. Possible until the proof
    could become final. Raises NothingNew."""
    if question.timetable.path is not Path.PROOF_OR_REPORT or not question.proved:
        raise _bad(question, Event.CROSS_CHECK)
    _require_state(question, Event.CROSS_CHECK, QuestionState.PROPOSED)
    end = final_at(question, up_since)
    if end is not None and now >= end:
        raise TooLate(end - 1)
    if not contradicts:
        raise NothingNew(reading.value)
    return _disputed(question, DisputeReason.CROSS_CHECK, now)


def contest(question: Question, now: int) -> Question:
    """Row 19: the derived question of one market that `question` cannot decide, disputed from now on."""
    derived = Question(question.timetable, question.observe_at)
    return _disputed(derived, DisputeReason.CONTEST, now)


def challenge(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Rows 8 and 11: somebody bonds another value. Open until the question could become final."""
    _require_state(question, Event.CHALLENGE, QuestionState.PROPOSED)
    if question.proved:
        raise _bad(question, Event.CHALLENGE)
    end = final_at(question, up_since)
    if end is not None and now >= end:
        raise TooLate(end - 1)
    challenged = replace(question, challenged_at=now)
    if question.round > 0:
        return _disputed(challenged, DisputeReason.SECOND_CHALLENGE, now)
    return replace(challenged, state=QuestionState.CHALLENGED)


def escalate(question: Question, now: int) -> Question:
    """Rows 5 and 10: nobody reported in time, or nobody answered a challenge."""
    _require_state(question, Event.ESCALATE, QuestionState.NONE, QuestionState.CHALLENGED)
    if question.state is QuestionState.CHALLENGED:
        _require_from(now, question.challenged_at + REPROPOSAL_TIME + 1)
        return _disputed(question, DisputeReason.CHALLENGE_UNANSWERED, now)
    if question.timetable.path is not Path.REPORT:
        raise _bad(question, Event.ESCALATE)
    _require_from(now, question.observe_at + ANSWER_TIME + 1)
    return _disputed(question, DisputeReason.SILENCE, now)


def finalise(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Row 12: the window is over. A report that says nobody won makes the question VOID. Raises SequencerDown."""
    _require_state(question, Event.FINALISE, QuestionState.PROPOSED)
    at = final_at(question, up_since)
    if at is None:
        raise SequencerDown
    _require_from(now, at)
    if question.no_winner:
        return _void(question, VoidCause.NO_WINNER)
    return replace(question, state=QuestionState.FINAL)


def void_expired(question: Question, now: int, up_since: int | None = ALWAYS_UP) -> Question:
    """Rows 6, 17 and 18: a question that ran out of time. Reads no pause and needs nobody's permission."""
    at, cause = _expiry(question, now, up_since)
    _require_from(now, at)
    return _void(question, cause)


def void_unruled(question: Question, now: int) -> Question:
    """Row 17 by the question alone: nobody ruled for 48 h. The way out of a contest, which has no source."""
    _require_state(question, Event.VOID_EXPIRED, QuestionState.DISPUTED)
    _require_from(now, question.disputed_at + RULING_TIME + 1)
    return _void(question, VoidCause.NO_RULING)


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
    _require_until(now, question.window_ends - 1)
    reading = question.reading
    assert reading is not None  # a PROPOSED question has one
    if reading.low <= value <= reading.high:
        raise NothingNew(value)
    wider = replace(reading, low=min(reading.low, value), high=max(reading.high, value))
    return replace(question, reading=wider)


def _disputed(question: Question, reason: DisputeReason, now: int) -> Question:
    return replace(question, state=QuestionState.DISPUTED, disputed_at=now, dispute=reason)


def _void(question: Question, cause: VoidCause) -> Question:
    return replace(question, state=QuestionState.VOID, cause=cause)


def _require_state(question: Question, event: Event, *allowed: QuestionState) -> None:
    if question.state not in allowed:
        raise _bad(question, event)


def _require_from(now: int, at: int) -> None:
    if now < at:
        raise TooEarly(at)


def _require_until(now: int, at: int) -> None:
    if now > at:
        raise TooLate(at)


def _bad(question: Question, event: Event) -> BadState:
    return BadState(question.state.name, f"{event} on a {question.timetable.path.name} source")
