"""Synthetic twins of what exchanges and price feeds say of a coin: their shapes, invented prices."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from eth_keys.datatypes import PrivateKey
from eth_utils.crypto import keccak

T = 1_791_720_000
"""2026-10-11 12:00 UTC, the moment that the tests ask for."""
PYTH_BTC = "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43"
NODES = tuple(PrivateKey(bytes([number]) * 32) for number in range(1, 6))
"""Keys that stand for the nodes of a signing service."""
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


def pyth(
    price: str = "7702000000000", conf: str = "900000000", at: int = T, **more: object
) -> dict[str, Any]:
    """One update of the Bitcoin feed at `at`, the one before it two seconds earlier."""
    said = {"price": price, "conf": conf, "expo": -8, "publish_time": at} | more
    meta = {"slot": 304918931, "proof_available_time": at + 1, "prev_publish_time": at - 2}
    update = {"id": PYTH_BTC, "price": said, "ema_price": said, "metadata": meta}
    return {"binary": {"encoding": "hex", "data": ["504e4155"]}, "parsed": [update]}


def redstone_package(key: PrivateKey, value: str, symbol: str = "BTC", at: int = T) -> dict[str, Any]:
    """What one node signs, as the gateway hands it on."""
    scaled = int(Decimal(value) * 10**8)
    packed = symbol.encode().ljust(32, b"\0") + scaled.to_bytes(32, "big") + (at * 1_000).to_bytes(6, "big")
    signed = key.sign_msg_hash(keccak(packed + (32).to_bytes(4, "big") + (1).to_bytes(3, "big")))
    signature = signed.to_bytes()[:64] + bytes([27 + signed.v])
    return {
        "timestampMilliseconds": at * 1_000,
        "signature": base64.b64encode(signature).decode(),
        "dataPoints": [{"dataFeedId": symbol, "value": float(value)}],
        "signerAddress": key.public_key.to_checksum_address(),
        "dataServiceId": "redstone-primary-prod",
        "dataPackageId": symbol,
    }
