"""Where a module draws its errors as a tree, the tree is what the classes are."""

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ERRORS = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("mutuel", "oracle", "indexer", "backend")
    for path in sorted((ROOT / package).rglob("errors.py"))
]
BRANCH = re.compile(r"(?P<stem>[│ ]*)[├└]── (?P<name>[\w.]+)(?P<words>.*)")


def drawn(module: ModuleType) -> list[tuple[str, str, str]]:
    """Of every branch its name, what it grows from, and the words beside it."""
    lines = (module.__doc__ or "").splitlines()
    branches = [(place, branch) for place, line in enumerate(lines) if (branch := BRANCH.fullmatch(line))]
    path: list[str] = []
    found = []
    for place, branch in branches:
        path = path or lines[place - 1].split()[:1]  # the root stands above the first branch
        depth = (len(branch["stem"]) - len(branches[0][1]["stem"])) // 4
        path[depth + 1 :] = [branch["name"]]
        found.append((branch["name"], path[depth], branch["words"]))
    return found


def classes(module: ModuleType) -> Iterator[type[Exception]]:
    for _, one in inspect.getmembers(module, inspect.isclass):
        if one.__module__ == module.__name__ and issubclass(one, Exception):
            yield one


TREES = [name for name in ERRORS if drawn(importlib.import_module(name))]


def test_trees__modules_of_errors__are_found() -> None:
    assert {"mutuel.errors", "mutuel.domain.errors", "backend.errors", "backend.markets.errors"} <= set(TREES)


@pytest.mark.parametrize("name", TREES)
def test_tree__every_error__grows_where_it_is_drawn(name: str) -> None:
    module = importlib.import_module(name)
    tree = [(error, parent) for error, parent, _ in drawn(module) if "." not in error]
    root = drawn(module)[0][1]
    made = [(one.__name__, one.__bases__[0].__name__) for one in classes(module) if one.__name__ != root]
    assert sorted(tree) == sorted(made)


def test_tree__errors_in_modules_of_their_own__stand_beside_the_module() -> None:
    beside = {f"backend.{name}": words for name, _, words in drawn(importlib.import_module("backend.errors"))}
    for name in (one for one in ERRORS if one.startswith("backend.") and one != "backend.errors"):
        named = set(re.findall(r"\w+", beside[name]))
        made = {one.__name__ for one in classes(importlib.import_module(name))}
        assert named == made if "..." not in beside[name] else named < made
