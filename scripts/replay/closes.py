"""Polygon, Tiingo, Stooq, NYSE and Bloomberg as they would have answered at a simulated moment.

All speak from the as-traded files, each in its own shape; Stooq as if every dividend were divided out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from fastapi import FastAPI, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from oracle.calendar import NEW_YORK
from scripts.replay.faults import Fault, bend
from scripts.replay.histories import Bar
from scripts.replay.replay import Replay, Vendor, broken

Json = dict[str, Any]
Table = Callable[[str, Sequence[Bar]], str]
MS: Final = 1_000


def add_closes(app: FastAPI, replay: Replay) -> None:
    """All five."""
    _add_polygon(app, replay)
    _add_tiingo(app, replay)
    _add_tables(app, replay)


def _seen(replay: Replay, vendor: Vendor, symbol: str, first: date, last: date) -> list[Bar]:
    """What `vendor` shows of the days `first` to `last`; nothing of a stock that it does not know."""
    bars = replay.bars(replay.histories.as_traded, symbol, first, last)
    return bend(bars, replay.faults.get(vendor))


def _add_polygon(app: FastAPI, replay: Replay) -> None:
    @app.get("/v2/aggs/ticker/{symbol}/range/1/day/{first}/{last}")
    async def polygon_bars(symbol: str, first: date, last: date, adjusted: bool = True) -> Response:
        fault = replay.faults.get("polygon")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE or adjusted:
            body = {"status": "ERROR", "error": "You've exceeded the maximum requests per minute."}
            return JSONResponse(body, status_code=429)
        named = symbol[::-1] + "X" if fault is Fault.WRONG_SYMBOL else symbol
        return JSONResponse(polygon_answer(named, _seen(replay, "polygon", symbol, first, last)))

    @app.get("/v3/reference/splits")
    async def polygon_splits(
        ticker: str,
        first: date = Query(alias="execution_date.gte"),
        last: date = Query(alias="execution_date.lte"),
    ) -> Response:
        fault = replay.faults.get("polygon")
        if (refused := await broken(fault)) is not None:
            return refused
        known = [] if fault is Fault.SPLIT_MISMATCH else replay.histories.as_traded.get(ticker, [])
        told = [bar for bar in known if bar.split != 1 and first <= bar.day <= min(last, replay.today())]
        return JSONResponse({"status": "OK", "results": [polygon_split(ticker, bar) for bar in told]})


def _add_tiingo(app: FastAPI, replay: Replay) -> None:
    @app.get("/tiingo/daily/{symbol}/prices")
    async def tiingo(
        symbol: str, first: date = Query(alias="startDate"), last: date = Query(alias="endDate")
    ) -> Response:
        fault = replay.faults.get("tiingo")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE or symbol not in replay.histories.as_traded:
            return JSONResponse({"detail": "Not found."}, status_code=404)
        seen = _seen(replay, "tiingo", symbol, first, last)
        return JSONResponse([tiingo_row(bar, fault is not Fault.SPLIT_MISMATCH) for bar in seen])


def _add_tables(app: FastAPI, replay: Replay) -> None:
    """Whatever answers with CSV."""

    async def answered(vendor: Vendor, symbol: str, first: date, last: date, table: Table) -> Response:
        fault = replay.faults.get(vendor)
        if (refused := await broken(fault)) is not None:
            return refused
        seen = _seen(replay, vendor, symbol, first, last)
        text = "No data" if fault is Fault.NOTICE or not seen else table(symbol, seen)
        return PlainTextResponse(text)

    @app.get("/q/d/l/")
    async def stooq(s: str, d1: str, d2: str) -> Response:
        first, last = (date.fromisoformat(day) for day in (d1, d2))
        return await answered("stooq", s.removesuffix(".us").upper(), first, last, stooq_table)

    @app.get("/official-closes")
    async def nyse(symbol: str, to: date, first: date = Query(alias="from")) -> Response:
        return await answered("nyse", symbol, first, to, nyse_table)

    @app.get("/history")
    async def bloomberg(security: str, start: date, end: date) -> Response:
        return await answered("bloomberg", security.removesuffix(" US Equity"), start, end, bloomberg_table)


def polygon_answer(symbol: str, bars: Sequence[Bar]) -> Json:
    """Bars by the millisecond of New York's midnight, oldest first."""
    rows = [{"t": _midnight(bar.day) * MS, "c": float(bar.close), "v": int(bar.volume)} for bar in bars]
    return {"ticker": symbol, "adjusted": False, "resultsCount": len(rows), "results": rows, "status": "OK"}


def polygon_split(symbol: str, bar: Bar) -> Json:
    new, old = bar.split.numerator, bar.split.denominator
    return {"execution_date": bar.day.isoformat(), "split_from": old, "split_to": new, "ticker": symbol}


def tiingo_row(bar: Bar, announced: bool) -> Json:
    factor = float(round(Decimal(bar.split.numerator) / bar.split.denominator, 6)) if announced else 1.0
    dated = f"{bar.day.isoformat()}T00:00:00.000Z"
    return {"date": dated, "close": float(bar.close), "divCash": float(bar.dividend), "splitFactor": factor}


def stooq_table(_symbol: str, bars: Sequence[Bar]) -> str:
    rows = (f"{bar.day},{bar.open},{bar.high},{bar.low},{bar.close * 99 / 100},{bar.volume}" for bar in bars)
    return "\r\n".join(("Date,Open,High,Low,Close,Volume", *rows))


def nyse_table(symbol: str, bars: Sequence[Bar]) -> str:
    rows = (f"{symbol},{bar.day},{bar.close},USD" for bar in bars)
    return "\n".join(("Symbol,Date,OfficialClose,Currency", *rows))


def bloomberg_table(symbol: str, bars: Sequence[Bar]) -> str:
    rows = (f"{symbol} US Equity,0,{bar.day},{bar.close},USD" for bar in bars)
    return "\n".join(("IDENTIFIER,RC,DATE,PX_LAST,CRNCY", *rows))


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=NEW_YORK).timestamp())
