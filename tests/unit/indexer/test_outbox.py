"""Notifications: how they are counted, and which are forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from indexer.outbox import KEEP, announce, prune
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Outbox
from mutuel.db.rows import table
from mutuel.db.sessions import writing

OUTBOX = table(Outbox)
QUIET, BUSY = 1 << 48, 2 << 48


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    engine = open_engine(f"sqlite:///{tmp_path / 'mirror.db'}")
    create_tables(engine)
    with writing(engine) as connection:
        yield connection


def kept(connection: Connection) -> list[tuple[int, int]]:
    query = select(OUTBOX.c.market_id, OUTBOX.c.seq).order_by(OUTBOX.c.id)
    return [(row[0], row[1]) for row in connection.execute(query)]


def test_prune__old_notifications__leaves_each_market_its_last(connection: Connection) -> None:
    announce(
        connection, [(1, QUIET, "created"), (2, QUIET, "bet"), (2, BUSY, "created"), (KEEP + 9, BUSY, "bet")]
    )
    prune(connection, 2 * KEEP - 5, 2 * KEEP + 5)
    assert kept(connection) == [(QUIET, 2), (BUSY, 2)]


def test_prune__within_the_hour__keeps_all(connection: Connection) -> None:
    announce(connection, [(1, QUIET, "created"), (KEEP - 1, QUIET, "bet")])
    prune(connection, 2, KEEP - 1)  # no hour begins in these blocks
    prune(connection, KEEP, KEEP)  # one does, but everything is younger
    assert kept(connection) == [(QUIET, 1), (QUIET, 2)]


def test_announce__after_pruning__goes_on_counting(connection: Connection) -> None:
    announce(connection, [(n, QUIET, "bet") for n in (1, 2, 3)])
    prune(connection, 1, 3 * KEEP)
    announce(connection, [(3 * KEEP, QUIET, "claimed")])
    assert kept(connection) == [(QUIET, 3), (QUIET, 4)]
