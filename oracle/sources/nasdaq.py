"""Nasdaq's website: the official closing price (NOCP) of its listings.

The close is read from the history table; while that lacks the session, from the quote, and there only from
the entry that says it is the close. After hours `primaryData` is the live after-hours print.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Generic, TypeVar

from mutuel.domain.resolution.observation import Basis
from mutuel.domain.units import Price8
from oracle.calendar import NEW_YORK
from oracle.sources.adapter import Answer, Declaration, Wanted, parsed
from oracle.sources.closes import (
    MAX_ROWS,
    Closes,
    Payload,
    Refusal,
    Why,
    bad_price,
    price8_down,
    read,
)
from oracle.sources.transport import Page, Web

DECLARATION = Declaration(
    name="nasdaq",
    group="exchange",
    sessions="rows carry the exchange's own session date; the quote names day and minute of the close",
    terms="unofficial web endpoint; a licensed feed is needed for commercial use",
    class_mark="/",
    is_forbidden=True,
)
SLASH = "%25sl%25"
"""How the site writes a slash within a path."""
_DOLLARS = re.compile(r"\$?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(\.[0-9]{1,8})?", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"\b([a-z]{3})[a-z]* ([0-9]{1,2}), ([0-9]{4})\b", re.ASCII)
_TIME = re.compile(r"\b([0-9]{1,2}):([0-9]{2}) ([ap])m et\b", re.ASCII)


@dataclass(frozen=True)
class Nasdaq:
    """`url` is the API's root, without a slash at the end."""

    url: str
    declaration: Declaration = DECLARATION

    async def fetch(self, web: Web, wanted: Wanted) -> Answer[Closes]:
        """The history; and the quote's close too, when the history lacks the session or cannot be read."""
        symbol = self.declaration.spelled(wanted.symbol)
        path = f"{self.url}/api/quote/{symbol.replace('/', SLASH)}"
        history = await web.get(f"{path}/historical", _period(wanted))
        first = history if isinstance(history, Refusal) else parsed(history, parse_history, symbol)
        if isinstance(first, Closes) and wanted.session.day in first.by_day:
            return self._answer(first, history)
        quote = await web.get(f"{path}/info", {"assetclass": "stocks"})
        second = quote if isinstance(quote, Refusal) else parsed(quote, parse_info, symbol)
        return self._answer(_joined(first, second), history, quote)

    def _answer(self, result: Closes | Refusal, *fetched: Page | Refusal) -> Answer[Closes]:
        return Answer(self.declaration, tuple(page for page in fetched if isinstance(page, Page)), result)


class _Status(Payload):
    r_code: int | None = None
    b_code_message: list[dict[str, object]] | None = None


class _Row(Payload):
    date: str
    close: str


class _Table(Payload):
    rows: list[_Row] | None = None


class _Data(Payload):
    symbol: str


class _Trades(_Data):
    trades_table: _Table | None = None


class _Entry(Payload):
    last_sale_price: str | None = None
    last_trade_timestamp: str | None = None
    currency: str | None = None


class _Quote(_Data):
    market_status: str | None = None
    primary_data: _Entry | None = None
    secondary_data: _Entry | None = None


_D = TypeVar("_D", bound=_Data)


