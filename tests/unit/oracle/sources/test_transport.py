from __future__ import annotations

import asyncio
import gzip
import socket
from threading import Event

import httpx
import pytest

from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import MAX_BODY, Access, Page, open_web, within
from tests.unit.oracle.sources.pages import web

CALLS = 3


async def test_get__secret__sent_but_in_no_page() -> None:
    asked: list[httpx.Request] = []
    page = await web([httpx.Response(200, text="{}")], asked).get(
        "http://x/q", {"s": "A"}, Access({"apikey": "hush"})
    )
    assert isinstance(page, Page)
    assert page.path == "/q?s=A"
    assert asked[0].url.params["apikey"] == "hush"


async def test_get__body_quotes_the_secret__blanked_before_anyone_keeps_it() -> None:
    notice = '{"Information": "We have detected your API key as hush and your limit is 25 requests per day."}'
    page = await web([httpx.Response(200, text=notice)], []).get("http://x/q", {}, Access({"apikey": "hush"}))
    assert isinstance(page, Page)
    assert page.body == notice.replace("hush", "***").encode()


async def test_get__packed_twice__refused_before_it_unpacks() -> None:
    packed = httpx.Response(
        200, content=gzip.compress(gzip.compress(b"{}")), headers={"Content-Encoding": "gzip, gzip"}
    )
    refused = await web([packed] * CALLS, []).get("http://x/q", {})
    assert isinstance(refused, Refusal)
    assert refused.why is Why.TOO_LARGE


async def test_get__busy_then_well__tried_again() -> None:
    asked: list[httpx.Request] = []
    answers: list[httpx.Response | Exception] = [
        httpx.Response(503),
        httpx.ConnectError("no"),
        httpx.Response(200, text="ok"),
    ]
    page = await web(answers, asked).get("http://x/q", {})
    assert isinstance(page, Page)
    assert (page.body, len(asked)) == (b"ok", CALLS)


async def test_get__busy_for_ever__bounded_and_the_last_page_is_kept() -> None:
    asked: list[httpx.Request] = []
    page = await web([httpx.Response(429, text="slow down")] * CALLS, asked).get("http://x/q", {})
    assert isinstance(page, Page)
    assert (page.status, len(asked)) == (429, CALLS)


async def test_get__never_reached_or_too_slow__typed_refusals() -> None:
    for error, why in (
        (httpx.ConnectError("no"), Why.UNREACHABLE),
        (httpx.ReadTimeout("slow"), Why.TIMED_OUT),
    ):
        refused = await web([error] * CALLS, []).get("http://x/q", {})
        assert isinstance(refused, Refusal)
        assert refused.why is why


async def test_get__body_without_end__cut_off() -> None:
    refused = await web([httpx.Response(200, content=b"x" * (MAX_BODY + 1))] * CALLS, []).get(
        "http://x/q", {}
    )
    assert isinstance(refused, Refusal)
    assert refused.why is Why.TOO_LARGE


async def test_get__signed__anew_at_each_attempt_and_over_the_path_as_sent() -> None:
    asked: list[httpx.Request] = []
    signed: list[str] = []

    def sign(path: str) -> dict[str, str]:
        signed.append(path)
        return {"X-Signature": str(len(signed))}

    await web([httpx.Response(503), httpx.Response(200)], asked).get(
        "http://x/q", {"s": "a,b"}, Access(sign=sign)
    )
    assert [request.headers["X-Signature"] for request in asked] == ["1", "2"]
    assert set(signed) == {request.url.raw_path.decode() for request in asked} == {"/q?s=a%2Cb"}


def test_open_web__name_server_hangs__nobody_waits_for_it_beyond_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A look-up cannot be interrupted, so it must not be waited for either."""
    released, over = Event(), list[bool]()

    def hang(*_: object, **__: object) -> list[object]:
        over.append(released.wait(10))
        return []

    async def ask() -> Page | Refusal:
        async with open_web(0.1) as web:
            return await within(0.2, "x", web.get("http://nobody.example/", {}))

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    found = asyncio.run(ask())
    assert isinstance(found, Refusal)
    assert found.why is Why.TIMED_OUT
    assert over == []  # it still hangs
    released.set()
