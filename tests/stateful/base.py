"""The machine without its rules: one step on model and chain alike, then every invariant.

Rules never touch the chain: they say what to do by `act`. The model answers first; if it refuses, the chain must
refuse with the same error and change nothing, else it must accept and show exactly what the model says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from eth_utils.address import to_checksum_address
from hypothesis import HealthCheck, Phase, event, note, settings
from hypothesis.stateful import RuleBasedStateMachine, precondition, run_state_machine_as_test

from mutuel.chain.contracts import Call
from mutuel.domain.ids import question_id
from mutuel.domain.market import State
from mutuel.domain.referee import questions_of
from mutuel.errors import CallRefused
from tests.contracts.deployed import Event, Receipt
from tests.stateful import invariants, strategies
from tests.stateful.model.house import House
from tests.stateful.model.refusals import Refused
from tests.stateful.sight import Key, Memory, Sight, expected, reads, shown
from tests.stateful.site import KEEPER, OUTSIDER, Site

T = TypeVar("T")
Gate = Callable[[Callable[..., None]], Callable[..., None]]
"""Decorates a rule that is not always possible."""
EXITS = frozenset(("claim", "claimToCredit", "claimBatch", "claimFor", "push", "withdraw", "withdrawBySig"))


def at_most(times: int, *kinds: str) -> Gate:
    """Such steps so often in a run, so that easy ones leave room for those that lie deep."""
    return precondition(lambda self: sum(self.tried[kind] for kind in kinds) < times)


@dataclass
class Tally:
    """What was reached over all runs."""

    accepted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    decided: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Markets that `settle` decided: template and state."""
    exits_under_pause: int = 0
    exits_after_retirement: int = 0


class HouseMachine(RuleBasedStateMachine):
    """One run: a fresh house, some seventy steps, then everybody leaves."""

    site: ClassVar[Site]
    tally: ClassVar[Tally]
    begun: ClassVar[tuple[str, int]]
    """Snapshot of the furnished house."""

    def __init__(self) -> None:
        super().__init__()
        cls = type(self)
        self.site.stepper.revert(cls.begun)
        cls.begun = self.site.stepper.snapshot()
        self.house = self.site.fresh()
        self.memory = Memory()
        self.seen: dict[Key, Any] = {}
        self.counting = True
        self.sound = True
        self.salts = 0
        self.periods = 0
        self.scheduled_at = 0
        self.sampled = False
        self.tried: Counter[str] = Counter()

    def act(self, kind: str, sender: str, call: Call, step: Callable[[House], T]) -> T | None:
        """One step on both sides. Returns what the model's step returns, None if it is refused."""
        self.sound = False
        saved = self.house.saved()
        at = self.house.ledger.now = self.site.stepper.now
        predicted: Refused | None = None
        result: T | None = None
        try:
            result = step(self.house)
        except Refused as refusal:
            self.house, predicted = House.restored(saved), refusal
        note(f"{kind} by {sender[:8]} at {at}: {predicted or 'accepted'}")
        receipt = self._send(kind, sender, call, predicted)
        self.house.ledger.now = self.site.stepper.now
        self.look(kind if predicted is None else f"refused {kind}", sender, self._events(receipt), at)
        self._count(kind, predicted)
        self.sound = True
        return result

    def look(self, kind: str, sender: str, events: Sequence[Event], at: int = 0) -> None:
        """Reads everything, checks every invariant, then that chain and model agree to the unit."""
        wanted = reads(self.site, self.house)
        now = dict(zip(wanted, self.site.stepper.read_all(list(wanted.values())), strict=True))
        self._remember(events, now)
        sight = Sight(self.site, self.house, self.memory, kind, sender, at, list(events), self.seen, now)
        invariants.check(sight)
        told = expected(self.house)
        differ = {
            key: (value, shown(key, now[key])) for key, value in told.items() if shown(key, now[key]) != value
        }
        assert not differ, f"After {kind} the chain is not what mutuel.domain says (model, chain): {differ}"
        self.seen = now

    def wait_until(self, moment: int) -> None:
        """Time passes without a transaction."""
        if moment <= self.site.stepper.now:
            return
        self.site.stepper.wait_until(moment)
        self.house.ledger.now = moment
        note(f"it is {moment}")
        self.look("time", OUTSIDER, [], moment)
        self._count("time", None)

    def create(self, batch: strategies.NewMarkets) -> None:
        def step(house: House) -> None:
            for market in batch.markets:
                house.floor.create(market)
                for key in questions_of(market):
                    source = self.site.source(key.source_id)
                    house.desk.ask(question_id(*key), source, key.observe_at, key.subject)

        self.act("create", KEEPER, self.site.call("ParimutuelEngine", "createBatch", *batch.arguments), step)

    @property
    def steps(self) -> int:
        """Of this run, whatever came of them."""
        return self.tried.total()

    def period(self) -> int:
        self.periods += 1
        return self.periods

    def salt(self) -> bytes:
        self.salts += 1
        return self.salts.to_bytes(32, "big")

    # ------------------------------------------------------------------ internal

    def _send(self, kind: str, sender: str, call: Call, predicted: Refused | None) -> Receipt | None:
        try:
            receipt = self.site.stepper.send(sender, call)
        except CallRefused as refusal:
            assert predicted is not None, f"{kind} is refused ({refusal.error}: {refusal}) but is in order."
            fits = predicted.fits(refusal.error, dict(refusal.arguments))
            assert fits, f"{kind} is refused by {refusal.error} {refusal.arguments}, not by {predicted}."
            return None
        assert predicted is None, f"{kind} is accepted but must be refused: {predicted}."
        return receipt

    def _events(self, receipt: Receipt | None) -> list[Event]:
        """What engine and Resolution announced, with addresses as everywhere here."""
        speakers = [self.site.contracts[name] for name in ("ParimutuelEngine", "Resolution")]
        found = [event for one in speakers for event in (receipt.events(one) if receipt else [])]
        for _, arguments in found:
            if "account" in arguments:
                arguments["account"] = to_checksum_address(arguments["account"])
        return found

    def _count(self, kind: str, predicted: Refused | None) -> None:
        self.tried[kind] += 1
        if not self.counting:
            return
        if predicted is not None:
            self.tally.refused[kind] += 1
            event(f"refused {kind}")
            return
        self.tally.accepted[kind] += 1
        event(kind)
        engine = self.house.ledger.engines[self.site.engine]
        self.tally.exits_under_pause += kind in EXITS and self.house.now < engine.paused_until
        self.tally.exits_after_retirement += kind in EXITS and engine.retired

    def _remember(self, events: Sequence[Event], now: dict[Key, Any]) -> None:
        for name, arguments in events:
            if "marketId" not in arguments:
                continue
            market = int(arguments["marketId"])
            if name == "Claimed":
                paid = self.memory.claimed.setdefault((market, arguments["account"]), [])
                paid.append(arguments["amount"])
            if name in ("MarketSettled", "MarketVoided"):
                self.memory.decided.setdefault(market, []).append(name)
                self._promise(market, now)
            if name == "MarketSettled":
                self.memory.value[market] = arguments["value"]

    def _promise(self, market: int, now: dict[Key, Any]) -> None:
        assert now["market", market]["state"] in (State.SETTLED, State.VOID)
        for key, amount in now.items():
            if key[0] == "payout" and key[1] == market:
                self.memory.promised[market, key[2]] = amount


def walk(machine: type[HouseMachine], runs: int, steps: int) -> None:
    """All runs of `machine`, the same in every process: what was found once is found again."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate,),
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
