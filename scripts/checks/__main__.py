"""`python -m scripts.checks`: prints every complaint as path:line: text and fails if there is one."""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.checks import citations, names, purity, sizes, solidity_imports

CHECKS = (
    sizes.files,
    sizes.functions,
    names.tests,
    purity.domain,
    solidity_imports.layers,
    citations.lead_somewhere,
)


def main() -> int:
    root = Path(__file__).resolve().parents[2]
    complaints = [complaint for check in CHECKS for complaint in check(root)]
    print("\n".join(complaints) or "Every habit is kept.")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
