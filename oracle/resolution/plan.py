"""What comes next for an undecided market, and from when: the timetable of docs/states.md as the keeper
walks it. Pure; the contracts check every step again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mutuel.domain import referee
from mutuel.domain.market import CONTEST_WINDOW, Market
from mutuel.domain.referee import Answer, Finding
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import (
    FALLBACK_AFTER,
    MAX_CORRECTIONS,
    REPROPOSAL_TIME,
    RULING_TIME,
    Path,
)
from mutuel.domain.resolution.table import IN_DISPUTE, QuestionState

REREAD_LEAD: Final = 1_800
"""Seconds before the end of a report's window at which its sources are read once more: late enough to see them
correct themselves, early enough to say so."""


class Deed(StrEnum):
    """What the keeper does."""

    LOCK = "lock"
    PROVE = "prove"
    CROSS_CHECK = "crossCheck"
    REPORT = "report"
    CORRECT = "correct"
    ANSWER = "answer"
    """To a challenge: the report once more, with one more signature."""
    ESCALATE = "escalate"
    FINALISE = "finalise"
    VOID_QUESTION = "voidQuestion"
    VOID_UNRULED = "voidUnruled"
    CONTEST = "contest"
    SETTLE = "settle"
    VOID_MARKET = "voidMarket"

    def of(self, about: int | str, turn: int = 0) -> str:
        """The name of the act: this, done to a market or a question. Markets may share one: it is done once, or once
        in each turn."""
        return f"{self}:{about}" + (f":{turn}" if turn else "")


ENDS: Final = (Deed.ESCALATE, Deed.FINALISE, Deed.VOID_QUESTION, Deed.VOID_UNRULED)
"""Steps to a question's end that take no answer and no bond."""
OPEN: Final = (QuestionState.PROPOSED, *IN_DISPUTE)
"""Somebody answered or disputed, and the end is still to come."""


@dataclass(frozen=True, slots=True)
class Step:
    """A deed, the first second at which it can succeed, and what it is done to: a market or a question."""

    deed: Deed
    at: int
    about: int | str
    """A market's id, or a question's."""
    turn: int = 0
    """Of a deed that may come again: the sequence number of the report that it is about."""

    @property
    def key(self) -> str:
        return self.deed.of(self.about, self.turn)


@dataclass(frozen=True, slots=True)
class QuestionStanding:
    """One question as the chain shows it. Times in UTC seconds, 0 before they are known.

    `answer_at` is when it can first be answered. `may_prove`: the source's proofs are fine enough for a market as
    short as the one that waits (R-SHORT). `is_proved`: a proposal came from a proof. `is_checked`: exchanges were
    compared with it, and agree. `is_reread`: its sources were read again after the report of sequence number `seq`.
    """

    id: str
    path: Path
    observe_at: int
    answer_at: int
    answer: Answer
    may_prove: bool = True
    is_proved: bool = False
    is_checked: bool = False
    is_reread: bool = False
    seq: int = 0
    corrections: int = 0
    window_ends: int = 0
    final_at: int = 0
    challenged_at: int = 0
    disputed_at: int = 0

    @property
    def state(self) -> QuestionState:
        return self.answer.state


@dataclass(frozen=True, slots=True)
class Standing:
    """An undecided market with its questions, in the order of `referee.questions_of`.

    `own` is the question of a contested market, which waits for nothing else.
    """

    market: Market
    is_locked: bool
    questions: tuple[QuestionStanding, ...]
    own: QuestionStanding | None = None
    is_empty: bool = False
    """Nobody has staked, so far."""

    @property
    def closes_at(self) -> int:
        return self.market.betting_ends_at


def next_steps(standing: Standing, now: int) -> tuple[Step, ...]:
    """What is next for the market and, while nobody announced the end of betting, the lock.

    Of a market in which nobody has staked yet only the start price, which cannot wait until somebody does.
    """
    market = standing.market
    if standing.is_empty:
        early = (one for one in standing.questions if one.observe_at < standing.closes_at)
        return tuple(step for one in early for step in question_steps(one, now))
    expiry = Step(Deed.VOID_MARKET, market.expires_at, market.id)
    if now >= expiry.at:
        return (expiry,)
    lock = () if standing.is_locked else (Step(Deed.LOCK, standing.closes_at, market.id),)
    steps = _own_steps(standing) if standing.own else _shared_steps(standing, now)
    return (*lock, *(tuple(step for step in steps if step.at < expiry.at) or (expiry,)))


def question_steps(question: QuestionStanding, now: int) -> tuple[Step, ...]:
    """What can be done for one question; nothing once it is final or void."""
    match question.state:
        case QuestionState.NONE:
            return _answers(question, now)
        case QuestionState.PROPOSED:
            return (*_checks(question, now), Step(Deed.FINALISE, question.final_at, question.id))
        case QuestionState.RULED:
            return (Step(Deed.FINALISE, question.final_at, question.id),)
        case QuestionState.CHALLENGED:
            return _replies(question, now)
        case QuestionState.DISPUTED:
            return (Step(Deed.VOID_QUESTION, question.disputed_at + RULING_TIME + 1, question.id),)
        case QuestionState.FINAL | QuestionState.VOID:
            return ()


