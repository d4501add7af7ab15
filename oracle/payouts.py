"""Pushes what is still owed to people who did not come for it themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sqlmodel import Session, col, select

from mutuel.db.mirror import Bet, Market
from mutuel.db.oracle import Act
from mutuel.domain.market import State
from oracle.acts import DONE, Acts, Due
from oracle.world import World

BATCH: Final = 100
"""Accounts in one transaction; the engine takes no more."""


def due(world: World, acts: Acts, now: int) -> Iterator[Due]:
    """One item per decided market in which somebody may still be owed something."""
    for market_id, decided_at in _unpushed(world):
        yield _due(world, acts, market_id, decided_at + world.push_after, now)


def push(world: World, acts: Acts, market_id: int, now: int) -> bool:
    """Pays everybody who is owed something, winners and refunds alike, in batches; whether nothing is left."""
    key = f"push:{market_id}"
    owed = _owed(world, market_id)
    for start in range(0, len(owed), BATCH):
        call = world.engine.prepare("push", market_id, owed[start : start + BATCH])
        if not acts.do(f"{key}:{start // BATCH}", call, now):
            return False
    acts.note_done(key, now)
    return True


def _due(world: World, acts: Acts, market_id: int, at: int, now: int) -> Due:
    return Due(f"push:{market_id}", at, lambda: push(world, acts, market_id, now))


def _unpushed(world: World) -> Sequence[tuple[int, int]]:
    """Decided markets and when they were decided, without those that are finished."""
    finished = select(Act.key).where(Act.outcome == DONE, col(Act.key).startswith("push:"))
    with Session(world.database) as session:
        done = set(session.exec(finished).all())
        decided = session.exec(
            select(Market.market_id, Market.decided_at)
            .where(col(Market.state).in_([State.SETTLED, State.VOID]))
            .order_by(col(Market.decided_at))
        ).all()
    return [
        (market_id, at) for market_id, at in decided if at is not None and f"push:{market_id}" not in done
    ]


def _owed(world: World, market_id: int) -> list[str]:
    with Session(world.database) as session:
        accounts = session.exec(
            select(Bet.account).where(Bet.market_id == market_id).distinct().order_by(Bet.account)
        ).all()
    payouts = world.engine.read_many("payoutOf", [[market_id, account] for account in accounts])
    return [account for account, payout in zip(accounts, payouts, strict=True) if payout]
