"""Golden vectors: read here by pytest, by the Solidity harness and by the page's own tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).parent


def load(name: str) -> list[Any]:
    """The entries of one file as pytest parameters (input, expect), each named after its vector."""
    entries = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(entry["input"], entry["expect"], id=entry["name"]) for entry in entries]


def ints(values: list[str]) -> tuple[int, ...]:
    """Decimal strings as integers."""
    return tuple(int(value) for value in values)