def ends(standing: Standing, now: int) -> tuple[Step, ...]:
    """What ends the questions of a market that nobody waits for any more: their bonds come back, and no dispute stays
    open for ever. Nothing is answered for it, and a proof left over holds nobody's money."""
    hanging = [one for one in standing.questions if one.state in OPEN and not _is_bare_proof(one)]
    steps = [step for one in hanging for step in question_steps(one, now)]
    own = _own_steps(standing) if standing.own else ()
    return tuple(step for step in (*steps, *own) if step.deed in ENDS)


def _is_bare_proof(question: QuestionStanding) -> bool:
    return question.is_proved and question.state is QuestionState.PROPOSED


def _answers(question: QuestionStanding, now: int) -> tuple[Step, ...]:
    """A proof, a report or, where both are possible, a report once no proof has come for an hour."""
    deadline = question.observe_at + ANSWER_TIME
    if now > deadline:
        end = Deed.ESCALATE if question.path is Path.REPORT else Deed.VOID_QUESTION
        return (Step(end, deadline + 1, question.id),)
    if question.path is Path.REPORT:
        return (Step(Deed.REPORT, question.answer_at, question.id),)
    proof = (Step(Deed.PROVE, question.answer_at, question.id),) if question.may_prove else ()
    if question.path is Path.PROOF:
        return proof or (Step(Deed.VOID_QUESTION, deadline + 1, question.id),)
    return (*proof, Step(Deed.REPORT, question.observe_at + FALLBACK_AFTER, question.id))


def _replies(question: QuestionStanding, now: int) -> tuple[Step, ...]:
    """To a challenge: one more report within 12 h, else a dispute."""
    until = question.challenged_at + REPROPOSAL_TIME
    answer = (Step(Deed.ANSWER, question.challenged_at, question.id),) if now <= until else ()
    return (*answer, Step(Deed.ESCALATE, until + 1, question.id))


def _checks(question: QuestionStanding, now: int) -> tuple[Step, ...]:
    """The cross-check of a proof, possible until the proof could become final; of a report its sources once more."""
    if not question.is_proved:
        open_ = question.corrections < MAX_CORRECTIONS and now < question.window_ends
        at = question.window_ends - REREAD_LEAD
        waits_for_more = open_ and not question.is_reread
        return (Step(Deed.CORRECT, at, question.id, question.seq),) if waits_for_more else ()
    waits = not question.is_checked and now < question.final_at
    if waits and question.path is Path.PROOF_OR_REPORT:
        return (Step(Deed.CROSS_CHECK, question.answer_at, question.id),)
    return ()


def _shared_steps(standing: Standing, now: int) -> tuple[Step, ...]:
    """One VOID question settles the market; else each is brought to its end, and then the market."""
    found = referee.find(standing.market, [one.answer for one in standing.questions])
    if found.state is QuestionState.VOID:
        return (Step(Deed.SETTLE, 0, standing.market.id),)
    steps = tuple(step for one in standing.questions for step in question_steps(one, now))
    if found.state not in (QuestionState.PROPOSED, QuestionState.FINAL):
        return steps
    if referee.names_different_winners(standing.market, found):
        return (*steps, *_contested_steps(standing, found, now))
    return steps or (Step(Deed.SETTLE, _settle_at(standing, found), standing.market.id),)


def _contested_steps(standing: Standing, found: Finding, now: int) -> tuple[Step, ...]:
    """A contest as soon as the answers are final, or at once if they will be too late for one; else the values stand.

    Before they are final a challenge may still change them.
    """
    market = standing.market
    until = market.observe_at + CONTEST_WINDOW
    final_at = max(
        (one.final_at for one in standing.questions if one.state is QuestionState.PROPOSED), default=0
    )
    if market.template.contestable and now <= until:
        waits = found.state is QuestionState.PROPOSED and final_at <= until
        return () if waits else (Step(Deed.CONTEST, standing.closes_at, market.id),)
    return () if found.state is QuestionState.PROPOSED else (Step(Deed.SETTLE, until + 1, market.id),)


def _settle_at(standing: Standing, found: Finding) -> int:
    """When betting has ended; at once if the result was known before that, which voids the market."""
    guarded = standing.closes_at + standing.market.template.known_guard
    return found.known_at if guarded > found.known_at else standing.closes_at


def _own_steps(standing: Standing) -> tuple[Step, ...]:
    own, market = standing.own, standing.market
    assert own is not None  # as the caller has seen
    match own.state:
        case QuestionState.DISPUTED:
            return (Step(Deed.VOID_UNRULED, own.disputed_at + RULING_TIME + 1, own.id),)
        case QuestionState.RULED:
            return (Step(Deed.FINALISE, own.final_at, own.id),)
        case _:
            return (Step(Deed.SETTLE, standing.closes_at, market.id),)
