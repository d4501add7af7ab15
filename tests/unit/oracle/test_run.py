from threading import Event
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
import structlog
from sqlmodel import Session, SQLModel, create_engine

from mutuel.db.mirror import Cursor
from oracle import run
from oracle.calendar import UnknownSession
from oracle.sources.closes import Refusal, Why


class Looking:
    """A part of the service that finds `todo` things at its looks, one after the other."""

    def __init__(self, todo: list[int]) -> None:
        self.todo, self.looks = todo, 0

    def step(self, *_: Any) -> int:
        self.looks += 1
        return self.todo.pop(0) if self.todo else 0


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Looking:
    found = Looking([2])
    monkeypatch.setattr(run, "Keeper", lambda _: found)
    for name in ("Charts", "Live"):
        monkeypatch.setattr(run, name, lambda _: Looking([]))
    monkeypatch.setattr(run, "Watch", lambda *_: Looking([]))
    return found


def at(database: Any) -> Any:
    return SimpleNamespace(clock=lambda: 7, database=database)


def test_step__one_part_fails__the_others_have_their_turn_and_then_it_is_told(
    keeper: Looking, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Looking([])
    monkeypatch.setattr(run, "Watch", lambda *_: watch)
    monkeypatch.setattr(keeper, "step", Mock(side_effect=UnknownSession("no such day")))
    database = create_engine("sqlite://")
    SQLModel.metadata.create_all(database)
    service = run.Service(at(database), 1, Event())
    for looks in (1, 2):  # and it is not at rest
        with pytest.raises(UnknownSession):
            service.step()
        assert watch.looks == looks


def test_run__sources_off_and_products_that_nobody_could_decide__told_once_at_the_start() -> None:
    off = {"tiingo": Refusal(Why.NOT_AUTHORISED, "no key is set")}
    world: Any = SimpleNamespace(offs={"AAPL": off, "MSFT": off}, withheld={"AAPL-WEEK": "who should?"})
    stop = Event()
    stop.set()
    with structlog.testing.capture_logs() as lines:
        run.Service(world, 1, stop).run()
    assert [
        (line["event"], line.get("source") or line.get("template"), line["reason"]) for line in lines
    ] == [
        ("source is off", "tiingo", "not-authorised: no key is set"),
        ("product withheld", "AAPL-WEEK", "who should?"),
    ]


def test_step__nothing_new_after_nothing_to_do__does_not_look_again(keeper: Looking) -> None:
    database = create_engine("sqlite://")
    SQLModel.metadata.create_all(database)
    world: Any = SimpleNamespace(now=7, database=database)
    world.clock = lambda: world.now
    service = run.Service(world, 1, Event())

    assert [service.step() for _ in range(4)] == [2, 0, 0, 0]
    assert keeper.looks == 2  # again after something was done, then at rest
    world.now = 8
    service.step()
    assert keeper.looks == 3
    with Session(database) as session:
        session.add(Cursor(chain_id=1, block_number=1, block_hash="0x01"))
        session.commit()
    service.step()
    assert keeper.looks == 4
