"""The keeper's rooms: one that cannot make sense of its matter stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from mutuel.domain.errors import BadConfig, DomainError, OutOfRange
from oracle import keeper
from oracle.acts import Due
from oracle.calendar import UnknownSession
from oracle.decisions import steps

ROOMS = {name: (name, "due") for name in ("schedule", "matches", "halts", "looks")}
ROOMS |= {"decisions": ("steps", "due"), "ends": ("steps", "ends"), "payouts": ("payouts", "due")}
"""Module and function of each, in the keeper's order."""
FIRST = "checks"


WORLD: Any = None
"""Every room is a double."""


class NoActs:
    """Nothing was ever tried."""

    def __init__(self, _: Any) -> None: ...

    def ready_at(self, _: str) -> int:
        return 0


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, by the room that it belongs to; every room has one thing to do."""
    found: list[str] = []

    def note(name: str) -> bool:
        found.append(name)
        return True

    def room(name: str) -> Any:
        return lambda *_: iter([Due(name, 0, partial(note, name))])

    for name, (module, function) in ROOMS.items():
        monkeypatch.setattr(getattr(keeper, module), function, room(name))
    monkeypatch.setattr(steps, "checks", room(FIRST))
    monkeypatch.setattr(keeper, "look", lambda *_: None)
    monkeypatch.setattr(keeper, "Acts", NoActs)
    return found


@pytest.mark.parametrize("broken", ROOMS)
@pytest.mark.parametrize(
    "error", [OutOfRange("windows", 300, 0, 256), BadConfig("matches", "?"), UnknownSession("?")]
)
def test_step__one_room_fails__the_others_do_their_work(
    done: list[str], monkeypatch: pytest.MonkeyPatch, broken: str, error: DomainError
) -> None:
    def fails(*_: Any) -> Iterator[Due]:
        yield from ()
        raise error

    module, function = ROOMS[broken]
    monkeypatch.setattr(getattr(keeper, module), function, fails)

    assert keeper.Keeper(WORLD).step(1) == len(ROOMS)
    assert done == [FIRST, *(name for name in ROOMS if name != broken)]


def test_step__proofs_wait_for_their_cross_check__checked_before_anything_else(done: list[str]) -> None:
    keeper.Keeper(WORLD).step(1)
    assert done[0] == FIRST
