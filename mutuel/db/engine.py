"""Opening the database: SQLite (WAL) by default, PostgreSQL by its URL alone (postgresql+psycopg://...)."""

from typing import Any

import orjson
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlmodel import Field, Session, SQLModel, create_engine, select

from mutuel.db import mirror, oracle
from mutuel.db.sessions import writing
from mutuel.db.types import SqliteSum
from mutuel.errors import DatabaseUnavailable, SchemaMismatch, SettingsInvalid

TABLES = (mirror, oracle)  # importing them registers their tables

# Raised when a column changes its meaning, type or name. There are no migration scripts: the mirror is
# rebuilt from the chain by `mutuel indexer reindex`, and a number that does not match stops every service
# before it can misread a row. New tables need no new number: they are created beside the others.
SCHEMA = 5
CREATION_LOCK = 0x4D757475  # any number, the same in every process


class SchemaVersion(SQLModel, table=True):
    """One row: the SCHEMA that wrote this database."""

    __tablename__ = "schema_version"
    id: int = Field(default=1, primary_key=True)
    version: int


def open_engine(url: str) -> Engine:
    """An engine for `url`; SQLite gets write-ahead logging and waits up to 10 s for another writer.

    Raises SettingsInvalid for an address of no database.
    """
    options = {"pool_pre_ping": True, "json_serializer": _to_json, "json_deserializer": orjson.loads}
    try:
        engine = create_engine(url, **options)
    except (ArgumentError, ImportError, ValueError) as error:
        # Never with the address, nor with a part of it as a ValueError has: a password may be in it.
        raise SettingsInvalid(
            f"MUTUEL_DATABASE_URL is no database's address ({type(error).__name__})."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def create_tables(engine: Engine) -> None:
    """Creates what is missing and leaves what exists alone; services may call it at the same time.

    Raises SchemaMismatch if another version of the tables is there, DatabaseUnavailable if nothing can be written.
    """
    try:
        with writing(engine) as connection:
            found = _version(connection)
    except OperationalError as error:
        raise DatabaseUnavailable(
            f"The database at MUTUEL_DATABASE_URL does not work: {error.orig}."
        ) from error
    if found not in (None, SCHEMA):
        raise SchemaMismatch(
            f"The database has tables of version {found}, this program needs {SCHEMA}: "
            "start with an empty database and run `mutuel indexer reindex`."
        )


def _version(connection: Connection) -> int | None:
    """Of the tables that were there; None if they were created just now."""
    _wait_for_other_creators(connection)
    SQLModel.metadata.create_all(connection)
    with Session(connection) as session:
        found = session.exec(select(SchemaVersion.version)).first()
        if found is None:
            session.add(SchemaVersion(version=SCHEMA))
            session.flush()
    return found


def _wait_for_other_creators(connection: Connection) -> None:
    """SQLite has one writer anyhow; PostgreSQL gets a lock that ends with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CREATION_LOCK})


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.create_aggregate("exact_sum", 1, SqliteSum)
    cursor = connection.cursor()
    for pragma in ("busy_timeout=10000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
