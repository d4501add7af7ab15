"""Notifications for the backend's stream, written in the transaction of the change they announce."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, func, select

from indexer.rows import Note
from mutuel.db.mirror import Outbox
from mutuel.db.rows import Row, groups, insert_rows, table

OUTBOX = table(Outbox)
KEEP = 1_800
"""Blocks for which notifications are kept: an hour on Base."""


def announce(connection: Connection, notes: Iterable[Note]) -> None:
    """Appends notes in order; `seq` goes on from each market's last one, without a gap."""
    ordered = list(notes)
    last = _last_seqs(connection, {market_id for _, market_id, _ in ordered})
    rows: list[Row] = []
    for block_number, market_id, kind in ordered:
        last[market_id] = seq = last.get(market_id, 0) + 1
        rows.append({"market_id": market_id, "seq": seq, "kind": kind, "block_number": block_number})
    insert_rows(connection, Outbox, rows)


def prune(connection: Connection, first: int, last: int) -> None:
    """Forgets old notifications, but each market's last one, whenever the blocks `first` to `last` begin an hour.

    A stream that lags further than this misses nothing: it learns of every market that changed from its last
    notification, and sends the market's whole state.
    """
    if last // KEEP == (first - 1) // KEEP:
        return
    newer = OUTBOX.alias()
    has_newer = exists().where(newer.c.market_id == OUTBOX.c.market_id, newer.c.seq > OUTBOX.c.seq)
    connection.execute(delete(OUTBOX).where(OUTBOX.c.block_number <= last - KEEP, has_newer))


def _last_seqs(connection: Connection, market_ids: Iterable[int]) -> dict[int, int]:
    last: dict[int, int] = {}
    for group in groups(market_ids):
        query = (
            select(OUTBOX.c.market_id, func.max(OUTBOX.c.seq))
            .where(OUTBOX.c.market_id.in_(group))
            .group_by(OUTBOX.c.market_id)
        )
        last.update(tuple(row) for row in connection.execute(query))
    return last
