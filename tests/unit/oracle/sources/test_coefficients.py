from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from mutuel.domain.resolution.observation import Split
from oracle.sources.closes import Refusal, Why, day_number
from oracle.sources.coefficients import split_ratio, splits_of

MONDAY, TUESDAY = date(2026, 10, 12), date(2026, 10, 13)


def test_splits_of__coefficients__only_days_with_a_split_in_order() -> None:
    told = splits_of({TUESDAY: Decimal("0.5"), MONDAY: Decimal("1.0"), date(2026, 10, 9): Decimal(7)})
    assert told == (Split(day_number(date(2026, 10, 9)), 7, 1), Split(day_number(TUESDAY), 1, 2))


def test_splits_of__a_day_without_one__nothing_is_known() -> None:
    assert splits_of({MONDAY: Decimal(1), TUESDAY: None}) is None


@pytest.mark.parametrize("printed", ["0", "-2", "1e9", "NaN", "0.333333333"])
def test_splits_of__what_is_no_ratio__refused(printed: str) -> None:
    refused = splits_of({MONDAY: Decimal(printed)})
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE


@pytest.mark.parametrize(
    ("printed", "ratio"),
    [
        ("7.0", Fraction(7)),
        ("1.5", Fraction(3, 2)),
        ("0.3333", Fraction(1, 3)),
        ("0.142857", Fraction(1, 7)),
        ("1.0000", Fraction(1)),
        ("1.00137", Fraction(100_137, 100_000)),
    ],
)
def test_split_ratio__printed_coefficient__simple_fraction_that_prints_so(
    printed: str, ratio: Fraction
) -> None:
    assert split_ratio(Decimal(printed)) == ratio
