"""The chain's newest block, asked for in the background, so that no request waits for a node."""

import asyncio
import time
from collections.abc import Callable
from typing import Literal, NamedTuple

from mutuel.chain.client import Block
from mutuel.errors import ChainError
from mutuel.logging import get

log = get(__name__)


class Head(NamedTuple):
    number: int
    timestamp: int


class HeadWatcher:
    """Knows the newest block as of the last `poll`; the API's clock on an accelerated chain."""

    def __init__(self, latest: Callable[[], Block], clock: Literal["system", "chain"]) -> None:
        """`latest` asks the node, with a time-out of its own."""
        self._latest, self._clock = latest, clock
        self.head: Head | None = None
        self.reachable = False  # whether the last poll was answered

    def now(self) -> int:
        """UTC seconds; on the chain's clock the newest block's time, 0 before the first answer."""
        if self._clock == "system":
            return int(time.time())
        return self.head.timestamp if self.head else 0

    def poll(self) -> None:
        try:
            block = self._latest()
        except ChainError as error:
            if self.reachable:
                log.warning("node unreachable", error=str(error))
            self.reachable = False
            return
        self.head, self.reachable = Head(block.number, block.timestamp), True

    async def run(self, seconds: float) -> None:
        """Polls until cancelled."""
        while True:
            await asyncio.to_thread(self.poll)
            await asyncio.sleep(seconds)
