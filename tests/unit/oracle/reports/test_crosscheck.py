"""Comparing a proof with the exchanges: always looked at, sent only when it speaks against the proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from mutuel.chain.accounts import Signer
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.oracle import Decision
from oracle.acts import Acts
from oracle.evidence import Archive
from oracle.reports.crosscheck import cross_check
from oracle.world import World
from scripts import accounts
from tests.unit.oracle.minute_answers import QUESTION, exchanges
from tests.unit.oracle.sources.exchanges import T

PROVED = 77_000 * 10**8
APART = PROVED * 10_051 // 10_000
REPORTERS = [accounts.account(index) for index in accounts.REPORTERS]


class Resolution:
    address = "0x" + "22" * 20

    def read(self, function: str, *_: object) -> Any:
        return {
            "observation": (1, PROVED, PROVED, PROVED, T, False),
            "source": {"reporters": [account.address for account in REPORTERS]},
        }[function]

    def prepare(self, function: str, *arguments: object) -> tuple[object, ...]:
        return (function, *arguments)


@dataclass
class Doing:
    """What was sent, and what was written down."""

    sent: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def do(self, _key: str, call: object, _now: int) -> bool:
        self.sent.append(call)
        return True

    def note_done(self, key: str, _now: int) -> None:
        self.notes.append(f"done {key}")

    def note_refusal(self, key: str, _reason: str, _now: int) -> None:
        self.notes.append(f"refused {key}")


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(engine)
    return engine


def check(doing: Doing, database: Engine, folder: Path, *prices: int | None) -> bool:
    world = SimpleNamespace(
        resolution=Resolution(),
        exchanges=exchanges(*prices),
        source_timeout=1,
        archive=Archive(folder / "evidence"),
        database=database,
        reporters=cast(tuple[Signer, ...], tuple(REPORTERS)),
        book=SimpleNamespace(chain_id=31_337),
    )
    return cross_check(cast(World, world), cast(Acts, doing), QUESTION, T + 10)


def test_cross_check__exchanges_agree__nothing_sent_and_never_again(database: Engine, tmp_path: Path) -> None:
    doing = Doing()
    assert check(doing, database, tmp_path, PROVED, PROVED + 5, PROVED * 10_050 // 10_000)
    assert (doing.sent, doing.notes) == ([], [f"done crossCheck:{QUESTION.id}"])
    with Session(database) as session:
        assert session.exec(select(Decision.kind)).all() == ["crossCheck"]


def test_cross_check__median_exactly_fifty_basis_points_away__agrees(
    database: Engine, tmp_path: Path
) -> None:
    doing = Doing()
    assert check(doing, database, tmp_path, *[PROVED * 10_050 // 10_000] * 3)
    assert doing.sent == []


def test_cross_check__median_further_away__signed_report_without_bond(
    database: Engine, tmp_path: Path
) -> None:
    doing = Doing()
    assert check(doing, database, tmp_path, APART, APART + 7, APART + 9)
    ((function, source, at, _, report, signatures),) = doing.sent
    assert (function, source, at, len(signatures)) == ("crossCheck", 5, T, 3)
    assert (report["values"], report["sourceMask"], report["knownAt"]) == (
        [APART, APART + 7, APART + 9],
        7,
        T,
    )
    assert Archive(tmp_path / "evidence").load(report["evidenceRoot"]).manifest["answers"]


def test_cross_check__exchanges_apart_but_median_near__agrees(database: Engine, tmp_path: Path) -> None:
    doing = Doing()
    assert check(doing, database, tmp_path, PROVED, PROVED, PROVED * 2)
    assert doing.sent == []


def test_cross_check__one_exchange_silent__waits_and_sends_nothing(database: Engine, tmp_path: Path) -> None:
    doing = Doing()
    assert not check(doing, database, tmp_path, APART, APART, None)
    assert (doing.sent, doing.notes) == ([], [f"refused crossCheck:{QUESTION.id}"])
