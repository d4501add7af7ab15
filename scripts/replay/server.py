"""Answers as Nasdaq, Yahoo and Alpha Vantage would have at a simulated moment, from price histories.

Nasdaq and Alpha Vantage speak from the as-traded files, Yahoo from the split-adjusted ones: two vendors, two
bases. Only sessions that are over exist, and a split is visible from its ex-date on, never before. They, further
sources of closes, the exchanges of coins, Data Streams and the feeds of match results live on one address, since
their paths differ.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import Body, FastAPI, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from scripts.replay import vendors
from scripts.replay.closes import add_closes
from scripts.replay.exchanges import add_exchanges
from scripts.replay.faults import Fault, bend
from scripts.replay.feeds import add_feeds
from scripts.replay.replay import Replay, Vendor, broken
from scripts.replay.streams import add_streams

COMPACT = 100


def create_app(replay: Replay) -> FastAPI:
    """Every vendor and, under /replay, the switches for time and faults."""
    app = FastAPI(title="Replay of price sources", docs_url=None, redoc_url=None)
    _add_nasdaq(app, replay)
    _add_yahoo(app, replay)
    _add_alphavantage(app, replay)
    add_closes(app, replay)
    add_exchanges(app, replay)
    add_streams(app, replay)
    add_feeds(app, replay)

    @app.put("/replay/faults/{vendor}")
    def set_fault(vendor: Vendor, fault: Annotated[Fault | None, Body(embed=True)]) -> dict[str, Fault]:
        replay.faults.pop(vendor, None)
        if fault is not None:
            replay.faults[vendor] = fault
        return replay.faults

    @app.get("/replay/now")
    def now() -> dict[str, int]:
        return {"now": replay.clock()}

    return app


def _add_nasdaq(app: FastAPI, replay: Replay) -> None:
    book = replay.histories.as_traded

    @app.get("/api/quote/{symbol}/historical")
    async def nasdaq_history(symbol: str, fromdate: date, todate: date) -> Response:
        fault = replay.faults.get("nasdaq")
        if (refused := await broken(fault)) is not None:
            return refused
        if symbol not in book or fault in (Fault.NOTICE, Fault.WRONG_CURRENCY):
            return JSONResponse(vendors.nasdaq_error("Symbol not exists."))
        bars = bend(replay.bars(book, symbol, fromdate, todate), fault)
        return JSONResponse(vendors.nasdaq_history(_named(symbol, fault), bars))

    @app.get("/api/quote/{symbol}/info")
    async def nasdaq_info(symbol: str) -> Response:
        fault = replay.faults.get("nasdaq")
        if (refused := await broken(fault)) is not None:
            return refused
        bars = replay.bars(book, symbol, date.min, replay.today())
        if not bars or fault in (Fault.NOTICE, Fault.WRONG_CURRENCY):
            return JSONResponse(vendors.nasdaq_error("Symbol not exists."))
        session = replay.sessions(bars[-1:])[0]
        bent = bars if fault is Fault.LATE else bend(bars, fault)  # the quote is not late
        info = vendors.nasdaq_info(_named(symbol, fault), bent[-1], session, replay.clock())
        return JSONResponse(info)


def _add_yahoo(app: FastAPI, replay: Replay) -> None:
    book = replay.histories.adjusted

    @app.get("/v8/finance/chart/{symbol}")
    async def yahoo_chart(symbol: str, period1: int, period2: int) -> Response:
        fault = replay.faults.get("yahoo")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return PlainTextResponse("Too Many Requests", status_code=429)
        if symbol not in book:
            body = vendors.yahoo_error("Not Found", "No data found, symbol may be delisted")
            return JSONResponse(body, status_code=404)
        first, last = (datetime.fromtimestamp(at, UTC).date() for at in (period1, period2))
        shown = vendors.adjusted_as_of(book[symbol], replay.today())
        bars = bend(replay.bars({symbol: shown}, symbol, first, last), fault)
        told = [] if fault is Fault.SPLIT_MISMATCH else book[symbol]
        splits = [bar for bar in told if bar.split != 1 and first <= bar.day <= replay.today()]
        currency = "GBp" if fault is Fault.WRONG_CURRENCY else "USD"
        return JSONResponse(
            vendors.yahoo_chart(_named(symbol, fault), bars, replay.sessions(bars), splits, currency)
        )


def _add_alphavantage(app: FastAPI, replay: Replay) -> None:
    book = replay.histories.as_traded

    @app.get("/query")
    async def alphavantage(
        symbol: str, outputsize: str = "compact", function: Annotated[str, Query()] = ""
    ) -> Response:
        fault = replay.faults.get("alphavantage")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse(vendors.alphavantage_notice())
        if symbol not in book or function != "TIME_SERIES_DAILY_ADJUSTED" or fault is Fault.WRONG_CURRENCY:
            return JSONResponse(
                {"Error Message": "Invalid API call. Please retry or visit the documentation."}
            )
        bars = replay.bars(book, symbol, date.min, replay.today())
        bars = bend(bars[-COMPACT:] if outputsize == "compact" else bars, fault)
        named, announced = _named(symbol, fault), fault is not Fault.SPLIT_MISMATCH
        return JSONResponse(vendors.alphavantage_daily(named, bars, splits=announced))


def _named(symbol: str, fault: Fault | None) -> str:
    return symbol[::-1] + "X" if fault is Fault.WRONG_SYMBOL else symbol
