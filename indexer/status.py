"""Where the mirror stands, for operators and readiness checks."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from indexer import cursor
from mutuel.chain.client import Client
from mutuel.db import mirror
from mutuel.db.rows import table


class Status(NamedTuple):
    chain_id: int
    block: int | None  # the mirror's last; None before the first
    head: int
    lag_blocks: int
    lag_seconds: int  # between the two blocks' times
    events: int
    markets: int
    bets: int


def status(connection: Connection, client: Client, chain_id: int) -> Status:
    at = cursor.peek(connection, chain_id)
    head = client.latest()
    block = client.block(at.number) if at else None
    return Status(
        chain_id,
        at.number if at else None,
        head.number,
        max(0, head.number - (at.number if at else -1)),
        head.timestamp - block.timestamp if block else head.timestamp,
        *(_count(connection, model) for model in (mirror.Event, mirror.Market, mirror.Bet)),
    )


def _count(connection: Connection, model: type[SQLModel]) -> int:
    return connection.execute(select(func.count()).select_from(table(model))).scalar_one()
