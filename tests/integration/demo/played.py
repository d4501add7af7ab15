"""Runs a command of the demo to its end, as a person would, and reads what it left."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.integration.demo.left_over import MARK, marked_processes

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 900


class Played(NamedTuple):
    """The last line of standard output, and everything that was said on the way."""

    result: dict[str, Any]
    said: list[str]


def play(command: str, folder: Path, *words: str) -> Played:
    mark = str(folder)
    done = subprocess.run(
        [sys.executable, "-m", "scripts.demo", command, "--folder", str(folder), *words],
        cwd=ROOT,
        env={**os.environ, MARK: mark},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    assert marked_processes(mark) == []
    return Played(json.loads(done.stdout.splitlines()[-1]), done.stderr.splitlines())


def rows(folder: Path, plan: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    with sqlite3.connect(folder / plan / "mutuel.db") as database:
        return database.execute(query, values).fetchall()


def assert_adds_up(result: dict[str, Any]) -> None:
    assert (result["escrowDrift"], result["indexDrift"]) == ("0", "0")
    assert result["complaints"] == 0
    spent = [round(float(result[name]) * 10**6) for name in ("paid", "fees", "refunded", "breakage")]
    assert sum(spent) == round(float(result["staked"]) * 10**6) > 0
