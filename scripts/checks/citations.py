"""Every rule that a comment or a test cites stands in docs/rules.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.checks.sources import typed

CODE: Final = ("**/*.py", "**/*.sol", "frontend/**/*.ts", "frontend/**/*.tsx")
TEXTS: Final = ("tests/vectors/*.json", "*.md", "docs/*.md")
RULES: Final = "docs/rules.md"
CITED: Final = re.compile(r"\brules? (\d+(?:\.\d+)?)\b|\b(R-[A-Z][A-Z-]+[A-Z])\b")
STATED: Final = re.compile(r"^\*\*(\d+\.\d+|R-[A-Z-]+)\b|^## (\d+)\.", re.MULTILINE)


def lead_somewhere(root: Path) -> Iterator[str]:
    stated = {
        name for found in STATED.findall((root / RULES).read_text(encoding="utf-8")) for name in found if name
    }
    for pattern in (*CODE, *TEXTS):
        for path in typed(root, pattern):
            for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                for cited in sorted(cited_in(text) - stated):
                    yield f"{path.relative_to(root)}:{line}: {cited} is not in {RULES}"


def cited_in(text: str) -> set[str]:
    """The paragraphs ("1.7") and wordings ("R-MERGE") that a line names."""
    return {name for found in CITED.findall(text) for name in found if name}
