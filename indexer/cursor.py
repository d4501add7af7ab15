"""How far the mirror has come: one row, moved in the same transaction as the rows it speaks of."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, select

from indexer.source import HOT, Point
from mutuel.chain.client import Block
from mutuel.db.mirror import Block as BlockRow
from mutuel.db.mirror import Cursor
from mutuel.db.rows import Row, table, upsert_rows

CURSOR = table(Cursor)
BLOCK = table(BlockRow)


def read(connection: Connection, chain_id: int) -> Point | None:
    """The last block in the mirror; None before the first. PostgreSQL holds the row until commit."""
    query = select(CURSOR.c.block_number, CURSOR.c.block_hash).where(CURSOR.c.chain_id == chain_id)
    row = connection.execute(query.with_for_update()).first()
    return None if row is None else Point(*row)


def peek(connection: Connection, chain_id: int) -> Point | None:
    """As `read`, for those who only look."""
    query = select(CURSOR.c.block_number, CURSOR.c.block_hash).where(CURSOR.c.chain_id == chain_id)
    row = connection.execute(query).first()
    return None if row is None else Point(*row)


def move(connection: Connection, chain_id: int, point: Point) -> None:
    upsert_rows(
        connection, Cursor, [{"chain_id": chain_id, "block_number": point.number, "block_hash": point.hash}]
    )


def remember(connection: Connection, blocks: Iterable[Block], last: int) -> None:
    """Keeps the headers of the newest HOT blocks, in which a reorg's beginning is looked for."""
    rows: list[Row] = [
        {"number": b.number, "hash": b.hash, "parent_hash": b.parent_hash, "timestamp": b.timestamp}
        for b in blocks
        if b.number > last - HOT
    ]
    upsert_rows(connection, BlockRow, rows)
    connection.execute(delete(BLOCK).where(BLOCK.c.number <= last - HOT))


def remembered(connection: Connection) -> list[Point]:
    """Remembered blocks, newest first; at most HOT."""
    query = select(BLOCK.c.number, BLOCK.c.hash).order_by(BLOCK.c.number.desc()).limit(HOT)
    return [Point(*row) for row in connection.execute(query)]
