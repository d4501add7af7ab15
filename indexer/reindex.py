"""Rebuilds the mirror from the chain, in one transaction.

Until it commits, readers see the old mirror as it was; a crash, a refusal or an interrupt leaves it
untouched. The outbox is not rebuilt: it is a log of notifications, and every market gets one more, `rewound`,
so that streams read again. In SQLite other writers wait meanwhile and give up after 10 s: with more than some
100,000 events stop the other services first, or use PostgreSQL, where only a running indexer waits.
"""

from collections.abc import Callable

from sqlalchemy import Connection, delete, select

from indexer import cursor, outbox
from indexer.mirror import Mirror, Step
from indexer.write import joins, write
from mutuel.db import mirror as tables
from mutuel.db.rows import table
from mutuel.db.sessions import writing
from mutuel.errors import NodeInconsistent

REBUILT = (
    tables.Block,
    tables.Event,
    tables.Template,
    tables.Source,
    tables.Market,
    tables.MarketQuestion,
    tables.Pool,
    tables.Bet,
    tables.Claim,
    tables.Question,
)


def reindex(mirror: Mirror, tell: Callable[[Step], None]) -> Step:
    """Rebuilds up to the present tip and returns the last step; `tell` hears of each.

    Raises NodeInconsistent if the chain changed meanwhile: nothing was changed, run it again.
    """
    with writing(mirror.engine) as connection:
        cursor.read(connection, mirror.chain_id)  # a running indexer waits here
        before = _market_ids(connection)
        for model in REBUILT:
            connection.execute(delete(table(model)))
        step = _take_all(connection, mirror, tell)
        announced = before | _market_ids(connection)
        outbox.announce(connection, [(step.block, market_id, "rewound") for market_id in sorted(announced)])
    return step


def _take_all(connection: Connection, mirror: Mirror, tell: Callable[[Step], None]) -> Step:
    at, first, tip = None, mirror.start_block, mirror.source.tip()
    step = Step("waited", first - 1, tip)
    while first <= tip:
        piece = mirror.source.piece(first, tip)
        if not joins(piece, at):
            raise NodeInconsistent(
                f"The chain changed at block {first} during the rebuild; nothing was changed."
            )
        events = write(connection, mirror.chain_id, mirror.decoder, piece, tell=False)
        at = cursor.peek(connection, mirror.chain_id)
        step = Step("took", piece.last.number, tip, events, piece.last.number - first + 1)
        first = piece.last.number + 1
        tell(step)
    return step


def _market_ids(connection: Connection) -> set[int]:
    return set(connection.execute(select(table(tables.Market).c.market_id)).scalars())
