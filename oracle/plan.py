"""What comes next for an undecided market, and from when: the timetable of protocol.md section 4 as the keeper
walks it. Pure; the contracts check every step again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import (
    EXPIRY,
    FALLBACK_AFTER,
    REPROPOSAL_TIME,
    RULING_TIME,
    Path,
)
from mutuel.domain.resolution.table import QuestionState

CONTEST_TIME: Final = 96 * 3_600
"""Until then a market whose sources name different winners waits for a ruling."""


class Deed(StrEnum):
    """What the keeper does."""

    LOCK = "lock"
    PROVE = "prove"
    CROSS_CHECK = "crossCheck"
    REPORT = "report"
    ESCALATE = "escalate"
    FINALISE = "finalise"
    VOID_QUESTION = "voidQuestion"
    SETTLE = "settle"
    VOID_MARKET = "voidMarket"


@dataclass(frozen=True, slots=True)
class Step:
    """A deed and the first second at which it can succeed."""

    deed: Deed
    at: int


@dataclass(frozen=True, slots=True)
class Standing:
    """An undecided market with its question, as the chain shows them. Times in UTC seconds.

    `answer_at` is when the question can first be answered; `final_at` and the rest are 0 before they are known.
    `may_prove`: the source's proofs are fine enough for a market as short as this (R-SHORT). `is_checked`: exchanges
    were compared with the proof. `is_proved`: the proposal came from a proof.
    """

    path: Path
    closes_at: int
    observe_at: int
    edges: tuple[int, ...]
    answer_at: int
    is_locked: bool
    state: QuestionState
    may_prove: bool = True
    is_proved: bool = False
    is_checked: bool = False
    low: int = 0
    high: int = 0
    final_at: int = 0
    challenged_at: int = 0
    disputed_at: int = 0


def next_steps(standing: Standing, now: int) -> tuple[Step, ...]:
    """What is next for the market and, while nobody announced the end of betting, the lock."""
    expiry = Step(Deed.VOID_MARKET, standing.observe_at + EXPIRY)
    if now >= expiry.at:
        return (expiry,)
    lock = () if standing.is_locked else (Step(Deed.LOCK, standing.closes_at),)
    steps = tuple(step for step in _question_steps(standing, now) if step.at < expiry.at)
    return (*lock, *(steps or (expiry,)))


def _question_steps(standing: Standing, now: int) -> tuple[Step, ...]:
    match standing.state:
        case QuestionState.NONE:
            return _answers(standing, now)
        case QuestionState.PROPOSED:
            return (*_checks(standing, now), Step(Deed.FINALISE, standing.final_at))
        case QuestionState.RULED:
            return (Step(Deed.FINALISE, standing.final_at),)
        case QuestionState.CHALLENGED:
            return (Step(Deed.ESCALATE, standing.challenged_at + REPROPOSAL_TIME + 1),)
        case QuestionState.DISPUTED:
            return (Step(Deed.VOID_QUESTION, standing.disputed_at + RULING_TIME + 1),)
        case QuestionState.VOID:
            return (Step(Deed.SETTLE, 0),)
        case QuestionState.FINAL:
            return (Step(Deed.SETTLE, _settle_at(standing)),)


def _answers(standing: Standing, now: int) -> tuple[Step, ...]:
    """A proof, a report, or, where both are possible, a report once no proof has come for an hour."""
    deadline = standing.observe_at + ANSWER_TIME
    if now > deadline:
        end = Deed.ESCALATE if standing.path is Path.REPORT else Deed.VOID_QUESTION
        return (Step(end, deadline + 1),)
    if standing.path is Path.REPORT:
        return (Step(Deed.REPORT, standing.answer_at),)
    proof = (Step(Deed.PROVE, standing.answer_at),) if standing.may_prove else ()
    if standing.path is Path.PROOF:
        return proof or (Step(Deed.VOID_QUESTION, deadline + 1),)
    return (*proof, Step(Deed.REPORT, standing.observe_at + FALLBACK_AFTER))


def _checks(standing: Standing, now: int) -> tuple[Step, ...]:
    """The cross-check of a proof; possible until the proof could become final."""
    waits = standing.is_proved and not standing.is_checked and now < standing.final_at
    if waits and standing.path is Path.PROOF_OR_REPORT:
        return (Step(Deed.CROSS_CHECK, standing.answer_at),)
    return ()


def _settle_at(standing: Standing) -> int:
    """At once, unless the quorum's extremes name different winners: then after the time for a ruling."""
    agreed = index_of(standing.low, standing.edges) == index_of(standing.high, standing.edges)
    return standing.closes_at if agreed else standing.observe_at + CONTEST_TIME + 1
