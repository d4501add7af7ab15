"""Splits that a vendor tells as one coefficient per session: 1 on most days, 7 on the day of a split 7 for 1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from mutuel.domain.resolution.observation import Split
from oracle.sources.closes import MAX_SPLITS, Refusal, Why, day_number

MAX_DECIMALS: Final = 8


def splits_of(printed: Mapping[date, Decimal | None]) -> tuple[Split, ...] | Refusal | None:
    """The splits behind the coefficients of all days; None where a day has none, since then nothing is known."""
    if None in printed.values():
        return None
    found = []
    for day, coefficient in sorted(printed.items()):
        if coefficient is None or not _is_coefficient(coefficient):
            return Refusal(Why.WRONG_SHAPE, f"split coefficient {coefficient!s:.20} on {day}")
        ratio = split_ratio(coefficient)
        if ratio != 1:
            found.append(Split(day_number(day), ratio.numerator, ratio.denominator))
    if len(found) > MAX_SPLITS:
        return Refusal(Why.WRONG_SHAPE, f"{len(found)} splits")
    return tuple(found)


def split_ratio(printed: Decimal) -> Fraction:
    """The ratio behind a printed coefficient: "0.3333" is 1/3, the simple fraction that prints so."""
    exact = Fraction(printed)
    simple = exact.limit_denominator(100)
    rounded = (Decimal(simple.numerator) / simple.denominator).quantize(printed)
    return simple if rounded == printed else exact


def _is_coefficient(value: Decimal) -> bool:
    """Between 10^-6 and 10^6, printed in at most eight decimals: what can be a ratio of share counts."""
    decimals = value.as_tuple().exponent
    printable = isinstance(decimals, int) and decimals >= -MAX_DECIMALS  # text for what is no number
    return printable and Decimal("0.000001") <= value <= 10**6
