"""What comes next for an undecided market, and from when: the timetable of protocol.md section 4 as the keeper
walks it. Pure; the contracts check every step again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import EXPIRY, REPROPOSAL_TIME, RULING_TIME, Path
from mutuel.domain.resolution.table import QuestionState

CONTEST_TIME: Final = 96 * 3_600
"""Until then a market whose sources name different winners waits for a ruling."""


class Deed(StrEnum):
    """What the keeper does."""

    LOCK = "lock"
    PROVE = "prove"
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
    """

    path: Path
    closes_at: int
    observe_at: int
    edges: tuple[int, ...]
    answer_at: int
    is_locked: bool
    state: QuestionState
    low: int = 0
    high: int = 0
    final_at: int = 0
    challenged_at: int = 0
    disputed_at: int = 0


def next_steps(standing: Standing, now: int) -> tuple[Step, ...]:
    """The next deed for the market and, while nobody announced the end of betting, the lock."""
    expiry = Step(Deed.VOID_MARKET, standing.observe_at + EXPIRY)
    if now >= expiry.at:
        return (expiry,)
    lock = () if standing.is_locked else (Step(Deed.LOCK, standing.closes_at),)
    step = _question_step(standing, now)
    return (*lock, step if step.at < expiry.at else expiry)


def _question_step(standing: Standing, now: int) -> Step:
    match standing.state:
        case QuestionState.NONE:
            return _answer(standing, now)
        case QuestionState.PROPOSED | QuestionState.RULED:
            return Step(Deed.FINALISE, standing.final_at)
        case QuestionState.CHALLENGED:
            return Step(Deed.ESCALATE, standing.challenged_at + REPROPOSAL_TIME + 1)
        case QuestionState.DISPUTED:
            return Step(Deed.VOID_QUESTION, standing.disputed_at + RULING_TIME + 1)
        case QuestionState.VOID:
            return Step(Deed.SETTLE, standing.observe_at)
        case QuestionState.FINAL:
            return Step(Deed.SETTLE, _settle_at(standing))


def _answer(standing: Standing, now: int) -> Step:
    deadline = standing.observe_at + ANSWER_TIME
    proves = standing.path is not Path.REPORT
    if now <= deadline:
        return Step(Deed.PROVE if proves else Deed.REPORT, standing.answer_at)
    return Step(Deed.VOID_QUESTION if proves else Deed.ESCALATE, deadline + 1)


def _settle_at(standing: Standing) -> int:
    """At once, unless the quorum's extremes name different winners: then after the time for a ruling."""
    agreed = index_of(standing.low, standing.edges) == index_of(standing.high, standing.edges)
    return max(standing.closes_at, standing.observe_at + (0 if agreed else CONTEST_TIME + 1))
