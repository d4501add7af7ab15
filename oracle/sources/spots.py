"""One price of one moment, from feeds that are themselves medians of many."""

from __future__ import annotations

from dataclasses import dataclass

from mutuel.domain.units import Price8
from oracle.sources.closes import Refusal, Why
from oracle.sources.minutes import Minutes, close_at


@dataclass(frozen=True, slots=True)
class Spot:
    """The price of `market` in 10^-8 of `currency`, as it was at `at`, UTC seconds."""

    market: str
    currency: str
    at: int
    price: Price8

    @property
    def latest(self) -> Price8:
        """The one price it knows: for people to look at, never to decide by."""
        return self.price


Prices = Minutes | Spot
"""What a source can say about a moment: the minutes around it, or its price."""


def price_at(seen: Prices, at: int) -> Price8 | Refusal:
    """The price that holds at `at`, UTC seconds of a full minute."""
    if isinstance(seen, Minutes):
        return close_at(seen, at)
    if seen.at != at:
        return Refusal(Why.MINUTE_MISSING, f"the price is of {seen.at}, not of {at}")
    return seen.price
