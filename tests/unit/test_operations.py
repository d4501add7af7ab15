"""Whoever is woken finds the line, and the alarm, in docs/operations.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from oracle.monitoring.alarms import Kind

ROOT = Path(__file__).resolve().parents[2]
MANUAL = (ROOT / "docs" / "operations.md").read_text()
SERVICES = ("backend", "indexer", "mutuel", "oracle")
LEVELS = ("info", "warning", "error", "exception")


def lines(service: str) -> Iterator[str]:
    """What the service logs, by the constant that each line begins with."""
    for path in sorted((ROOT / service).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="log"), attr=level),
                    args=[ast.Constant(value=str(line))],
                ) if level in LEVELS:
                    yield line


@pytest.mark.parametrize("service", SERVICES)
def test_lines__every_one__is_in_the_manual(service: str) -> None:
    logged = set(lines(service))
    assert logged
    assert {line for line in logged if f"`{line}`" not in MANUAL} == set()


@pytest.mark.parametrize("kind", Kind)
def test_alarms__every_kind__is_in_the_manual(kind: Kind) -> None:
    assert f"| `{kind}` |" in MANUAL
