"""A test's name says what is tried, when, and what follows: test_<function>__<condition>__<outcome>."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.checks.sources import typed

PREFIX: Final = "test_"


def tests(root: Path) -> Iterator[str]:
    """Of tests in Python."""
    for path in typed(root, "tests/**/test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not allowed(node.name):
                where = f"{path.relative_to(root)}:{node.lineno}"
                yield f"{where}: {node.name} is not test_<function>__<condition>__<outcome>"


def allowed(name: str) -> bool:
    """What does not begin as a test may have any name."""
    parts = name.removeprefix(PREFIX).split("__")
    return not name.startswith(PREFIX) or (len(parts) == 3 and all(parts))
