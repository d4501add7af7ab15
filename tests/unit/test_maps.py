"""The docstring of a package is its map: whoever enters finds every room on it."""

import importlib
import pkgutil
import re

import pytest

import oracle

ROOMS = sorted(f"oracle.{room.name}" for room in pkgutil.iter_modules(oracle.__path__) if room.ispkg)
LISTED = "oracle.sources"  # one file a source: docs/sources.md is its map
MAPPED = (
    *("oracle", *(room for room in ROOMS if room != LISTED), "indexer", "backend"),
    *("mutuel.chain", "mutuel.db", "mutuel.sdk"),
    *("mutuel.domain", "mutuel.domain.products", "mutuel.domain.resolution"),
    *("scripts.bench", "scripts.checks", "scripts.demo", "scripts.deploy", "scripts.governance"),
)


@pytest.mark.parametrize("name", MAPPED)
def test_map__every_module__stands_on_it(name: str) -> None:
    package = importlib.import_module(name)
    named = set(re.findall(r"\w+", package.__doc__ or ""))
    rooms = {module.name for module in pkgutil.iter_modules(package.__path__)}
    assert rooms - named == set()
