"""The compiled contracts, never older than their sources.

Ape compiles again what was edited, but not the contracts that import it: after an edit of a base contract or a
library they would keep their old code, and every test would pass on code that no longer exists. So each source is
remembered with everything that it imports, and is compiled again when any of it changed.

`python -m scripts.compiled` compiles what changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Final

import ape
from ape.contracts import ContractContainer
from ape.logging import LogLevel, logger

ROOT: Final = Path(__file__).resolve().parents[1]
REMEMBERED: Final = ".build/closures.json"
IMPORT: Final = re.compile(r'^import [^;]*?"(\.[^"]+)";', re.MULTILINE)


def contracts(root: Path = ROOT) -> dict[str, ContractContainer]:
    """Compiled contracts by name; compiles what changed, with the project's own compiler."""
    os.environ.setdefault("SOLCX_BINARY_PATH", str(ROOT / "scripts" / "solc"))
    project, memory = ape.Project(root), root / REMEMBERED
    now = closures(root)
    before = json.loads(memory.read_text()) if memory.exists() else {}
    if stale := sorted(path for path, digest in now.items() if before.get(path) != digest):
        everything = len(stale) == len(now)
        project.load_contracts(*([] if everything else stale), use_cache=False)
        memory.parent.mkdir(exist_ok=True)
        memory.write_text(json.dumps(now, indent=1))
    # Not project.load_contracts(): it compiles every file without a contract again, each time.
    kept = project.manifest.contract_types or {}
    return {name: ContractContainer(kind) for name, kind in kept.items() if kind.source_id in now}


def closures(root: Path) -> dict[str, str]:
    """By source, as Ape names it: a digest of it, of all that it imports, and of the compiler's settings."""
    settings = hashlib.sha256((root / "ape-config.yaml").read_bytes()).digest()

    @cache
    def imported(path: Path) -> frozenset[Path]:
        found = {(path.parent / name).resolve() for name in IMPORT.findall(path.read_text())}
        return frozenset({path}).union(*(imported(one) for one in found))

    def digest(path: Path) -> str:
        parts = [hashlib.sha256(one.read_bytes()).digest() for one in sorted(imported(path))]
        return hashlib.sha256(settings + b"".join(parts)).hexdigest()

    folder = root.resolve() / "contracts"
    sources = (path for path in sorted(folder.rglob("*.sol")) if ".cache" not in path.parts)
    return {str(path.relative_to(root.resolve())): digest(path) for path in sources}


if __name__ == "__main__":
    logger.set_level(LogLevel.WARNING)
    contracts()
