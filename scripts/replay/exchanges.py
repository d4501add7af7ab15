"""Coinbase, Kraken and Binance as they would have answered at a simulated moment: minute candles from a coin's history.

The three stay within two basis points of the history, each in its own way. The minute that goes on is there, as at the
real ones; nothing later is.
"""

from __future__ import annotations

import dataclasses
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from fastapi import FastAPI, Query, Response
from fastapi.responses import JSONResponse

from mutuel.domain.units import MINUTE
from scripts.replay.faults import Fault
from scripts.replay.histories import Ticks
from scripts.replay.replay import Replay, broken

Json = dict[str, Any]
CENT: Final = Decimal("0.01")
BPS: Final = 10_000
KEPT: Final = 720
"""Minutes that Kraken keeps."""
PAGE: Final = 300
FACTORS: Final = {
    Fault.HUNDREDFOLD: Decimal(100),
    Fault.SKEWED: Decimal("1.006"),
    Fault.WRONG_CURRENCY: Decimal("0.86"),
}


@dataclass(frozen=True, slots=True)
class Candle:
    """One minute; `opened` in UTC seconds."""

    opened: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal


def add_exchanges(app: FastAPI, replay: Replay) -> None:
    """The candles of all three."""
    _add_coinbase(app, replay)
    _add_kraken(app, replay)
    _add_binance(app, replay)


def candles(ticks: Ticks, first: int, last: int, now: int, drift: Callable[[int], Decimal]) -> list[Candle]:
    """The minutes that open in [first, last] and have begun by `now`, oldest first."""
    opening = range(-(-first // MINUTE) * MINUTE, min(last, now) + 1, MINUTE)
    found = (_candle(ticks, opened, min(opened + MINUTE, now), drift) for opened in opening)
    return [candle for candle in found if candle is not None]


def _candle(ticks: Ticks, opened: int, seen: int, drift: Callable[[int], Decimal]) -> Candle | None:
    first, last = ticks.shown(opened), ticks.shown(seen)
    if first is None or last is None:
        return None
    opening, close = (first * drift(opened)).quantize(CENT), (last * drift(seen)).quantize(CENT)
    volume = Decimal(1 + zlib.crc32(b"%d" % opened) % 10**6) / 10**5
    return Candle(opened, opening, max(opening, close) + CENT, min(opening, close) - CENT, close, volume)


def _seen(replay: Replay, vendor: str, symbol: str, first: int, last: int) -> list[Candle] | None:
    """What `vendor` shows of a coin; None for one that it does not know."""
    fault = replay.faults.get(vendor)
    known = sorted(replay.histories.ticks)
    if symbol not in known:
        return None
    if fault is Fault.WRONG_SYMBOL:
        symbol = known[(known.index(symbol) + 1) % len(known)]
    factor = FACTORS.get(fault, Decimal(1)) if fault else Decimal(1)
    salt = zlib.crc32(vendor.encode())

    def drift(second: int) -> Decimal:
        """Within two basis points of 1, another one each minute."""
        off = zlib.crc32(b"%d:%d" % (salt, second // MINUTE)) % 5 - 2
        return factor * (1 + Decimal(off) / BPS)

    now = replay.clock() - (PAGE * MINUTE if fault is Fault.LATE else 0)
    late = MINUTE if fault is Fault.WRONG_DAY else 0
    shown = candles(replay.histories.ticks[symbol], first - late, last - late, now, drift)
    return [dataclasses.replace(candle, opened=candle.opened + late) for candle in shown]


def _add_coinbase(app: FastAPI, replay: Replay) -> None:
    @app.get("/products/{market}/candles")
    async def coinbase(market: str, start: datetime, end: datetime, granularity: int) -> Response:
        fault = replay.faults.get("coinbase")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse({"message": "Public rate limit exceeded"}, status_code=429)
        symbol = market.removesuffix("-USD")
        seen = _seen(replay, "coinbase", symbol, int(start.timestamp()), int(end.timestamp()))
        if seen is None or granularity != MINUTE:
            return JSONResponse({"message": "NotFound"}, status_code=404)
        return JSONResponse(coinbase_rows(seen))


def _add_kraken(app: FastAPI, replay: Replay) -> None:
    @app.get("/0/public/OHLC")
    async def kraken(pair: str, interval: int = 1, since: int = 0) -> Response:
        fault = replay.faults.get("kraken")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse({"error": ["EGeneral:Too many requests"]})
        symbol = pair.removesuffix("USD").replace("XBT", "BTC")
        now = replay.clock()
        seen = _seen(replay, "kraken", symbol, max(since + 1, now - KEPT * MINUTE), now)
        if seen is None or interval != 1:
            return JSONResponse({"error": ["EQuery:Unknown asset pair"]})
        named = pair[::-1] if fault is Fault.WRONG_SYMBOL else f"X{pair[:3]}Z{pair[3:]}"
        return JSONResponse(kraken_answer(named, seen))


def _add_binance(app: FastAPI, replay: Replay) -> None:
    @app.get("/api/v3/klines")
    async def binance(
        symbol: str, interval: str, first: int = Query(alias="startTime"), last: int = Query(alias="endTime")
    ) -> Response:
        fault = replay.faults.get("binance")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse({"code": -1003, "msg": "Too many requests."}, status_code=429)
        coin = symbol.removesuffix("USDT")
        seen = _seen(replay, "binance", coin, first // 1_000, last // 1_000)
        if seen is None or interval != "1m":
            return JSONResponse({"code": -1121, "msg": "Invalid symbol."}, status_code=400)
        return JSONResponse(binance_rows(seen))


def coinbase_rows(seen: Sequence[Candle]) -> list[list[float]]:
    """Newest first; numbers, low before high before open."""
    rows = ([float(v) for v in (c.low, c.high, c.open, c.close, c.volume)] for c in reversed(seen))
    return [[c.opened, *row] for c, row in zip(reversed(seen), rows, strict=True)]


def kraken_answer(pair: str, seen: Sequence[Candle]) -> Json:
    """Oldest first; strings. `last` names the last minute that is over."""
    rows = [
        [c.opened, *map(str, (c.open, c.high, c.low, c.close, c.close, c.volume)), 7] for c in seen[-KEPT:]
    ]
    return {"error": [], "result": {pair: rows, "last": rows[-2][0] if len(rows) > 1 else 0}}


def binance_rows(seen: Sequence[Candle]) -> list[list[Any]]:
    """Oldest first; strings, times in milliseconds."""
    return [
        [
            *(c.opened * 1_000, *map(str, (c.open, c.high, c.low, c.close, c.volume))),
            *((c.opened + MINUTE) * 1_000 - 1, str(c.volume * c.close), 7, "0.5", "0.5", "0"),
        ]
        for c in seen
    ]
