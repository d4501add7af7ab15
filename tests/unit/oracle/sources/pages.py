"""One page served to a client, without a network."""

from __future__ import annotations

import httpx

from oracle.sources.adapter import Adapter, Answer, Moment
from oracle.sources.minutes import Minutes
from oracle.sources.transport import Web
from tests.unit.oracle.sources.exchanges import T


async def no_pause(_seconds: float) -> None:
    return None


def web(answers: list[httpx.Response | Exception], asked: list[httpx.Request]) -> Web:
    """A web that gives `answers` one after the other and keeps what it was asked."""

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Web(httpx.AsyncClient(transport=httpx.MockTransport(handle)), sleep=no_pause)


async def asked_of(
    adapter: Adapter[Moment, Minutes], page: bytes, status: int = 200
) -> tuple[Answer[Minutes], str]:
    """What the adapter makes of `page` for BTC at T, and the path that it asked for."""
    asked: list[httpx.Request] = []
    answer = await adapter.fetch(web([httpx.Response(status, content=page)], asked), Moment("BTC", T))
    return answer, asked[0].url.raw_path.decode()
