"""The steps of a market's life: what is planned, and what came in between."""

from collections.abc import Sequence
from typing import Final

from backend.markets.records import MarketRecord
from backend.markets.schemas import Step, StepName
from mutuel.db.mirror import Event, Question
from mutuel.domain.market import VoidReason
from mutuel.domain.resolution.table import QuestionState

HALT: Final = "1"
"""The action of a report that ended betting, as the event says it."""


def timeline(record: MarketRecord, events: Sequence[Event], now: int) -> list[Step]:
    """In order; a decided market ends with its decision instead of the latest refund.

    `events`: the market's changes of state.
    """
    steps = [*_planned(record, events, now), *_answers(record), *_contested(events)]
    if record.decision is not None:
        if record.row.void_reason == VoidReason.CANCELLED:
            steps.append(Step(name=StepName.CANCELLED, at=_reported_at(events), done=True))
        return [*steps, Step(name=StepName.DECIDED, at=record.row.decided_at, done=True)]
    if not record.row.staked and now >= record.market.betting_ends_at:
        return steps  # nobody staked: nothing is decided and nothing goes back
    return [*steps, Step(name=StepName.REFUND_BY, at=record.market.expires_at, done=False)]


def _planned(record: MarketRecord, events: Sequence[Event], now: int) -> list[Step]:
    """By time: a stock's start price is that of a close before the opening, a round's that of its own close."""
    market = record.market
    halted = any(event.name == "MarketReported" and event.args["action"] == HALT for event in events)
    times: list[tuple[int, StepName]] = [
        (market.open_at, StepName.OPENS),
        (market.betting_ends_at, StepName.HALTED if halted else StepName.CLOSES),
        (market.observe_at, StepName.OBSERVED),
    ]
    if record.start_at is not None:
        times.insert(2, (record.start_at, StepName.START_OBSERVED))
    return [Step(name=name, at=at, done=now >= at) for at, name in sorted(times, key=lambda one: one[0])]


def _answers(record: MarketRecord) -> list[Step]:
    """The market waits for the slowest of its questions; nobody knows how long a doubted one takes."""
    states = [asked.answer.state if asked.answer else 0 for asked in record.shared_questions]
    ends = [_final_at(asked.answer) if asked.answer else None for asked in record.shared_questions]
    known = [end for end in ends if end is not None]
    return [
        Step(name=StepName.PROPOSED, at=None, done=all(state >= QuestionState.PROPOSED for state in states)),
        Step(
            name=StepName.FINAL,
            at=max(known) if known and len(known) == len(ends) else None,
            done=all(state == QuestionState.FINAL for state in states),
        ),
    ]


def _final_at(answer: Question) -> int | None:
    """A ruling's notice decides when it is final, and before one only an unchallenged window."""
    if answer.effective_at is not None:
        return answer.effective_at
    return answer.window_ends if answer.state in (QuestionState.PROPOSED, QuestionState.FINAL) else None


def _contested(events: Sequence[Event]) -> list[Step]:
    return [
        Step(name=StepName.CONTESTED, at=event.timestamp, done=True)
        for event in events
        if event.name == "MarketContested"
    ]


def _reported_at(events: Sequence[Event]) -> int | None:
    return next((int(str(event.args["at"])) for event in events if event.name == "MarketReported"), None)
