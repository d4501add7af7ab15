"""Binance: minute candles against Tether, which follows the dollar but is not the dollar.

That is its declared currency and its independence group: a Tether that lost its peg shows as a spread and ends in a
dispute. Rows are `[open ms, "open", "high", "low", "close", "volume", close ms, ...]`, oldest first, the last one still
going on. An error is `{"code": ..., "msg": ...}`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from pydantic import RootModel

from mutuel.domain.units import MINUTE
from oracle.sources.adapter import Declaration, Moment, Request, Vendor
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.minutes import AROUND, Candle, Minutes, minutes

DECLARATION: Final = Declaration(
    name="binance",
    group="tether",
    currency="USDT",
    sessions="minutes are named by their opening millisecond, UTC",
    terms="public market data, not served everywhere; commercial use by agreement",
    calls_a_minute=300,
)
MS: Final = 1_000
TOO_MANY: Final = -1003


def request(wanted: Moment) -> Request:
    """The minutes around the moment."""
    market = f"{wanted.symbol}USDT"
    first, last = (wanted.at - AROUND) * MS, (wanted.at + AROUND) * MS
    query = {"symbol": market, "interval": "1m", "startTime": str(first), "endTime": str(last)}
    return Request(market, "/api/v3/klines", query)


_Row = tuple[
    int, Decimal, Decimal, Decimal, Decimal, Decimal, int, Decimal, int, Decimal, Decimal, Any
]  # fmt: skip


class _Error(Payload):
    code: int
    msg: str


class _Answer(RootModel[list[_Row] | _Error]):
    pass


def parse_klines(body: bytes, market: str) -> Minutes | Refusal:
    """The minutes of `market`; the rows do not name it, so the address alone says whose they are."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    if isinstance(answer.root, _Error):
        why = Why.RATE_LIMITED if answer.root.code == TOO_MANY else Why.ERROR_BODY
        return Refusal(why, f"{answer.root.code}: {answer.root.msg}"[:200])
    for row in answer.root:
        if row[0] % MS or row[6] - row[0] != MINUTE * MS - 1:
            return Refusal(Why.WRONG_SHAPE, f"a candle from {str(row[0])[:20]} to {str(row[6])[:20]}")
    return minutes(market, DECLARATION.currency, (Candle(row[0] // MS, *row[1:6]) for row in answer.root))


SOURCE: Final = Vendor(DECLARATION, request, parse_klines)
