from __future__ import annotations

from datetime import datetime

import httpx
import pytest

from oracle.calendar import NEW_YORK
from oracle.sources.closes import Refusal, Why
from oracle.sources.halts import NASDAQ, NYSE, Halt, halted, parse_nasdaq, parse_nyse
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.pages import web

HEADER = "Halt Date,Halt Time,Symbol,Name,Exchange,Reason,Resume Date,NYSE Resume Time\n"


def at(clock: str, day: str = "2026-10-14") -> int:
    return int(datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=NEW_YORK).timestamp())


def rss(*items: tuple[str, str, str, str]) -> bytes:
    """Items as (symbol, halted at, reason, trading resumes at or empty), all of 14 October 2026."""
    told = "".join(
        f"<item><title>{symbol}</title><ndaq:HaltDate>10/14/2026</ndaq:HaltDate><ndaq:HaltTime>{clock}</ndaq:HaltTime>"
        f"<ndaq:IssueSymbol>{symbol}</ndaq:IssueSymbol><ndaq:ReasonCode>{reason}</ndaq:ReasonCode>"
        f"<ndaq:ResumptionDate>{'10/14/2026' if resumes else ''}</ndaq:ResumptionDate>"
        f"<ndaq:ResumptionTradeTime>{resumes}</ndaq:ResumptionTradeTime></item>"
        for symbol, clock, reason, resumes in items
    )
    head = '<rss version="2.0" xmlns:ndaq="http://www.nasdaqtrader.com/"><channel>'
    return f"{head}<ndaq:numItems>{len(items)}</ndaq:numItems>{told}</channel></rss>".encode()


def test_parse_nasdaq__items__halts_in_utc() -> None:
    parsed = parse_nasdaq(rss(("AAPL", "15:42:38.183", "T1", ""), ("MSFT", "10:00:00", "LUDP", "10:05:00")))
    assert parsed == (
        Halt("AAPL", at("15:42:38"), None, "T1"),
        Halt("MSFT", at("10:00:00"), at("10:05:00"), "LUDP"),
    )


def test_parse_nyse__rows__halts_in_utc() -> None:
    rows = '2026-10-14,15:42:38,MB,"Master, Group",Nasdaq,LULD Pause,2026-10-14,16:00:00\n'
    parsed = parse_nyse((HEADER + rows + "2026-10-14,19:50:00,ABC WS,Abc,NYSE,News Pending,,\n").encode())
    assert parsed == (
        Halt("MB", at("15:42:38"), at("16:00:00"), "LULD Pause"),
        Halt("ABC.WS", at("19:50:00"), None, "News Pending"),
    )


def test_parse__no_halts_today__none_and_not_a_refusal() -> None:
    assert parse_nasdaq(rss()) == ()
    assert parse_nyse(HEADER.encode()) == ()


@needs_real_data
def test_parse__real_records__every_halt() -> None:
    nasdaq = parse_nasdaq((REAL / "api/nasdaq_trade_halts_rss_20260807.xml").read_bytes())
    nyse = parse_nyse((REAL / "api/nyse_trade_halts_current_20260807.csv").read_bytes())
    assert isinstance(nasdaq, tuple)
    assert isinstance(nyse, tuple)
    assert [one.symbol for one in nasdaq] == ["AEHL", "MB", "BKSY.W"]
    assert nasdaq[1].until == nyse[2].until == at("16:00:00", "2026-08-07")
    assert len(nyse) >= 4


HIDDEN = (
    '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE rss [<!ENTITY a "T1">]>'
    + rss(("AAPL", "15:42:38", "&a;", "")).decode()
).encode("utf-16")
"""A good feed but for its document type, which no search for bytes finds."""


@pytest.mark.parametrize(
    "broken",
    [
        b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>',
        pytest.param(HIDDEN, id="utf-16"),
        b"<rss><channel></channel></rss>",
        b"<html>down</html>",
        b"{}",
        rss(("AAPL", "25:00:00", "T1", "")),
        rss(("AAPL", "15:00:00", "", "")),
        rss(("AAPL", "15:00:00", "T1", "soon")),
    ],
)
def test_parse_nasdaq__unreadable__refused_as_a_whole(broken: bytes) -> None:
    refused = parse_nasdaq(broken)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE


@pytest.mark.parametrize("broken", [b"", b"<html>", b"\xff", HEADER.encode() + b"yesterday,,AAPL,,,T1,,\n"])
def test_parse_nyse__unreadable__refused_as_a_whole(broken: bytes) -> None:
    assert isinstance(parse_nyse(broken), Refusal)


@pytest.mark.parametrize(
    ("halt", "is_halted"),
    [
        (Halt("AAPL", at("15:42:38"), None, "T1"), True),
        (Halt("AAPL", at("15:42:38"), at("16:00:01"), "LUDP"), True),
        (Halt("AAPL", at("15:42:38"), at("16:00:00"), "LUDP"), False),
        (Halt("AAPL", at("16:00:01"), None, "T1"), False),
        (Halt("MSFT", at("15:42:38"), None, "T1"), False),
        (Halt("XYZ", at("15:42:38"), None, "MWC3"), True),
    ],
)
def test_halted__at_the_close__own_and_market_wide_halts(halt: Halt, is_halted: bool) -> None:
    assert halted([halt], "AAPL", at("16:00:00")) == (halt if is_halted else None)


def test_halted__class_of_shares__found_however_its_exchange_writes_it() -> None:
    nasdaq = parse_nasdaq(rss(("BRK.B", "15:00:00", "T1", "")))
    nyse = parse_nyse((HEADER + "2026-10-14,15:00:00,BRK B,Berkshire,NYSE,News Pending,,\n").encode())
    for found in (nasdaq, nyse):
        assert isinstance(found, tuple)
        assert halted(found, "BRK.B", at("16:00:00")) is not None


async def test_fetch__record_at_a_whole_address__asked_for_as_it_is_and_read() -> None:
    asked: list[httpx.Request] = []
    pages = web([httpx.Response(200, content=rss(("AAPL", "15:00:00", "T1", "")))], asked)
    answer = await NASDAQ.at("http://a/rss.aspx?feed=tradehalts").fetch(pages, None)
    assert asked[0].url.raw_path == b"/rss.aspx?feed=tradehalts"
    assert answer.result == (Halt("AAPL", at("15:00:00"), None, "T1"),)


async def test_fetch__record_behind_an_error__refused() -> None:
    answer = await NYSE.at("http://a").fetch(web([httpx.Response(404, content=HEADER.encode())], []), None)
    assert isinstance(answer.result, Refusal)
    assert answer.result.why is Why.HTTP_STATUS


def test_covers__market_halted_on_an_earlier_day__no_more() -> None:
    market, share = (Halt("AAPL", at("15:00:00", "2026-10-13"), None, reason) for reason in ("MWC3", "T12"))
    assert market.covers(at("16:00:00", "2026-10-13"))
    assert not market.covers(at("10:00:00"))
    assert share.covers(at("10:00:00"))
    assert halted([market], "MSFT", at("16:00:00")) is None