class _Answer(Payload, Generic[_D]):
    data: _D | None = None
    status: _Status | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as Nasdaq prints it; `at` is None when only the day is given."""

    day: date
    at: int | None
    is_close: bool


def parse_history(body: bytes, symbol: str) -> Closes | Refusal:
    """The history table of `symbol`. It carries no split events: `splits` is None."""
    data = _data(read(_Answer[_Trades], body), symbol)
    if isinstance(data, Refusal):
        return data
    rows = (data.trades_table and data.trades_table.rows) or []
    if len(rows) > MAX_ROWS:
        return Refusal(Why.TOO_LARGE, f"{len(rows)} rows")
    return _closes(symbol, rows)


def parse_info(body: bytes, symbol: str) -> Closes | Refusal:
    """The one close that the quote of `symbol` states, with `as_of` when it names the minute."""
    data = _data(read(_Answer[_Quote], body), symbol)
    return data if isinstance(data, Refusal) else _closing_entry(symbol, data)


def read_stamp(text: str) -> Stamp | None:
    """Reads "Closed at Jun 25, 2026 4:00 PM ET", "CLOSED AT 4:00 PM ET ON Nov 18, 2019" and
    "DATA AS OF Jul 28, 2020"; None for anything without a day."""
    lowered = text.lower()
    found, clock = _DAY.search(lowered), _TIME.search(lowered)
    if found is None or found[1] not in _MONTHS:
        return None
    try:
        day = date(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
        at = None if clock is None else _new_york(day, int(clock[1]), int(clock[2]), clock[3] == "p")
    except (ValueError, OverflowError):
        return None
    return Stamp(day, at, lowered.startswith("closed at"))


def read_dollars(text: str) -> Price8 | None:
    """10^-8 USD of "$1,214.40"; None for "N/A", another currency or anything else."""
    match = _DOLLARS.fullmatch(text)
    return None if match is None else price8_down(Decimal(match[1].replace(",", "") + (match[2] or "")))


def _period(wanted: Wanted) -> dict[str, str]:
    return {
        "assetclass": "stocks",
        "fromdate": wanted.first.isoformat(),
        "todate": wanted.session.day.isoformat(),
        "limit": "9999",
    }


def _joined(history: Closes | Refusal, quote: Closes | Refusal) -> Closes | Refusal:
    """The history with the quote's close added; without a quote the history as it is."""
    if isinstance(quote, Refusal):
        return history
    if isinstance(history, Refusal):
        return quote
    return replace(quote, by_day={**quote.by_day, **history.by_day})


def _closes(symbol: str, rows: list[_Row]) -> Closes | Refusal:
    by_day: dict[date, Price8] = {}
    for row in rows:
        day, price = _us_date(row.date), read_dollars(row.close)
        if day is None:
            return Refusal(Why.WRONG_SHAPE, f"{row.date[:20]!r} is not a date")
        if price is None or by_day.get(day, price) != price:
            return bad_price(day, row.close)
        by_day[day] = price
    return Closes(symbol, "USD", Basis.AS_TRADED, by_day)


def _closing_entry(symbol: str, quote: _Quote) -> Closes | Refusal:
    closed = "closed" in (quote.market_status or "").lower()
    for entry in (quote.secondary_data, quote.primary_data):
        stamp = read_stamp((entry and entry.last_trade_timestamp) or "")
        if entry is None or stamp is None:
            continue
        # Else only a day's quote with nothing beside it, of a closed market, is a close.
        if stamp.is_close or (closed and quote.secondary_data is None and stamp.at is None):
            return _one_close(symbol, entry, stamp)
    return Refusal(Why.SESSION_UNFINISHED, f"no entry is a close (market status {quote.market_status!r:.40})")


def _one_close(symbol: str, entry: _Entry, stamp: Stamp) -> Closes | Refusal:
    if entry.currency not in (None, "USD"):
        return Refusal(Why.WRONG_CURRENCY, f"{entry.currency[:10]!r}")
    price = read_dollars(entry.last_sale_price or "")
    if price is None:
        return bad_price(stamp.day, entry.last_sale_price)
    return Closes(symbol, "USD", Basis.AS_TRADED, {stamp.day: price}, as_of=stamp.at)


def _data(answer: _Answer[_D] | Refusal, symbol: str) -> _D | Refusal:
    """What the answer says of `symbol`."""
    if isinstance(answer, Refusal):
        return answer
    if answer.data is None:
        return _vendor_error(answer.status)
    if answer.data.symbol.upper() != symbol:
        return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {answer.data.symbol[:20]!r}")
    return answer.data


def _vendor_error(status: _Status | None) -> Refusal:
    messages = (status and status.b_code_message) or []
    said = "; ".join(str(message.get("errorMessage", message)) for message in messages[:3])
    return Refusal(Why.ERROR_BODY, (said or "no data")[:200])


def _us_date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%m/%d/%Y").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _new_york(day: date, hour: int, minute: int, afternoon: bool) -> int:
    local = datetime(day.year, day.month, day.day, hour % 12 + 12 * afternoon, minute, tzinfo=NEW_YORK)
    return int(local.timestamp())
