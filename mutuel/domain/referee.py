"""What answered questions mean for a market of each kind; the twin of contracts/engines/Referee.sol.

A market waits for one question, an up/down market for two, a race for four. All their answers together say one
verdict: the index of a range, a side of the match, or the sign of a difference. The least and the greatest verdict
that the sources' extremes allow are known too; where they differ, somebody has to rule (R-CONTEST).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from mutuel.domain.errors import (
    MarketContested,
    NotContestable,
    NothingToContest,
    QuestionNotFinal,
    TooEarly,
    TooLate,
)
from mutuel.domain.ids import subject_of
from mutuel.domain.market import CONTEST_WINDOW, Kind, Market, VoidReason
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import DAY

CONTEST_GUARD: Final = 60
"""A match known this close to its guard is contested, not decided by a second."""
SHORT_MARKET: Final = DAY
"""Markets that live no longer are void when the sequencer was down around their close or observation."""
OUTAGE_MARGIN: Final = 600
_SLOWNESS: Final = (
    QuestionState.VOID,
    QuestionState.NONE,
    QuestionState.CHALLENGED,
    QuestionState.DISPUTED,
    QuestionState.RULED,
    QuestionState.PROPOSED,
    QuestionState.FINAL,
)
"""VOID voids all; else the market waits for what is furthest from FINAL."""


class QuestionKey(NamedTuple):
    """What a question is named by."""

    source_id: int
    observe_at: int
    subject: bytes


class Answer(NamedTuple):
    """What Resolution holds about one question.

    `low` and `high` are the extremes of the quorum; after a ruling the value alone counts. `known_at` is when the
    result became known, for prices the observation time.
    """

    state: QuestionState
    value: int = 0
    low: int = 0
    high: int = 0
    known_at: int = 0
    ruled: bool = False


class Finding(NamedTuple):
    """What all answers say together. `value` is the price at the end, or the code of a match.

    `low`, `main` and `high`: the index of an outcome or, of an up/down market and a race, the sign of the difference.
    """

    state: QuestionState
    low: int
    main: int
    high: int
    value: int
    known_at: int
    ruled: bool


class Verdict(NamedTuple):
    """Who won and what was observed, or why the market is void."""

    reason: VoidReason | None
    winner: int = 0
    value: int = 0
    """The price at the end; -1, 0 or 1 of a race; the code of a match; 0 for an up/down market that was ruled."""


def questions_of(market: Market) -> tuple[QuestionKey, ...]:
    """The questions that decide `market`: end, then start, then the second asset's end and start."""
    template, start_at = market.template, market.start_at
    subject = subject_of(template.subject_rule, market.id)
    sources = [template.source_id]
    if template.kind is Kind.RACE:
        sources.append(template.source2_id)
    times = [market.observe_at] if start_at is None else [market.observe_at, start_at]
    return tuple(QuestionKey(source, at, subject) for source in sources for at in times)


def find(market: Market, answers: Sequence[Answer]) -> Finding:
    """What `answers`, in the order of `questions_of`, say together."""
    state = min((answer.state for answer in answers), key=_SLOWNESS.index)
    seen = [
        answer._replace(low=answer.value, high=answer.value) if answer.ruled else answer for answer in answers
    ]
    low, main, high = _verdicts(market, seen)
    end = seen[0]
    return Finding(state, low, main, high, end.value, end.known_at, end.ruled)


def decide(market: Market, answers: Sequence[Answer], now: int, *, outage: bool = False) -> Verdict:
    """Who won, at `now`, by the market's shared questions. `outage`: the sequencer was down in `outage_span`.

    The first of these that applies voids: a question is VOID, the result was known before the close, outage, tie.
    Raises QuestionNotFinal, MarketContested while the sources' extremes name different winners and somebody may still
    contest, and TooEarly while betting is open.
    """
    found = find(market, answers)
    if found.state is QuestionState.VOID:
        return Verdict(VoidReason.QUESTION)
    _require_final(found.state)
    until = market.observe_at + CONTEST_WINDOW
    if now <= until and names_different_winners(market, found):
        raise MarketContested(until)
    if _guarded_close(market) > found.known_at:
        return Verdict(VoidReason.KNOWN)
    if now < market.betting_ends_at:
        raise TooEarly(market.betting_ends_at)
    if outage:
        return Verdict(VoidReason.OUTAGE)
    if not market.template.kind.has_tie:
        return Verdict(None, found.main, found.value)
    value = found.main if market.template.kind is Kind.RACE else found.value
    return Verdict(VoidReason.TIE if found.main == 0 else None, int(found.main > 0), value)


