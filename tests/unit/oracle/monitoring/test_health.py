"""What is measured, and from where: guards, contracts, mirror and acts."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlmodel import Session, SQLModel

from mutuel.db import mirror
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.oracle import Act
from oracle.monitoring import health
from oracle.monitoring.alarms import Council, Kind, Pulse, Voice, alarms_of
from oracle.monitoring.health import NOTED_FOR, measure
from oracle.monitoring.looks import RESTATED
from oracle.reports.sanity import OUT_OF_BAND
from oracle.sources.closes import Refusal, Why
from oracle.sources.guard import Guard
from oracle.world import World
from scripts import accounts
from tests.unit.backend.factories import link, market
from tests.unit.oracle.asking import coin, listing

NOW = 1_791_720_000
REPORTERS = [accounts.account(index) for index in accounts.REPORTERS]
NAMES = tuple(str(one.address) for one in REPORTERS)
APPLE, MICROSOFT, COIN = listing("AAPL"), listing("MSFT"), coin("BTC")
OFF = Refusal(Why.OFF, "no address is set for it")
ASKED = [*(entry.source for entry in APPLE.source.quorum.entries), "nyse-halts", "stooq"]


class Contract:
    """Answers every read from `told`."""

    address = "0x" + "22" * 20

    def __init__(self, **told: Any) -> None:
        self._told = told

    def read(self, function: str, *_: object) -> Any:
        return self._told[function]

    def read_many(self, function: str, asked: list[object]) -> list[Any]:
        return [self._told[function] for _ in asked]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    newest = SimpleNamespace(latest=lambda: SimpleNamespace(updated_at=NOW - 60))
    monkeypatch.setattr(health, "reader", lambda *_: newest)
    made = SimpleNamespace(
        database=database,
        served=(APPLE, COIN),
        offs={"AAPL": {"chainlink": OFF}, "BTC-USD": {}, "MSFT": {}},
        halts={"nyse-halts": None},
        guards={name: Guard(lambda: NOW) for name in ASKED},
        reporters=REPORTERS[:4],
        resolution=Contract(source={"reporters": [one.address for one in REPORTERS]}),
        escrow=Contract(engineOf={"pausedUntil": NOW + 9, "retired": False}, accountOf={"credit": 10**9}),
        usdc=Contract(balanceOf=10**6),
        engine=Contract(),
        keeper=SimpleNamespace(address="0x" + "33" * 20),
        client=SimpleNamespace(balance=lambda _address: 10**18),
        gas_low=10**15,
    )
    return cast(World, made)


def test_measure__bonds__two_for_each_source_at_stake(world: World) -> None:
    found = measure(world, NOW)
    assert found.purse == 1_001_000_000
    assert found.bonds == 2 * (APPLE.source.bond + COIN.source.bond) > 0


def test_measure__everything__from_where_it_is(world: World) -> None:
    world.guards["yahoo"].note(Refusal(Why.TIMED_OUT, "nothing"))
    found = measure(world, NOW)
    assert (found.gas, found.gas_low, found.paused_until, found.retired) == (10**18, 10**15, NOW + 9, False)
    assert found.voices["yahoo"] == Voice(1, None, "timed-out: nothing", None, 0)
    assert found.councils["AAPL"] == Council(
        APPLE.source.quorum, frozenset({"chainlink"}), NAMES, NAMES[:4], 3
    )
    assert "nyse-halts" in found.voices
    assert "stooq" not in found.voices  # nobody asks it for what is served
    assert found.feeds == {COIN.source.feed: Pulse(NOW - 60, COIN.source.heartbeat)}
    assert [alarm.kind for alarm in alarms_of(found)] == [Kind.PAUSED]


def test_measure__undecided_market_of_a_product_that_is_served_no_more__still_watched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "MSFT" not in measure(world, NOW).councils
    monkeypatch.setattr(health, "undecided", lambda *_: [SimpleNamespace(listing=MICROSOFT)])
    assert "MSFT" in measure(world, NOW).councils


@pytest.mark.parametrize(("state", "is_dispute"), [(1, False), (2, True), (3, True), (4, True), (5, False)])
def test_measure__a_question_in_each_state__a_dispute_or_none(
    world: World, state: int, is_dispute: bool
) -> None:
    with Session(world.database) as session:
        session.add(mirror.Question(question_id="0xab", state=state, block_number=1))
        session.add_all([market(staked=1), link(question_id="0xab")])
        session.commit()
    assert measure(world, NOW).disputes == ({"0xab": state} if is_dispute else {})


@pytest.mark.parametrize("rows", [[], [market(), link(question_id="0xab")]], ids=["no_market", "no_stake"])
def test_measure__a_dispute_for_which_nobody_s_stake_waits__wakes_nobody(
    world: World, rows: list[SQLModel]
) -> None:
    """Anybody may escalate any question that was never asked."""
    with Session(world.database) as session:
        session.add_all([mirror.Question(question_id="0xab", state=3, block_number=1), *rows])
        session.commit()
    assert measure(world, NOW).disputes == {}


@pytest.mark.parametrize(("ago", "told"), [(0, ("0xab",)), (NOTED_FOR - 1, ("0xab",)), (NOTED_FOR, ())])
def test_measure__restated_close__an_alarm_for_a_week(world: World, ago: int, told: tuple[str, ...]) -> None:
    with Session(world.database) as session:
        session.add(Act(key=f"{RESTATED}0xab", attempt=1, at=NOW - ago, outcome="done"))
        session.commit()
    assert measure(world, NOW).restated == told


def test_measure__close_that_left_the_band__an_alarm_of_its_own(world: World) -> None:
    with Session(world.database) as session:
        session.add(Act(key=f"{OUT_OF_BAND}0xab", attempt=1, at=NOW, outcome="done"))
        session.commit()
    found = measure(world, NOW)
    assert (found.out_of_band, found.restated) == (("0xab",), ())
