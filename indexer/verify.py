"""Is the mirror true? SQL against the chain at the mirror's own block, to the micro-USDC.

Per market: the sums of bets are the pools, in SQL and in the engine; Escrow's ring fence ever took what was
staked and holds staked - paid - fee; what everybody was paid or is owed is what the rules say. In all: Escrow's
USDC covers every ring fence, bond, credit, allocation and waiting fee.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from indexer import cursor, payouts
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.db import mirror
from mutuel.db.rows import Row, table
from mutuel.db.sessions import reading
from mutuel.domain.market import State
from mutuel.errors import MirrorDiffers

BET, CLAIM, MARKET, POOL, EVENT = (
    table(model) for model in (mirror.Bet, mirror.Claim, mirror.Market, mirror.Pool, mirror.Event)
)
OUTCOMES = 5  # the engine's lists always have this length
ACCOUNTS = ("account", "agent", "challenger", "payer", "to")  # arguments that name somebody
AT_ONCE = 1_000  # events fetched at a time: PostgreSQL would send all that ever were
SHOWN = 50  # differences printed


@dataclass
class Report:
    """Totals over all markets in micro-USDC, and every difference in a sentence."""

    block: int
    markets: int = 0
    bets: int = 0
    staked: int = 0
    paid: int = 0  # to winners
    refunded: int = 0  # from void markets
    fees: int = 0
    locked: int = 0  # in ring fences of markets: what is staked, unclaimed or breakage
    escrow_holds: int = 0
    escrow_owes: int = 0
    index_drift: int = 0  # sum of all differences between SQL and chain, without sign
    differences: list[str] = field(default_factory=list)

    @property
    def escrow_drift(self) -> int:
        """What is missing in Escrow; 0 if it covers everything."""
        return max(0, self.escrow_owes - self.escrow_holds)

    def compare(self, what: str, ours: int, chain: int) -> None:
        if ours != chain:
            self.index_drift += abs(ours - chain)
            self.differences.append(f"{what}: the mirror says {ours}, the chain says {chain}.")

    def lines(self) -> Iterator[str]:
        yield f"Block {self.block}: {self.markets} markets, {self.bets} bets; amounts in micro-USDC."
        yield f"Staked {self.staked}: paid {self.paid}, refunded {self.refunded}, fees {self.fees}."
        yield f"The markets' ring fences hold {self.locked}."
        yield f"Escrow holds {self.escrow_holds} and owes {self.escrow_owes}."
        yield from self.differences[:SHOWN]
        if len(self.differences) > SHOWN:
            yield f"... and {len(self.differences) - SHOWN} more."
        yield f"{len(self.differences)} differences." if self.differences else "Nothing differs."


class Chain(NamedTuple):
    """The contracts, read at one block."""

    client: Client
    deployment: Deployment
    block: int

    def read(self, name: str, function: str, calls: list[list[Any]]) -> list[Any]:
        return self.deployment.contract(name, self.client).read_many(function, calls, block=self.block)


def verify(engine: Engine, client: Client, deployment: Deployment) -> Report:
    """Raises MirrorDiffers if the mirror is empty or of another chain than the node's."""
    with reading(engine) as connection:
        at = cursor.peek(connection, deployment.chain_id)
        if at is None:
            raise MirrorDiffers("The mirror is empty: start `mutuel indexer run` first.")
        block = client.block(at.number)
        if block is None or block.hash != at.hash:
            raise MirrorDiffers(
                f"The node's chain does not have the mirror's block {at.number}; let it catch up."
            )
        chain = Chain(client, deployment, at.number)
        report = Report(at.number)
        _markets(connection, chain, report)
        _escrow(connection, chain, report)
    return report


def _markets(connection: Connection, chain: Chain, report: Report) -> None:
    markets = [dict(row) for row in connection.execute(select(MARKET)).mappings()]
    ids = [[market["market_id"]] for market in markets]
    engine = chain.deployment.address("ParimutuelEngine")
    views = chain.read("ParimutuelEngine", "market", ids)
    pools = chain.read("ParimutuelEngine", "pools", ids)
    locks = chain.read("Escrow", "lockedOf", [[engine, *one] for one in ids])
    stakes, paid = _stakes(connection, report), _paid(connection)
    sums = _bet_sums(connection)
    for market, view, (on_chain, _), lock in zip(markets, views, pools, locks, strict=True):
        market_id = market["market_id"]
        ours = [stakes[market_id, outcome] for outcome in range(OUTCOMES)]
        report.compare(f"State of market {market_id}", market["state"], view["state"])
        report.compare(f"Staked in market {market_id}", market["staked"], view["staked"])
        for outcome in range(OUTCOMES):
            report.compare(f"Pool {outcome} of market {market_id}", ours[outcome], on_chain[outcome])
            report.compare(
                f"Bets on {outcome} of market {market_id}", sums[market_id, outcome], ours[outcome]
            )
        _fence(report, market, sum(ours), paid[market_id], lock)
        if payouts.decided(market, view):
            payouts.check(connection, chain, report, market, view)


