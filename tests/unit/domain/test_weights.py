from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, weights
from mutuel.domain.weights import Curve
from tests.vectors import load

CURVES = st.tuples(st.integers(1, 15), st.integers(0, 15)).map(lambda k: Curve(k[0], min(k)))
OPEN, CLOSE = 1_700_000_000, 1_700_604_800
TIMES = st.integers(OPEN, CLOSE - 1)
STAKES = st.integers(1, 2**48 - 1)


@pytest.mark.parametrize(("given_", "expect"), load("weights"))
def test_linear__vector__matches(given_: dict[str, Any], expect: Any) -> None:
    curve = weights.curve(given_["k0"], given_["k1"])
    times = given_["at"], given_["openAt"], given_["closeAt"]
    if isinstance(expect, str):
        assert weights.linear(int(given_["stake"]), curve, *times) == int(expect)
        return
    with pytest.raises(getattr(errors, expect["error"])):
        weights.linear(int(given_["stake"]), curve, *times)


@given(curve=CURVES, at=TIMES, first=STAKES, second=STAKES)
def test_linear__bet_split_in_two__weighs_the_same(curve: Curve, at: int, first: int, second: int) -> None:
    whole = weights.linear(first + second, curve, at, OPEN, CLOSE)
    parts = [weights.linear(stake, curve, at, OPEN, CLOSE) for stake in (first, second)]
    assert sum(parts) == whole


@given(curve=CURVES, times=st.tuples(TIMES, TIMES).map(sorted), stake=STAKES)
def test_linear__later_bet__never_weighs_more(curve: Curve, times: list[int], stake: int) -> None:
    early, late = (weights.linear(stake, curve, at, OPEN, CLOSE) for at in times)
    assert early >= late > 0


@pytest.mark.parametrize(("k0", "k1"), [(0, 0), (16, 1), (3, 4), (1, -1)])
def test_curve__outside_its_bounds__is_refused(k0: int, k1: int) -> None:
    with pytest.raises(errors.OutOfRange):
        weights.curve(k0, k1)


def test_per_unit__market_without_length__is_refused() -> None:
    with pytest.raises(errors.OutOfRange):
        weights.per_unit(weights.FLAT, OPEN, OPEN, OPEN)
