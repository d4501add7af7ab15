"""The replayed Data Streams, asked by the client that asks the real one, its reports verified as the chain does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import httpx
import pytest
from pydantic import SecretStr

from mutuel.chain.streams import Stream, price_at, verify
from oracle.sources.closes import Refusal, Why
from oracle.sources.streams import SignedReport, Streams, WantedReport
from oracle.sources.transport import Web
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.replay import Replay
from scripts.replay.server import create_app
from scripts.replay.signing_network import DIGEST, SigningNetwork
from scripts.replay.streams import KEY, SECRET, stream_id

HISTORIES = load(SYNTHETIC)
T = int(datetime(2026, 10, 14, 12, 10, tzinfo=UTC).timestamp())
BTC, ETH = stream_id("BTC"), stream_id("ETH")
NETWORKS = {DIGEST: SigningNetwork().signer_set}
Ask = Callable[[Web], object]


async def no_pause(_seconds: float) -> None:
    return None


def web(fault: Fault | None = None) -> Web:
    app = create_app(Replay(HISTORIES, lambda: T + 1, {"streams": fault} if fault else {}))
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app))
    return Web(client, attempts=1, sleep=no_pause)


def client(key: str = KEY, secret: str = SECRET, late_ms: int = 0) -> Streams:
    real = Streams("http://x", SecretStr(key), SecretStr(secret))
    return Streams("http://x", real.key, real.secret, clock_ms=lambda: real.clock_ms() - late_ms)


async def test_fetch__second_that_is_over__verified_price_of_the_history() -> None:
    found = (await client().fetch(web(), WantedReport(BTC, T))).result
    assert isinstance(found, SignedReport)
    said = verify(found.payload, NETWORKS)
    known = HISTORIES.ticks["BTC"].shown(T)
    assert known is not None
    assert price_at(said, Stream(BTC), T, T + 1) == int(known * Decimal(10**8))


@pytest.mark.parametrize(
    ("asking", "at", "fault", "why"),
    [
        (client(), T + 2, None, Why.REPORT_MISSING),  # nothing is signed before its time
        (client(key="other"), T, None, Why.NOT_AUTHORISED),
        (client(secret="other"), T, None, Why.NOT_AUTHORISED),
        (client(late_ms=60_000), T, None, Why.NOT_AUTHORISED),
        (client(), T, Fault.NOTICE, Why.RATE_LIMITED),
        (client(), T, Fault.LATE, Why.REPORT_MISSING),
        (client(), T, Fault.ERROR, Why.HTTP_STATUS),
        (client(), T, Fault.WRONG_SYMBOL, Why.WRONG_SYMBOL),
        (client(), T, Fault.HTML, Why.NOT_JSON),
    ],
)
async def test_fetch__refused__typed(asking: Streams, at: int, fault: Fault | None, why: Why) -> None:
    refused = (await asking.fetch(web(fault), WantedReport(BTC, at))).result
    assert isinstance(refused, Refusal)
    assert refused.why is why
