from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain.matches import ANNOUNCED, Interruption, Match, Mode, closes_early_at

START = 1_780_000_000
LENGTH = 600


def match(**changes: Any) -> Match:
    fields: dict[str, Any] = {
        "number": 7,
        "sport": "CRICKET",
        "sides": ("First", "Second"),
        "start": START,
        "latest_end": START + 8 * 3_600,
        "mode": Mode.TIME,
        "window_seconds": LENGTH,
        "windows": 20,
    }
    return Match(**(fields | changes))


RAIN = Interruption(at=START + 1_900, known_at=START + 2_400, resume_at=START + 3_600)


def test_announced__match_without_trouble__windows_one_after_the_other_from_the_first_ball() -> None:
    windows = match().announced()
    assert [one.index for one in windows] == list(range(20))
    assert windows[0].open_at == START
    assert all(b.open_at == a.close_at for a, b in pairwise(windows))
    assert {one.announced_at for one in windows} == {START - ANNOUNCED}


def test_announced__more_windows_than_time__those_that_end_by_the_latest_end() -> None:
    assert len(match(latest_end=START + 10 * LENGTH + 599).announced()) == 10


def test_announced__rain__what_had_not_closed_is_void_and_announced_again_under_new_numbers() -> None:
    """Play stops in the fourth window; three had closed, seventeen come again."""
    windows = match(interruptions=(RAIN,)).announced()
    assert [one.index for one in windows] == list(range(37))
    assert [one.index for one in windows if one.voided_at is not None] == list(range(3, 20))
    again = windows[20:]
    assert again[0].open_at == RAIN.resume_at
    assert {one.announced_at for one in again} == {RAIN.known_at}


def test_announced__window_that_closed_in_the_second_play_stopped__stands() -> None:
    stop = replace(RAIN, at=START + 3 * LENGTH)
    assert match(interruptions=(stop,)).announced()[2].voided_at is None
    earlier = replace(RAIN, at=START + 3 * LENGTH - 1)
    assert match(interruptions=(earlier,)).announced()[2].voided_at == earlier.at


def test_announced__play_goes_on_at_once__ten_minutes_notice_all_the_same() -> None:
    stop = replace(RAIN, resume_at=RAIN.known_at)
    again = match(interruptions=(stop,)).announced()[20:]
    assert again[0].open_at == RAIN.known_at + 720


def test_announced__shortened_match__fewer_windows() -> None:
    assert len(match(interruptions=(replace(RAIN, windows=5),)).announced()) == 25
    assert len(match(interruptions=(replace(RAIN, windows=0),)).to_play()) == 3


def test_announced__rain_twice__the_second_stop_voids_what_the_first_announced() -> None:
    second = Interruption(at=START + 4_900, known_at=START + 5_000, resume_at=START + 9_000)
    windows = match(interruptions=(RAIN, second)).announced()
    assert [one.index for one in windows if one.voided_at == second.at] == list(range(22, 37))
    assert windows[37].open_at == second.resume_at
    assert len(match(interruptions=(RAIN, second)).to_play()) == 3 + 2 + 15


def test_announced__stopped_more_often_than_numbers_last__no_number_twice_and_none_too_large() -> None:
    """A feed that flaps must not stop the service that listens to it."""
    stops = tuple(
        Interruption(at=START + i, known_at=START + i, resume_at=START + 3_600 + i) for i in range(20)
    )
    windows = match(interruptions=stops).announced()
    assert [one.index for one in windows] == list(range(256))
    assert match(interruptions=stops).to_play() == ()


def test_to_play__match_decided__no_window_opens_from_then_on() -> None:
    decided = match(decided_at=START + 3 * LENGTH)
    assert [one.index for one in decided.to_play()] == [0, 1, 2]
    assert len(decided.announced()) == 20


@given(
    stops=st.lists(
        st.tuples(st.integers(0, 9_000), st.integers(0, 3_000), st.integers(0, 9_000)), max_size=3
    ),
    decided=st.one_of(st.none(), st.integers(0, 30_000)),
)
def test_to_play__any_trouble__windows_never_overlap_and_numbers_are_never_used_twice(
    stops: list[tuple[int, int, int]], decided: int | None
) -> None:
    times = sorted(stops)
    found = match(
        interruptions=tuple(Interruption(START + a, START + a + b, START + a + b + c) for a, b, c in times),
        decided_at=None if decided is None else START + decided,
    )
    standing = found.to_play()
    assert all(a.close_at <= b.open_at for a, b in pairwise(standing))
    assert [one.index for one in found.announced()] == list(range(len(found.announced())))
    assert all(one.close_at <= found.latest_end for one in standing)
    assert all(one.open_at - one.announced_at >= 600 for one in standing)


def test_overs_until__window_by_window__two_more_each() -> None:
    assert [match(overs_per_window=2).overs_until(place) for place in range(3)] == [2, 4, 6]


@pytest.mark.parametrize(
    ("bowled", "closes"),
    [(-1, 306), (300, 306), (480, 486), (593, 599), (594, None), (700, None)],
)
def test_closes_early_at__overs_bowled__six_seconds_later_but_not_before_half(
    bowled: int, closes: int | None
) -> None:
    """R-EARLY; at the planned close or after it nothing is gained."""
    found = closes_early_at(match().announced()[0], START + bowled)
    assert found == (None if closes is None else START + closes)


@given(bowled=st.integers(START - 1_000, START + 2_000))
def test_closes_early_at__any_moment__after_half_the_length_and_before_the_planned_close(bowled: int) -> None:
    """R-EARLY: never before half, never later than planned."""
    window = match().announced()[0]
    closes = closes_early_at(window, bowled)
    assert closes is None or window.half_at + 6 <= closes < window.close_at
    assert closes is None or closes >= bowled + 6
