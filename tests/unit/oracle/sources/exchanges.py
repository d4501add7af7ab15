"""Synthetic twins of the exchanges' minute candles: their shapes, invented prices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

T = 1_791_720_000
"""2026-10-11 12:00 UTC, the moment that the tests ask for."""
PRICES = ("77012.34", "77020", "76999.99", "77001.5")
"""Closes of the minutes that end at T - 60, T, T + 60 and T + 120."""


def ends(prices: Sequence[str] = PRICES) -> list[tuple[int, str]]:
    return [(T - 60 + 60 * index, price) for index, price in enumerate(prices)]


def coinbase(rows: Sequence[tuple[int, str]], volume: float = 1.5) -> list[list[Any]]:
    """[opened, low, high, open, close, volume], newest first, numbers."""
    return [
        [end - 60, float(p) - 9, float(p) + 9, float(p) + 1, float(p), volume] for end, p in reversed(rows)
    ]


def coinbase_advanced(rows: Sequence[tuple[int, str]]) -> dict[str, Any]:
    names = ("low", "high", "open", "close", "volume")
    return {
        "candles": [
            {"start": str(row[0])} | {name: str(value) for name, value in zip(names, row[1:], strict=True)}
            for row in coinbase(rows)
        ]
    }


def kraken(rows: Sequence[tuple[int, str]], pair: str = "XXBTZUSD", volume: str = "0.31") -> dict[str, Any]:
    """[opened, open, high, low, close, vwap, volume, count], oldest first, strings."""
    candles = [
        [end - 60, str(float(p) + 1), str(float(p) + 9), str(float(p) - 9), p, p, volume, 3]
        for end, p in rows
    ]
    return {"error": [], "result": {pair: candles, "last": rows[-2][0] - 60 if len(rows) > 1 else 0}}


def binance(rows: Sequence[tuple[int, str]]) -> list[list[Any]]:
    """[open ms, open, high, low, close, volume, close ms, ...], oldest first, strings."""
    return [
        [
            *((end - 60) * 1_000, str(float(p) + 1), str(float(p) + 9), str(float(p) - 9), p, "3.1"),
            *(end * 1_000 - 1, "238000.1", 79, "1.5", "119000.5", "0"),
        ]
        for end, p in rows
    ]
