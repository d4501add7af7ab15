"""Adds up what happened, once from the chain and once from SQL, and says whether the two agree to the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.db import mirror
from mutuel.domain.market import DECIDED, State


@dataclass
class Totals:
    """Of all markets; amounts in micro-USDC. Drifts are 0 when every unit is accounted for."""

    markets: int = 0
    bets: int = 0
    staked: int = 0
    paid: int = 0
    fees: int = 0
    breakage: int = 0
    refunded: int = 0
    escrow_drift: int = 0
    index_drift: int = 0
    complaints: int = 0
    """Markets in which a stranger's own computation finds something."""
    kinds: dict[str, int] = field(default_factory=dict)

    def plus(self, other: "Totals") -> "Totals":
        kinds = {
            kind: self.kinds.get(kind, 0) + other.kinds.get(kind, 0) for kind in {**self.kinds, **other.kinds}
        }
        summed = {name: value + getattr(other, name) for name, value in vars(self).items() if name != "kinds"}
        return Totals(**summed, kinds=kinds)

    def adds_up(self) -> bool:
        """Whether every staked unit was paid, taken as fee, refunded or left as breakage, here and in SQL, and a
        stranger finds nothing to say."""
        spent = self.paid + self.fees + self.refunded + self.breakage
        drifts = self.escrow_drift + self.index_drift + self.complaints
        return self.staked == spent and drifts == 0 and self.markets > 0


def add_up(client: Client, book: Deployment, database: Engine, accounts: Sequence[str]) -> Totals:
    """`accounts`: everybody who may hold credit. Call it when every market is decided and everybody has claimed."""
    with Session(database) as session:
        decided = select(mirror.Market).where(col(mirror.Market.state).in_(DECIDED))
        markets = session.exec(decided).all()
        totals = _from_sql(session, markets)
    locks = _locks(client, book, markets)
    staked, left = sum(ever for _, ever in locks), sum(amount for amount, _ in locks)
    totals.breakage = left
    paid_out = totals.paid + totals.fees + totals.refunded
    totals.index_drift = abs(totals.staked - staked) + abs(staked - left - paid_out)
    totals.escrow_drift = _escrow_drift(client, book, left, accounts)
    return totals


def _from_sql(session: Session, markets: Sequence[mirror.Market]) -> Totals:
    claims = dict(
        session.exec(
            select(mirror.Claim.market_id, func.sum(mirror.Claim.amount)).group_by(
                col(mirror.Claim.market_id)
            )
        ).all()
    )
    return Totals(
        markets=len(markets),
        bets=session.exec(select(func.count()).select_from(mirror.Bet)).one(),
        staked=int(session.exec(select(func.sum(mirror.Pool.stake))).one() or 0),
        paid=_claimed(claims, markets, State.SETTLED),
        refunded=_claimed(claims, markets, State.VOID),
        fees=sum(market.fee or 0 for market in markets),
    )


def _claimed(claims: dict[int, Any], markets: Sequence[mirror.Market], state: State) -> int:
    return sum(int(claims.get(market.market_id, 0)) for market in markets if market.state == state)


def _locks(client: Client, book: Deployment, markets: Sequence[mirror.Market]) -> list[tuple[int, int]]:
    """What each market's ring fence holds, and everything that was ever in it."""
    engine = book.address("ParimutuelEngine")
    calls = [(engine, market.market_id) for market in markets]
    return [
        (int(now), int(ever)) for now, ever in book.contract("Escrow", client).read_many("lockedOf", calls)
    ]


def _escrow_drift(client: Client, book: Deployment, left: int, accounts: Sequence[str]) -> int:
    """USDC that Escrow holds beyond everything it owes; nothing else holds a lock once all questions are final."""
    escrow, usdc = book.contract("Escrow", client), book.contract("Usdc", client)
    owed = sum(int(found["credit"]) for found in escrow.read_many("accountOf", [(a,) for a in accounts]))
    engine = escrow.read("engineOf", book.address("ParimutuelEngine"))
    waiting = int(engine["feeTreasury"]) + int(engine["feeInsurance"])
    return int(usdc.read("balanceOf", escrow.address)) - left - owed - waiting
