from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain.market import TRANSITIONS, Phase, State, VoidReason, phase
from mutuel.domain.units import Bps, MicroUsdc
from tests.unit.domain.factories import CLOSE, OBSERVE, OPEN, market, template


@pytest.mark.parametrize(
    ("now", "expect"),
    [
        (OPEN - 1, Phase.ANNOUNCED),
        (OPEN, Phase.OPEN),
        (CLOSE - 1, Phase.OPEN),
        (CLOSE, Phase.LOCKED),
        (OBSERVE - 1, Phase.LOCKED),
        (OBSERVE, Phase.SETTLING),
    ],
)
def test_phase__open_market__follows_the_clock(now: int, expect: Phase) -> None:
    assert phase(market(), State.OPEN, now) is expect


def test_phase__closed_early__is_locked_from_that_second() -> None:
    early = market(early_close_at=OPEN + 100)
    assert phase(early, State.OPEN, OPEN + 99) is Phase.OPEN
    assert phase(early, State.OPEN, OPEN + 100) is Phase.LOCKED


def test_phase__early_close_after_the_planned_one__changes_nothing() -> None:
    assert market(early_close_at=CLOSE + 5).betting_ends_at == CLOSE


def test_phase__disputed__shows_once_betting_has_ended() -> None:
    assert phase(market(), State.OPEN, CLOSE - 1, disputed=True) is Phase.OPEN
    assert phase(market(), State.OPEN, OBSERVE, disputed=True) is Phase.DISPUTED


def test_phase__contested__is_disputed() -> None:
    assert phase(market(), State.CONTESTED, CLOSE) is Phase.DISPUTED


def test_phase__nobody_staked__is_empty_once_betting_has_ended() -> None:
    assert phase(market(), State.OPEN, CLOSE - 1, empty=True) is Phase.OPEN
    assert phase(market(), State.OPEN, CLOSE, empty=True, disputed=True) is Phase.EMPTY
    assert phase(market(), State.VOID, CLOSE, empty=True) is Phase.VOID


@given(now=st.integers(0, 2**32 - 1), disputed=st.booleans())
def test_phase__decided_market__no_longer_depends_on_time(now: int, disputed: bool) -> None:
    assert phase(market(), State.SETTLED, now, disputed=disputed) is Phase.SETTLED
    assert phase(market(), State.VOID, now, disputed=disputed) is Phase.VOID


def test_transitions__settled_and_void__are_for_ever() -> None:
    assert TRANSITIONS[State.SETTLED] == TRANSITIONS[State.VOID] == frozenset()
    assert TRANSITIONS[State.OPEN] == {State.CONTESTED, State.SETTLED, State.VOID}
    assert TRANSITIONS[State.CONTESTED] == {State.SETTLED, State.VOID}


def test_void_reason__numbers__are_those_of_the_event() -> None:
    names = ["TIE", "ONE_SIDED", "NO_WINNER", "MERGED", "KNOWN", "OUTAGE", "QUESTION", "EXPIRED", "CANCELLED"]
    assert [(reason.name, reason.value) for reason in VoidReason] == list(
        zip(names, range(1, 10), strict=True)
    )


def test_expires_at__any_market__is_seven_days_after_the_observation() -> None:
    assert market().expires_at == OBSERVE + 168 * 3_600


@pytest.mark.parametrize(("total", "needed"), [(100, 50), (9_999, 99), (10_000, 100)])
def test_losers_needed_down__share_of_the_pool__counts_when_it_is_more(total: int, needed: int) -> None:
    both = template(min_losers=MicroUsdc(50), min_losers_share=Bps(100))
    assert both.losers_needed_down(total) == needed
