"""Who may import whom in Solidity: types -> libraries -> interfaces -> the rest.

The rest is folders that see each other through interfaces only. A contract of another folder may be imported only by
doubles in contracts/testing, which nothing imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.checks.sources import typed

IMPORT: Final = re.compile(r"^import\b[^;]*?\"([^\"]+)\";", re.MULTILINE | re.DOTALL)
LAYERS: Final = ("types", "libraries", "interfaces")
OUTSIDE: Final = "@openzeppelin/"


def layers(root: Path) -> Iterator[str]:
    """One complaint for each import that goes the wrong way."""
    contracts = root / "contracts"
    for path in typed(root, "contracts/**/*.sol"):
        text = path.read_text()
        for found in IMPORT.finditer(text):
            target = found.group(1)
            if target.startswith(OUTSIDE):
                continue
            imported = (path.parent / target).resolve().relative_to(contracts.resolve())
            own = path.relative_to(contracts)
            if not allowed(own.parts[0], imported.parts[0]):
                line = text[: found.start()].count("\n") + 1
                yield f"contracts/{own}:{line}: {own.parts[0]} may not import {imported}"


def allowed(importer: str, imported: str) -> bool:
    """Folders below contracts/."""
    if importer == imported or importer == "testing":
        return True
    if imported in LAYERS:
        return importer not in LAYERS or LAYERS.index(imported) < LAYERS.index(importer)
    return False
