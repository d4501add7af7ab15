"""Pushes what is still owed to people who did not come for it themselves.

One batch of accounts at a time: a pool may have any number of small bettors, and what they are owed can wait, while a
proof's cross-check cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from sqlalchemy import String, cast, literal
from sqlmodel import Session, col, exists, func, select

from mutuel.db.mirror import Bet, Market
from mutuel.db.oracle import Act
from mutuel.domain.market import DECIDED
from oracle.acts import DONE, Acts, Due
from oracle.world import World

BATCH: Final = 100
"""Accounts in one transaction; the engine takes no more."""


def due(world: World, acts: Acts, now: int) -> Iterator[Due]:
    """The next batch of each decided market in which somebody may still be owed something."""
    for market_id, decided_at, batch in _unpushed(world):
        act = partial(push, world, acts, market_id, batch, now)
        yield Due(_key(market_id, batch), decided_at + world.push_after, act)


def push(world: World, acts: Acts, market_id: int, batch: int, now: int) -> bool:
    """Pays everybody of a batch of bettors who is owed something, winners and refunds alike; whether that is done."""
    accounts = _bettors(world, market_id, batch)
    owed = _owed(world, market_id, accounts)
    key = _key(market_id, batch)
    if not owed:
        acts.note_done(key, now)
    elif not acts.do(key, world.engine.prepare("push", market_id, owed), now):
        return False
    if len(accounts) < BATCH:
        acts.note_done(f"push:{market_id}", now)
    return True


def _key(market_id: int, batch: int) -> str:
    return f"push:{market_id}:{batch}"


def _unpushed(world: World) -> Sequence[tuple[int, int, int]]:
    """Decided markets, when they were decided and how many of their batches are done, the first ones; the oldest first
    and without those that are finished."""
    finished = literal("push:") + cast(col(Market.market_id), String)
    # A range finds its rows by the index.
    is_batch = col(Act.key).between(finished + ":", finished + ":" + "9" * 9)
    batches = select(func.count(func.distinct(Act.key))).where(is_batch, Act.outcome == DONE)
    query = (
        select(Market.market_id, Market.decided_at, batches.scalar_subquery())
        .where(col(Market.state).in_(DECIDED))
        .where(~exists().where(col(Act.key) == finished, col(Act.outcome) == DONE))
        .order_by(col(Market.decided_at))
    )
    with Session(world.database) as session:
        found = session.exec(query).all()
    return [(market_id, at, done) for market_id, at, done in found if at is not None]


def _bettors(world: World, market_id: int, batch: int) -> list[str]:
    """The same accounts each time: nobody bets in a decided market."""
    query = select(Bet.account).where(Bet.market_id == market_id).distinct().order_by(Bet.account)
    with Session(world.database) as session:
        return list(session.exec(query.offset(batch * BATCH).limit(BATCH)).all())


def _owed(world: World, market_id: int, accounts: Sequence[str]) -> list[str]:
    payouts = world.engine.read_many("payoutOf", [[market_id, account] for account in accounts])
    return [account for account, payout in zip(accounts, payouts, strict=True) if payout]
