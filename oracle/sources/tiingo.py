"""Tiingo's end-of-day prices: closes as traded, and the split of each day beside them.

The answer does not name its stock: the address alone says whose prices they are.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from pydantic import RootModel

from oracle.calendar import new_york_day
from oracle.sources.adapter import Declaration, KeyIn, Request, Vendor, Wanted
from oracle.sources.closes import MAX_ROWS, Closes, Payload, Refusal, Why, priced_by_day, read
from oracle.sources.coefficients import splits_of

DECLARATION: Final = Declaration(
    name="tiingo",
    group="consolidated tape",
    sessions="rows carry the session's date at midnight UTC",
    terms="paid key; commercial use by agreement",
    class_mark="-",
    tells_splits=True,
)
MIDNIGHT: Final = ("T00:00:00.000Z", "T00:00:00+00:00")


def request(wanted: Wanted) -> Request:
    """The period up to today, since later splits matter."""
    symbol = DECLARATION.spelled(wanted.symbol)
    period = {"startDate": wanted.first.isoformat(), "endDate": new_york_day(wanted.now).isoformat()}
    return Request(symbol, f"/tiingo/daily/{symbol}/prices", {"format": "json"} | period)


class _Row(Payload):
    date: str
    close: Decimal
    split_factor: Decimal | None = None


class _Error(Payload):
    detail: Any


class _Answer(RootModel[list[_Row] | _Error]):
    pass


def parse_prices(body: bytes, symbol: str) -> Closes | Refusal:
    """The closes of `symbol` as traded; days without a split factor leave `splits` None."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    if isinstance(answer.root, _Error):
        return Refusal(Why.ERROR_BODY, str(answer.root.detail)[:200])
    if len(answer.root) > MAX_ROWS:
        return Refusal(Why.TOO_LARGE, f"{len(answer.root)} rows")
    by_day = priced_by_day((row.date, _day(row.date), row.close) for row in answer.root)
    if isinstance(by_day, Refusal):
        return by_day
    splits = splits_of({day: row.split_factor for day, row in zip(by_day, answer.root, strict=True)})
    if isinstance(splits, Refusal):
        return splits
    return Closes(symbol, DECLARATION.currency, DECLARATION.basis, by_day, splits)


def _day(text: str) -> date | None:
    """Any other time of day would be of another series."""
    if not text.endswith(MIDNIGHT):
        return None
    try:
        return date.fromisoformat(text[:10]) if text[10:] in MIDNIGHT else None
    except ValueError:
        return None


SOURCE: Final = Vendor(DECLARATION, request, parse_prices, KeyIn(scheme="Token"))
