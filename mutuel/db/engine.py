"""Opening the database: SQLite (WAL) by default, PostgreSQL by its URL alone."""

from sqlalchemy import Engine, event
from sqlmodel import SQLModel, create_engine

from mutuel.db import mirror, oracle

TABLES = (mirror, oracle)  # importing them registers their tables


def open_engine(url: str) -> Engine:
    """An engine for `url`; SQLite gets write-ahead logging and waits up to 10 s for another writer."""
    engine = create_engine(url, pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def create_tables(engine: Engine) -> None:
    """Creates what is missing; leaves what exists alone."""
    SQLModel.metadata.create_all(engine)


def _prepare_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]  # the driver's own connection has no common type
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
