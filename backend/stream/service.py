"""Who follows which market, and the frames each is owed."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from backend.markets.outcomes import outcome_odds
from backend.markets.records import At, MarketRecord
from backend.markets.service import STATE_NAMES
from backend.schemas import Schema
from backend.stream.errors import TooManySubscriptions
from backend.stream.schemas import MAX_SUBSCRIPTIONS, Delta, MarketState, PoolState, Snapshot
from mutuel.db.mirror import Role

MAX_CLIENTS: Final = 5_000
QUEUE: Final = 256
"""Frames a client may be behind; one more and it is dropped."""


class Client:
    """One connection. Its queue is bounded; `lost` tells that a frame found no room: it must be dropped."""

    def __init__(self, capacity: int = QUEUE) -> None:
        self.frames: asyncio.Queue[str] = asyncio.Queue(capacity)
        self.sent: dict[int, int | None] = {}  # followed market -> seq of its last queued frame
        self.lost = asyncio.Event()

    def push(self, frame: str) -> None:
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            self.lost.set()


class Hub:
    """All connections of this process. Everything here runs on the event loop and awaits nothing."""

    def __init__(self, capacity: int = MAX_CLIENTS) -> None:
        self._capacity = capacity
        self._clients: set[Client] = set()
        self._followers: dict[int, set[Client]] = defaultdict(set)

    def join(self, client: Client) -> bool:
        """False when the process serves as many as it can."""
        if len(self._clients) >= self._capacity:
            return False
        self._clients.add(client)
        return True

    def leave(self, client: Client) -> None:
        self.unsubscribe(client, list(client.sent))
        self._clients.discard(client)

    def check_room(self, client: Client, market_ids: Iterable[int]) -> None:
        """Raises TooManySubscriptions, before anything is subscribed."""
        if len(client.sent.keys() | set(market_ids)) > MAX_SUBSCRIPTIONS:
            raise TooManySubscriptions(MAX_SUBSCRIPTIONS)

    def follow(self, client: Client, market_ids: Iterable[int]) -> None:
        """From now on no change is missed; each market's next frame is a snapshot."""
        for market_id in market_ids:
            client.sent[market_id] = None
            self._followers[market_id].add(client)

    def show(self, client: Client, at: At, records: Iterable[MarketRecord]) -> None:
        """Queues the snapshots that are still owed: a change may have brought a newer one meanwhile."""
        for record in records:
            if client.sent[record.row.market_id] is None:
                client.sent[record.row.market_id] = record.seq
                client.push(encode(Snapshot(**state_of(record, at))))

    def unsubscribe(self, client: Client, market_ids: Iterable[int]) -> None:
        for market_id in market_ids:
            client.sent.pop(market_id, None)
            followers = self._followers.get(market_id, set())
            followers.discard(client)
            if not followers:
                self._followers.pop(market_id, None)

    def followed(self, market_ids: Iterable[int]) -> set[int]:
        return {market_id for market_id in market_ids if market_id in self._followers}

    def publish(self, at: At, records: Iterable[MarketRecord]) -> None:
        """A delta for every follower that has not seen this state; one text serves all at the same `seq`."""
        for record in records:
            market_id, state, texts = record.row.market_id, state_of(record, at), dict[int | None, str]()
            for client in tuple(self._followers.get(market_id, ())):
                previous = client.sent[market_id]
                if previous == record.seq:
                    continue
                if previous not in texts:
                    texts[previous] = encode(frame_of(state, previous))
                client.push(texts[previous])
                client.sent[market_id] = record.seq

    def broadcast(self, frame: Schema) -> None:
        text = encode(frame)
        for client in tuple(self._clients):
            client.push(text)


def frame_of(state: dict[str, Any], previous: int | None) -> Snapshot | Delta:
    return Snapshot(**state) if previous is None else Delta(**state, previous=previous)


def state_of(record: MarketRecord, at: At) -> dict[str, Any]:
    pools = [PoolState(**dict(odds)) for odds in outcome_odds(record, at.time)]
    state = MarketState(
        market_id=record.row.market_id,
        seq=record.seq,
        block=at.block,
        pools=pools,
        total=record.pools.total,
        bets=record.bets,
        state=STATE_NAMES[record.row.state],
        close=record.row.closes_at,
        start_value=record.final_value(Role.START),
        start_value2=record.final_value(Role.START_SECOND),
        winner=record.row.winner,
    )
    return dict(state)


def encode(frame: Schema) -> str:
    return frame.model_dump_json(by_alias=True)
