from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain.resolution.bonds import Claim, settle
from mutuel.domain.units import MicroUsdc
from tests.vectors import load

VALUES = st.one_of(st.none(), st.integers(0, 2**63 - 1))
BONDS = st.integers(50 * 10**6, 5_000 * 10**6).map(MicroUsdc)


def claim(told: dict[str, Any]) -> Claim:
    return Claim(_number(told["value"]), MicroUsdc(int(told["bond"])))


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


@pytest.mark.parametrize(("given_", "expect"), load("bonds"))
def test_settle__vector__matches(given_: dict[str, Any], expect: list[dict[str, str]]) -> None:
    rounds = [(claim(first), other and claim(other)) for first, other in given_["rounds"]]
    paid = settle(rounds, _number(given_["decision"]))
    assert [{name: str(amount) for name, amount in asdict(one).items()} for one in paid] == expect


@given(first=VALUES, other=VALUES, bonds=st.tuples(BONDS, BONDS), decision=VALUES)
def test_settle__any_claims__pays_out_every_unit_and_never_both_more_than_they_put_up(
    first: int | None, other: int | None, bonds: tuple[MicroUsdc, MicroUsdc], decision: int | None
) -> None:
    """I19."""
    [paid] = settle([(Claim(first, bonds[0]), Claim(other, bonds[1]))], decision)
    assert paid.proposer + paid.challenger + paid.insurance == sum(bonds)
    assert paid.proposer <= bonds[0] or paid.challenger == 0
    assert paid.challenger <= bonds[1] or paid.proposer == 0
