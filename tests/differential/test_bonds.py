"""Who gets which bond back: Resolution's own code and mutuel.domain, by vectors and by thousands of drawn quarrels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from random import Random
from typing import Any, Final, NamedTuple

import pytest

from mutuel.domain.resolution.bonds import Claim, settle
from mutuel.domain.units import MicroUsdc
from scripts.deploy.chain import Builder, provider_of
from tests.chain.wire import Wire
from tests.differential.cases import MAX_PRICE, SEED
from tests.differential.harness import Harness
from tests.vectors import load

QUARRELS: Final = 5_000
BATCH: Final = 50  # some 300,000 gas each
ABSENT: Final = {"there": False, "isVoid": False, "value": 0}
NOTHING: Final = {"proposer": 0, "challenger": 0, "insurance": 0}
Round = tuple[Claim, Claim | None]


class Quarrel(NamedTuple):
    """One or two rounds of proposer and challenger, and how it was decided; None is VOID."""

    rounds: Sequence[Round]
    decision: int | None

    def fields(self) -> dict[str, Any]:
        """As the harness takes it: the challenger of the second round puts up twice the bond."""
        claims = [[_claim(first), _claim(other)] for first, other in self.rounds]
        missing = 2 - len(claims)
        return {
            "bond": self.rounds[0][0].bond,
            "claims": claims + [[ABSENT, ABSENT]] * missing,
            "decision": _said(self.decision),
        }

    def paid(self) -> list[dict[str, int]]:
        """By the rules, both rounds."""
        paid = [asdict(one) for one in settle(self.rounds, self.decision)]
        return paid + [NOTHING] * (2 - len(paid))


def _claim(claim: Claim | None) -> dict[str, Any]:
    return ABSENT if claim is None else _said(claim.value)


def _said(value: int | None) -> dict[str, Any]:
    return {"there": True, "isVoid": value is None, "value": value or 0}


@pytest.fixture(scope="module")
def bond_harness() -> Iterator[Harness]:
    with provider_of("local", "auto") as provider:
        deployed = Builder.of_development(provider).deploy("BondHarness")
        entries = [entry.model_dump(mode="json", by_alias=True) for entry in deployed.contract_type.abi]
        with closing(Wire(provider.http_uri)) as wire:
            yield Harness(wire, deployed.address, entries)


def settled(harness: Harness, quarrels: Sequence[Quarrel]) -> list[list[dict[str, int]]]:
    """What the chain pays, both rounds of each."""
    answers: list[list[dict[str, int]]] = harness.call("settleBonds", [one.fields() for one in quarrels])
    return answers


@pytest.mark.parametrize(("given_", "expect"), load("bonds"))
def test_settle_bonds__golden_vector__holds_on_chain(
    bond_harness: Harness, given_: dict[str, Any], expect: list[dict[str, str]]
) -> None:
    told = [[one and Claim(_number(one["value"]), MicroUsdc(int(one["bond"]))) for one in sides]
            for sides in given_["rounds"]]  # fmt: skip
    quarrel = Quarrel([(first, other) for first, other in told], _number(given_["decision"]))
    [paid] = settled(bond_harness, [quarrel])
    wanted = [{name: int(amount) for name, amount in one.items()} for one in expect]
    assert paid == wanted + [NOTHING] * (2 - len(wanted))


def test_settle_bonds__any_quarrel__is_the_same_and_pays_every_unit(bond_harness: Harness) -> None:
    """I19."""
    dice, kinds = Random(SEED), Counter[str]()
    quarrels = [_draw(dice) for _ in range(QUARRELS)]
    paid = [
        one
        for start in range(0, QUARRELS, BATCH)
        for one in settled(bond_harness, quarrels[start : start + BATCH])
    ]
    for quarrel, chain in zip(quarrels, paid, strict=True):
        assert chain == quarrel.paid(), quarrel
        put_up = sum(side.bond for sides in quarrel.rounds for side in sides if side)
        assert sum(sum(one.values()) for one in chain) == put_up
        kinds.update(_kind(sides, one) for sides, one in zip(quarrel.rounds, chain, strict=False))
    assert min(kinds[name] for name in ("unchallenged", "all return", "proposer", "challenger")) > 300, kinds


def _kind(sides: Round, paid: dict[str, int]) -> str:
    """Who won a round."""
    if sides[1] is None:
        return "unchallenged"
    if paid["insurance"] == 0:
        return "all return"
    return "proposer" if paid["proposer"] else "challenger"


def _draw(dice: Random) -> Quarrel:
    """Values around one another, at the ends of their type, or VOID; bonds even and odd."""
    bond, middle = (
        dice.choice((50, 100, 5_000)) * 10**6 + dice.randint(0, 1),
        dice.choice((0, 1, 640 * 10**8)),
    )
    values = (None, 0, 1, middle, middle + 1, max(0, middle - 1), MAX_PRICE, dice.randint(0, MAX_PRICE))
    second = dice.random() < 0.5
    rounds = [_round(dice, values, bond, 0, challenged=second or dice.random() < 0.8)]
    if second:
        rounds.append(_round(dice, values, bond, 1, challenged=dice.random() < 0.8))
    return Quarrel(rounds, dice.choice(values))


def _round(dice: Random, values: Sequence[int | None], bond: int, place: int, *, challenged: bool) -> Round:
    first = Claim(dice.choice(values), MicroUsdc(bond))
    return first, Claim(dice.choice(values), MicroUsdc(bond << place)) if challenged else None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)
