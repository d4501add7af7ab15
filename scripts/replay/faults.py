"""What can go wrong with a source, to be switched on for a vendor while the replay runs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from mutuel.domain.units import HOUR
from scripts.replay.histories import Bar

HANG_SECONDS = HOUR


class Fault(StrEnum):
    HANG = "hang"
    """Takes the request and never answers."""
    ERROR = "error"
    """HTTP 500."""
    HTML = "html"
    """A page for people instead of data."""
    NOTICE = "notice"
    """The vendor's own apology: HTTP 200 at Alpha Vantage and Kraken, 429 at most others, no data at Nasdaq."""
    LATE = "late"
    """The last session, or hours of a coin, are not in the history yet."""
    WRONG_DAY = "wrong-day"
    """Each close stands one session too late; at exchanges of coins one minute."""
    HUNDREDFOLD = "hundredfold"
    """Cents for dollars."""
    SPLIT_MISMATCH = "split-mismatch"
    """Prices show a split that is told nowhere."""
    TOTAL_RETURN = "total-return"
    """Dividends are divided out."""
    SKEWED = "skewed"
    """Every price 0.6 % too high."""
    WRONG_SYMBOL = "wrong-symbol"
    """Another stock's answer."""
    OTHER_WINNER = "other-winner"
    """A feed of match results names the other side."""
    WRONG_CURRENCY = "wrong-currency"
    """The same symbol from another country's exchange."""


def bend(bars: list[Bar], fault: Fault | None) -> list[Bar]:
    """`bars` as a vendor with `fault` would print them; unchanged for a fault of another kind."""
    if fault is Fault.LATE:
        return bars[:-1]
    if fault is Fault.HUNDREDFOLD:
        return [_scaled(bar, Decimal(100)) for bar in bars]
    if fault is Fault.SKEWED:
        return [_scaled(bar, Decimal("1.006")) for bar in bars]
    if fault is Fault.WRONG_DAY:
        return [replace(before, day=bar.day) for before, bar in pairwise(bars)]
    return _without_dividends(bars) if fault is Fault.TOTAL_RETURN else bars


def _scaled(bar: Bar, factor: Decimal) -> Bar:
    return replace(
        bar, open=bar.open * factor, high=bar.high * factor, low=bar.low * factor, close=bar.close * factor
    )


def _without_dividends(bars: list[Bar]) -> list[Bar]:
    """As a total-return series: 1 % is already divided out of every close but is nowhere announced."""
    return [_scaled(bar, Decimal("0.99")) for bar in bars]