def decide_contested(market: Market, answer: Answer, *, outage: bool = False) -> Verdict:
    """Who won by the market's own question: a price for ranges, else the outcome. Raises QuestionNotFinal.

    The ruling knows what was known when, so only the outage is left to check.
    """
    if answer.state is QuestionState.VOID:
        return Verdict(VoidReason.QUESTION)
    _require_final(answer.state)
    if outage:
        return Verdict(VoidReason.OUTAGE)
    if market.template.kind is Kind.RANGE:
        return Verdict(None, index_of(answer.value, market.edges), answer.value)
    winner = int(answer.value != 0)
    if market.template.kind is Kind.RACE:
        return Verdict(None, winner, 1 if winner else -1)
    return Verdict(None, winner, answer.value if market.template.kind.is_match else 0)


def check_contest(market: Market, answers: Sequence[Answer], now: int) -> None:
    """Row 19. Raises NotContestable, TooEarly, TooLate, NothingToContest unless the market may be contested now."""
    if now < market.betting_ends_at:
        raise TooEarly(market.betting_ends_at)
    if not market.template.contestable:
        raise NotContestable
    if now > market.observe_at + CONTEST_WINDOW:
        raise TooLate(market.observe_at + CONTEST_WINDOW)
    found = find(market, answers)
    answered = found.state in (QuestionState.PROPOSED, QuestionState.FINAL)
    if not answered or not names_different_winners(market, found):
        raise NothingToContest


def names_different_winners(market: Market, found: Finding) -> bool:
    """R-CONTEST: the extremes disagree, or a match was known so near its guarded close that clocks would decide."""
    if found.low != found.high:
        return True
    if not market.template.kind.is_match or found.ruled:
        return False
    return abs(_guarded_close(market) - found.known_at) <= CONTEST_GUARD


def outage_span(market: Market) -> tuple[int, int] | None:
    """An outage of the sequencer that touches this span voids the market (R-SEQ b); None for long markets.

    After a stall the chain fills the gap with old timestamps, so a late bet could look like an early one.
    """
    if market.observe_at - market.open_at > SHORT_MARKET:
        return None
    return market.betting_ends_at - OUTAGE_MARGIN, market.observe_at + OUTAGE_MARGIN


def _verdicts(market: Market, seen: Sequence[Answer]) -> tuple[int, int, int]:
    """The least verdict that the extremes allow, the one of the values, and the greatest."""
    end = seen[0]
    match market.template.kind:
        case Kind.RANGE:
            low, main, high = (index_of(price, market.edges) for price in (end.low, end.value, end.high))
            return low, main, high
        case Kind.UPDOWN:
            start = seen[1]
            return (
                _sign(end.low - start.high),
                _sign(end.value - start.value),
                _sign(end.high - start.low),
            )
        case Kind.RACE:
            # A1 / A0 - B1 / B0 has the sign of A1 * B0 - B1 * A0: exact, since prices are above 0.
            a1, a0, b1, b0 = seen
            return (
                _sign(a1.low * b0.low - b1.high * a0.high),
                _sign(a1.value * b0.value - b1.value * a0.value),
                _sign(a1.high * b0.high - b1.low * a0.low),
            )
        case Kind.MATCH | Kind.MATCH_PRINCIPAL_FIRST:
            return end.low, end.value, end.high


def _guarded_close(market: Market) -> int:
    """R-KNOWN: a result known before this second voids the market."""
    return market.betting_ends_at + market.template.known_guard


def _require_final(state: QuestionState) -> None:
    if state is not QuestionState.FINAL:
        raise QuestionNotFinal(state.name)


def _sign(difference: int) -> int:
    return (difference > 0) - (difference < 0)