def _fence(report: Report, market: Row, staked: int, paid: int, lock: list[int]) -> None:
    """A market's ring fence in Escrow against what the mirror says went in and out."""
    fee = market["fee"] or 0
    amount, ever_in = lock
    report.compare(f"Ever locked in market {market['market_id']}", staked, ever_in)
    report.compare(f"Held for market {market['market_id']}", staked - paid - fee, amount)
    report.markets += 1
    report.staked += staked
    report.fees += fee
    report.locked += amount
    report.paid += paid if market["state"] == State.SETTLED else 0
    report.refunded += paid if market["state"] == State.VOID else 0


def _escrow(connection: Connection, chain: Chain, report: Report) -> None:
    """Everything that Escrow owes anybody, against its USDC."""
    escrow = chain.deployment.address("Escrow")
    resolution = chain.deployment.address("Resolution")
    bonds = [[resolution, int(question, 16)] for question in _questions(connection)]
    engines = chain.read("Escrow", "engineOf", [[engine] for engine in _engines(connection)])
    accounts = chain.read("Escrow", "accountOf", [[account] for account in _accounts(connection)])
    allocations = chain.read("Escrow", "allocationOf", [list(pair) for pair in _allocations(connection)])
    report.escrow_owes = (
        report.locked
        + sum(amount for amount, _ in chain.read("Escrow", "lockedOf", bonds))
        + sum(engine["feeTreasury"] + engine["feeInsurance"] for engine in engines)
        + sum(account["credit"] for account in accounts)
        + sum(amount for amount, _, _ in allocations)
    )
    [report.escrow_holds] = chain.read("Usdc", "balanceOf", [[escrow]])
    if report.escrow_drift:
        report.differences.append(
            f"Escrow holds {report.escrow_holds} of {report.escrow_owes} owed: {report.escrow_drift} are missing."
        )


def _stakes(connection: Connection, report: Report) -> Counter[tuple[int, int]]:
    stakes: Counter[tuple[int, int]] = Counter()
    for market_id, outcome, stake, bets in connection.execute(
        select(POOL.c.market_id, POOL.c.outcome, POOL.c.stake, POOL.c.bets)
    ):
        stakes[market_id, outcome] = stake
        report.bets += bets
    return stakes


def _bet_sums(connection: Connection) -> Counter[tuple[int, int]]:
    query = select(BET.c.market_id, BET.c.outcome, func.sum(BET.c.stake)).group_by(
        BET.c.market_id, BET.c.outcome
    )
    return Counter(
        {(market_id, outcome): int(total) for market_id, outcome, total in connection.execute(query)}
    )


def _paid(connection: Connection) -> Counter[int]:
    query = select(CLAIM.c.market_id, func.sum(CLAIM.c.amount)).group_by(CLAIM.c.market_id)
    return Counter({market_id: int(total) for market_id, total in connection.execute(query)})


def _accounts(connection: Connection) -> set[str]:
    """Everyone who may have credit: whoever our events name as an account."""
    found: set[str] = set()
    for args in connection.execute(select(EVENT.c.args), execution_options={"yield_per": AT_ONCE}).scalars():
        found.update(args[name] for name in ACCOUNTS if name in args)
    return found


def _allocations(connection: Connection) -> set[tuple[str, str]]:
    return {(args["engine"], args["account"]) for args in _escrow_events(connection, "Allocated")}


def _engines(connection: Connection) -> set[str]:
    return {args["engine"] for args in _escrow_events(connection, "EngineRegistered")}


def _escrow_events(connection: Connection, name: str) -> Iterable[Row]:
    query = select(EVENT.c.args).where(EVENT.c.contract == "Escrow", EVENT.c.name == name)
    return connection.execute(query).scalars()


def _questions(connection: Connection) -> Iterable[str]:
    return connection.execute(select(table(mirror.Question).c.question_id)).scalars()
