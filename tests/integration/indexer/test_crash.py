import os
import signal
import time
from pathlib import Path
from random import Random
from threading import Event

from indexer.service import Service
from mutuel.chain.client import Client
from mutuel.db.engine import create_tables, open_engine
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
        _kill_after(random.uniform(0.005, 0.08), url, node, longest=random.randrange(1, 4))
        reached.append(_block(url, client))
        history.steps(12)
        if number % 5 == 4:
            depth = random.choice((1, 5, 20))
            block = client.block_number()
            client.request("anvil_rollback", depth)
            history.forget_after(block - depth)
            history.steps(depth + 2)

    assert len(set(reached)) > KILLS // 3, "the kills must interrupt work at different places"
    engine = open_engine(url)
    mirrors.make(engine, client).catch_up()
    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)
    engine.dispose()


def _kill_after(seconds: float, url: str, node: str, longest: int) -> None:
    """Runs the service in a child of this process and ends it with SIGKILL."""
    pid = os.fork()
    if pid == 0:
        try:
            service = Service(mirrors.make(open_engine(url), Client(node), longest), 0.001, Event())
            service.run()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "the service must have been running when it was killed"


def _block(url: str, client: Client) -> int:
    engine = open_engine(url)
    at = mirrors.make(engine, client).at()
    engine.dispose()
    return -1 if at is None else at.number
