import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from indexer.mirror import Mirror
from indexer.service import Service
from mutuel.chain.client import Client
from mutuel.db.engine import create_tables, open_engine
from tests.chain.undone import roll_back
from tests.integration.indexer import mirrors
from tests.integration.indexer.history import History

KILLS = 50


def test_run__killed_fifty_times_amid_reorgs__equals_a_clean_mirror(
    client: Client, history: History, node: str, tmp_path: Path
) -> None:
    random = Random(11)
    url = f"sqlite:///{tmp_path / 'mirror.db'}"
    create_tables(open_engine(url))
    history.steps(400)
    reached = []
    for number in range(KILLS):
        run_and_kill(lambda: mirrors.make(open_engine(url), Client(node), random.randrange(1, 4)), random)
        reached.append(last_block(url, client))
        history.steps(12)
        if number % 5 == 4:
            depth = random.choice((1, 5, 20))
            block = client.block_number()
            roll_back(client, depth)
            history.forget_after(block - depth)
            history.steps(depth + 2)

    assert len(set(reached)) > KILLS // 2, "the kills must interrupt work at different places"
    engine = open_engine(url)
    mirrors.make(engine, client).catch_up()
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)
    engine.dispose()


def run_and_kill(make: Callable[[], Mirror], random: Random) -> None:
    """Runs the service in a child of this process; ends it with SIGKILL a moment after one of its first steps."""
    steps, pause = random.randrange(1, 8), random.uniform(0, 0.01)
    reads, writes = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            mirror: Any = make()
            step = mirror.step

            def step_and_tell() -> object:
                os.write(writes, b".")
                return step()

            mirror.step = step_and_tell
            Service(mirror, 0.001, Event()).run()
        finally:
            os._exit(1)
    os.close(writes)
    for _ in range(steps):
        assert os.read(reads, 1), "the service must run until it is killed"
    time.sleep(pause)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(reads)
    assert os.WIFSIGNALED(status), "the service must have been running when it was killed"


def last_block(url: str, client: Client) -> int:
    engine = open_engine(url)
    at = mirrors.make(engine, client).at()
    engine.dispose()
    return -1 if at is None else at.number
