import sys
from pathlib import Path

import pytest

from scripts.demo.processes import ChildDied, Processes

WAITS = [sys.executable, "-c", "import time; time.sleep(600)"]
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
