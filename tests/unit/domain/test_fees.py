from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, fees
from mutuel.domain.units import Bps
from tests.vectors import load


@pytest.mark.parametrize(("given_", "expect"), load("fees"))
def test_split__vector__matches(given_: dict[str, Any], expect: dict[str, str]) -> None:
    arguments = (
        int(given_["total"]),
        int(given_["winning"]),
        Bps(given_["takeoutBps"]),
        Bps(given_["insuranceShareBps"]),
    )
    if "error" in expect:
        with pytest.raises(getattr(errors, expect["error"])):
            fees.split(*arguments)
        return
    assert fees.split(*arguments)._asdict() == {name: int(value) for name, value in expect.items()}


@given(
    total=st.integers(0, 2**48),
    won=st.integers(0, 10_000),
    takeout=st.integers(0, 1_500),
    share=st.integers(0, 10_000),
)
def test_split__any_pool__takes_no_more_than_the_losers_staked_and_loses_nothing(
    total: int, won: int, takeout: int, share: int
) -> None:
    winning = total * won // 10_000
    fee, treasury, insurance = fees.split(total, winning, Bps(takeout), Bps(share))
    assert 0 <= fee <= total - winning
    assert fee * 10_000 <= total * takeout
    assert treasury + insurance == fee
    assert min(treasury, insurance) >= 0
