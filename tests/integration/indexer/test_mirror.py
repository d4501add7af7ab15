"""Steps of the mirror amid errors, second writers and repeated work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from sqlalchemy import Engine, event, func, select

from indexer.mirror import Mirror
from indexer.reindex import REBUILT, reindex
from indexer.write import joins
from mutuel.chain.client import Block, Client
from mutuel.chain.logs import decoders
from mutuel.db.mirror import Bet, Cursor, Outbox, Pool
from mutuel.db.rows import table
from mutuel.db.sessions import reading
from mutuel.errors import NodeInconsistent
from tests.chain.undone import reorganise
from tests.integration.indexer import mirrors
from tests.integration.indexer.history import History


class Crash(Exception):
    pass


@contextmanager
def crash_at_statement(engine: Engine, number: int) -> Iterator[None]:
    """The statement of this number, counted from 0, ends the process as far as the database can tell."""
    left = [number]

    def before(*_: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Crash

    event.listen(engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", before)


def interrupted_everywhere(mirror: Mirror) -> int:
    """Makes one step, crashing at each of its statements in turn first; returns how many it has."""
    before = mirrors.contents(mirror.engine)
    for number in range(200):
        try:
            with crash_at_statement(mirror.engine, number):
                mirror.step()
        except Crash:
            assert mirrors.contents(mirror.engine) == before, f"statement {number} left a half step"
        else:
            return number
    raise AssertionError("a step has fewer statements than that")


def test_step__crash_at_every_statement_of_a_piece__all_or_nothing(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(60)
    mirror = mirrors.make(engine, client)
    assert interrupted_everywhere(mirror) > 10
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)


def test_step__crash_at_every_statement_of_a_rewind__all_or_nothing(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(60)
    mirror = mirrors.make(engine, client)
    mirror.catch_up()
    reorganise(client, 12)
    assert interrupted_everywhere(mirror) > 10
    mirror.catch_up()
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)


def test_step__piece_delivered_again__changes_nothing(
    engine: Engine, client: Client, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.steps(30)
    mirror = mirrors.make(engine, client)
    piece = mirror.source.piece(0, client.block_number())
    mirror.catch_up()
    before = mirrors.contents(engine)

    assert not joins(piece, mirror.at())
    monkeypatch.setattr(mirror.source, "piece", lambda *_: piece)  # the node repeats itself
    monkeypatch.setattr(mirror.source, "tip", lambda: piece.last.number + 1)
    mirror.step()

    assert mirrors.contents(engine) == before


def test_step__two_indexers_on_one_database__do_the_work_once(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(100)
    random = Random(3)
    both = [mirrors.make(engine, client, longest=7) for _ in range(2)]
    for _ in range(60):
        random.choice(both).step()
    both[0].catch_up()
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)


def test_step__any_range__gives_the_same_rows_and_notifications(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(100)
    mirrors.make(engine, client, longest=3).catch_up()
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    outbox = table(Outbox)
    in_threes = _outbox(engine)
    with engine.begin() as connection:
        connection.execute(outbox.delete())
    _forget(engine)
    mirrors.make(engine, client).catch_up()
    assert _outbox(engine) == in_threes


def test_catch_up__node_announces_a_block_before_it_shows_it__waits_for_it(
    engine: Engine, client: Client, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.steps(5)
    mirror = mirrors.make(engine, client)
    shown, late = client.blocks, iter(range(3))

    def lagging(numbers: Sequence[int]) -> list[Block | None]:
        return [
            None if number == max(numbers) and next(late, None) is not None else block
            for number, block in zip(numbers, shown(numbers), strict=True)
        ]

    monkeypatch.setattr(client, "blocks", lagging)

    assert mirror.catch_up().block == client.block_number()

    assert next(late, None) is None


def test_step__log_left_out_of_old_blocks__halts_before_wrong_sums(
    engine: Engine, client: Client, history: History
) -> None:
    history.steps(60)
    client.request("anvil_mine", hex(400))  # everything is older than what is checked by bloom
    mirror = mirrors.make(engine, client)
    real = client.logs
    topic = _topic_of_bets()

    def forgetful(*arguments: Any) -> list[Any]:
        logs = real(*arguments)
        first = next((log for log in logs if log["topics"][0] == topic), None)
        return [log for log in logs if log is not first]

    with (
        patch.object(client, "logs", forgetful),
        pytest.raises(NodeInconsistent, match="left out a log"),
    ):
        mirror.catch_up()
    mirror.catch_up()
    assert _sum(engine, table(Pool).c.stake) == _sum(engine, table(Bet).c.stake) > 0


def test_reindex__readers_meanwhile__see_the_old_mirror_until_it_is_complete(
    engine: Engine, client: Client, history: History
) -> None:
    history.steps(60)
    mirror = mirrors.make(engine, client, longest=10)
    mirror.catch_up()
    before = _sum(engine, table(Bet).c.stake)
    seen = []
    reindex(mirror, lambda _: seen.append(_sum(engine, table(Bet).c.stake)))
    assert len(seen) > 5
    assert set(seen) == {before}


def test_reindex__interrupted__leaves_the_old_mirror(
    engine: Engine, client: Client, history: History
) -> None:
    history.steps(60)
    mirror = mirrors.make(engine, client, longest=10)
    mirror.catch_up()
    before = mirrors.contents(engine)

    def interrupt(_: object) -> None:
        raise Crash

    with pytest.raises(Crash):
        reindex(mirror, interrupt)
    assert mirrors.contents(engine) == before


def test_reindex__empty_database__takes_everything(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(60)
    reindex(mirrors.make(engine, client, longest=10), lambda _: None)
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)


def test_pools__after_any_history__are_the_sums_that_the_chain_announced(
    engine: Engine, client: Client, history: History
) -> None:
    history.steps(150)
    mirrors.make(engine, client).catch_up()
    pool = table(Pool)
    with reading(engine) as connection:
        query = select(pool.c.market_id, func.sum(pool.c.stake)).group_by(pool.c.market_id)
        found = {market_id: int(total) for market_id, total in connection.execute(query)}
    assert {market_id: found[market_id] for market_id in history.pools} == history.pools


def _sum(engine: Engine, column: Any) -> int:
    with reading(engine) as connection:
        return int(connection.execute(select(func.sum(column))).scalar_one() or 0)


def _outbox(engine: Engine) -> list[tuple[Any, ...]]:
    outbox = table(Outbox)
    columns = (outbox.c.market_id, outbox.c.seq, outbox.c.kind, outbox.c.block_number)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(outbox.c.id))]


def _forget(engine: Engine) -> None:
    with engine.begin() as connection:
        for model in (*REBUILT, Cursor):
            connection.execute(table(model).delete())


def _topic_of_bets() -> str:
    return next(topic for topic, found in decoders("ParimutuelEngine").items() if found.name == "BetPlaced")
