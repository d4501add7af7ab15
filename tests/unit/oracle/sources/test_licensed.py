"""The contract of the two interfaces that nobody could check: what a licensee's own service has to hand on."""

from __future__ import annotations

import json
from datetime import date

import httpx
import pytest

from mutuel.domain.resolution.observation import Observation
from oracle.observations.observe import Asked, observe
from oracle.sources import bloomberg, nyse
from oracle.sources.adapter import Vendor, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from tests.real import REAL, needs_real_data
from tests.unit.oracle.asking import TICK
from tests.unit.oracle.sources.pages import KEY, SESSION, closes_of

NYSE = b"Symbol,Date,OfficialClose,Currency\nBRK B,2026-10-13,431.10,USD\nBRK B,2026-10-14,432.25,USD\n"
BLOOMBERG = (
    b"IDENTIFIER,RC,DATE,PX_LAST,CRNCY\n"
    b"BRK/B US Equity,0,2026-10-13,431.10,USD\nBRK/B US Equity,0,2026-10-14,432.25,USD\n"
)
UNAUTHORISED = b'{"error":"unauthorized_client","error_description":"No definition of jwt found."}'
CASES: list[tuple[Vendor[Wanted, Closes], bytes, bytes]] = [
    (nyse.SOURCE, NYSE, b"/official-closes?symbol=BRK%20B&from=2026-10-07&to=2026-10-14"),
    (
        bloomberg.SOURCE,
        BLOOMBERG,
        b"/history?security=BRK%2FB%20US%20Equity&fields=PX_LAST%2CCRNCY&start=2026-10-07&end=2026-10-14",
    ),
]


@pytest.mark.parametrize(("source", "good", "path"), CASES)
async def test_fetch__contract_kept__the_close_of_the_session_as_an_observation(
    source: Vendor[Wanted, Closes], good: bytes, path: bytes
) -> None:
    answer, asked = await closes_of(source.at("http://x", KEY), [httpx.Response(200, content=good)], "BRK.B")
    assert asked[0].url.raw_path.replace(b"+", b"%20") == path
    assert asked[0].headers["Authorization"] == f"Bearer {KEY.get_secret_value()}"
    assert isinstance(answer.result, Closes)
    assert answer.result.by_day == {date(2026, 10, 13): 431_10000000, date(2026, 10, 14): 432_25000000}
    known = Closes("BRK.B", "USD", answer.result.basis, answer.result.by_day, splits=())
    teller = type(answer)(answer.source, (), known)
    first, _ = observe([answer, teller], Asked("BRK.B", SESSION, SESSION.day, TICK, SESSION.day))
    assert isinstance(first.result, Observation)
    assert first.result.value == 432_25000000


@pytest.mark.parametrize(("source", "good", "_path"), CASES)
async def test_declaration__nobody_could_check_it__said_and_off(
    source: Vendor[Wanted, Closes], good: bytes, _path: bytes
) -> None:
    assert not source.declaration.is_verified
    answer, asked = await closes_of(source, [])
    assert str(answer.result) == "off: no address is set for it"
    assert asked == []


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (NYSE.replace(b"BRK B", b"BRK A"), Why.WRONG_SYMBOL),
        (NYSE.replace(b"USD", b"GBX"), Why.WRONG_CURRENCY),
        (NYSE.replace(b"432.25", b""), Why.BAD_PRICE),
        (NYSE.replace(b"OfficialClose", b"Last"), Why.WRONG_SHAPE),
        (b"{}", Why.WRONG_SHAPE),
    ],
)
def test_parse_closes__contract_broken__typed_refusal(answer: bytes, why: Why) -> None:
    refused = nyse.parse_closes(answer, "BRK B")
    assert isinstance(refused, Refusal)
    assert refused.why is why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (BLOOMBERG.replace(b"BRK/B", b"BRK/A"), Why.WRONG_SYMBOL),
        (BLOOMBERG.replace(b",0,2026-10-14", b",10,2026-10-14"), Why.ERROR_BODY),
        (BLOOMBERG.replace(b"USD", b"GBp"), Why.WRONG_CURRENCY),
        (BLOOMBERG.replace(b"432.25", b"N.A."), Why.BAD_PRICE),
        (UNAUTHORISED, Why.NOT_AUTHORISED),
        (b'{"error":"bad_request"}', Why.ERROR_BODY),
        (b"{}", Why.WRONG_SHAPE),
        (b"", Why.WRONG_SHAPE),
    ],
)
def test_parse_history__contract_broken__typed_refusal(answer: bytes, why: Why) -> None:
    refused = bloomberg.parse_history(answer, "BRK/B US Equity")
    assert isinstance(refused, Refusal)
    assert refused.why is why


@needs_real_data
def test_parse_history__real_refusal__typed() -> None:
    told = json.loads((REAL / "api" / "bloomberg_hapi_401.json").read_text())["body"]
    refused = bloomberg.parse_history(json.dumps(told).encode(), "AAPL US Equity")
    assert isinstance(refused, Refusal)
    assert refused.why is Why.NOT_AUTHORISED
