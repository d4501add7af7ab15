"""A report read again before its window ends, and one that was challenged: the sources are asked anew each time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from mutuel.chain.accounts import Signer
from mutuel.db import mirror
from mutuel.db.engine import create_tables, open_engine
from oracle.acts import Acts
from oracle.decisions import again
from oracle.evidence import Archive
from oracle.matches import deeds as matches
from oracle.matches import reports
from oracle.reports.attempt import decide_now
from oracle.world import SetupError, World
from scripts import accounts
from tests.unit.oracle.minute_answers import QUESTION, exchanges
from tests.unit.oracle.sources.exchanges import T

REPORTED = 77_000 * 10**8
NEAR, FAR = REPORTED + 10 * 10**8, REPORTED * 101 // 100
REPORTERS = [accounts.account(index) for index in accounts.REPORTERS]
KEEPER, OTHER = "0x" + "11" * 20, "0x" + "33" * 20
KEY = "correct:me:3"
MATCH = replace(QUESTION.source.quorum, is_match=True)
OF_A_MATCH = replace(QUESTION, source=replace(QUESTION.source, quorum=MATCH))


@dataclass
class Doing:
    """What was sent under which key, and what was written down."""

    sent: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def do(self, key: str, call: object, _now: int) -> bool:
        self.sent.append((key, call))
        return True

    def note_done(self, key: str, _now: int) -> None:
        self.notes.append(f"done {key}")

    def note_refusal(self, key: str, reason: str, _now: int) -> None:
        self.notes.append(f"refused {key}: {reason}")


class Contract:
    """Answers every read of a name alike."""

    address = "0x" + "22" * 20

    def __init__(self, **answers: Any) -> None:
        self.answers = answers

    def read(self, function: str, *_: object) -> Any:
        return self.answers[function]

    def prepare(self, function: str, *arguments: object) -> tuple[object, ...]:
        return (function, *arguments)


@dataclass
class Desk:
    """A keeper whose credit covers no bond but whose wallet does."""

    database: Engine
    folder: Path
    round: int = 0
    proposer: str = KEEPER
    keys: int = 5

    def ask(self, act: Callable[..., bool], *prices: int | None) -> tuple[bool, Doing]:
        """`act` while exchanges say `prices`, after they all said REPORTED."""
        doing = Doing()
        self.report()
        return act(self.world(*prices), cast(Acts, doing), QUESTION, KEY, T + 5_000), doing

    def report(self) -> None:
        """The mirror shows a report of what all said; its evidence is in the archive."""
        root = decide_now(self.world(*[REPORTED] * 3), QUESTION, T + 4_000).evidence.root
        row = mirror.Question(
            question_id=QUESTION.id, state=1, evidence_root="0x" + root.hex(), block_number=1
        )
        with Session(self.database) as session:
            session.add(row)
            session.commit()

    def world(self, *prices: int | None) -> World:
        clock = {"seq": 3, "round": self.round, "proposer": self.proposer, "noWinner": False}
        world = SimpleNamespace(
            resolution=Contract(
                clockOf=clock, source={"reporters": [account.address for account in REPORTERS]}
            ),
            escrow=Contract(accountOf={"credit": 0}),
            usdc=Contract(balanceOf=10**12, allowance=10**12),
            keeper=SimpleNamespace(address=KEEPER),
            exchanges=exchanges(*prices),
            source_timeout=1,
            archive=Archive(self.folder / "evidence"),
            database=self.database,
            reporters=cast(tuple[Signer, ...], tuple(REPORTERS[: self.keys])),
            book=SimpleNamespace(chain_id=31_337),
        )
        return cast(World, world)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(engine)
    return Desk(engine, tmp_path)


@pytest.mark.parametrize("prices", [(REPORTED,) * 3, (None, REPORTED, REPORTED)])
def test_correct__nobody_says_something_else__nothing_sent_and_never_again(
    desk: Desk, prices: tuple[int | None, ...]
) -> None:
    assert desk.ask(again.correct, *prices) == (True, Doing([], [f"done {KEY}"]))


@pytest.mark.parametrize("value", [NEAR, FAR])
def test_correct__sources_say_something_else__reported_under_the_next_number(desk: Desk, value: int) -> None:
    done, doing = desk.ask(again.correct, value, value, value)
    [(key, (function, *_, report, signatures))] = doing.sent
    assert (done, key, function, len(signatures)) == (True, KEY, "propose", 3)
    assert (report["seq"], report["values"]) == (4, [value] * 3)
    assert Archive(desk.folder / "evidence").load(report["evidenceRoot"]).manifest["answers"]


def test_correct__sources_drift_apart__reported_for_the_dispute_that_it_is(desk: Desk) -> None:
    _, doing = desk.ask(again.correct, REPORTED, REPORTED, FAR)
    assert [call[0] for _, call in doing.sent] == ["propose"]


def test_correct__report_of_another__bonds_first(desk: Desk) -> None:
    desk.proposer = OTHER
    _, doing = desk.ask(again.correct, NEAR, NEAR, NEAR)
    assert [call[0] for _, call in doing.sent] == ["deposit", "propose"]


def test_correct__round_1__needs_one_more_signature(desk: Desk) -> None:
    desk.round = 1
    _, doing = desk.ask(again.correct, NEAR, NEAR, NEAR)
    assert len(doing.sent[0][1][-1]) == 4


def test_answer__too_few_sources__waits(desk: Desk) -> None:
    done, doing = desk.ask(again.answer, NEAR, None, NEAR)
    assert (done, doing.sent, doing.notes) == (False, [], [f"refused {KEY}: {again.TOO_FEW}"])


def test_answer__challenged__bonds_and_sends_what_is_said_now_with_one_more_signature(desk: Desk) -> None:
    _, doing = desk.ask(again.answer, NEAR, NEAR, NEAR)
    (_, deposit), (key, propose) = doing.sent
    assert (deposit[0], key, propose[0], len(propose[-1])) == ("deposit", KEY, "propose", 4)
    assert (propose[-2]["seq"], propose[-2]["values"]) == (4, [NEAR] * 3)


def test_answer__too_few_keys_for_one_more__names_the_lack(desk: Desk) -> None:
    desk.keys = 3
    with pytest.raises(SetupError, match="not 4"):
        desk.ask(again.answer, NEAR, NEAR, NEAR)


@pytest.mark.parametrize(
    ("codes", "flags", "was_nobody", "corrects"),
    [
        ([1, 1, 1], 0, False, False),
        ([0, 0, 0], 0, False, True),
        ([0, 0, 0], 2, False, True),
        ([1, 1, 1], 0, True, True),
        ([0, 1, 1], 0, False, True),
    ],
)
def test_correct__match_reported_as_1__another_winner_nobody_or_quarrel(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    codes: list[int],
    flags: int,
    was_nobody: bool,
    corrects: bool,
) -> None:
    """Its knownAt follows the feeds that answer, so it alone is no correction."""
    sent: list[dict[str, Any]] = []
    report = {"values": codes, "sourceMask": 7, "flags": flags, "knownAt": T - 7}
    monkeypatch.setattr(matches, "match_of", lambda *_: "a match")
    monkeypatch.setattr(reports, "said_now", lambda *_: (report, None))

    def send(*words: Any) -> bool:
        sent.append(words[3])
        return True

    monkeypatch.setattr(again, "send", send)
    world, doing = desk.world(None, None, None), Doing()
    answers = cast(Contract, world.resolution).answers
    reported = 0 if was_nobody else 1
    answers["observation"] = (1, reported, reported, reported, T, False)
    answers["clockOf"]["noWinner"] = was_nobody
    assert again.correct(world, cast(Acts, doing), OF_A_MATCH, KEY, T)
    assert [one["seq"] for one in sent] == [4] * corrects
    assert doing.notes == [f"done {KEY}"] * (not corrects)
