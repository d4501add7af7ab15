"""Watching the demo ends with its person: nothing stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.demo.left_over import MARK, marked_processes

ROOT = Path(__file__).resolve().parents[3]
READY = "The page      http"
SECONDS = 60


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["interrupt", "terminate"])
def test_watch__ended_by_a_signal__leaves_no_process(number: signal.Signals, tmp_path: Path) -> None:
    mark = str(tmp_path)
    command = [
        sys.executable,
        "-m",
        "scripts.demo",
        "watch",
        "--port",
        "0",
        "--folder",
        str(tmp_path / "demo"),
    ]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, MARK: mark},
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_as_a_background_job,
    ) as demo:
        assert demo.stderr is not None
        assert any(READY in line for line in demo.stderr), "the demo never got ready"
        assert len(marked_processes(mark)) > 4
        for _ in range(2):  # as from `make`, which passes on what its group had already
            demo.send_signal(number)
        demo.communicate(timeout=SECONDS)
    assert demo.returncode == 0
    assert marked_processes(mark) == []


def _as_a_background_job() -> None:
    """Shells without job control start those with SIGINT ignored."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
