"""Chainlink Data Streams: signed reports by feed and second, over REST.

Each request carries the key and an HMAC over method, path with query, body and time. 401 covers a wrong key, a wrong
clock, a feed that is unknown and one that was not paid for. Reports must not be handed on to third parties, except as
the proof on chain that they are fetched for.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from pydantic import Field, SecretStr

from oracle.sources.adapter import Answer, Declaration
from oracle.sources.closes import MAX_TIME, Payload, Refusal, Why, read
from oracle.sources.transport import Access, Page, Web

DECLARATION: Final = Declaration(
    name="streams",
    group="chainlink",
    sessions="a report holds for a second, UTC",
    terms="by subscription; reports must not be handed on, except as the proof on chain that they are fetched for",
    calls_a_minute=300,
)
MAX_REPORT: Final = 16_384
"""Bytes of one report; with 16 signatures and the longest schema it has under 2,048."""
SAID: Final = {
    400: (Why.HTTP_STATUS, "the request is malformed"),
    401: (Why.NOT_AUTHORISED, "the key, its signature or clock is wrong, or this feed is not ours"),
    403: (Why.NOT_AUTHORISED, "the key may not do this"),
    404: (Why.REPORT_MISSING, "there is no such report"),
    429: (Why.RATE_LIMITED, "too many requests"),
}


@dataclass(frozen=True, slots=True)
class SignedReport:
    """A report as it was signed, and what the API says beside it. Times in UTC seconds.

    `payload` is what is proved on chain; what it says inside decides, not what the API says.
    """

    feed_id: bytes
    valid_from: int
    observed_at: int
    payload: bytes


class WantedReport(NamedTuple):
    """The report of one feed, 32 bytes, that holds at `at`, UTC seconds."""

    feed_id: bytes
    at: int


@dataclass(frozen=True)
class Streams:
    """`url` is the API's root, without a slash at the end; `clock_ms` the real time: after 5 s a request is refused."""

    url: str
    key: SecretStr
    secret: SecretStr
    clock_ms: Callable[[], int] = lambda: time.time_ns() // 10**6
    declaration: Declaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedReport) -> Answer[SignedReport]:
        """The report that is wanted, and the page that told it."""
        page = await self.page_at(web, *wanted)
        if isinstance(page, Refusal):
            return Answer(self.declaration, (), page)
        return Answer(self.declaration, (page,), parse_report(page.body, *wanted))

    async def page_at(self, web: Web, feed_id: bytes, at: int) -> Page | Refusal:
        """The answer with the report of one feed that holds at `at`, UTC seconds, as it came."""
        query = {"feedID": _hex(feed_id), "timestamp": str(at)}
        return await self._get(web, "/api/v1/reports", query)

    async def _get(self, web: Web, path: str, query: Mapping[str, str]) -> Page | Refusal:
        if self.url and not (self.key.get_secret_value() and self.secret.get_secret_value()):
            return Refusal(Why.NOT_AUTHORISED, "no key is set")
        page = await web.get(self.url + path, query, Access(sign=self._headers))
        if isinstance(page, Refusal) or page.status == 200:
            return page
        why, words = SAID.get(page.status, (Why.HTTP_STATUS, "the service failed"))
        return Refusal(why, f"HTTP {page.status}: {words}")

    def _headers(self, path: str) -> dict[str, str]:
        return headers(self.key.get_secret_value(), self.secret.get_secret_value(), path, self.clock_ms())


class _Report(Payload):
    feed_id: str = Field(alias="feedID", max_length=66)
    valid_from: int = Field(alias="validFromTimestamp", ge=0, le=MAX_TIME)
    observed_at: int = Field(alias="observationsTimestamp", ge=0, le=MAX_TIME)
    full_report: str = Field(alias="fullReport", max_length=2 * MAX_REPORT + 2)


class _One(Payload):
    report: _Report


def headers(
    key: str, secret: str, path: str, timestamp_ms: int, method: str = "GET", body: bytes = b""
) -> dict[str, str]:
    """What authorises a request for `path`, with its query exactly as it is sent.

    HMAC-SHA256 with the secret over `METHOD PATH SHA256HEX(BODY) KEY MILLISECONDS`, as Chainlink documents it.
    """
    text = f"{method} {path} {hashlib.sha256(body).hexdigest()} {key} {timestamp_ms}"
    return {
        "Authorization": key,
        "X-Authorization-Timestamp": str(timestamp_ms),
        "X-Authorization-Signature-SHA256": hmac.new(
            secret.encode(), text.encode(), hashlib.sha256
        ).hexdigest(),
    }


def parse_report(body: bytes, feed_id: bytes, at: int) -> SignedReport | Refusal:
    """The one report of an answer, if it is of this feed and holds at `at`."""
    answer = read(_One, body)
    return answer if isinstance(answer, Refusal) else _checked(answer.report, feed_id, at)


def _checked(report: _Report, asked: bytes, at: int) -> SignedReport | Refusal:
    payload = _bytes(report.full_report)
    if _bytes(report.feed_id) != asked:
        return Refusal(Why.WRONG_SYMBOL, f"a report of feed {report.feed_id[:66]!r}")
    if payload is None or not payload:
        return Refusal(Why.WRONG_SHAPE, "fullReport is not hexadecimal")
    if not report.valid_from <= at <= report.observed_at:
        return Refusal(
            Why.REPORT_MISSING,
            f"the report holds from {str(report.valid_from)[:20]} to {str(report.observed_at)[:20]}, not at {at}",
        )
    return SignedReport(asked, report.valid_from, report.observed_at, payload)


def _hex(value: bytes) -> str:
    return "0x" + value.hex()


def _bytes(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text.removeprefix("0x"))
    except ValueError:
        return None
