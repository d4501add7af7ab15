"""Reading the database: one snapshot per request, and no way to write by mistake."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlmodel import Session

from mutuel.db.engine import open_engine
from mutuel.db.sessions import reading


def open_reader(url: str) -> Engine:
    """An engine that cannot write: on PostgreSQL because `reading` says so, on SQLite by every connection."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _forbid_writes)
    return engine


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A session whose every query sees the database as of one moment."""
    with reading(engine) as connection, Session(connection) as session:
        yield session


def _forbid_writes(connection: DBAPIConnection, _record: object) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA query_only=ON")
