"""Bloomberg's PX_LAST: an interface, never checked against a real answer.

Data License is asked in batches and answers with files hours later, and its fields are not public. This reads what a
licensee's own service hands on of such a file: CSV with the columns IDENTIFIER ("AAPL US Equity"), RC (0: the row is
good), DATE (ISO), PX_LAST and CRNCY, requested without any adjustment.
"""

from __future__ import annotations

from typing import Final

from oracle.sources.adapter import Declaration, KeyIn, Request, Vendor, Wanted
from oracle.sources.closes import Closes, Payload, Refusal, Why, read
from oracle.sources.tables import closes_by_day, read_table

DECLARATION: Final = Declaration(
    name="bloomberg",
    group="bloomberg",
    sessions="rows carry the exchange's session date",
    terms="Data License agreement that allows derived use",
    class_mark="/",
    is_verified=False,
)
GOOD: Final = "0"


def request(wanted: Wanted) -> Request:
    """The history of the period."""
    security = f"{DECLARATION.spelled(wanted.symbol)} US Equity"
    period = {"start": wanted.first.isoformat(), "end": wanted.session.day.isoformat()}
    return Request(security, "/history", {"security": security, "fields": "PX_LAST,CRNCY"} | period)


class _Error(Payload):
    error: str
    error_description: str | None = None


def parse_history(body: bytes, security: str) -> Closes | Refusal:
    """The closes of `security`; one bad row spoils them all."""
    if body.lstrip().startswith(b"{"):
        return _refused(body)
    rows = read_table(body, ("IDENTIFIER", "RC", "DATE", "PX_LAST", "CRNCY"))
    if isinstance(rows, Refusal):
        return rows
    for row in rows:
        if row["IDENTIFIER"] != security:
            return Refusal(Why.WRONG_SYMBOL, f"asked for {security}, got {row['IDENTIFIER'][:30]!r}")
        if row["RC"] != GOOD:
            return Refusal(Why.ERROR_BODY, f"return code {row['RC'][:10]!r} on {row['DATE'][:20]!r}")
        if row["CRNCY"] != DECLARATION.currency:
            return Refusal(Why.WRONG_CURRENCY, f"{row['CRNCY'][:10]!r}")
    by_day = closes_by_day(rows, "DATE", "PX_LAST")
    return by_day if isinstance(by_day, Refusal) else Closes(security, "USD", DECLARATION.basis, by_day)


def _refused(body: bytes) -> Refusal:
    """Its own words, as the API says them in JSON."""
    said = read(_Error, body)
    if isinstance(said, Refusal):
        return said
    why = Why.NOT_AUTHORISED if said.error == "unauthorized_client" else Why.ERROR_BODY
    return Refusal(why, f"{said.error}: {said.error_description}"[:200])


SOURCE: Final = Vendor(DECLARATION, request, parse_history, KeyIn(scheme="Bearer"))
