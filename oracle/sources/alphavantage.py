"""Alpha Vantage's TIME_SERIES_DAILY_ADJUSTED: closes as traded, with a split coefficient per day.

It answers every refusal with HTTP 200: only the content tells a price from an apology.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import Field

from mutuel.domain.resolution.observation import Basis
from oracle.sources.adapter import Declaration, KeyIn, Request, Vendor, Wanted
from oracle.sources.closes import MAX_ROWS, Closes, Payload, Refusal, Why, priced_by_day, read
from oracle.sources.coefficients import splits_of

TIME_ZONE = "US/Eastern"
DECLARATION = Declaration(
    name="alphavantage",
    group="consolidated tape",
    sessions="rows carry the session's New York date",
    terms="premium key for this series; commercial use by agreement",
    class_mark="-",
    tells_splits=True,
    calls_a_minute=75,
)


def request(wanted: Wanted) -> Request:
    """The last 100 sessions, splits as traded beside them."""
    symbol = DECLARATION.spelled(wanted.symbol)
    query = {"function": "TIME_SERIES_DAILY_ADJUSTED", "symbol": symbol, "outputsize": "compact"}
    return Request(symbol, "/query", query)


class _Meta(Payload):
    symbol: str = Field(alias="2. Symbol")
    refreshed: str = Field(alias="3. Last Refreshed")
    zone: str = Field(alias="5. Time Zone")


class _Bar(Payload):
    close: Decimal = Field(alias="4. close")
    split: Decimal | None = Field(default=None, alias="8. split coefficient")


class _Answer(Payload):
    meta: _Meta | None = Field(default=None, alias="Meta Data")
    series: dict[date, _Bar] | None = Field(default=None, alias="Time Series (Daily)")
    information: Any = Field(default=None, alias="Information")
    note: Any = Field(default=None, alias="Note")
    error: Any = Field(default=None, alias="Error Message")


def parse_daily(body: bytes, symbol: str) -> Closes | Refusal:
    """The daily series of `symbol`; a series without split coefficients has `splits` None."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    for why, said in (
        (Why.RATE_LIMITED, answer.information),
        (Why.RATE_LIMITED, answer.note),
        (Why.ERROR_BODY, answer.error),
    ):
        if said is not None:
            return Refusal(why, "the vendor sent a notice instead of prices")
    if answer.meta is None or not answer.series:
        return Refusal(Why.ERROR_BODY, "the answer is empty")
    return _checked(answer.meta, answer.series, symbol)


def _checked(meta: _Meta, series: dict[date, _Bar], symbol: str) -> Closes | Refusal:
    if meta.symbol.upper() != symbol:
        return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {meta.symbol[:20]!r}")
    if meta.zone != TIME_ZONE or len(series) > MAX_ROWS:
        return Refusal(Why.WRONG_SHAPE, f"{len(series)} rows in time zone {meta.zone[:20]!r}")
    by_day = priced_by_day((day, day, bar.close) for day, bar in series.items())
    splits = splits_of({day: bar.split for day, bar in series.items()})
    if isinstance(by_day, Refusal):
        return by_day
    return splits if isinstance(splits, Refusal) else Closes(symbol, "USD", Basis.AS_TRADED, by_day, splits)


SOURCE: Final = Vendor(DECLARATION, request, parse_daily, KeyIn("apikey"))
