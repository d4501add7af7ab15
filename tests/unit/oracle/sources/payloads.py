"""Synthetic twins of the vendors' payloads: their shapes, invented prices."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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


def alphavantage_daily(rows: Mapping[str, tuple[str, str | None]], symbol: str = SYMBOL) -> dict[str, Any]:
    """`rows`: day -> close, split coefficient (None: the series without events)."""
    series = {
        day: {"1. open": close, "4. close": close} | ({"8. split coefficient": split} if split else {})
        for day, (close, split) in rows.items()
    }
    meta = {"2. Symbol": symbol, "3. Last Refreshed": "2024-05-03", "5. Time Zone": "US/Eastern"}
    return {"Meta Data": meta, "Time Series (Daily)": series}


def polygon_bars(rows: list[tuple[int, float]], symbol: str = SYMBOL, **more: object) -> dict[str, Any]:
    """`rows`: millisecond of New York's midnight, close."""
    bars = [{"v": 90_000.0, "vw": c, "o": c, "c": c, "h": c, "l": c, "t": t, "n": 7} for t, c in rows]
    counted = {"queryCount": len(bars), "resultsCount": len(bars), "adjusted": False}
    return {"ticker": symbol, "status": "OK", "request_id": "ab", "results": bars} | counted | more


def polygon_splits(rows: list[tuple[str, int, int]], symbol: str = SYMBOL) -> dict[str, Any]:
    """`rows`: ex-date, new shares, old shares."""
    told = [
        {"execution_date": day, "split_from": old, "split_to": new, "ticker": symbol}
        for day, new, old in rows
    ]
    return {"results": told, "status": "OK", "request_id": "ab"}


def tiingo_prices(rows: list[tuple[str, float, float]]) -> list[dict[str, Any]]:
    """`rows`: day, close as traded, split factor."""
    return [
        {
            "date": f"{day}T00:00:00.000Z",
            "close": close,
            "adjClose": close / 2,
            "divCash": 0.0,
            "splitFactor": split,
        }
        for day, close, split in rows
    ]
