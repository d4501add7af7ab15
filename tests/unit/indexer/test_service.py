from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from indexer.mirror import CONTRADICTIONS, Step
from indexer.service import LONGEST_PAUSE, Service
from mutuel.errors import NodeInconsistent, NodeUnavailable, ReorgTooDeep

WAITED = Step("waited", 5, 5)


class Mirror:
    """Answers steps from a script; the last one also stops the service."""

    def __init__(self, *script: Step | Exception) -> None:
        self.script = list(script)
        self.stop: Callable[[], None] = lambda: None

    def step(self) -> Step:
        answer = self.script.pop(0)
        if not self.script:
            self.stop()
        if isinstance(answer, Exception):
            raise answer
        return answer


class Pauses(Event):
    """Does not wait, but remembers for how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.asked.append(timeout or 0)
        return self.is_set()


def run(*script: Step | Exception) -> list[float]:
    pauses = Pauses()
    mirror: Any = Mirror(*script)  # in all that the service uses
    mirror.stop = pauses.set
    Service(mirror, 1, pauses).run()
    return pauses.asked


def test_run__work_to_do__does_not_pause_until_there_is_none() -> None:
    assert run(Step("took", 3, 5, 1, 3), Step("took", 5, 5, 1, 2), WAITED) == [1]


def test_run__node_down__pauses_longer_each_time_up_to_a_bound() -> None:
    pauses = run(*[NodeUnavailable("down")] * 8, WAITED)
    assert pauses[:3] == [2, 4, 8]
    assert max(pauses) == LONGEST_PAUSE


def test_run__database_restarts__is_waited_for_like_a_node() -> None:
    gone = OperationalError("INSERT", {}, Exception("server closed the connection"))
    assert run(gone, gone, WAITED) == [2, 4, 1]


def test_run__node_back__begins_with_short_pauses_again() -> None:
    down = NodeUnavailable("down")
    assert run(down, down, WAITED, down, WAITED) == [2, 4, 1, 2, 1]


def test_run__contradictions_go_on__ends_for_a_person_to_look() -> None:
    with pytest.raises(NodeInconsistent):
        run(*[NodeInconsistent("again")] * CONTRADICTIONS, WAITED)


def test_run__contradiction_passes__goes_on() -> None:
    nine = [NodeInconsistent("again")] * (CONTRADICTIONS - 1)
    assert len(run(*nine, WAITED, *nine, WAITED)) == 2 * CONTRADICTIONS


def test_run__reorg_too_deep__ends_at_once() -> None:
    with pytest.raises(ReorgTooDeep):
        run(ReorgTooDeep("deep"), WAITED)
