from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors
from mutuel.domain.resolution.observation import Split, as_traded_half_up, day_of, rebase_down
from mutuel.domain.units import Price8, parse_price

CENT = Price8(1_000_000)
FRIDAY, MONDAY, NEXT_FRIDAY = 16_227, 16_230, 16_234
SEVEN_FOR_ONE = Split(MONDAY, 7, 1)
"""A split of 7:1 with ex-date 2014-06-09."""


def test_rebase_down__close_after_a_later_split__is_multiplied_into_the_old_share() -> None:
    assert rebase_down(parse_price("91.28"), NEXT_FRIDAY, FRIDAY, [SEVEN_FOR_ONE]) == parse_price("638.96")


def test_rebase_down__split_on_or_before_the_basis_day__changes_nothing() -> None:
    assert rebase_down(parse_price("91.28"), NEXT_FRIDAY, MONDAY, [SEVEN_FOR_ONE]) == parse_price("91.28")


def test_rebase_down__towards_the_new_share__divides_and_cuts() -> None:
    assert rebase_down(parse_price("645.57"), FRIDAY, MONDAY, [SEVEN_FOR_ONE]) == parse_price("92.22428571")


def test_rebase_down__reverse_split__divides() -> None:
    assert rebase_down(parse_price("50"), NEXT_FRIDAY, FRIDAY, [Split(MONDAY, 1, 10)]) == parse_price("5")


def test_rebase_down__two_splits_between__apply_both() -> None:
    splits = [SEVEN_FOR_ONE, Split(MONDAY + 1, 2, 1)]
    assert rebase_down(parse_price("10"), NEXT_FRIDAY, FRIDAY, splits) == parse_price("140")


def test_rebase_down__nothing_left__is_refused() -> None:
    with pytest.raises(errors.OutOfRange):
        rebase_down(Price8(1), NEXT_FRIDAY, FRIDAY, [Split(MONDAY, 1, 10)])


def test_as_traded_half_up__binary_float_of_a_vendor__is_the_price_on_the_tape() -> None:
    adjusted = parse_price("92.22428894")  # the vendor printed 92.22428894042969
    assert as_traded_half_up(adjusted, NEXT_FRIDAY, FRIDAY, [SEVEN_FOR_ONE], CENT) == parse_price("645.57")


@given(cents=st.integers(10_000, 10**8), numerator=st.integers(1, 50), denominator=st.integers(1, 50))
def test_as_traded_half_up__price_adjusted_by_a_vendor__comes_back(
    cents: int, numerator: int, denominator: int
) -> None:
    splits, traded = [Split(MONDAY, numerator, denominator)], Price8(cents * CENT)
    adjusted = rebase_down(traded, FRIDAY, NEXT_FRIDAY, splits)
    assert as_traded_half_up(adjusted, NEXT_FRIDAY, FRIDAY, splits, CENT) == traded


def test_day_of__second_before_and_at_midnight__are_two_days() -> None:
    assert (day_of(86_399), day_of(86_400)) == (0, 1)
