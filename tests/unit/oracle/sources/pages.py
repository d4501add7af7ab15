"""One page served to a client, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import httpx
from pydantic import SecretStr

from oracle.calendar import Session
from oracle.sources.adapter import Adapter, Answer, Moment, Wanted
from oracle.sources.closes import Closes
from oracle.sources.transport import Web
from tests.unit.oracle.sources.exchanges import T

Says = TypeVar("Says")
KEY = SecretStr("a-secret-key")
SESSION = Session(date(2026, 10, 14), 1_791_984_600, 1_792_008_000)
"""Wednesday, with a week before it that tests ask for."""
FIRST = date(2026, 10, 7)


async def no_pause(_seconds: float) -> None:
    return None


def web(answers: Sequence[httpx.Response | Exception], asked: list[httpx.Request]) -> Web:
    """A web that gives `answers` one after the other and keeps what it was asked."""

    left = list(answers)

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Web(httpx.AsyncClient(transport=httpx.MockTransport(handle)), sleep=no_pause)


async def asked_of(
    adapter: Adapter[Moment, Says], page: bytes, status: int = 200
) -> tuple[Answer[Says], str]:
    """What the adapter makes of `page` for BTC at T, and the path that it asked for."""
    asked: list[httpx.Request] = []
    answer = await adapter.fetch(web([httpx.Response(status, content=page)], asked), Moment("BTC", T))
    return answer, asked[0].url.raw_path.decode()


async def closes_of(
    adapter: Adapter[Wanted, Closes], pages: Sequence[httpx.Response | Exception], symbol: str = "AAPL"
) -> tuple[Answer[Closes], list[httpx.Request]]:
    """What the adapter makes of `pages` for `symbol` and SESSION, and what it asked for, an hour and a half later."""
    asked: list[httpx.Request] = []
    wanted = Wanted(symbol, FIRST, SESSION, SESSION.close + 5_400)
    return await adapter.fetch(web(pages, asked), wanted), asked
