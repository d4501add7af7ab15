"""Yahoo's chart v8: closes of the consolidated tape, split-adjusted backwards, and the split events.

`close` has later splits divided out but no dividends; `adjclose` has both and is never read. Values are
32-bit floats such as 191.4499969482422: they go to the tick once they are prices as traded again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field

from mutuel.domain.resolution.observation import Basis, Split
from mutuel.domain.units import DAY, Price8
from oracle.sources.adapter import Declaration, Request, Vendor, Wanted
from oracle.sources.closes import (
    MAX_ROWS,
    MAX_SPLITS,
    MAX_TIME,
    Closes,
    Payload,
    Refusal,
    Why,
    bad_price,
    day_number,
    price8_down,
    read,
)

EXCHANGE_ZONE = "America/New_York"
DECLARATION = Declaration(
    name="yahoo",
    group="consolidated tape",
    sessions="bars carry the second of the session's opening; its New York day is the session",
    terms="unofficial web endpoint; no right to commercial use",
    basis=Basis.SPLIT_ADJUSTED,
    class_mark="-",
    tells_splits=True,
    is_forbidden=True,
)


def request(wanted: Wanted) -> Request:
    """One chart up to now: later bars and splits show what the earlier prices were divided by."""
    symbol = DECLARATION.spelled(wanted.symbol)
    query = {
        "interval": "1d",
        "period1": str(int(datetime.combine(wanted.first, time(), UTC).timestamp())),
        "period2": str(wanted.now + DAY),
        "events": "div,splits",
        "includePrePost": "false",
    }
    return Request(symbol, f"/v8/finance/chart/{symbol}", query)


class _Meta(Payload):
    currency: str | None = None
    symbol: str
    exchange_timezone_name: str
    regular_market_time: int | None = Field(default=None, ge=0, le=MAX_TIME)
    data_granularity: str | None = None


class _Quote(Payload):
    close: tuple[Decimal | None, ...] = ()


class _Indicators(Payload):
    quote: list[_Quote]


class _SplitEvent(Payload):
    date: int
    numerator: Decimal
    denominator: Decimal


class _Events(Payload):
    splits: dict[str, _SplitEvent] = Field(default_factory=dict)


class _Result(Payload):
    meta: _Meta
    timestamp: tuple[int, ...] = ()
    indicators: _Indicators
    events: _Events = _Events()


class _Error(Payload):
    code: str | None = None
    description: str | None = None


class _Chart(Payload):
    result: list[_Result] | None = None
    error: _Error | None = None


class _Answer(Payload):
    chart: _Chart | None = None
    finance: _Chart | None = None  # how Yahoo refuses before it reaches the chart


def parse_chart(body: bytes, symbol: str) -> Closes | Refusal:
    """The daily chart of `symbol`, prices in shares of the day of the answer."""
    if body.strip() == b"Too Many Requests":
        return Refusal(Why.RATE_LIMITED, "too many requests")
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    chart = answer.chart or answer.finance or _Chart()
    if answer.chart is None or chart.error is not None or not chart.result:
        error = chart.error or _Error()
        return Refusal(Why.ERROR_BODY, f"{error.code}: {error.description}"[:200])
    return _checked(chart.result[0], symbol)


def _checked(result: _Result, symbol: str) -> Closes | Refusal:
    meta = result.meta
    if meta.symbol.upper() != symbol:
        return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {meta.symbol[:20]!r}")
    if meta.currency != "USD":  # pence are "GBp": a factor of 100
        return Refusal(Why.WRONG_CURRENCY, f"{meta.currency!r:.20}")
    if meta.exchange_timezone_name != EXCHANGE_ZONE or meta.data_granularity not in (None, "1d"):
        return Refusal(Why.WRONG_SHAPE, f"{meta.data_granularity} bars in {meta.exchange_timezone_name[:30]}")
    return _closes(result, symbol)


def _closes(result: _Result, symbol: str) -> Closes | Refusal:
    prices = result.indicators.quote[0].close if result.indicators.quote else []
    if len(prices) != len(result.timestamp) or len(prices) > MAX_ROWS:
        return Refusal(Why.WRONG_SHAPE, f"{len(result.timestamp)} times, {len(prices)} closes")
    by_day: dict[date, Price8] = {}
    for day, close in zip(map(_new_york_day, result.timestamp), prices, strict=True):
        price = None if close is None else price8_down(close)
        if day is None or (close is not None and price is None):
            return bad_price(day, close)
        if price is not None:  # Yahoo prints null for bars that it lost
            by_day[day] = price
    splits = tuple(_splits(result.events))
    if len(splits) != len(result.events.splits) or len(splits) > MAX_SPLITS:
        return Refusal(Why.WRONG_SHAPE, "the split events cannot be read")
    as_of = result.meta.regular_market_time
    return Closes(symbol, "USD", Basis.SPLIT_ADJUSTED, by_day, splits, as_of)


def _splits(events: _Events) -> Iterator[Split]:
    for event in sorted(events.splits.values(), key=lambda event: event.date):
        day = _new_york_day(event.date)
        if day and _is_share_count(event.numerator) and _is_share_count(event.denominator):
            yield Split(day_number(day), int(event.numerator), int(event.denominator))


def _is_share_count(value: Decimal) -> bool:
    """A whole number that a split can name; the bound first, since Decimal cannot divide far beyond it."""
    return 0 < value <= 10**6 and value % 1 == 0


def _new_york_day(seconds: int) -> date | None:
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(EXCHANGE_ZONE)).date()
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None


SOURCE: Final = Vendor(DECLARATION, request, parse_chart)
