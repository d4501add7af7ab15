"""Was everybody paid what the rules say? Part of `mutuel indexer verify`.

Per decided market: the rules, applied to the mirror's bets, give the stored decision; what an account claimed, or what
the engine still owes it, is what the rules give it. Whatever the kind: merged ranges, weights, refunds.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from sqlalchemy import Connection, func, select

from mutuel.db import mirror
from mutuel.db.domain import template_of
from mutuel.db.rows import Row, table
from mutuel.domain.market import DECIDED, State, Template, VoidReason
from mutuel.domain.parimutuel import (
    Decision,
    Pools,
    Settled,
    Voided,
    decide,
    payout_of,
    stored_merge_map,
)

BET, CLAIM, TEMPLATE = table(mirror.Bet), table(mirror.Claim), table(mirror.Template)
Position = Pools


class Book(Protocol):
    """Where differences are written down."""

    def compare(self, what: str, ours: int, chain: int) -> None: ...


class Reader(Protocol):
    """The contracts, read at the mirror's block."""

    def read(self, name: str, function: str, calls: list[list[Any]]) -> list[Any]: ...


def check(connection: Connection, chain: Reader, book: Book, market: Row, view: Mapping[str, Any]) -> None:
    """One decided market with all accounts that bet in it; `view` is what the engine stores of it."""
    template, market_id = _template(connection, market["template_id"]), market["market_id"]
    positions = _positions(connection, market_id, market["outcomes"])
    pools = Pools.together(positions.values(), market["outcomes"])
    decision = _decision(template, pools, market)
    if isinstance(decision, Settled):
        book.compare(f"Winner of market {market_id}", decision.outcome, view["winner"])
        book.compare(f"Net of market {market_id}", decision.net, view["net"])
        book.compare(f"Merge map of market {market_id}", stored_merge_map(template, pools), view["mergeMap"])
    claimed = _claimed(connection, market_id)
    owed = {account: payout_of(template.kind, decision, held) for account, held in positions.items()}
    waiting = [account for account in positions if account not in claimed]
    payable = chain.read("ParimutuelEngine", "payoutOf", [[market_id, account] for account in waiting])
    for account, amount in (*claimed.items(), *zip(waiting, payable, strict=True)):
        book.compare(f"Payout of {account} in market {market_id}", owed.get(account, 0), amount)


def decided(market: Row, view: Mapping[str, Any]) -> bool:
    """Whether both say so; where they differ, that is reported and there is nothing to compute with."""
    return market["state"] == view["state"] and market["state"] in DECIDED


def _decision(template: Template, pools: Pools, market: Row) -> Decision:
    if market["state"] == State.VOID:
        return Voided(VoidReason(market["void_reason"]))
    return decide(template, pools, market["winner"])


def _template(connection: Connection, template_id: int) -> Template:
    row = connection.execute(select(TEMPLATE).where(TEMPLATE.c.template_id == template_id)).mappings().one()
    return template_of(mirror.Template(**row), str(template_id))


def _positions(connection: Connection, market_id: int, outcomes: int) -> dict[str, Position]:
    """What every account holds, summed from its bets."""
    columns = BET.c.account, BET.c.outcome, BET.c.stake, BET.c.weight
    nothing, found = Pools.flat((0,) * outcomes), dict[str, Position]()
    for account, outcome, stake, weight in connection.execute(
        select(*columns).where(BET.c.market_id == market_id)
    ):
        found[account] = found.get(account, nothing).plus(outcome, stake, weight)
    return found


def _claimed(connection: Connection, market_id: int) -> dict[str, int]:
    query = (
        select(CLAIM.c.account, func.sum(CLAIM.c.amount))
        .where(CLAIM.c.market_id == market_id)
        .group_by(CLAIM.c.account)
    )
    return {account: int(amount) for account, amount in connection.execute(query)}
