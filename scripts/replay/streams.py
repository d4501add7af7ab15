"""Data Streams as its REST interface answers, with reports of our own signing network from the coins' histories.

Requests are authorised as the real ones are, with the key and secret below; clocks may differ by five seconds.
"""

from __future__ import annotations

import hmac
import time
from decimal import Decimal
from typing import Annotated, Any, Final

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse

from oracle.sources.streams import headers
from scripts.replay.faults import Fault
from scripts.replay.replay import Replay, broken
from scripts.replay.signing_network import SigningNetwork, feed_id

Json = dict[str, Any]
FeedId = Annotated[str, Query(alias="feedID")]
KEY: Final = "replay"
SECRET: Final = "replay-secret"  # everybody's: it opens nothing but this replay
CRYPTO: Final = 3
"""Version of the reports' layout."""
DECIMALS: Final = 10**18
CLOCK_MS: Final = 5_000
FACTORS: Final = {Fault.HUNDREDFOLD: Decimal(100), Fault.SKEWED: Decimal("1.006")}


def stream_id(symbol: str) -> bytes:
    """The feed of a coin against the dollar."""
    return feed_id(CRYPTO, f"{symbol} / USD")


def add_streams(app: FastAPI, replay: Replay) -> None:
    """The report of a feed at a second."""
    desk = Desk(replay)

    @app.get("/api/v1/reports")
    async def one(request: Request, timestamp: int, feed: FeedId) -> Response:
        if (refused := await desk.refusal(request)) is not None:
            return refused
        found = desk.report(feed, timestamp)
        return JSONResponse({"report": found}) if found else _error(404, "report not found")


class Desk:
    """Who may ask, and what they get."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._network = SigningNetwork()
        self._symbols = {"0x" + stream_id(symbol).hex(): symbol for symbol in replay.histories.ticks}

    async def refusal(self, request: Request) -> Response | None:
        """Why not, or None."""
        fault = self._replay.faults.get("streams")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return _error(429, "too many requests")
        return None if _is_authorised(request) else _error(401, "unauthorized")

    def report(self, feed: str, at: int) -> Json | None:
        """The report of a feed at a second that is over."""
        fault = self._replay.faults.get("streams")
        symbol = self._symbols.get(feed.lower())
        price = self._replay.histories.ticks[symbol].shown(at) if symbol else None
        if price is None or at > self._replay.clock() or fault is Fault.LATE:
            return None
        named = stream_id("another") if fault is Fault.WRONG_SYMBOL else bytes.fromhex(feed[2:])
        exact = int(price * FACTORS.get(fault, Decimal(1)) * DECIMALS) if fault else int(price * DECIMALS)
        signed = self._network.report(named, at, price=exact, bid=exact - DECIMALS, ask=exact + DECIMALS)
        return {
            "feedID": "0x" + named.hex(),
            "validFromTimestamp": at,
            "observationsTimestamp": at,
            "fullReport": "0x" + signed.hex(),
        }


def _is_authorised(request: Request) -> bool:
    given = request.headers
    sent = given.get("X-Authorization-Timestamp", "")
    if not sent.isdecimal() or abs(int(sent) - time.time_ns() // 10**6) > CLOCK_MS:
        return False
    path = request.url.path + ("?" + request.url.query if request.url.query else "")
    expected = headers(KEY, SECRET, path, int(sent))
    return all(
        hmac.compare_digest(given.get(name, "").encode(), value.encode()) for name, value in expected.items()
    )


def _error(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status_code=status)
