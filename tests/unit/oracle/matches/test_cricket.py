"""Whole matches, from the feeds' bodies to every bettor's payout."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from mutuel.domain.errors import MarketContested
from mutuel.domain.ids import SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Market, VoidReason
from mutuel.domain.matches import Window
from mutuel.domain.parimutuel import Decision, Pools, Settled, Voided, payout_of, settle
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.decide import Final, Void
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.results import Winner, over_winner
from mutuel.domain.units import ONE_USDC, MicroUsdc
from mutuel.domain.weights import TIME_DECAY, linear
from tests.real import needs_real_data
from tests.unit.domain.factories import market, together
from tests.unit.oracle.matches.cricket import REAL_WINNERS, TWINS, Played, real, twin

GUARD, NEAR = 120, 60
KINDS = (Kind.MATCH, Kind.MATCH_PRINCIPAL_FIRST)
BETS = ((0, 0.0, 100), (0, 0.9, 100), (1, 0.2, 37), (1, 0.5, 333), (0, 0.3, 51))
"""Outcome, part of the open time, whole USDC."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TWINS)
def test_windows__invented_match__settle_or_void_by_the_rules(name: str, kind: Kind) -> None:
    _check_all_windows(twin(name), kind)


@needs_real_data
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", REAL_WINNERS)
def test_windows__real_match__settle_or_void_as_its_source_says(number: str, kind: Kind) -> None:
    _check_all_windows(real(number), kind)


def test_windows__abandoned_in_the_chase__the_ten_that_had_closed_are_void_too() -> None:
    played = twin("no_result_two_overs_into_the_chase")
    windows = played.windows
    closed = [one for one in windows if one.close_at <= played.ended_at]
    assert len(closed) >= 10
    assert all(_outcome(played, one, Kind.MATCH).decision == Voided(VoidReason.QUESTION) for one in closed)


def test_windows__overs_bowled__close_when_bowled_but_not_before_half() -> None:
    played = twin("win_in_the_last_over")
    planned, cut = played.match.to_play(), played.windows
    early = [(one, was) for one, was in zip(cut, planned, strict=True) if one.close_at < was.close_at]
    assert early
    assert all(one.close_at >= was.half_at + 6 for one, was in early)
    assert cut[0].close_at == played.match.start + 2 * 270 + 6


@pytest.mark.parametrize("name", TWINS)
def test_over_winner__every_range_of_an_invented_match__the_same_overs_compared(name: str) -> None:
    _check_over_ranges(twin(name))


@needs_real_data
@pytest.mark.parametrize("number", REAL_WINNERS)
def test_over_winner__every_range_of_a_real_match__the_same_overs_compared(number: str) -> None:
    _check_over_ranges(real(number))


@dataclass(frozen=True)
class Outcome:
    """A window after its match; `decision` is None while it is contested. `held` are the bettors' positions."""

    decision: Decision | None
    known_at: int
    held: tuple[Pools, ...]


def _check_all_windows(played: Played, kind: Kind) -> None:
    """Every window is decided, what it decides is what the rules say, and no micro-USDC is lost."""
    windows = played.windows
    assert len(windows) == 20
    settled = 0
    for window in windows:
        outcome = _outcome(played, window, kind)
        expected = _expected(played, window, outcome.known_at)
        assert (outcome.decision is None) == (expected == "contested")
        if isinstance(outcome.decision, Settled):
            assert expected == "settled"
            assert outcome.decision.outcome == played.code
            settled += 1
        elif outcome.decision is not None:
            assert expected == "void"
        _check_money(kind, outcome)
    assert bool(settled) == (played.winner is not None)


def _expected(played: Played, window: Window, known_at: int) -> str:
    if played.winner is None:
        return "void"
    late = window.close_at - (known_at - GUARD)
    if abs(late) <= NEAR:
        return "contested"
    return "void" if late > 0 else "settled"


def _outcome(played: Played, window: Window, kind: Kind) -> Outcome:
    now = played.match.latest_end + 1
    decided = played.decided(now)
    verdict = decided.verdict
    if isinstance(verdict, Void):
        answer = Answer(QuestionState.VOID)
    else:
        assert isinstance(verdict, Final)
        reading = verdict.reading
        answer = Answer(QuestionState.FINAL, reading.value, reading.low, reading.high, decided.known_at)
    of = _market(played, window, kind)
    held = _positions(of)
    try:
        return Outcome(settle(of, together(list(held), 2), [answer], now), decided.known_at, held)
    except MarketContested:
        return Outcome(None, decided.known_at, held)


def _market(played: Played, window: Window, kind: Kind) -> Market:
    planned = played.match.announced()[window.index]
    return market(
        kind=kind,
        outcomes=2,
        edges=(),
        curve=TIME_DECAY,
        subject_rule=SubjectRule.PERIOD,
        caps=Caps(MicroUsdc(100 * ONE_USDC), MicroUsdc(10_000 * ONE_USDC), MicroUsdc(25_000 * ONE_USDC)),
        takeout=1_000,
        known_guard=GUARD,
        open_at=planned.open_at,
        close_at=planned.close_at,
        early_close_at=window.close_at if window.close_at < planned.close_at else None,
        observe_at=played.match.latest_end,
    )


def _positions(of: Market) -> tuple[Pools, ...]:
    """One bettor per bet, all before the close that counts."""
    length = of.betting_ends_at - of.open_at
    held = []
    for outcome, part, stake in BETS:
        at = of.open_at + int(part * length)
        weight = linear(stake * ONE_USDC, of.template.curve, at, of.open_at, of.close_at)
        held.append(Pools.flat((0, 0)).plus(outcome, stake * ONE_USDC, weight))
    return tuple(held)


def _check_money(kind: Kind, outcome: Outcome) -> None:
    """Refunds are whole; of a settled pool payouts, fee and less than one micro-USDC per winner are left."""
    decision = outcome.decision
    if decision is None:
        return
    staked = sum(one.total for one in outcome.held)
    paid = [payout_of(kind, decision, one) for one in outcome.held]
    if isinstance(decision, Voided):
        assert paid == [one.total for one in outcome.held]
        return
    winners = [place for place, bet in enumerate(BETS) if bet[0] == decision.outcome]
    assert 0 <= staked - sum(paid) - decision.split.fee < len(winners)
    assert decision.net + decision.split.fee == staked
    assert all((amount > 0) == (place in winners) for place, amount in enumerate(paid))
    if kind is Kind.MATCH_PRINCIPAL_FIRST:
        assert all(paid[place] >= outcome.held[place].total for place in winners)


def _check_over_ranges(played: Played) -> None:
    state = played.state()
    for number in range(played.match.over_ranges):
        overs = played.match.overs_of(number)
        told = over_winner(state.innings, overs, is_over=True)
        assert told is not None
        innings = state.innings[:2]
        if len(innings) < 2 or min(len(one.runs) for one in innings) < overs.stop:
            assert told[0] is Winner.NOBODY
            continue
        first, second = (sum(runs or 0 for runs in one.runs[overs.start : overs.stop]) for one in innings)
        sides = [innings[0].side, innings[1].side]
        expected = -1 if first == second else sides[0] if first > second else sides[1]
        assert told[0] == expected
