"""Builds the page that the API serves, unless the build is newer than everything it is made from."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
WEB: Final = ROOT / "frontend"
AXE: Final = WEB / "node_modules" / "axe-core" / "axe.min.js"
BUILD_SECONDS: Final = 600
MADE: Final = {"node_modules", "dist", "coverage", "generated"}


class BuildFailed(Exception):
    """npm's own last words are the message."""


def build() -> None:
    """Raises BuildFailed."""
    if not AXE.exists():
        _npm("install", "--no-save", "--no-audit", "--no-fund")
    built = WEB / "dist" / "index.html"
    if not built.exists() or built.stat().st_mtime < max(path.stat().st_mtime for path in _sources()):
        _npm("run", "build")


def _sources() -> Iterator[Path]:
    yield from (ROOT / "mutuel" / "chain" / "abi").glob("*.json")
    for top in WEB.iterdir():
        if top.name not in MADE:
            found = [top] if top.is_file() else top.rglob("*")
            yield from (path for path in found if path.is_file() and not MADE & set(path.parts))


def _npm(*words: str) -> None:
    # Node comes with this very Python.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["npm", *words],
        cwd=WEB,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=BUILD_SECONDS,
        check=False,
    )
    if done.returncode:
        raise BuildFailed("\n".join((done.stdout + done.stderr).splitlines()[-20:]))
