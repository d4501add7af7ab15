"""Coinbase: minute candles of its dollar markets.

The Exchange API prints rows `[time, low, high, open, close, volume]` of numbers, the Advanced Trade API objects of
strings, both newest first; both are read. A minute without trades is left out. An error is `{"message": ...}`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import RootModel

from mutuel.domain.units import MINUTE
from oracle.sources.adapter import Declaration, Moment, Request, Vendor
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.minutes import AROUND, Candle, Minutes, minutes

DECLARATION: Final = Declaration(
    name="coinbase",
    group="coinbase",
    sessions="minutes are named by their opening second, UTC",
    terms="public market data; commercial use by agreement",
    calls_a_minute=300,
)


def request(wanted: Moment) -> Request:
    """The minutes around the moment."""
    market, first, last = f"{wanted.symbol}-USD", _iso(wanted.at - AROUND), _iso(wanted.at + AROUND)
    return Request(
        market, f"/products/{market}/candles", {"granularity": str(MINUTE), "start": first, "end": last}
    )


class _Named(Payload):
    start: int
    low: Decimal
    high: Decimal
    open: Decimal
    close: Decimal
    volume: Decimal


class _Advanced(Payload):
    candles: list[_Named] | None = None
    message: Any = None


class _Answer(RootModel[list[tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal]] | _Advanced]):
    pass


def parse_candles(body: bytes, market: str) -> Minutes | Refusal:
    """The minutes of `market`; the rows do not name it, so the address alone says whose they are."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    if isinstance(answer.root, list):
        rows = (
            (t, opening, high, low, close, volume) for t, low, high, opening, close, volume in answer.root
        )
        return minutes(market, DECLARATION.currency, (Candle(*row) for row in rows))
    if answer.root.candles is None or answer.root.message is not None:
        return Refusal(Why.ERROR_BODY, str(answer.root.message)[:200])
    named = (Candle(c.start, c.open, c.high, c.low, c.close, c.volume) for c in answer.root.candles)
    return minutes(market, DECLARATION.currency, named)


def _iso(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


SOURCE: Final = Vendor(DECLARATION, request, parse_candles)
