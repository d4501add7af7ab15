"""When the chain changed: where the change begins, and the mirror as if what followed had never been.

The search is bounded by HOT blocks rather than by the node's `finalized` tag: a mirror that stood still while
the chain went on may rightly hold blocks below today's finalized block that were dropped long ago. A change
deeper than HOT (8.5 minutes on Base) stops the indexer for a person to look; it never wipes anything by
itself.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, select
from sqlmodel import SQLModel

from indexer import cursor, outbox, rows
from indexer.decode import Event
from indexer.handlers import engine, handle
from indexer.rows import Rows
from indexer.source import HOT, Point, Source
from mutuel.db import mirror
from mutuel.db.rows import groups, table
from mutuel.errors import ReorgTooDeep

EVENT, BET = table(mirror.Event), table(mirror.Bet)
BY_BLOCK = (mirror.Event, mirror.Bet, mirror.Claim)


def find_fork(source: Source, known: list[Point]) -> Point:
    """The first of the blocks `known` (newest first) that the node's chain still has. Raises ReorgTooDeep."""
    headers = source.headers([point.number for point in known])
    for point, header in zip(known, headers, strict=True):
        if header is not None and header.hash == point.hash:
            return point
    raise ReorgTooDeep(
        f"None of the mirror's last {len(known)} blocks is on the node's chain; more than {HOT} are never "
        "undone automatically. Check that the node serves the right chain, then run `mutuel indexer reindex`."
    )


def rewind(connection: Connection, chain_id: int, fork: Point) -> int:
    """Undoes every block after `fork` in the caller's transaction; returns how many events they held.

    Their bets and claims are deleted; markets, questions and pools they touched are made again from what is
    left.
    """
    market_ids, question_ids, count = _touched(connection, fork.number)
    for model in BY_BLOCK:
        connection.execute(delete(table(model)).where(table(model).c.block_number > fork.number))
    for once in (mirror.Template, mirror.Source):  # written once, never changed
        connection.execute(delete(table(once)).where(table(once).c.block_number > fork.number))
    connection.execute(delete(cursor.BLOCK).where(cursor.BLOCK.c.number > fork.number))
    announced = _rebuild(connection, market_ids, question_ids)
    outbox.announce(connection, [(fork.number, market_id, "rewound") for market_id in sorted(announced)])
    cursor.move(connection, chain_id, fork)
    return count


def _touched(connection: Connection, after: int) -> tuple[set[int], set[str], int]:
    query = select(EVENT.c.contract, EVENT.c.about, EVENT.c.args).where(EVENT.c.block_number > after)
    found = connection.execute(query).all()
    markets = rows.market_ids(
        args["marketId"]
        for contract, _, args in found
        if contract == "ParimutuelEngine" and "marketId" in args
    )
    questions = {
        about for contract, about, args in found if contract == "Resolution" and "questionId" in args
    }
    return markets, questions, len(found)


def _rebuild(connection: Connection, market_ids: set[int], question_ids: set[str]) -> set[int]:
    """Makes these markets and questions again; returns the markets whose picture changed."""
    waiting = rows.load_named(connection, (), question_ids).links
    affected = market_ids | {market_id for market_id, _ in waiting}
    for model in (mirror.Market, mirror.MarketQuestion, mirror.Pool):
        _delete(connection, model, "market_id", market_ids)
    _delete(connection, mirror.Question, "question_id", question_ids)
    working = rows.load_named(connection, (), question_ids)
    handle(_surviving(connection, market_ids, question_ids), working)
    for market_id in market_ids:
        _add_bets(connection, working, market_id)
    rows.store(connection, working)
    return affected


def _surviving(connection: Connection, market_ids: set[int], question_ids: set[str]) -> list[Event]:
    """What is left of these markets' and questions' state changes, in chain order."""
    about_markets = EVENT.c.name.in_(engine.STATE_EVENTS), EVENT.c.contract == "ParimutuelEngine"
    found = _events(connection, map(str, market_ids), *about_markets)
    found += _events(connection, question_ids, EVENT.c.contract == "Resolution")
    return sorted(found, key=lambda event: (event.block_number, event.log_index))


def _events(connection: Connection, about: Iterable[str], *conditions: ColumnElement[bool]) -> list[Event]:
    columns = [EVENT.c[name] for name in Event._fields]
    return [
        Event(*row)
        for group in groups(about)
        for row in connection.execute(select(*columns).where(EVENT.c.about.in_(group), *conditions))
    ]


def _add_bets(connection: Connection, working: Rows, market_id: int) -> None:
    """Pools as sums of the bets that are left."""
    columns = (BET.c.outcome, BET.c.stake, BET.c.weight)
    for outcome, stake, weight in connection.execute(select(*columns).where(BET.c.market_id == market_id)):
        pool = working.pools[market_id][outcome]
        pool["stake"] += stake
        pool["weight"] += weight
        pool["bets"] += 1
        working.markets[market_id]["staked"] += stake


def _delete(connection: Connection, model: type[SQLModel], column: str, keys: Iterable[object]) -> None:
    target = table(model)
    for group in groups(keys):
        connection.execute(delete(target).where(target.c[column].in_(group)))
