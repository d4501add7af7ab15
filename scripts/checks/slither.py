"""python -m scripts.checks.slither: no high or medium finding without a written reason.

Compiles with forge, whose build information Slither reads, and compares the findings with slither.toml beside this
file. A finding is named by its detector and the contract's member, so that moving a line changes nothing. A reason
whose finding is gone is refused as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from scripts.checks.findings import compare, names

ROOT: Final = Path(__file__).resolve().parents[2]
REASONS: Final = Path(__file__).with_suffix(".toml")
TIMEOUT: Final = 900  # seconds, for a loaded machine


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        report = analyse(Path(folder) / "report.json")
    complaints = list(compare(names(report), tomllib.loads(REASONS.read_text())))
    print("\n".join(complaints) or "Slither finds nothing that has no reason beside it.")
    return 1 if complaints else 0


def analyse(report: Path) -> Mapping[str, Any]:
    """Slither's JSON. Raises RuntimeError if it could not analyse."""
    _run("forge", "build", "--force", "--quiet")
    command = ("slither", ".", "--ignore-compile", "--foundry-out-directory", "out", "--json", str(report))
    said = _run(*command, check=False)  # its exit code counts findings
    if not report.exists() or not (answer := json.loads(report.read_text()))["success"]:
        raise RuntimeError(f"Slither did not run: {said[-2_000:]}")
    found: Mapping[str, Any] = answer["results"]
    return found


def _run(*command: str, check: bool = True) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2_000:]}")
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
