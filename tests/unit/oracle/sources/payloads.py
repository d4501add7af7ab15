"""Synthetic twins of the vendors' payloads: their shapes, invented prices."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

SYMBOL = "AAPL"


def body(value: object) -> bytes:
    return json.dumps(value).encode()


def nasdaq_history(rows: list[tuple[str, str]], symbol: str = SYMBOL) -> dict[str, Any]:
    table = {"headers": {"date": "Date"}, "rows": [{"date": day, "close": close} for day, close in rows]}
    data = {"symbol": symbol, "totalRecords": len(rows), "tradesTable": table}
    return {"data": data, "message": None, "status": {"rCode": 200, "bCodeMessage": None}}


def nasdaq_entry(price: str, stamp: str, *, live: bool) -> dict[str, Any]:
    return {"lastSalePrice": price, "lastTradeTimestamp": stamp, "isRealTime": live, "currency": None}


def nasdaq_info(
    primary: dict[str, Any] | None, secondary: dict[str, Any] | None, status: str, symbol: str = SYMBOL
) -> dict[str, Any]:
    entries = {"primaryData": primary, "secondaryData": secondary}
    return {"data": {"symbol": symbol, "marketStatus": status, **entries}, "status": {"rCode": 200}}


def yahoo_chart(
    bars: list[tuple[int, float | None]],
    splits: Sequence[tuple[int, int, int]] = (),
    **meta: object,
) -> dict[str, Any]:
    """`bars`: opening second, close; `splits`: second, new shares, old shares"""
    described = {
        "currency": "USD",
        "symbol": SYMBOL,
        "exchangeTimezoneName": "America/New_York",
        "regularMarketTime": 1_700_514_000,
        "dataGranularity": "1d",
    }
    events = {str(at): {"date": at, "numerator": new, "denominator": old} for at, new, old in splits}
    result: dict[str, Any] = {
        "meta": described | meta,
        "timestamp": [at for at, _ in bars],
        "indicators": {"quote": [{"close": [close for _, close in bars]}]},
    }
    return {"chart": {"result": [result | ({"events": {"splits": events}} if splits else {})], "error": None}}


def alphavantage_daily(rows: dict[str, tuple[str, str | None]], symbol: str = SYMBOL) -> dict[str, Any]:
    """`rows`: day -> close, split coefficient (None: the series without events)."""
    series = {
        day: {"1. open": close, "4. close": close} | ({"8. split coefficient": split} if split else {})
        for day, (close, split) in rows.items()
    }
    meta = {"2. Symbol": symbol, "3. Last Refreshed": "2024-05-03", "5. Time Zone": "US/Eastern"}
    return {"Meta Data": meta, "Time Series (Daily)": series}
