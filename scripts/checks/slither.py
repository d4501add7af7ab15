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
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

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


def names(report: Mapping[str, Any]) -> set[str]:
    """Each finding as "detector Contract.member"."""
    return {f"{found['check']} {_member(found['elements'][0])}" for found in report.get("detectors", [])}


def compare(found: set[str], reasons: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """`reasons`: by detector, then by member; "*" for a whole detector."""
    known = {f"{check} {member}" for check, members in reasons.items() for member in members}
    whole = {check for check, members in reasons.items() if "*" in members}
    for finding in sorted(found - known):
        if finding.split()[0] not in whole:
            yield f"{finding}: no reason in {REASONS.name}"
    seen = found | {f"{finding.split()[0]} *" for finding in found}
    for reason in sorted(known - seen):
        yield f"{reason}: has a reason in {REASONS.name} but is not found any more"


def _member(element: Mapping[str, Any]) -> str:
    """The function or variable that a finding is about, within its contract; a local counts as its function."""
    parent = element.get("type_specific_fields", {}).get("parent", {})
    if parent.get("type") == "function":
        return f"{_member(parent)}"
    return f"{parent.get('name', '')}.{element['name']}".lstrip(".")


def _run(*command: str, check: bool = True) -> str:
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]} failed: {(done.stdout + done.stderr)[-2_000:]}")
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main())
