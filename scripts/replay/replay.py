"""What the replayed vendors share: histories, matches, the simulated time, and the faults switched on."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from fastapi import Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from oracle import calendar
from oracle.calendar import NEW_YORK, Session
from scripts.replay.faults import HANG_SECONDS, Fault
from scripts.replay.histories import Bar, Histories
from scripts.replay.plays import Play

Feed = Literal["espn", "oddsapi", "betfair", "cricsheet"]
Closing = Literal["nasdaq", "yahoo", "alphavantage", "polygon", "tiingo", "stooq", "nyse", "bloomberg"]
Vendor = Closing | Literal["coinbase", "kraken", "binance", "streams"] | Feed
EXCHANGE = "XNYS"


@dataclass
class Replay:
    """What the vendors know: histories, the simulated time in UTC seconds, and the faults switched on."""

    histories: Histories
    clock: Callable[[], int]
    faults: dict[str, Fault] = field(default_factory=dict)
    plays: tuple[Play, ...] = ()

    def today(self) -> date:
        return datetime.fromtimestamp(self.clock(), UTC).astimezone(NEW_YORK).date()

    def bars(self, book: Mapping[str, Sequence[Bar]], symbol: str, first: date, last: date) -> list[Bar]:
        """Bars of the sessions in [first, last] that are over."""
        known = book.get(symbol, ())
        newest = min(last, calendar.at(EXCHANGE, self.clock()).last_closed(self.clock()).day)
        start = bisect_right(known, first, key=lambda bar: bar.day)
        start -= 1 if start and known[start - 1].day == first else 0
        return list(known[start : bisect_right(known, newest, key=lambda bar: bar.day)])

    def sessions(self, bars: Sequence[Bar]) -> list[Session]:
        days = calendar.at(EXCHANGE, self.clock())
        return [days.on(bar.day) for bar in bars]


async def broken(fault: Fault | None) -> Response | None:
    """The faults that have nothing to do with prices."""
    if fault is Fault.HANG:
        await asyncio.sleep(HANG_SECONDS)
    if fault is Fault.ERROR:
        return PlainTextResponse("Internal Server Error", status_code=500)
    return HTMLResponse("<!doctype html><title>Access Denied</title>") if fault is Fault.HTML else None
