"""Halmos on compiled contracts: every check of tests/proofs/contracts, and what became of it.

A check is `proved`, or `refuted` by a counterexample. Everything else is its own answer and no test is content with it:
a solver that ran out of time, a path that was cut short, a loop left before its end, a call that never goes through.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.proofs import broken

ROOT: Final = Path(__file__).resolve().parents[2]
CHECKS: Final = ROOT / "tests" / "proofs" / "contracts"
HOUSE: Final = ROOT / ".build" / "prove"
TOOLS: Final = (HOUSE / "venv" / "bin", ROOT / ".venv" / "bin", ROOT / "node_modules" / ".tools")
TIMEOUT: Final = (
    1_800  # seconds, for a loaded machine; a solver's own limit is Halmos's, a minute for each question
)
OPTIONS: Final = (
    "--solver=yices-2.6.4",  # locked with Halmos
    "--no-status",
    "--panic-error-codes=*",  # an overflow in a check is a failure, not a case left out
    "--loop=8",
    "--default-array-lengths=2",
    "--default-bytes-lengths=65",
)
PASS, COUNTEREXAMPLE = 0, 1
OTHERWISE: Final = {2: "solver timed out", 3: "stuck on a path", 4: "every path reverts", 5: "Halmos failed"}


@dataclass(frozen=True)
class Build:
    """A copy of the sources that Halmos looks at."""

    checks: Path
    folder: Path
    settings: dict[str, str]

    def environment(self) -> dict[str, str]:
        """For forge, which Halmos calls."""
        return (
            os.environ
            | self.settings
            | {
                "PATH": os.pathsep.join([*map(str, TOOLS), os.environ["PATH"]]),
                "FOUNDRY_PROFILE": "prove",
                "FOUNDRY_SRC": str(self.checks.relative_to(ROOT)),
                "FOUNDRY_OUT": str((self.folder / "out").relative_to(ROOT)),
                "FOUNDRY_CACHE_PATH": str((self.folder / "cache").relative_to(ROOT)),
            }
        )


def creation_code(contract: str) -> str:
    """What Halmos looked at as `contract`, in hex; known once it ran on the contracts."""
    artefact = json.loads((HOUSE / "out" / f"{contract}.sol" / f"{contract}.json").read_text())
    code: str = artefact["bytecode"]["object"]
    return code.removeprefix("0x")


def names() -> list[str]:
    """Of all checks."""
    texts = (path.read_text() for path in sorted(CHECKS.glob("*.sol")))
    return [name for text in texts for name in re.findall(r"function (check_\w+)\(", text)]


def on_the_contracts() -> dict[str, str]:
    """What became of each check on the contracts as they are deployed."""
    return _run(Build(CHECKS, HOUSE, {}))


def on_broken_contracts() -> dict[str, str]:
    """The same on spoiled ones, compiled quickly: it does not matter which code is found wrong."""
    folder = HOUSE / "broken"
    broken.write(ROOT / "contracts", folder / "contracts")
    checks = folder / CHECKS.relative_to(ROOT)
    shutil.copytree(CHECKS, checks, dirs_exist_ok=True)
    quick = {"FOUNDRY_VIA_IR": "false", "FOUNDRY_OPTIMIZER": "false"}
    return _run(Build(checks, folder, quick), "--early-exit")


def _run(build: Build, *more: str) -> dict[str, str]:
    if not (TOOLS[0] / "halmos").exists():
        raise RuntimeError("Halmos is not installed; `make prove` installs it")
    report = build.folder / "report.json"
    report.unlink(missing_ok=True)
    out = build.environment()["FOUNDRY_OUT"]
    command = ("halmos", f"--forge-build-out={out}", f"--json-output={report}", *OPTIONS, *more)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=build.environment(),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    if not report.exists():
        raise RuntimeError(f"Halmos did not run: {(done.stdout + done.stderr)[-4_000:]}")
    contracts: dict[str, list[dict[str, Any]]] = json.loads(report.read_text())["test_results"]
    return {check["name"].split("(")[0]: answer(check) for checks in contracts.values() for check in checks}


def answer(check: dict[str, Any]) -> str:
    """In one word, or why there is none. `check` is one of Halmos's JSON report."""
    if check["exitcode"] == COUNTEREXAMPLE and check["num_models"]:
        return "refuted"
    if check["exitcode"] != PASS:
        return OTHERWISE.get(check["exitcode"], f"exit code {check['exitcode']}")
    return "a loop was left before its end" if check["num_bounded_loops"] else "proved"
