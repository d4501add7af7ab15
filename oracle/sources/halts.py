"""Trading halts as Nasdaq (RSS, both exchanges' listings) and NYSE (CSV) publish them.

A halt of one share at its close puts the HALT flag on a proposal. A market-wide circuit breaker (MWC) closes betting
at once by a signed report.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple
from xml.etree import ElementTree

from oracle.calendar import NEW_YORK, new_york_day
from oracle.sources.adapter import Declaration, Request, Vendor
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Page

MAX_HALTS: Final = 5_000
NASDAQ_SPACE: Final = "{http://www.nasdaqtrader.com/}"
TERMS: Final = "public record; the operator reads the site's terms before setting its address"
MARKET_WIDE: Final = ("MWC", "MARKET WIDE", "MARKET-WIDE")
_SYMBOL = re.compile(r"[A-Z0-9][A-Z0-9.\-]{0,13}", re.ASCII)
_NYSE_COLUMNS: Final = {"Halt Date", "Halt Time", "Symbol", "Reason", "Resume Date", "NYSE Resume Time"}


@dataclass(frozen=True, slots=True)
class Halt:
    """One halt; times in UTC seconds. `symbol` in our spelling: BRK.B, which Nasdaq writes so, and NYSE "BRK B".

    `until` is None while nobody has said when trading resumes.
    """

    symbol: str
    at: int
    until: int | None
    reason: str

    @property
    def is_market_wide(self) -> bool:
        return self.reason.upper().startswith(MARKET_WIDE)

    def covers(self, moment: int) -> bool:
        """Whether the halt was on at `moment`. Trading that resumes in the closing cross itself was not halted.

        A market is halted for the rest of its day at most: an older record, served again or never completed, would
        stop all betting.
        """
        old = self.is_market_wide and new_york_day(self.at) != new_york_day(moment)
        return self.at <= moment and (self.until is None or moment < self.until) and not old


Halts = tuple[Halt, ...]


class HaltRecord(NamedTuple):
    """A halt, and the pages that tell it."""

    halt: Halt
    pages: tuple[Page, ...]

    def described(self) -> dict[str, object]:
        """As one of the answers in a manifest."""
        halt = self.halt
        pages = [page.described() for page in self.pages]
        told = {"symbol": halt.symbol, "at": halt.at, "until": halt.until, "reason": halt.reason}
        return {"source": "halts", "pages": pages, "halt": told}


def halted(halts: Sequence[Halt], symbol: str, close: int) -> Halt | None:
    """The halt of `symbol`, or of the whole market, that was on when the session closed at `close`."""
    found = (one for one in halts if one.symbol == symbol or one.is_market_wide)
    return next((one for one in found if one.covers(close)), None)


def parse_nasdaq(body: bytes, _symbol: str = "") -> tuple[Halt, ...] | Refusal:
    """The items of Nasdaq's feed. Times are New York's."""
    # Entities could grow without bound; in UTF-16, where every letter has a zero byte, these words look otherwise.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\0" in body:
        return Refusal(Why.WRONG_SHAPE, "the feed declares a document type, or is no UTF-8")
    try:
        items = ElementTree.fromstring(body).findall("channel/item")
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        return Refusal(Why.WRONG_SHAPE, f"{type(error).__name__} in {len(body)} bytes")
    if len(items) > MAX_HALTS or (not items and b"ndaq:numItems" not in body):
        return Refusal(Why.WRONG_SHAPE, f"{len(items)} items")
    return _all([_nasdaq_item(item) for item in items])


def parse_nyse(body: bytes, _symbol: str = "") -> tuple[Halt, ...] | Refusal:
    """The rows of NYSE's file. Times are New York's; warrants are "BKSY.WS" where Nasdaq writes "BKSY.W"."""
    try:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return Refusal(Why.WRONG_SHAPE, f"{type(error).__name__} in {len(body)} bytes")
    header = body.split(b"\n", 1)[0].decode(errors="replace").strip().removeprefix("\ufeff")
    if len(rows) > MAX_HALTS or not set(header.split(",")) >= _NYSE_COLUMNS:
        return Refusal(Why.WRONG_SHAPE, f"{len(rows)} rows under {header[:60]!r}")
    return _all([_nyse_row(row) for row in rows])


def parse_record(page: Page) -> tuple[Halt, ...]:
    """The halts of an archived page of either exchange; none if it cannot be read."""
    is_nasdaqs = page.body.lstrip().startswith(b"<")
    found = parse_nasdaq(page.body) if is_nasdaqs else parse_nyse(page.body)
    return () if page.status != 200 or isinstance(found, Refusal) else found


def _all(found: Sequence[Halt | None]) -> tuple[Halt, ...] | Refusal:
    """One row that cannot be read could be the halt that matters, so it spoils the record."""
    halts = tuple(halt for halt in found if halt is not None)
    if len(halts) != len(found):
        return Refusal(Why.WRONG_SHAPE, f"{len(found) - len(halts)} of {len(found)} halts cannot be read")
    return halts


def _nasdaq_item(item: ElementTree.Element) -> Halt | None:
    def text(name: str) -> str:
        return (item.findtext(NASDAQ_SPACE + name) or "").strip()

    return _halt(
        text("IssueSymbol"),
        _time(text("HaltDate"), text("HaltTime"), "%m/%d/%Y"),
        (text("ResumptionDate"), text("ResumptionTradeTime"), "%m/%d/%Y"),
        text("ReasonCode"),
    )


def _nyse_row(row: Mapping[str | None, str | list[str] | None]) -> Halt | None:
    def text(name: str) -> str:
        value = row.get(name)
        return value.strip() if isinstance(value, str) else ""

    return _halt(
        text("Symbol"),
        _time(text("Halt Date"), text("Halt Time"), "%Y-%m-%d"),
        (text("Resume Date"), text("NYSE Resume Time"), "%Y-%m-%d"),
        text("Reason"),
    )


def _halt(symbol: str, at: int | None, resumes: tuple[str, str, str], reason: str) -> Halt | None:
    symbol = symbol.replace(" ", ".")
    day, clock, form = resumes
    until = _time(day, clock, form) if day and clock else None
    unreadable = bool(day and clock) and until is None
    if at is None or unreadable or not reason or _SYMBOL.fullmatch(symbol) is None:
        return None
    return Halt(symbol, at, until, reason)


def _time(day: str, clock: str, form: str) -> int | None:
    """UTC seconds of a New York date and time; fractions of a second are cut off."""
    try:
        moment = datetime.strptime(f"{day} {clock.partition('.')[0]}", f"{form} %H:%M:%S").replace(
            tzinfo=NEW_YORK
        )
        return int(moment.timestamp())
    except (ValueError, OverflowError):
        return None


def _request(_wanted: None) -> Request:
    """An address of a record is a whole one: nothing is added to it."""
    return Request("", "", {})


NASDAQ: Final[Vendor[None, Halts]] = Vendor(
    Declaration("nasdaq-halts", "exchange", "halts of today, in New York's time", TERMS, is_forbidden=True),
    _request,
    parse_nasdaq,
)
NYSE: Final[Vendor[None, Halts]] = Vendor(
    Declaration("nyse-halts", "exchange", "halts of today, in New York's time", TERMS, is_forbidden=True),
    _request,
    parse_nyse,
)
