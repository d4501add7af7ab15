"""Halts of the whole market, watched for each minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mutuel.db.engine import create_tables, open_engine
from oracle.acts import Acts, Due
from oracle.evidence import Archive, body_names
from oracle.markets import halts
from oracle.markets.halts import PAUSE, evidence_of
from oracle.resolution.questions import Question, Sight
from oracle.sources.closes import Refusal, Why
from oracle.sources.halts import Halt, HaltRecord
from oracle.sources.transport import Page
from oracle.world import World
from scripts import accounts
from tests.unit.oracle.asking import DAYS, coin, question
from tests.unit.oracle.halt_records import Record

SESSION = DAYS.on(date(2026, 10, 16))
BASIS = SESSION.day - timedelta(days=7)
RECORD = HaltRecord(Halt("AAPL", SESSION.close - 600, None, "T1"), (Page("/rss", 200, b"<rss/>"),))


def test_evidence_of__market_wide_halt__names_the_halt_and_its_page() -> None:
    told = evidence_of(RECORD, 100)
    assert body_names(told.manifest) == [RECORD.pages[0].sha256]
    assert told.root == evidence_of(RECORD, 100).root != evidence_of(RECORD, 101).root


NOON = SESSION.open + 3 * 3_600
CLOSED = Halt("AAPL", NOON - 10, None, "MWC1")
REPORTERS = [accounts.account(index) for index in accounts.REPORTERS]
APPLE, MICROSOFT = (question(symbol, SESSION, BASIS) for symbol in ("AAPL", "MSFT"))


@dataclass
class Doing:
    """Acts that succeed; what was sent."""

    sent: list[Any] = field(default_factory=list)

    def do(self, _key: str, call: Any, _now: int) -> bool:
        self.sent.append(call)
        return True


class Contract:
    address = "0x" + "22" * 20

    def read(self, *_: object) -> Any:
        return {"reporters": [account.address for account in REPORTERS]}

    def prepare(self, function: str, *arguments: object) -> Any:
        return (function, *arguments)


@pytest.fixture
def world(tmp_path: Path) -> World:
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    made = SimpleNamespace(
        database=database,
        halts={"nasdaq-halts": Record()},
        archive=Archive(tmp_path / "evidence"),
        calendar=lambda _mic, _now: DAYS,
        source_timeout=2,
        resolution=Contract(),
        engine=Contract(),
        book=SimpleNamespace(chain_id=31_337),
        reporters=REPORTERS,
    )
    return cast(World, made)


def sight(*questions: Question, closes_at: int = SESSION.close - 1_800) -> Sight:
    seen = [
        (
            SimpleNamespace(questions=(one,), listing=one.listing, market=SimpleNamespace(id=one.market_id)),
            SimpleNamespace(closes_at=closes_at),
        )
        for one in questions
    ]
    return Sight(cast(Any, tuple(seen)))  # as much of them as the watch looks at


def due(world: World, doing: Doing, seen: Sight, now: int) -> list[Due]:
    return list(halts.due(world, cast(Acts, doing), seen, now))


def record(world: World) -> Record:
    return cast(Record, world.halts["nasdaq-halts"])


def unhaltable(asked: Question) -> Question:
    template = replace(asked.listing.template, haltable=False)
    return replace(asked, listing=replace(asked.listing, template=template))


def of_a_coin() -> Question:
    listed = coin("BTC")
    haltable = replace(listed, template=replace(listed.template, haltable=True))
    return replace(APPLE, listing=haltable, asset=listed.asset)


def test_due__open_market_while_its_exchange_trades__once_a_minute_for_all_of_them(world: World) -> None:
    doing, seen = Doing(), sight(APPLE, MICROSOFT)
    (first,) = due(world, doing, seen, NOON)
    assert (first.key, first.at <= NOON) == ("halts", True)
    assert not first.act()
    (second,) = due(world, doing, seen, NOON + 1)
    assert second.at == NOON + PAUSE
    assert (record(world).asked, doing.sent) == (1, [])


@pytest.mark.parametrize(
    ("questions", "now"),
    [
        ([APPLE], SESSION.open - 1),
        ([APPLE], SESSION.close - 1_800),  # betting is over
        ([APPLE], SESSION.close + 86_400),  # a Saturday
        ([unhaltable(APPLE)], NOON),
        ([of_a_coin()], NOON),
        ([], NOON),
    ],
)
def test_due__nothing_that_a_halt_could_close__nobody_is_asked(
    world: World, questions: Sequence[Question], now: int
) -> None:
    assert due(world, Doing(), sight(*questions), now) == []


def test_due__records_are_off__nobody_is_asked(world: World) -> None:
    cast(dict[str, object], world.halts).clear()
    assert due(world, Doing(), sight(APPLE), NOON) == []


def test_look__whole_market_halted__betting_on_each_is_closed_at_that_second_with_evidence(
    world: World,
) -> None:
    record(world).told = (Halt("XYZ", NOON - 60, None, "T1"), CLOSED)
    doing, seen = Doing(), sight(APPLE, MICROSOFT)
    (item,) = due(world, doing, seen, NOON)
    assert item.act()
    assert [(function, report["marketId"], report["at"]) for function, report, _ in doing.sent] == [
        ("haltClose", APPLE.market_id, NOON),
        ("haltClose", MICROSOFT.market_id, NOON),
    ]
    archived: Any = world.archive.load(doing.sent[0][1]["evidenceRoot"]).manifest
    assert archived["answers"][0]["halt"]["reason"] == "MWC1"
    assert all(len(signatures) == APPLE.source.threshold for *_, signatures in doing.sent)
    (again,) = due(world, doing, seen, NOON + PAUSE)
    assert again.act()  # the chain does not hold them closed: a reorg took it back
    assert len(doing.sent) == 4
    assert due(world, doing, sight(APPLE, MICROSOFT, closes_at=NOON), NOON + PAUSE) == []


@pytest.mark.parametrize(
    "told",
    [
        (),
        (Halt("AAPL", NOON - 60, None, "T1"),),  # one share alone: the close decides
        (Halt("X", NOON + 1, None, "MWC1"),),
        (Halt("X", NOON - 900, NOON, "MWC1"),),  # trading goes on
        Refusal(Why.WRONG_SHAPE, "unreadable"),
    ],
)
def test_look__no_halt_of_the_whole_market_now__nothing_is_closed(
    world: World, told: tuple[Halt, ...] | Refusal
) -> None:
    record(world).told = told
    doing = Doing()
    (item,) = due(world, doing, sight(APPLE), NOON)
    assert not item.act()
    assert doing.sent == []
