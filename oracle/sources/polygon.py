"""Polygon's daily bars, asked for unadjusted, and beside them its calendar of splits.

Data that the plan delays is refused: its last bar may lack the close and does not say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import Field

from mutuel.domain.resolution.observation import Split
from oracle.calendar import NEW_YORK, new_york_day
from oracle.sources.adapter import Answer, Declaration, KeyIn, Request, Vendor, Wanted, parsed
from oracle.sources.closes import (
    MAX_ROWS,
    MAX_SPLITS,
    Closes,
    Payload,
    Refusal,
    SnakePayload,
    Why,
    day_number,
    priced_by_day,
    read,
)
from oracle.sources.transport import Page, Web

DECLARATION: Final = Declaration(
    name="polygon",
    group="consolidated tape",
    sessions="bars carry the millisecond of midnight, New York time, of the session's day",
    terms="paid key; business licence for redistribution of derived values",
    tells_splits=True,
)
OK: Final = "OK"
DELAYED: Final = "DELAYED"
MS: Final = 1_000


def request(wanted: Wanted) -> Request:
    """The daily bars of the period, as traded."""
    symbol = DECLARATION.spelled(wanted.symbol)
    path = f"/v2/aggs/ticker/{symbol}/range/1/day/{wanted.first}/{wanted.session.day}"
    return Request(symbol, path, {"adjusted": "false", "sort": "asc", "limit": "50000"})


def request_splits(wanted: Wanted) -> Request:
    """The splits from the first day on, up to today."""
    symbol = DECLARATION.spelled(wanted.symbol)
    period = {"execution_date.gte": f"{wanted.first}", "execution_date.lte": f"{new_york_day(wanted.now)}"}
    return Request(symbol, "/v3/reference/splits", {"ticker": symbol, "limit": "100"} | period)


class _Said(Payload):
    status: str = ""
    error: Any = None
    message: Any = None


class _Bar(Payload):
    t: int
    c: Decimal


class _Bars(_Said):
    ticker: str | None = None
    adjusted: bool | None = None
    results: list[_Bar] = Field(default_factory=list)


class _SplitEvent(SnakePayload):
    ticker: str
    execution_date: date
    split_from: int = Field(gt=0, le=10**6)
    split_to: int = Field(gt=0, le=10**6)


class _Splits(_Said):
    results: list[_SplitEvent] | None = None


def parse_bars(body: bytes, symbol: str) -> Closes | Refusal:
    """The closes of `symbol`; splits come on a page of their own."""
    answer = read(_Bars, body)
    refused = answer if isinstance(answer, Refusal) else _refused(answer)
    if isinstance(answer, Refusal) or refused is not None:
        return refused or Refusal(Why.ERROR_BODY, "no answer")
    if answer.ticker != symbol:
        return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {answer.ticker!r:.20}")
    if answer.adjusted is not False:
        return Refusal(Why.WRONG_BASIS, "the bars are adjusted for splits")
    if len(answer.results) > MAX_ROWS:
        return Refusal(Why.TOO_LARGE, f"{len(answer.results)} rows")
    return _closes(symbol, answer.results)


def parse_splits(body: bytes, symbol: str) -> tuple[Split, ...] | Refusal:
    """The splits of `symbol`, in order."""
    answer = read(_Splits, body)
    refused = answer if isinstance(answer, Refusal) else _refused(answer)
    if isinstance(answer, Refusal) or refused is not None:
        return refused or Refusal(Why.ERROR_BODY, "no answer")
    told = answer.results
    if told is None or len(told) > MAX_SPLITS:
        return Refusal(Why.WRONG_SHAPE, "no splits, or too many")
    if other := next((event.ticker for event in told if event.ticker != symbol), None):
        return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {other[:20]!r}")
    days = sorted(told, key=lambda event: event.execution_date)
    return tuple(Split(day_number(one.execution_date), one.split_to, one.split_from) for one in days)


def _refused(said: _Said) -> Refusal | None:
    if said.status == OK:
        return None
    if said.status == DELAYED:
        return Refusal(Why.SESSION_UNFINISHED, "the plan's data is delayed")
    why = Why.NOT_AUTHORISED if said.status == "NOT_AUTHORIZED" else Why.ERROR_BODY
    return Refusal(why, f"{said.status}: {said.error or said.message}"[:200])


def _closes(symbol: str, bars: list[_Bar]) -> Closes | Refusal:
    by_day = priced_by_day((bar.t, _session_day(bar.t), bar.c) for bar in bars)
    if isinstance(by_day, Refusal):
        return by_day
    return Closes(symbol, DECLARATION.currency, DECLARATION.basis, by_day)


def _session_day(opened_ms: int) -> date | None:
    """The New York day that begins then; None for any other moment of a day."""
    try:
        moment = datetime.fromtimestamp(opened_ms // MS, UTC).astimezone(NEW_YORK)
    except (ValueError, OverflowError, OSError):
        return None
    return None if opened_ms % MS or moment.hour or moment.minute or moment.second else moment.date()


BARS: Final = Vendor(DECLARATION, request, parse_bars, KeyIn(scheme="Bearer"))


@dataclass(frozen=True)
class Polygon:
    """`bars` at its address with its key; the splits are asked for in the same way."""

    bars: Vendor[Wanted, Closes]
    declaration: Declaration = DECLARATION

    async def fetch(self, web: Web, wanted: Wanted) -> Answer[Closes]:
        """The bars, and with them the splits; bars without readable splits leave `splits` None."""
        bars = await self.bars.fetch(web, wanted)
        if isinstance(bars.result, Refusal):
            return bars
        symbol, path, query = request_splits(wanted)
        page = await self.bars.page(web, path, query)
        splits = page if isinstance(page, Refusal) else parsed(page, parse_splits, symbol)
        pages = (*bars.pages, *((page,) if isinstance(page, Page) else ()))
        told = None if isinstance(splits, Refusal) else splits
        return Answer(self.declaration, pages, replace(bars.result, splits=told))
