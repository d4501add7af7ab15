import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from scripts.demo.processes import ChildDied, Processes

WAITS = [sys.executable, "-c", "import time; time.sleep(600)"]
TELLS = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(600)"]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]


def test_end__one_of_two__leaves_the_other_and_is_not_missed(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes:
        processes.start("first", WAITS)
        processes.start("second", WAITS)
        processes.end("first")
        processes.check()
        processes.start("first", WAITS)
        processes.check()


def test_check__child_that_ended_by_itself__names_it_and_its_code(tmp_path: Path) -> None:
    with Processes(tmp_path) as processes, pytest.raises(ChildDied, match="fails ended with code 3"):
        processes.run("fails", FAILS, timeout=60)


def test_exit__second_signal_while_everything_ends__leaves_nothing_running(tmp_path: Path) -> None:
    """`make` passes a signal on to children that had it already, and people press Ctrl-C twice."""
    with suppress(KeyboardInterrupt), Processes(tmp_path) as processes:
        processes.start("tells", TELLS)
        child = _told(tmp_path / "tells.log")
        processes.open(_signalled_while_it_closes())
        os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_exit__what_it_opened_cannot_be_closed__ends_all_the_same(tmp_path: Path) -> None:
    with suppress(ConnectionError), Processes(tmp_path) as processes:
        processes.start("tells", TELLS)
        child = _told(tmp_path / "tells.log")
        processes.open(_cannot_be_closed())
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@contextmanager
def _signalled_while_it_closes() -> Iterator[None]:
    yield
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _cannot_be_closed() -> Iterator[None]:
    yield
    raise ConnectionError


def _told(log: Path) -> int:
    for _ in range(600):
        if text := log.read_text():
            return int(text)
        time.sleep(0.05)
    raise AssertionError("the child never told its number")
