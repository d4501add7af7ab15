"""CSV as vendors send it: a header line, then rows; or words for people in its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from mutuel.domain.units import Price8
from oracle.sources.closes import MAX_ROWS, Refusal, Why, bad_price, price8_down

Row = Mapping[str, str]


def read_table(body: bytes, columns: Collection[str]) -> list[Row] | Refusal:
    """The rows, cells by column and without spaces around them; every one of `columns` must be there."""
    try:
        reader = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        header, *lines = [line for line in reader if line] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        return Refusal(Why.WRONG_SHAPE, f"{type(error).__name__} in {len(body)} bytes")
    names = [name.strip() for name in header]
    if not names or not set(columns) <= set(names):
        return Refusal(Why.WRONG_SHAPE, f"no table but {body[:60]!r}")
    if len(lines) > MAX_ROWS or any(len(line) != len(names) for line in lines):
        return Refusal(Why.WRONG_SHAPE, f"{len(lines)} rows, not all as wide as their header")
    return [{name: cell.strip() for name, cell in zip(names, line, strict=True)} for line in lines]


def closes_by_day(rows: list[Row], day: str, close: str) -> dict[date, Price8] | Refusal:
    """The closes of rows that name an ISO date and a price; two prices of one day are none."""
    found: dict[date, Price8] = {}
    for row in rows:
        when, price = _iso_date(row[day]), _price(row[close])
        if when is None:
            return Refusal(Why.WRONG_SHAPE, f"{row[day][:20]!r} is not a date")
        if price is None or found.get(when, price) != price:
            return bad_price(when, row[close])
        found[when] = price
    return found


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _price(text: str) -> Price8 | None:
    try:
        return price8_down(Decimal(text))
    except InvalidOperation:
        return None
