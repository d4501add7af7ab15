"""A proof by round, proved again after its feed went over to another phase."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest
from eth_abi.abi import decode, encode

from mutuel.chain.contracts import selector
from mutuel.chain.history import Event
from mutuel.chain.proofs import FEED_CONFIG
from mutuel.errors import CallRefused, NodeError
from oracle.resolution.questions import Question
from oracle.verify import proofs
from oracle.verify.report import Report, Verdict
from oracle.verify.site import Site

PHASE = 1 << 64
T = 1_800_000_000
PRICE = 77_000 * 10**8
FEED = "0x" + "fe" * 20
CONFIG = encode([FEED_CONFIG], [(FEED, 1, 3_600, 60, bytes(32))])
PROVED = 1_000
"""The proof's block; the next phase begins later."""


@dataclass
class Node:
    """A feed whose first phase has `count` rounds, the third of which holds the price at T."""

    count: int
    remembers: bool = True
    rounds: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rounds |= {PHASE | n: (PRICE + n, T - 1_000 + 300 * n) for n in range(1, self.count + 1)}
        self.rounds[2 * PHASE | 1] = (1, T + 90_000)

    def call(self, _to: str, data: bytes, *, sender: str | None = None, block: object = "latest") -> bytes:
        del sender
        if block != "latest" and not self.remembers:
            raise NodeError("missing trie node")
        wanted = 2 * PHASE | 1 if block == "latest" else PHASE | self.count
        if data[:4] == selector("PriceFeed", "getRoundData"):
            (wanted,) = decode(["uint80"], data[4:])
        if wanted not in self.rounds:
            raise CallRefused("NoDataPresent()")
        answer, at = self.rounds[wanted]
        types = ["uint80", "int256", "uint256", "uint256", "uint80"]
        return encode(types, [wanted, answer, at, at, wanted])


def checked(node: Node, value: int, sent: int = T + 70, config: bytes = CONFIG) -> tuple[Verdict, str]:
    source = SimpleNamespace(id=1, feed="BTC / USD", stream="")
    site = SimpleNamespace(client=node, read=lambda *_: {"verifierConfig": config})
    asked: Any = SimpleNamespace(source=source, observe_at=T)
    event: Any = SimpleNamespace(at=sent, block=PROVED, args={"min": value, "max": value, "value": value})
    report = Report(1, 1)
    proofs.check(cast(Site, site), report, cast(Question, asked), cast(Event, event), "Price of BTC")
    return report.checks[0].verdict, report.checks[0].said


def test_check__phase_over_and_a_successor_in_it__holds() -> None:
    assert checked(Node(count=20), PRICE + 3)[0] is Verdict.HOLDS


def test_check__phase_over_and_another_value_on_chain__differs() -> None:
    assert checked(Node(count=20), PRICE + 4)[0] is Verdict.DIFFERS


def test_check__last_round_of_its_phase_and_newest_when_proved__holds() -> None:
    assert checked(Node(count=3), PRICE + 3)[0] is Verdict.HOLDS


def test_check__last_round_of_its_phase_and_a_node_that_forgot__is_unchecked_rather_than_accused() -> None:
    verdict, said = checked(Node(count=3, remembers=False), PRICE + 3)
    assert verdict is Verdict.UNCHECKED
    assert "ask one that keeps old states" in said


@pytest.mark.parametrize(("value", "sent"), [(PRICE + 2, T + 70), (PRICE + 3, T + 60)])
def test_check__last_round_of_its_phase_but_another_value_or_too_soon__differs(value: int, sent: int) -> None:
    assert checked(Node(count=3, remembers=False), value, sent)[0] is Verdict.DIFFERS


def test_check__source_configured_as_no_prover_of_ours__differs() -> None:
    verdict, said = checked(Node(5), PRICE + 3, config=b"")
    assert verdict is Verdict.DIFFERS
    assert "configured as none of our provers is" in said
