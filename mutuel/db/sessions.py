"""Transactions that mean the same in SQLite and PostgreSQL.

Left to itself, Python's SQLite driver opens a transaction only before the first write, so that what was read
before it may have changed. Both functions here open it at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that reads and writes: all of it or nothing. SQLite takes its only write lock here."""
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A snapshot: every query inside sees the database as of one moment."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        yield connection
        connection.rollback()
