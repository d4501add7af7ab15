"""What an exchange says about minutes, and what that says about one moment.

The price at T is the close of the minute that ends at T: the last trade before T. It counts only when the answer also
has a later minute, since until then this one may go on, and only when something was traded in it: exchanges either
leave a quiet minute out or fill it with an older price, and an old price is no price.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from mutuel.domain.units import MINUTE, Price8
from oracle.sources.closes import Refusal, Why, bad_price, price8_down

AROUND: Final = 5 * MINUTE
"""Seconds before and after the moment for which minutes are asked."""
MAX_MINUTES: Final = 1_500
LATEST: Final = 2**32


class Candle(NamedTuple):
    """One minute as an exchange prints it; `opened` in UTC seconds, prices in its currency."""

    opened: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minute closes of one market in 10^-8 of `currency`, by the UTC second at which the minute ends.

    The latest one may still go on. Nothing was traded in the `quiet` ones: they repeat an older price.
    """

    market: str
    currency: str
    by_end: Mapping[int, Price8]
    quiet: frozenset[int] = frozenset()

    @property
    def latest(self) -> Price8:
        """The last price it knows: for people to look at, never to decide by."""
        return self.by_end[max(self.by_end)]


def minutes(market: str, currency: str, candles: Iterable[Candle]) -> Minutes | Refusal:
    """`candles` in any order, checked: whole minutes, no two of one time, closes within high and low."""
    by_end: dict[int, Price8] = {}
    quiet: set[int] = set()
    for candle in candles:
        end, price = candle.opened + MINUTE, price8_down(candle.close)
        if not 0 < end <= LATEST or end % MINUTE or end in by_end or len(by_end) == MAX_MINUTES:
            return Refusal(
                Why.WRONG_SHAPE, f"a minute at {str(candle.opened)[:20]} after {len(by_end)} others"
            )
        if price is None or not _holds_together(candle):
            return bad_price(end, candle.close)
        by_end[end] = price
        if candle.volume == 0:
            quiet.add(end)
    if not by_end:
        return Refusal(Why.MINUTE_MISSING, "no minute at all")
    return Minutes(market, currency, by_end, frozenset(quiet))


def close_at(seen: Minutes, at: int) -> Price8 | Refusal:
    """The close of the minute that ends at `at`, UTC seconds of a full minute."""
    if at % MINUTE:
        return Refusal(Why.MINUTE_MISSING, f"{at} is not the end of a minute")
    if max(seen.by_end) <= at:
        return Refusal(Why.MINUTE_UNFINISHED, f"no minute after {at} yet")
    if at not in seen.by_end or at in seen.quiet:
        return Refusal(Why.MINUTE_MISSING, f"nothing was traded in the minute up to {at}")
    return seen.by_end[at]


def _holds_together(candle: Candle) -> bool:
    """Columns in another order than documented, or a broken bar, show here."""
    _, opening, high, low, close, volume = candle
    if not all(value.is_finite() for value in candle[1:]):
        return False
    return low <= min(opening, close) and max(opening, close) <= high and volume >= 0
