"""NYSE's official closes: an interface, never checked against a real answer.

The exchange offers no free close. Its licensees get official closing prices in files (TAQ, closing auctions); this
reads what such a licensee's own service hands on: CSV with the columns Symbol, Date (ISO, New York), OfficialClose and
Currency, as traded. The close is the closing auction's print or what the exchange put in its place, never a last trade.
"""

from __future__ import annotations

from typing import Final

from oracle.sources.adapter import Declaration, KeyIn, Request, Vendor, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.tables import closes_by_day, read_table

DECLARATION: Final = Declaration(
    name="nyse",
    group="exchange",
    sessions="rows carry the exchange's own session date",
    terms="market data licence of the exchange",
    class_mark=" ",
    is_verified=False,
)


def request(wanted: Wanted) -> Request:
    """The official closes of the period."""
    symbol = DECLARATION.spelled(wanted.symbol)
    period = {"from": wanted.first.isoformat(), "to": wanted.session.day.isoformat()}
    return Request(symbol, "/official-closes", {"symbol": symbol} | period)


def parse_closes(body: bytes, symbol: str) -> Closes | Refusal:
    """The official closes of `symbol`, and of nothing else."""
    rows = read_table(body, ("Symbol", "Date", "OfficialClose", "Currency"))
    if isinstance(rows, Refusal):
        return rows
    for row in rows:
        if row["Symbol"] != symbol:
            return Refusal(Why.WRONG_SYMBOL, f"asked for {symbol}, got {row['Symbol'][:20]!r}")
        if row["Currency"] != DECLARATION.currency:
            return Refusal(Why.WRONG_CURRENCY, f"{row['Currency'][:10]!r}")
    by_day = closes_by_day(rows, "Date", "OfficialClose")
    return by_day if isinstance(by_day, Refusal) else Closes(symbol, "USD", DECLARATION.basis, by_day)


SOURCE: Final = Vendor(DECLARATION, request, parse_closes, KeyIn(scheme="Bearer"))
