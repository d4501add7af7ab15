"""Ten thousand lives of markets, decided and paid by the engine's own code and by mutuel.domain: no difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from random import Random
from typing import Any, Final

import pytest
from eth_hash.auto import keccak

from mutuel.domain import errors, parimutuel, referee
from mutuel.domain.market import Kind, State, VoidReason
from mutuel.domain.parimutuel import Decision, Settled
from mutuel.domain.referee import Verdict
from scripts.deploy.chain import Builder, provider_of
from tests.chain.wire import Wire
from tests.differential.cases import SEED
from tests.differential.harness import Harness, differences
from tests.differential.tapes import ACCOUNTS, Tape, draw
from tests.unit.domain.factories import answers_of, market_of, together
from tests.vectors import load

TAPES: Final = 10_000
BATCH: Final = 20  # some 700,000 gas each
CHAIN_NAMES: Final = {
    "QuestionNotFinal": "QuestionNotFinal(uint8)",
    "MarketContested": "Contested(uint256)",
    "TooEarly": "TooEarly(uint256)",
}
NOTHING: Final = {
    "refusal": bytes(4), "reason": 0, "value": 0, "state": 0, "winner": 0, "net": 0, "treasury": 0,
    "insurance": 0, "payouts": [0] * ACCOUNTS,
}  # fmt: skip


@pytest.fixture(scope="module")
def tape_harness() -> Iterator[Harness]:
    """The engine as it is deployed, with a Resolution and a fee receiver that can be told everything."""
    with provider_of("local", "auto") as provider:
        builder = Builder.of_development(provider)
        resolution, fees = builder.deploy("SettableResolution"), builder.deploy("FeeRecorder")
        judge = builder.deploy("Referee", resolution)
        access = builder.deploy("Access", builder.account)
        engine = builder.deploy("ParimutuelEngine", fees, resolution, judge, access)
        deployed = builder.deploy("TapeHarness", engine, judge, resolution, fees)
        entries = [entry.model_dump(mode="json", by_alias=True) for entry in deployed.contract_type.abi]
        with closing(Wire(provider.http_uri)) as wire:
            yield Harness(wire, deployed.address, entries)


def played(harness: Harness, tapes: list[Tape]) -> list[dict[str, Any]]:
    """How the tapes end on chain. What was observed counts only where somebody won."""
    endings: list[dict[str, Any]] = []
    for start in range(0, len(tapes), BATCH):
        endings += harness.call("play", [tape.fields() for tape in tapes[start : start + BATCH]])
    return [one if one["reason"] == 0 else one | {"value": 0} for one in endings]


def told(tape: Tape) -> dict[str, Any]:
    """The same by mutuel.domain, in the harness's words."""
    held = [tape.position(account) for account in range(ACCOUNTS)]
    try:
        verdict, decision = verdict_of(tape), decision_of(tape, held)
    except errors.DomainError as refusal:
        return NOTHING | {"refusal": keccak(CHAIN_NAMES[type(refusal).__name__].encode())[:4]}
    payouts = [parimutuel.payout_of(tape.market.template.kind, decision, one) for one in held]
    if not isinstance(decision, Settled):
        reason = 0 if verdict.reason is None else verdict.reason.value
        value = verdict.value if verdict.reason is None else 0
        return NOTHING | {"reason": reason, "value": value, "state": State.VOID, "payouts": payouts}
    split = decision.split
    money = {"net": decision.net, "treasury": split.treasury, "insurance": split.insurance}
    ending = {"state": State.SETTLED, "winner": decision.outcome, "value": verdict.value, "payouts": payouts}
    return NOTHING | ending | money


def verdict_of(tape: Tape) -> Verdict:
    if tape.contested:
        return referee.decide_contested(tape.market, tape.answers[0], outage=is_hit(tape))
    return referee.decide(tape.market, tape.answers, tape.now, outage=is_hit(tape))


def decision_of(tape: Tape, held: list[parimutuel.Pools]) -> Decision:
    pools = together(held, tape.market.template.outcomes)
    if tape.contested:
        return parimutuel.settle_contested(tape.market, pools, tape.answers[0], outage=is_hit(tape))
    return parimutuel.settle(tape.market, pools, tape.answers, tape.now, outage=is_hit(tape))


def is_hit(tape: Tape) -> bool:
    """The harness's outage falls on the end of betting."""
    return tape.outage and referee.outage_span(tape.market) is not None


def test_play__ten_thousand_random_tapes__end_alike_to_the_micro_unit(tape_harness: Harness) -> None:
    dice = Random(SEED)
    tapes = [draw(dice) for _ in range(TAPES)]
    wrong = differences(tapes, played(tape_harness, tapes), told)
    assert not wrong, f"{len(wrong)} of {TAPES} differ: {wrong[:2]}"


def test_draw__ten_thousand_random_tapes__reach_every_kind_and_every_way_to_end() -> None:
    """A comparison says something only about what it saw."""
    dice = Random(SEED)
    seen: Counter[object] = Counter()
    for _ in range(TAPES):
        tape = draw(dice)
        ending = told(tape)
        seen.update(
            [
                (tape.market.template.kind, ending["state"]),
                VoidReason(ending["reason"]) if ending["reason"] else 0,
            ]
        )
        seen[ending["refusal"]] += 1
    for kind in Kind:
        assert seen[kind, State.SETTLED] > 200
        assert seen[kind, State.VOID] > 200
    for reason in (VoidReason.TIE, VoidReason.QUESTION, VoidReason.KNOWN, VoidReason.OUTAGE):
        assert seen[reason] > 50
    assert len([one for one in seen if isinstance(one, bytes)]) == 3  # settled, contested, not final


REFEREE = load("referee")


@pytest.mark.parametrize(("given_", "expect"), REFEREE)
def test_referee__golden_vector__holds_on_chain(
    tape_harness: Harness, given_: dict[str, Any], expect: dict[str, Any]
) -> None:
    answers = tuple(answers_of(given_["answers"]))
    tape = Tape(
        market_of(given_["market"]), answers, (), given_["now"], given_["outage"], given_["contested"]
    )
    (ending,) = played(tape_harness, [tape])
    if "error" in expect:
        assert ending["refusal"] == keccak(CHAIN_NAMES[expect["error"]].encode())[:4]
    elif "void" in expect:
        assert ending["reason"] == expect["void"]
    else:
        assert (ending["reason"], str(ending["value"])) == (0, expect["value"])
