from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import edges, errors
from mutuel.domain.units import Price8
from tests.vectors import ints, load

CENT = Price8(1_000_000)
CLOSES = st.lists(st.integers(10**8, 10**12).map(Price8), min_size=6, max_size=25)


@pytest.mark.parametrize(("given_", "expect"), load("quintile_edges"))
def test_quintile_edges__vector__matches(given_: dict[str, Any], expect: Any) -> None:
    closes = [Price8(close) for close in ints(given_["closes"])]
    arguments = closes, given_["sessions"], Price8(int(given_["tick"]))
    if isinstance(expect, list):
        assert edges.quintile_edges(*arguments) == ints(expect)
        return
    with pytest.raises(getattr(errors, expect["error"])):
        edges.quintile_edges(*arguments)


@given(closes=CLOSES, sessions=st.integers(1, 7))
def test_quintile_edges__any_history__rises_strictly_on_ticks_around_the_last_close(
    closes: list[Price8], sessions: int
) -> None:
    try:
        cuts = edges.quintile_edges(closes, sessions, CENT)
    except errors.OutOfRange:
        return  # a history so wild that the lowest edge would be below one tick
    assert list(cuts) == sorted(set(cuts))
    assert all(edge % CENT == 0 for edge in cuts)
    assert cuts[1] <= closes[-1] + CENT
    assert cuts[2] >= closes[-1] - CENT


@given(closes=CLOSES)
def test_quintile_edges__longer_week__is_never_narrower(closes: list[Price8]) -> None:
    try:
        four, five = (edges.quintile_edges(closes, sessions, CENT) for sessions in (4, 5))
    except errors.OutOfRange:
        return
    assert five[3] - five[0] >= four[3] - four[0]
