"""The chain and the model, side by side, after one step."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from mutuel.domain.parimutuel import Pools, Settled
from mutuel.domain.resolution.question import Question
from tests.chain.stepper import Read
from tests.contracts.deployed import Event
from tests.stateful.model.house import House
from tests.stateful.model.ledger import Engine, Person
from tests.stateful.model.pools import Book
from tests.stateful.site import PEOPLE, Site

Key = tuple[Any, ...]
MOST_OUTCOMES: Final = 5
UNIT: Final = 10**6


@dataclass
class Memory:
    """What earlier steps of a run showed, by the chain's own word."""

    config: dict[int, dict[str, Any]] = field(default_factory=dict)
    promised: dict[tuple[int, str], int] = field(default_factory=dict)
    """Payout of (market, account) when the market was decided."""
    claimed: dict[tuple[int, str], list[int]] = field(default_factory=dict)
    decided: dict[int, list[str]] = field(default_factory=dict)
    """MarketSettled and MarketVoided events of a market."""
    value: dict[int, int] = field(default_factory=dict)
    """The value a market was settled at."""
    merged: dict[int, list[int]] = field(default_factory=dict)
    """Which ranges a settled market had merged: the lowest of each one's group."""
    reported: set[int] = field(default_factory=set)
    """Markets that reporters stopped."""
    values: dict[str, list[int]] = field(default_factory=dict)
    """Values that reports proposed in the present round of a question."""
    window: dict[str, int] = field(default_factory=dict)
    """When the window of a question's report ends."""
    ruled: dict[str, int] = field(default_factory=dict)
    """When a question was ruled on."""
    scheduled: int = 0
    """When the timelock was last asked for something."""

    def copied(self) -> Memory:
        return deepcopy(self)


@dataclass
class Sight:
    """One step: who did what, what the chain showed before and shows now."""

    site: Site
    house: House
    memory: Memory
    kind: str
    sender: str
    at: int
    """Block time of the step."""
    events: list[Event]
    before: Mapping[Key, Any]
    now: Mapping[Key, Any]

    def every(self, name: str) -> list[tuple[Key, Any]]:
        """All entries of one kind."""
        return [(key, value) for key, value in self.now.items() if key[0] == name]

    def changed(self, name: str) -> list[Key]:
        return [key for key, value in self.every(name) if key in self.before and self.before[key] != value]


def reads(site: Site, house: House) -> dict[Key, Read]:
    """Every view that the model has an opinion on."""
    usdc, escrow, engine = site.usdc.address, site.escrow, site.engine
    wanted: dict[Key, Read] = {("vault",): Read("Usdc", usdc, "balanceOf", (escrow,))}
    for receiver in (house.ledger.treasury, house.ledger.insurance):
        wanted["collected", receiver] = Read("Usdc", usdc, "balanceOf", (receiver,))
    for person in house.ledger.people:
        wanted["wallet", person] = Read("Usdc", usdc, "balanceOf", (person,))
        wanted["account", person] = Read("Escrow", escrow, "accountOf", (person,))
    for address in house.ledger.engines:
        wanted["engine", address] = Read("Escrow", escrow, "engineOf", (address,))
    for owner, market in house.ledger.fences:
        wanted["fence", owner, market] = Read("Escrow", escrow, "lockedOf", (owner, market))
    for market in house.floor.books:
        for name in ("market", "pools"):
            wanted[name, market] = Read("ParimutuelEngine", engine, name, (market,))
        if house.floor.books[market].market.open_at < site.stepper.now:
            wanted["weight", market] = Read("ParimutuelEngine", engine, "weightNow", (market, UNIT))
        for person in PEOPLE:
            wanted["position", market, person] = Read(
                "ParimutuelEngine", engine, "position", (market, person)
            )
            wanted["payout", market, person] = Read("ParimutuelEngine", engine, "payoutOf", (market, person))
    for id in (*house.desk.asked, *map(house.contest_id, house.desk.contests)):
        wanted["question", id] = Read("Resolution", site.resolution, "observation", (id,))
    return wanted


def expected(house: House) -> dict[Key, Any]:
    """What the model says of the same views; those it has no number for are left out."""
    ledger = house.ledger
    told: dict[Key, Any] = {("vault",): ledger.vault}
    for receiver in (ledger.treasury, ledger.insurance):
        told["collected", receiver] = ledger.collected.get(receiver, 0)
    for name, holder in ledger.people.items():
        told["wallet", name], told["account", name] = holder.wallet, _account(holder)
    for address, engine in ledger.engines.items():
        told["engine", address] = _engine(engine)
    for key, fence in ledger.fences.items():
        told["fence", *key] = fence.amount, fence.ever_in
    for market, book in house.floor.books.items():
        told["market", market], told["pools", market] = _market(book), _padded(book.pools)
        for person in PEOPLE:
            told["position", market, person] = _padded(book.position(person))
            told["payout", market, person] = book.payout(person)
    for id, asked in house.desk.asked.items():
        told["question", id] = _question(asked.question)
    for market, question in house.desk.contests.items():
        told["question", house.contest_id(market)] = _question(question)
    return told


def shown(key: Key, seen: Any) -> Any:
    """The part of a view that the model tells."""
    match key[0]:
        case "market":
            return tuple(seen[name] for name in ("state", "winner", "net", "staked", "closesAt"))
        case "engine":
            return tuple(seen[name] for name in _ENGINE)
        case "account":
            return tuple(seen[name] for name in _ACCOUNT)
        case "question":
            return (*seen[:4], seen[5])
        case "pools" | "position":
            return tuple(tuple(lane) for lane in seen)
    return seen


_ENGINE: Final = ("id", "genesis", "retired", "pausedUntil", "lastPause", "feeTreasury", "feeInsurance")
_ACCOUNT: Final = ("credit", "engineMask", "flags", "excludedUntil", "withdrawNonce")


def _question(question: Question) -> tuple[Any, ...]:
    reading = question.reading
    values = (reading.value, reading.low, reading.high) if reading else (0, 0, 0)
    return question.state.value, *values, question.ruling is not None


def _account(person: Person) -> tuple[Any, ...]:
    mask = sum(1 << (id - 1) for id in person.turned)
    return person.credit, mask, int(person.limited), person.excluded_until, person.nonce


def _engine(engine: Engine) -> tuple[Any, ...]:
    times = engine.paused_until, engine.last_pause
    return engine.id, engine.genesis, engine.retired, *times, engine.treasury, engine.insurance


def _market(book: Book) -> tuple[Any, ...]:
    won = book.decision if isinstance(book.decision, Settled) else None
    winner, net = (won.outcome, won.net) if won else (0, 0)
    closes_at = book.market.betting_ends_at
    return book.state.value, winner, net, book.pools.total, closes_at


def _padded(pools: Pools) -> tuple[tuple[int, ...], tuple[int, ...]]:
    rest = (0,) * (MOST_OUTCOMES - len(pools.stakes))
    return (*pools.stakes, *rest), (*pools.weights, *rest)
