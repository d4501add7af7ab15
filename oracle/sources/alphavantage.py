"""Alpha Vantage's TIME_SERIES_DAILY_ADJUSTED: closes as traded, with a split coefficient per day.

It answers every refusal with HTTP 200: only the content tells a price from an apology.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import Field, SecretStr

from mutuel.domain.resolution.observation import Basis, Split
from mutuel.domain.units import Price8
from oracle.sources.adapter import Answer, Declaration, Wanted, answer
from oracle.sources.closes import (
    MAX_ROWS,
    MAX_SPLITS,
    Closes,
    Payload,
    Refusal,
    Why,
    bad_price,
    day_number,
    price8_down,
    read,
)
from oracle.sources.transport import Web

TIME_ZONE = "US/Eastern"
MAX_DECIMALS = 8
DECLARATION = Declaration(
    name="alphavantage",
    group="consolidated tape",
    basis=Basis.AS_TRADED,
    currency="USD",
    tells_splits=True,
    sessions="rows carry the session's New York date",
    terms="premium key for this series; commercial use by agreement",
)


@dataclass(frozen=True)
class AlphaVantage:
    """`url` is the API's root, without a slash at the end; `key` the subscriber's."""

    url: str
    key: SecretStr
    declaration: Declaration = DECLARATION

    async def fetch(self, web: Web, wanted: Wanted) -> Answer[Closes]:
        """The last 100 sessions, splits as traded beside them."""
        query = {"function": "TIME_SERIES_DAILY_ADJUSTED", "symbol": wanted.symbol, "outputsize": "compact"}
        page = await web.get(f"{self.url}/query", query, {"apikey": self.key.get_secret_value()})
        return answer(self.declaration, page, parse_daily, wanted.symbol)


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
    by_day: dict[date, Price8] = {}
    for day, bar in series.items():
        price = price8_down(bar.close)
        if price is None:
            return bad_price(day, bar.close)
        by_day[day] = price
    splits = _splits(series)
    return splits if isinstance(splits, Refusal) else Closes(symbol, "USD", Basis.AS_TRADED, by_day, splits)


def _splits(series: dict[date, _Bar]) -> tuple[Split, ...] | Refusal | None:
    if any(bar.split is None for bar in series.values()):
        return None
    found = []
    for day, bar in sorted(series.items()):
        if bar.split is None or not _is_coefficient(bar.split):
            return Refusal(Why.WRONG_SHAPE, f"split coefficient {bar.split!s:.20} on {day}")
        ratio = split_ratio(bar.split)
        if ratio != 1:
            found.append(Split(day_number(day), ratio.numerator, ratio.denominator))
    if len(found) > MAX_SPLITS:
        return Refusal(Why.WRONG_SHAPE, f"{len(found)} splits")
    return tuple(found)


def _is_coefficient(value: Decimal) -> bool:
    """Between 10^-6 and 10^6, printed in at most eight decimals: what can be a ratio of share counts."""
    decimals = value.as_tuple().exponent
    printable = isinstance(decimals, int) and decimals >= -MAX_DECIMALS  # text for what is no number
    return printable and Decimal("0.000001") <= value <= 10**6


def split_ratio(printed: Decimal) -> Fraction:
    """The ratio behind a printed coefficient: "0.3333" is 1/3, the simple fraction that prints so."""
    exact = Fraction(printed)
    simple = exact.limit_denominator(100)
    rounded = (Decimal(simple.numerator) / simple.denominator).quantize(printed)
    return simple if rounded == printed else exact
