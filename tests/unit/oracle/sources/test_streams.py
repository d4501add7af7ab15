"""The Data Streams client: who it says it is, what it takes for a report, and what it does when refused."""

from __future__ import annotations

import json

import httpx
import pytest
from pydantic import SecretStr

from oracle.sources.closes import Refusal, Why
from oracle.sources.streams import (
    SignedReport,
    Streams,
    WantedReport,
    headers,
    parse_report,
)
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.exchanges import T
from tests.unit.oracle.sources.pages import web
from tests.unit.oracle.sources.payloads import body

BTC, ETH = bytes([0, 3]) + bytes(30), bytes([0, 3]) + bytes([7]) * 30
NOW_MS = 1_791_720_007_123
CLIENT = Streams("http://x", SecretStr("the-key"), SecretStr("the-secret"), clock_ms=lambda: NOW_MS)
WANTED = WantedReport(BTC, T)


def report(feed_id: bytes = BTC, start: int = T, end: int = T, payload: str = "0x0102") -> dict[str, object]:
    return {
        "feedID": "0x" + feed_id.hex(),
        "validFromTimestamp": start,
        "observationsTimestamp": end,
        "fullReport": payload,
    }


@pytest.mark.parametrize(
    ("method", "path", "sent", "expected"),
    [
        ("GET", "/api/v1/feeds", b"", "31ae0c6e3a2ff17bceefbe18a551c8a5c79a00030fa62aedd3a433756868faf6"),
        (
            "GET",
            "/api/v1/reports?feedID=0x0003&timestamp=1791720000",
            b"",
            "aa1a777519021cbd0412b785099a3795f411f843bfa2c19905cb749a8919aa18",
        ),
        (
            "POST",
            "/api/v1/reports/bulk",
            b"{}",
            "0c73adb87c99574824fddf48bd29657abae9ffdecb18d87e4188713fc0ee98a7",
        ),
    ],
)
def test_headers__own_vectors__as_computed_with_openssl(
    method: str, path: str, sent: bytes, expected: str
) -> None:
    signed = headers("the-key", "the-secret", path, NOW_MS, method, sent)
    assert signed["X-Authorization-Signature-SHA256"] == expected
    assert (signed["Authorization"], signed["X-Authorization-Timestamp"]) == ("the-key", str(NOW_MS))


@needs_real_data
def test_headers__official_vectors__equal() -> None:
    vectors = json.loads((REAL / "api" / "chainlink_streams_hmac_vectors.json").read_text())
    signed = [
        headers(v["api_key"], v["secret"], v["path"], v["timestamp"], v["method"], v["body"].encode())
        for v in vectors
    ]
    found = [one["X-Authorization-Signature-SHA256"] for one in signed]
    assert len(vectors) == 3
    assert found == [vector["expected_hmac_hex"] for vector in vectors]


async def test_fetch__report__signed_request_and_the_payload_as_bytes() -> None:
    asked: list[httpx.Request] = []
    found = await CLIENT.fetch(web([httpx.Response(200, json={"report": report()})], asked), WANTED)
    assert found.result == SignedReport(BTC, T, T, b"\x01\x02")
    path = asked[0].url.raw_path.decode()
    assert path == f"/api/v1/reports?feedID=0x{BTC.hex()}&timestamp={T}"
    assert (
        headers("the-key", "the-secret", path, NOW_MS).items()
        <= {
            name.title().replace("Sha256", "SHA256"): value for name, value in asked[0].headers.items()
        }.items()
    )


@pytest.mark.parametrize(
    ("status", "why", "attempts"),
    [
        (400, Why.HTTP_STATUS, 1),
        (401, Why.NOT_AUTHORISED, 1),
        (403, Why.NOT_AUTHORISED, 1),
        (404, Why.REPORT_MISSING, 1),
        (429, Why.RATE_LIMITED, 3),
        (500, Why.HTTP_STATUS, 3),
        (503, Why.HTTP_STATUS, 3),
    ],
)
async def test_fetch__refused__typed_bounded_and_without_secrets(
    status: int, why: Why, attempts: int
) -> None:
    asked: list[httpx.Request] = []
    answers: list[httpx.Response | Exception] = [httpx.Response(status, text="the-key the-secret")] * 3
    refused = (await CLIENT.fetch(web(answers, asked), WANTED)).result
    assert isinstance(refused, Refusal)
    assert (refused.why, len(asked)) == (why, attempts)
    assert "the-key" not in str(refused)
    assert "the-secret" not in str(refused)


@pytest.mark.parametrize(("key", "secret"), [("", "the-secret"), ("the-key", "")])
async def test_fetch__no_key__refused_without_a_request(key: str, secret: str) -> None:
    client = Streams("http://x", SecretStr(key), SecretStr(secret))
    refused = (await client.fetch(web([], []), WANTED)).result
    assert str(refused) == "not-authorised: no key is set"


async def test_fetch__nothing_heard__typed_after_three_attempts() -> None:
    for error, why in (
        (httpx.ReadTimeout("slow"), Why.TIMED_OUT),
        (httpx.ConnectError("no"), Why.UNREACHABLE),
    ):
        refused = (await CLIENT.fetch(web([error] * 3, []), WANTED)).result
        assert isinstance(refused, Refusal)
        assert refused.why is why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"report": report(ETH)}, Why.WRONG_SYMBOL),
        ({"report": report(start=T + 1, end=T + 1)}, Why.REPORT_MISSING),
        ({"report": report(start=T - 2, end=T - 1)}, Why.REPORT_MISSING),
        ({"report": report(payload="0xzz")}, Why.WRONG_SHAPE),
        ({"report": report(payload="0x")}, Why.WRONG_SHAPE),
        ({"report": report(payload="0x" + "00" * 20_000)}, Why.WRONG_SHAPE),
        ({"report": {}}, Why.WRONG_SHAPE),
        ({"error": "unauthorized"}, Why.WRONG_SHAPE),
        ("<html>", Why.WRONG_SHAPE),
    ],
)
def test_parse_report__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_report(body(answer), BTC, T)
    assert isinstance(refused, Refusal)
    assert refused.why is why
