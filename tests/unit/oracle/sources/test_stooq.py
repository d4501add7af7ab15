from __future__ import annotations

from datetime import date

import httpx
import pytest

from oracle.observations.observe import Asked, observe
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.stooq import SOURCE, parse_daily
from tests.unit.oracle.asking import TICK
from tests.unit.oracle.sources.pages import SESSION, closes_of

TABLE = b"Date,Open,High,Low,Close,Volume\r\n2026-10-13,190,192,189,191.44,900\r\n2026-10-14,191,193,190,192.5,800\r\n"


def test_parse_daily__table__closes_with_dividends_divided_out() -> None:
    parsed = parse_daily(TABLE, "aapl.us")
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2026, 10, 13): 191_44000000, date(2026, 10, 14): 192_50000000}
    assert (parsed.basis.name, parsed.splits) == ("TOTAL_RETURN", None)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"Exceeded the daily hits limit", Why.RATE_LIMITED),
        (b"No data", Why.ERROR_BODY),
        (b"<html><body>Just a moment</body></html>", Why.WRONG_SHAPE),
        (b"", Why.WRONG_SHAPE),
        (TABLE.replace(b"192.5", b"N/D"), Why.BAD_PRICE),
        (TABLE.replace(b"2026-10-14", b"14.10.2026"), Why.WRONG_SHAPE),
        (TABLE.replace(b"2026-10-14", b"2026-10-13"), Why.BAD_PRICE),  # two closes of one day
        (TABLE + b"2026-10-15,1\r\n", Why.WRONG_SHAPE),
        (TABLE.replace(b"Close", b"Last"), Why.WRONG_SHAPE),
    ],
)
def test_parse_daily__unusable_answer__typed_refusal(answer: bytes, why: Why) -> None:
    refused = parse_daily(answer, "aapl.us")
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__session__asked_as_the_site_writes_it_and_never_a_vote() -> None:
    answer, asked = await closes_of(SOURCE.at("http://x"), [httpx.Response(200, content=TABLE)], "BRK.B")
    assert asked[0].url.raw_path == b"/q/d/l/?s=brk-b.us&i=d&d1=20261007&d2=20261014"
    (finding,) = observe([answer], Asked("BRK.B", SESSION, SESSION.day, TICK, SESSION.day))
    assert isinstance(finding.result, Refusal)
    assert finding.result.why is Why.WRONG_BASIS
