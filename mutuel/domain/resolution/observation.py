"""What one source says about a question, and the share it is expressed in (rules 2.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mutuel.domain.errors import require_range
from mutuel.domain.units import DAY, MAX_PRICE, Price8, Timestamp, to_tick_half_up


class Basis(StrEnum):
    """What a vendor's price has been adjusted for."""

    AS_TRADED = "asTraded"
    SPLIT_ADJUSTED = "splitAdjusted"
    TOTAL_RETURN = "totalReturn"
    """Dividends reinvested: a sanity band for people, never a vote."""


@dataclass(frozen=True, slots=True)
class Split:
    """`numerator` new shares for `denominator` old ones, from the session of `ex_day` on."""

    ex_day: int
    """UTC day number: seconds since 1970 // 86,400."""
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One source's value: a price in 10^-8 USD in shares of the basis day, or a result code."""

    source: str
    value: int
    basis: Basis
    as_of: Timestamp
    """When the value was valid, by the source's own word."""


def day_of(at: int) -> int:
    """UTC day number of a moment."""
    return at // DAY


def rebase_down(price: Price8, from_day: int, to_day: int, splits: Iterable[Split]) -> Price8:
    """A price per share of `from_day` as a price per share of `to_day`, decimals beyond the eighth cut off.

    A split 7:1 between the days turns one old share into seven: going back to the old share multiplies by 7,
    going forward divides by 7. Dividends never adjust. Raises OutOfRange when nothing is left or too much.
    """
    numerator, denominator = 1, 1
    first, last = sorted((from_day, to_day))
    for split in splits:
        if first < split.ex_day <= last:
            numerator, denominator = numerator * split.numerator, denominator * split.denominator
    if from_day < to_day:
        numerator, denominator = denominator, numerator
    return Price8(require_range("rebased price", price * numerator // denominator, 1, MAX_PRICE))


def as_traded_half_up(
    adjusted: Price8, adjusted_on: int, session_day: int, splits: Iterable[Split], tick: Price8
) -> Price8:
    """The price that was traded on `session_day`, from one a vendor has adjusted for splits up to `adjusted_on`.

    The un-adjusted price goes to the nearest tick, half up: it was traded on a tick, and vendors' binary floats
    would otherwise leave it a hair below an edge.
    """
    return to_tick_half_up(rebase_down(adjusted, adjusted_on, session_day, splits), tick)
