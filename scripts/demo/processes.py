"""Children that never outlive the demo: each in a group of its own, ended together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import FrameType
from typing import Any, Self, TypeVar

GRACE_SECONDS = 5.0
PAUSE = 0.05  # seconds between two looks
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
Handler = Callable[[int, FrameType | None], Any] | int | None
T = TypeVar("T")


class ChildDied(Exception):
    """A service ended although it should run."""

    def __init__(self, name: str, code: int, log: Path) -> None:
        tail = log.read_text(errors="replace").splitlines()[-15:] if log.exists() else []
        super().__init__(f"{name} ended with code {code}. Its last words ({log}):\n" + "\n".join(tail))


class Processes:
    """Starts children and ends them all on leaving, whatever the reason.

    Use as a context manager. SIGTERM, SIGHUP and SIGINT, which a shell's background jobs ignore, become
    KeyboardInterrupt, so that leaving is one path. The first of them is the last that is heard: nothing interrupts the
    leaving itself, and after it the signals mean again what they meant before.
    """

    def __init__(self, log_folder: Path) -> None:
        self._logs = log_folder
        self._children: list[tuple[str, subprocess.Popen[bytes]]] = []
        self._opened = ExitStack()
        self._before: dict[signal.Signals, Handler] = {}

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._before = {number: signal.getsignal(number) for number in ENDINGS}
        for number in ENDINGS:
            signal.signal(number, _interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Starts `command`; its output goes to `<name>.log`."""
        log = self._logs / f"{name}.log"
        with log.open("wb") as output:
            child = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                start_new_session=True,
            )
        self._children.append((name, child))

    def run(self, name: str, command: Sequence[str], timeout: float) -> None:
        """Runs `command` to its end, within `timeout` seconds. Raises ChildDied if it fails."""
        self.start(name, command)
        child = self._children[-1][1]
        code = child.wait(timeout)  # if it takes longer, it ends with all the others
        self._children.pop()
        if code:
            raise ChildDied(name, code, self._logs / f"{name}.log")

    def open(self, resource: AbstractContextManager[T]) -> T:
        """Enters `resource` and leaves it when the children end."""
        return self._opened.enter_context(resource)

    def check(self) -> None:
        """Raises ChildDied if one of them is gone."""
        for name, child in self._children:
            if (code := child.poll()) is not None:
                raise ChildDied(name, code, self._logs / f"{name}.log")

    def end(self, name: str) -> None:
        """Ends one of them as `stop` ends all; the others go on."""
        ending = [one for one in self._children if one[0] == name]
        self._children = [one for one in self._children if one[0] != name]
        _end(ending)

    def stop(self) -> None:
        """Ends all, last started first: politely, then after a grace for good. Safe to call twice."""
        _hear_no_more()
        try:
            self._opened.close()
        finally:
            _end(self._children[::-1])
            self._children.clear()


def wait_until(ready: Callable[[], bool], what: str, processes: Processes, timeout: float = 60.0) -> None:
    """Polls `ready` until it is true; raises TimeoutError that names `what`, or ChildDied."""
    deadline = time.monotonic() + timeout
    while not ready():
        processes.check()
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} took longer than {timeout:.0f} s")
        time.sleep(PAUSE)


def _end(children: Sequence[tuple[str, subprocess.Popen[bytes]]]) -> None:
    for _, child in children:
        _signal_group(child, signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    for name, child in children:
        try:
            child.wait(timeout=max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"{name} did not stop in time and was ended", file=sys.stderr)
        _signal_group(child, signal.SIGKILL)
        child.wait()


def _signal_group(child: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    _hear_no_more()
    raise KeyboardInterrupt


def _hear_no_more() -> None:
    for number in ENDINGS:
        signal.signal(number, signal.SIG_IGN)
