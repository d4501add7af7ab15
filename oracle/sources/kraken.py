"""Kraken: minute candles of its dollar markets.

Rows are `[time, "open", "high", "low", "close", "vwap", "volume", count]`, oldest first; the last row is the minute
that still goes on, and quiet minutes repeat an older price. An error is HTTP 200 with words in `error`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from mutuel.domain.units import MINUTE
from oracle.sources.adapter import Declaration, Moment, Request, Vendor
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.minutes import AROUND, Candle, Minutes, minutes

DECLARATION: Final = Declaration(
    name="kraken",
    group="kraken",
    sessions="minutes are named by their opening second, UTC; the last 720 are kept",
    terms="public market data; commercial use by agreement",
)
LAST: Final = "last"
RATE_LIMIT: Final = ("EAPI:Rate limit", "EGeneral:Too many requests", "EService:Throttled")
NAMES: Final = {"BTC": "XBT"}


def request(wanted: Moment) -> Request:
    """The minutes from a little before the moment until now, of the last twelve hours."""
    pair = NAMES.get(wanted.symbol, wanted.symbol) + "USD"
    since = wanted.at - AROUND - MINUTE
    return Request(pair, "/0/public/OHLC", {"pair": pair, "interval": "1", "since": str(since)})


_Row = tuple[int, Decimal, Decimal, Decimal, Decimal, Decimal, Decimal, int]


class _Answer(Payload):
    error: list[str]
    result: dict[str, int | list[_Row]] | None = None


def parse_ohlc(body: bytes, pair: str) -> Minutes | Refusal:
    """The minutes of `pair`, which the answer calls XBTUSD or, in the old way, XXBTZUSD."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    if answer.error or answer.result is None:
        said = "; ".join(answer.error) or "no result"
        return Refusal(Why.RATE_LIMITED if said.startswith(RATE_LIMIT) else Why.ERROR_BODY, said[:200])
    named = {name: rows for name, rows in answer.result.items() if name != LAST}
    rows = named.get(pair, named.get(f"X{pair[:-3]}Z{pair[-3:]}"))
    if len(named) != 1 or not isinstance(rows, list):
        return Refusal(Why.WRONG_SYMBOL, f"asked for {pair}, got {str(list(named))[:60]}")
    candles = (
        Candle(t, opening, high, low, close, volume) for t, opening, high, low, close, _, volume, _ in rows
    )
    return minutes(pair, DECLARATION.currency, candles)


SOURCE: Final = Vendor(DECLARATION, request, parse_ohlc)
