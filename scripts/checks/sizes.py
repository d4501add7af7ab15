"""Files hold one idea and functions fit on a screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.checks.sources import typed

FILE_LINES: Final = {
    # The first pattern that matches a file decides.
    "README.md": 150,
    "**/conftest.py": 150,
    "tests/**/*.py": 500,
    "scripts/checks/*.py": 60,
    "contracts/libraries/**/*.sol": 300,
    "contracts/**/*.sol": 450,
    "frontend/**/*.ts": 250,
    "frontend/**/*.tsx": 250,
    "**/*.py": 350,
}
FUNCTION_LINES: Final = 50


def files(root: Path) -> Iterator[str]:
    seen: set[Path] = set()
    for pattern, budget in FILE_LINES.items():
        fresh = [path for path in typed(root, pattern) if path not in seen]
        seen.update(fresh)
        for path in fresh:
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > budget:
                yield f"{path.relative_to(root)}:1: {lines} lines, {budget} allowed"


def functions(root: Path) -> Iterator[str]:
    for path in typed(root, "**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > FUNCTION_LINES:
                yield f"{path.relative_to(root)}:{node.lineno}: {node.name} has over {FUNCTION_LINES} lines"


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code; the docstring is free, so that nobody saves on it."""
    documented = ast.get_docstring(node) is not None and len(node.body) > 1
    first = node.body[1] if documented else node.body[0]
    return (node.end_lineno or node.lineno) - first.lineno + 1
