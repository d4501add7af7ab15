"""Finds the files that people type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

SKIPPED: Final = {
    ".build", ".cache", ".git", ".run", ".venv", "abi", "dist", "gen", "generated", "node_modules", "out",
}  # fmt: skip
"""Installed, built or generated, never typed."""


def typed(root: Path, pattern: str) -> Iterator[Path]:
    """Files that match a pattern relative to `root`, in order."""
    for path in sorted(root.glob(pattern)):
        if not SKIPPED & set(path.relative_to(root).parts):
            yield path
