"""The bond of a report, when the keeper has it and when it has not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from oracle.acts import Acts
from oracle.reports.propose import BondMissing, post_bond
from oracle.world import World
from tests.unit.oracle.asking import DAYS, question

ASKED = question("AAPL", DAYS.on(date(2026, 10, 16)), date(2026, 10, 9))
BOND = ASKED.listing.source.bond
KEEPER = "0x" + "11" * 20


class Answers:
    """A contract that answers every read of a name alike."""

    address = "0x" + "22" * 20

    def __init__(self, **answers: object) -> None:
        self._answers = answers

    def read(self, function: str, *_: object) -> Any:
        return self._answers[function]

    def prepare(self, function: str, *arguments: object) -> tuple[object, ...]:
        return (function, *arguments)


@dataclass
class Doing:
    """Does what it is asked, or refuses."""

    able: bool = True
    done: list[object] = field(default_factory=list)

    def do(self, _key: str, call: object, _now: int) -> bool:
        self.done.append(call)
        return self.able


def post(doing: Doing, *, credit: int, held: int) -> None:
    world = SimpleNamespace(
        escrow=Answers(accountOf={"credit": credit}),
        usdc=Answers(balanceOf=held, allowance=0),
        keeper=SimpleNamespace(address=KEEPER),
    )
    post_bond(cast(World, world), cast(Acts, doing), ASKED, 0)


def test_post_bond__credit_covers_it__nothing_is_sent() -> None:
    doing = Doing()
    post(doing, credit=BOND, held=0)
    assert doing.done == []


def test_post_bond__wallet_covers_the_rest__approved_and_deposited() -> None:
    doing = Doing()
    post(doing, credit=BOND - 7, held=7)
    assert doing.done == [("approve", Answers.address, 7), ("deposit", 7)]


def test_post_bond__nobody_funded_the_keeper__names_the_shortage_and_sends_nothing() -> None:
    doing = Doing()
    with pytest.raises(BondMissing, match=f"1.500000 USDC more to {KEEPER}"):
        post(doing, credit=BOND - 2_000_000, held=500_000)
    assert doing.done == []


def test_post_bond__deposit_refused__raises_so_that_the_report_waits() -> None:
    with pytest.raises(BondMissing, match="not be deposited"):
        post(Doing(able=False), credit=0, held=BOND)
