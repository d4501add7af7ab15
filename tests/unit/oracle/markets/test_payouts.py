"""Pushing what is owed: bounded work at each look, however many small bettors a pool has."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session

from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Bet, Market
from mutuel.domain.market import State
from mutuel.errors import CallRefused
from oracle.acts import Acts
from oracle.markets.payouts import BATCH, due

MARKET, DECIDED, AFTER = 1 << 48, 1_791_720_000, 3_600
NOW = DECIDED + AFTER


class Engine:
    """Owes every account 1 until it is pushed; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.paid: list[str] = []
        self.losers: set[str] = set()

    def read_many(self, _: str, calls: list[list[Any]]) -> list[int]:
        self.asked.append(len(calls))
        return [int(account not in self.paid and account not in self.losers) for _, account in calls]

    def prepare(self, _: str, __: int, accounts: list[str]) -> list[str]:
        return accounts


class Keeper:
    """Sends what the engine prepared; refuses while `refuses`."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.refuses = engine, False

    def send(self, call: list[str], on_signed: Any) -> Any:
        if self.refuses:
            raise CallRefused("no")
        on_signed("0x01")
        self.engine.paid += call
        return SimpleNamespace(tx_hash="0x01")


@pytest.fixture
def world(tmp_path: Path) -> Any:
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    engine = Engine()
    return SimpleNamespace(database=database, engine=engine, keeper=Keeper(engine), push_after=AFTER)


def decided(world: Any, bettors: int, market_id: int = MARKET) -> list[str]:
    """A void market in which so many accounts hold a bet."""
    accounts = [f"0x{number:040x}" for number in range(bettors)]
    with Session(world.database) as session:
        session.add(
            Market(
                market_id=market_id, template_id=1, source_id=5, question_id="0x", kind=1, outcomes=2, k0=1, k1=1,
                open=1, close=2, closes_at=2, observe_at=3, edges=[], config_hash="0x", staked=bettors,
                state=State.VOID, decided_at=DECIDED, created_block=1,
            )
        )  # fmt: skip
        for place, account in enumerate(accounts):
            session.add(
                Bet(
                    block_number=1, log_index=market_id % 1_000 * 1_000 + place, tx_hash="0x", timestamp=1,
                    market_id=market_id, account=account, outcome=0, stake=1, weight=1, pool_after=place + 1,
                )
            )  # fmt: skip
        session.commit()
    return accounts


def look(world: Any) -> list[bool]:
    """One look: everything that is due is done once."""
    acts = Acts(world)
    return [one.act() for one in list(due(world, acts, NOW)) if max(one.at, acts.ready_at(one.key)) <= NOW]


def test_due__many_small_bettors__one_batch_at_each_look(world: Any) -> None:
    accounts = decided(world, 2 * BATCH + 1)
    paid = []
    for _ in range(4):
        look(world)
        paid.append(len(world.engine.paid))
    assert paid == [BATCH, 2 * BATCH, 2 * BATCH + 1, 2 * BATCH + 1]
    assert world.engine.paid == accounts
    assert max(world.engine.asked) == BATCH


def test_due__two_markets__neither_waits_for_the_other(world: Any) -> None:
    decided(world, 2 * BATCH)
    decided(world, 1, MARKET + 1)
    assert look(world) == [True, True]
    assert [one.key for one in due(world, Acts(world), NOW)] == [f"push:{MARKET}:1"]


@pytest.mark.parametrize("bettors", [0, BATCH])
def test_due__nobody_owed_or_a_whole_batch__ends(world: Any, bettors: int) -> None:
    world.engine.losers = set(decided(world, bettors))
    for _ in range(2):
        look(world)
    assert list(due(world, Acts(world), NOW)) == []
    assert world.engine.paid == []


def test_due__refused__the_same_batch_again_after_a_pause(world: Any) -> None:
    accounts = decided(world, 3)
    world.keeper.refuses = True
    assert look(world) == [False]
    assert look(world) == []
    world.keeper.refuses = False
    (again,) = due(world, Acts(world), NOW + 60)
    assert again.act()
    assert world.engine.paid == accounts
