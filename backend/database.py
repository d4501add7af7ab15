"""Reading the database: one snapshot per request, and no way to write by mistake."""

from sqlalchemy import Connection, Engine, event

from mutuel.db.engine import open_engine


def open_reader(url: str) -> Engine:
    """An engine whose every transaction sees one state of the database and cannot change it."""
    engine = open_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _forbid_writes)
        event.listen(engine, "begin", _begin)
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _forbid_writes(connection: object, _record: object) -> None:
    connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]  # drivers share no type


def _begin(connection: Connection) -> None:
    # SQLite's driver opens no transaction for reads, so two of them could see two states.
    connection.exec_driver_sql("BEGIN")
