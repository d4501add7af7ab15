"""Fetching one page of a source: bounded in time, attempts and size, and always an answer or a refusal."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, TypeVar

import httpx

from mutuel import logging
from mutuel.web import is_packed_once
from oracle.sources.closes import Refusal, Why, fault

_Found = TypeVar("_Found")
log = logging.get("oracle")
MAX_BODY: Final = 8 * 2**20
"""A full daily history of one stock has under 2 MiB."""
RETRIED: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
ATTEMPTS: Final = 3
LOOK_UPS: Final = 64
"""Names looked up at once: every source's, at each attempt, so that those that hang leave room for the others."""
BLANK: Final = b"***"
HEADERS: Final = {
    # Nasdaq's site leaves unknown agents hanging until they time out.
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
    "Accept": "application/json, text/plain, */*",
    "Accept-Language": "en-US,en;q=0.9",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A body as it came; `path` is what was asked of the source, with its query. Secrets are in neither."""

    path: str
    status: int
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def described(self) -> dict[str, object]:
        """As a manifest names it."""
        return {"path": self.path, "status": self.status, "sha256": self.sha256}


@dataclass(frozen=True, slots=True)
class Access:
    """What authorises a request and is in no Page and no Refusal.

    `secret` goes into the query, or with a `scheme` ("Bearer") behind that into the Authorization header. `sign` gives
    the headers that authorise a path with its query; it is asked anew at each attempt, since signatures age.
    """

    secret: Mapping[str, str] = field(default_factory=dict)
    scheme: str = ""
    sign: Callable[[str], Mapping[str, str]] = lambda _path: {}

    @property
    def query(self) -> Mapping[str, str]:
        return {} if self.scheme else self.secret

    def headers(self, path: str) -> dict[str, str]:
        held = {"Authorization": " ".join((self.scheme, *self.secret.values()))} if self.scheme else {}
        return held | dict(self.sign(path))


PUBLIC: Final = Access()


class _LookUps(ThreadPoolExecutor):
    """Where names are looked up. That cannot be interrupted, so an event loop that ends does not wait for it: a name
    server that hangs would hold up everybody."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        del wait, cancel_futures  # what the loop asks for
        super().shutdown(wait=False, cancel_futures=True)


@asynccontextmanager
async def open_web(patience: float) -> AsyncIterator[Web]:
    """A Web with a client of its own; `patience` in seconds as Web's time-out."""
    asyncio.get_running_loop().set_default_executor(_LookUps(LOOK_UPS))
    async with httpx.AsyncClient(follow_redirects=False, verify=_trusted()) as client:
        yield Web(client, timeout=patience)


@cache
def _trusted() -> ssl.SSLContext:
    """Who may certify a vendor. Read once: each time takes 20 ms, and clients are made every second."""
    return httpx.create_ssl_context()


class Web:
    """Fetches pages with one client.

    `timeout` in seconds bounds each attempt's connecting, sending and each wait for bytes; the caller bounds
    the whole. Attempts after the first wait `pause` seconds, doubled each time.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        *,
        timeout: float = 10,
        attempts: int = ATTEMPTS,
        pause: float = 0.25,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client, self._timeout, self._attempts = client, timeout, attempts
        self._pause, self._sleep = pause, sleep

    async def get(self, url: str, query: Mapping[str, str], access: Access = PUBLIC) -> Page | Refusal:
        """The page at `url` with `query`. Vendors quote keys in their notices, and bodies become public evidence: there
        a secret reads BLANK."""
        if refusal := off(url):
            return refusal
        shown = addressed(url, query).raw_path.decode()
        outcome: Page | Refusal = Refusal(Why.UNREACHABLE, "not tried")
        for attempt in range(self._attempts):
            if attempt:
                await self._sleep(self._pause * 2 ** (attempt - 1))
            full = addressed(url, {**query, **access.query})
            outcome = await self._attempt(full, access.headers(shown), shown)
            if isinstance(outcome, Page) and outcome.status not in RETRIED:
                break
        return _without(access.secret, outcome)

    async def _attempt(self, url: httpx.URL, signed: Mapping[str, str], shown: str) -> Page | Refusal:
        try:
            async with self._client.stream(
                "GET", url, headers={**HEADERS, **signed}, timeout=self._timeout
            ) as response:
                if not is_packed_once(response.headers.get("content-encoding", "")):
                    return Refusal(Why.TOO_LARGE, "packed more than once")
                body = b""
                async for chunk in response.aiter_bytes():
                    body += chunk
                    if len(body) > MAX_BODY:
                        return Refusal(Why.TOO_LARGE, f"more than {MAX_BODY} bytes")
                return Page(shown, response.status_code, body)
        except httpx.TimeoutException:
            return Refusal(Why.TIMED_OUT, f"nothing for {self._timeout:g} s")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Refusal(Why.UNREACHABLE, type(error).__name__)


def off(url: str) -> Refusal | None:
    """Why a source at `url` cannot be asked: the operator set no address for it."""
    return None if "://" in url else Refusal(Why.OFF, "no address is set for it")


def addressed(url: str, query: Mapping[str, str]) -> httpx.URL:
    """`url` with `query` behind what it may have of its own."""
    return httpx.URL(url).copy_merge_params(dict(query)) if query else httpx.URL(url)


async def within(seconds: float, source: str, asked: Awaitable[_Found]) -> _Found | Refusal:
    """What `source` says in at most `seconds`, else a refusal: the border of one source, behind which nothing of its
    reaches the others. A body that drips forever holds up nobody; one that our own reader stumbles over is a fault,
    told with its trace, and stops neither this question nor the service."""
    try:
        async with asyncio.timeout(seconds):
            return await asked
    except TimeoutError:
        return Refusal(Why.TIMED_OUT, f"no answer within {seconds:g} s")
    except Exception as error:
        log.exception("source fault", source=source, exc_info=error)
        return fault(error)


def _without(secret: Mapping[str, str], outcome: Page | Refusal) -> Page | Refusal:
    if isinstance(outcome, Refusal):
        return outcome
    body = outcome.body
    for value in filter(None, secret.values()):
        body = body.replace(value.encode(), BLANK)
    return replace(outcome, body=body)
