"""What is due for a match: how many of its windows are cancelled between two looks, and which of them first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mutuel.db.engine import create_tables, open_engine
from mutuel.domain.ids import market_id, market_key
from mutuel.domain.matches import Interruption
from mutuel.domain.products.catalogue import parse
from oracle.matches import deeds, reports
from oracle.matches.deeds import AT_ONCE
from oracle.resolution.questions import Sight
from tests.unit.oracle.asking import PRODUCTS
from tests.unit.oracle.matches.test_story import MATCH, T

LISTING = parse(tomllib.loads(PRODUCTS.read_text())).listings["CRICKET-WINNER"]
WINDOWS = 60
RAIN = (Interruption(T, T, T, windows=0),)
NOW = T + 5


def window(match: int, index: int) -> Any:
    """A window that closes later the lower its index is."""
    name = market_id(LISTING.template.id, match, index)
    waiting = SimpleNamespace(
        listing=LISTING,
        market=SimpleNamespace(id=name),
        questions=(SimpleNamespace(market_id=name, listing=LISTING),),
    )
    return waiting, SimpleNamespace(closes_at=NOW + 60 * (WINDOWS - index))


@pytest.fixture
def cancelled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The indices of the windows that were cancelled."""
    found: list[int] = []

    def cancel(_world: Any, acts: Any, _match: Any, lost: Any, *_: Any) -> bool:
        acts.done |= {f"cancel:{one.market_id}" for one in lost}
        found.extend(market_key(one.market_id).index for one in lost)
        return True

    monkeypatch.setattr(reports, "cancel", cancel)
    return found


def rained(tmp_path: Path, *numbers: int) -> Any:
    """A world of matches in which play stopped."""
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    matches = [replace(MATCH, number=number, windows=WINDOWS, interruptions=RAIN) for number in numbers]
    return SimpleNamespace(database=database, match_poll=30, matches=lambda: matches)


def cancel_once(world: Any, acts: Any, sight: Sight) -> None:
    """What the keeper does at one look."""
    for due in list(deeds.due(world, acts, sight, NOW)):
        if due.key.startswith("cancel:"):
            due.act()


def test_due__play_stopped_before_sixty_windows__a_few_at_each_look_those_that_close_first(
    tmp_path: Path, cancelled: list[int]
) -> None:
    done: set[str] = set()
    acts: Any = SimpleNamespace(done=done, is_done=done.__contains__)
    world, sight = rained(tmp_path, 77), Sight(tuple(window(77, index) for index in range(WINDOWS)))
    cancel_once(world, acts, sight)
    assert cancelled == [*range(WINDOWS - 1, WINDOWS - 1 - AT_ONCE, -1)]
    for _ in range(WINDOWS // AT_ONCE - 1):
        cancel_once(world, acts, sight)
    assert sorted(cancelled) == [*range(WINDOWS)]


def test_due__play_stopped_in_several_matches__all_together_no_more_at_one_look(
    tmp_path: Path, cancelled: list[int]
) -> None:
    done: set[str] = set()
    acts: Any = SimpleNamespace(done=done, is_done=done.__contains__)
    seen = Sight(tuple(window(number, index) for number in (77, 78, 79) for index in range(WINDOWS)))
    cancel_once(rained(tmp_path, 77, 78, 79), acts, seen)
    assert 3 <= len(cancelled) <= AT_ONCE
