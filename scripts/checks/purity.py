"""The rules compute with integers and take time and chance as arguments."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

DECIMAL_ALLOWED: Final = {"edges.py"}
"""Range edges come from logarithms; rules 1.3 allows Decimal there and nowhere else."""
CLOCKS: Final = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter"}
CHANCE: Final = {"random", "secrets", "uuid"}


def domain(root: Path) -> Iterator[str]:
    for path in sorted((root / "mutuel" / "domain").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            problem = _problem(node, path.name)
            if problem:
                yield f"{path.relative_to(root)}:{getattr(node, 'lineno', 1)}: {problem}"


def _problem(node: ast.AST, file: str) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
        return "a float literal; money, prices and weights are integers"
    if (
        isinstance(node, ast.BinOp | ast.AugAssign)
        and isinstance(node.op, ast.Div)
        and file not in DECIMAL_ALLOWED
    ):
        return "true division gives a float; use // and name the rounding"
    if isinstance(node, ast.Name) and node.id == "float":
        return "float"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
        return f"{node.func.attr}() reads a clock; take the time as an argument"
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _import_problem(node, file)
    return None


def _import_problem(node: ast.Import | ast.ImportFrom, file: str) -> str | None:
    modules = {node.module or ""} if isinstance(node, ast.ImportFrom) else {name.name for name in node.names}
    if modules & CHANCE:
        return "chance is an argument"
    if "decimal" in modules and file not in DECIMAL_ALLOWED:
        return "Decimal is for range edges only"
    return None
