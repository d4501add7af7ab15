"""The loop that turns new outbox rows into frames, and the heartbeat."""

import asyncio
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from backend.database import snapshot
from backend.head import HeadWatcher
from backend.markets.records import At, MarketRecord
from backend.stream.repository import StreamRepository, Tail
from backend.stream.schemas import Tick
from backend.stream.service import Hub
from mutuel.logging import get

log = get(__name__)

TICK: Final = 0.2
"""Seconds between looks at the outbox; changes of one market in between become one delta."""
HEARTBEAT: Final = 1.0
PATIENCE: Final = 5.0
"""Seconds before the next look when the database did not answer."""


class Tailer:
    """Follows the outbox from where it stood when the process started: snapshots cover everything before."""

    def __init__(self, engine: Engine, hub: Hub, watcher: HeadWatcher) -> None:
        self._engine, self._hub, self._watcher = engine, hub, watcher
        self._last: int | None = None

    async def follow(self) -> None:
        """Until cancelled."""
        while True:
            try:
                full = await self.step()
            except SQLAlchemyError as error:
                log.warning("outbox unreadable", error=str(error.__cause__ or error))
                await asyncio.sleep(PATIENCE)
                continue
            if not full:
                await asyncio.sleep(TICK)

    async def step(self) -> bool:
        """Publishes what is new; True when more waits."""
        if self._last is None:
            self._last = await asyncio.to_thread(self._end)
            return False
        tail = await asyncio.to_thread(self._tail, self._last)
        if followed := self._hub.followed(tail.market_ids):
            self._hub.publish(*await asyncio.to_thread(self.read, followed))
        self._last = tail.last
        return tail.full

    async def beat(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self.beat_once()
            except SQLAlchemyError as error:
                log.warning("no heartbeat", error=str(error.__cause__ or error))
            await asyncio.sleep(HEARTBEAT)

    async def beat_once(self) -> None:
        at = await asyncio.to_thread(self._at)
        self._hub.broadcast(Tick(now=self._watcher.now(), block=at.block))

    def read(self, market_ids: Iterable[int]) -> tuple[At, list[MarketRecord]]:
        with snapshot(self._engine) as session:
            return StreamRepository(session).markets(market_ids)

    def _end(self) -> int:
        with snapshot(self._engine) as session:
            return StreamRepository(session).end()

    def _tail(self, after: int) -> Tail:
        with snapshot(self._engine) as session:
            return StreamRepository(session).tail(after)

    def _at(self) -> At:
        with snapshot(self._engine) as session:
            return StreamRepository(session).at()
