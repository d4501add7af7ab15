"""Stooq's daily CSV: closes with splits and dividends divided out, so a sanity band and never a vote.

It answers everything with HTTP 200: "No data" and "Exceeded the daily hits limit" come as plain text.
"""

from __future__ import annotations

from typing import Final

from mutuel.domain.resolution.observation import Basis
from oracle.sources.adapter import Declaration, Request, Vendor, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.tables import closes_by_day, read_table

DECLARATION: Final = Declaration(
    name="stooq",
    group="consolidated tape",
    sessions="rows carry the session's date",
    terms="website for private use; no right to commercial use",
    basis=Basis.TOTAL_RETURN,
    class_mark="-",
    is_forbidden=True,
)
APOLOGIES: Final = {
    b"Exceeded the daily hits limit": Why.RATE_LIMITED,
    b"No data": Why.ERROR_BODY,
    b"Brak danych": Why.ERROR_BODY,
}


def request(wanted: Wanted) -> Request:
    """The sessions of the period."""
    symbol = DECLARATION.spelled(wanted.symbol).lower() + ".us"
    first, last = (day.strftime("%Y%m%d") for day in (wanted.first, wanted.session.day))
    return Request(symbol, "/q/d/l/", {"s": symbol, "i": "d", "d1": first, "d2": last})


def parse_daily(body: bytes, symbol: str) -> Closes | Refusal:
    """The closes of `symbol`, which the answer does not name: the address alone says whose they are."""
    for words, why in APOLOGIES.items():
        if body.strip().startswith(words):
            return Refusal(why, words.decode())
    rows = read_table(body, ("Date", "Open", "High", "Low", "Close"))
    by_day = rows if isinstance(rows, Refusal) else closes_by_day(rows, "Date", "Close")
    if isinstance(by_day, Refusal):
        return by_day
    return Closes(symbol, DECLARATION.currency, DECLARATION.basis, by_day)


SOURCE: Final = Vendor(DECLARATION, request, parse_daily)
