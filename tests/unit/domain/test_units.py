from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, units
from mutuel.domain.units import Price8
from tests.vectors import load


@pytest.mark.parametrize(("given_", "expect"), load("money"))
def test_parse_usdc__vector__matches(given_: dict[str, str], expect: Any) -> None:
    if isinstance(expect, str):
        assert units.parse_usdc(given_["text"]) == int(expect)
        return
    with pytest.raises(getattr(errors, expect["error"])):
        units.parse_usdc(given_["text"])


@pytest.mark.parametrize(("given_", "expect"), load("prices"))
def test_parse_price__vector__matches(given_: dict[str, str], expect: Any) -> None:
    if isinstance(expect, str):
        assert units.parse_price(given_["text"]) == int(expect)
        return
    with pytest.raises(getattr(errors, expect["error"])):
        units.parse_price(given_["text"])


@given(amount=st.integers(0, units.MAX_USDC))
def test_format_usdc__read_back__is_the_same_amount(amount: int) -> None:
    assert units.parse_usdc(units.format_usdc(amount)) == amount


@given(price=st.integers(1, units.MAX_PRICE))
def test_format_price__read_back__is_the_same_price(price: int) -> None:
    assert units.parse_price(units.format_price(price)) == price


def test_format_usdc__a_loss__keeps_its_sign() -> None:
    assert units.format_usdc(-1_500_000) == "-1.500000"


@given(text=st.text(max_size=60))
def test_parse_usdc__any_text__is_an_amount_or_a_typed_refusal(text: str) -> None:
    try:
        assert units.parse_usdc(text) >= 0
    except errors.InputRefused as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    ("price", "expect"),
    [(64_556_999_999, 64_557_000_000), (64_557_499_999, 64_557_000_000), (64_557_500_000, 64_558_000_000)],
)
def test_to_tick_half_up__around_a_cent__goes_to_the_nearest_and_half_goes_up(
    price: int, expect: int
) -> None:
    assert units.to_tick_half_up(Price8(price), Price8(1_000_000)) == expect


@pytest.mark.parametrize("value", [-1, 10_001])
def test_bps__outside_zero_to_all__is_refused(value: int) -> None:
    with pytest.raises(errors.OutOfRange, match="basis points"):
        units.bps(value)


@pytest.mark.parametrize(
    ("price", "said"),
    [
        (1_234_560_000_000, "$12,345.60"),
        (1, "$0.00000001"),
        (0, "$0.00"),
        (-1, "-$0.00000001"),
        (-1_200_000_000, "-$12.00"),
    ],
)
def test_dollars__any_price__exactly_and_with_its_sign(price: int, said: str) -> None:
    assert units.dollars(price) == said
