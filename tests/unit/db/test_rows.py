from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from mutuel.db.engine import SCHEMA, SchemaVersion, create_tables, open_engine
from mutuel.db.mirror import Cursor, Outbox, Pool
from mutuel.db.rows import GROUP, groups, insert_rows, table, upsert_rows
from mutuel.db.sessions import reading, writing
from mutuel.errors import SchemaMismatch


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    create_tables(engine)
    yield engine
    engine.dispose()


def cursor(block: int, chain: int = 1) -> dict[str, object]:
    return {"chain_id": chain, "block_number": block, "block_hash": f"0x{block:x}"}


def blocks(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(select(table(Cursor).c.block_number)).scalars())


def test_create_tables__called_by_several_at_once__all_succeed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'b.db'}"
    with ThreadPoolExecutor(4) as threads:
        every = [threads.submit(create_tables, open_engine(url)) for _ in range(4)]
    assert [one.exception() for one in every] == [None] * 4


def test_create_tables__other_version__is_refused(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(table(SchemaVersion)).values(version=SCHEMA + 1))
    with pytest.raises(SchemaMismatch, match=f"version {SCHEMA + 1}"):
        create_tables(engine)


def test_upsert_rows__key_exists__replaces_every_other_column(engine: Engine) -> None:
    with writing(engine) as connection:
        upsert_rows(connection, Cursor, [cursor(1)])
        upsert_rows(connection, Cursor, [cursor(2), cursor(9, chain=2)])
    assert sorted(blocks(engine)) == [2, 9]


def test_upsert_rows__weight_beyond_64_bits__is_exact(engine: Engine) -> None:
    weight = 2**255 + 1
    with writing(engine) as connection:
        upsert_rows(
            connection, Pool, [{"market_id": 1, "outcome": 0, "stake": 2, "weight": weight, "bets": 1}]
        )
        assert connection.execute(select(table(Pool).c.weight)).scalar_one() == weight


def test_insert_rows__same_notification_twice__is_refused(engine: Engine) -> None:
    row = {"market_id": 1, "seq": 1, "kind": "bet", "block_number": 1}
    with writing(engine) as connection, pytest.raises(IntegrityError):
        insert_rows(connection, Outbox, [row, row])


def test_writing__error_inside__leaves_nothing(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            insert_rows(connection, Cursor, [cursor(1)])
            raise RuntimeError("crash")

    with pytest.raises(RuntimeError, match="crash"):
        fail()
    assert blocks(engine) == []


def test_writing__second_writer__waits_until_the_first_commits(tmp_path: Path, engine: Engine) -> None:
    impatient = open_engine(f"sqlite:///{tmp_path / 'a.db'}")
    with writing(engine) as connection, impatient.connect() as other:
        connection.execute(select(func.count()).select_from(table(Cursor)))
        other.exec_driver_sql("PRAGMA busy_timeout=1")
        with pytest.raises(OperationalError, match="locked"):
            other.exec_driver_sql("BEGIN IMMEDIATE")


def test_reading__writer_commits_meanwhile__still_sees_the_snapshot(engine: Engine) -> None:
    count = select(func.count()).select_from(table(Cursor))
    with reading(engine) as snapshot:
        assert snapshot.execute(count).scalar_one() == 0
        with writing(engine) as connection:
            insert_rows(connection, Cursor, [cursor(1)])
        assert snapshot.execute(count).scalar_one() == 0
    assert blocks(engine) == [1]


def test_groups__more_than_one_statement_takes__are_split_in_order() -> None:
    assert [len(group) for group in groups(range(GROUP + 1))] == [GROUP, 1]
    assert list(groups([])) == []
