"""Queries about decided markets. What a page needs is added up in the database, not bet by bet."""

from collections import defaultdict
from collections.abc import Iterable

import sqlalchemy
from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlmodel import Session, col, select

from backend.markets.records import MarketRecord
from mutuel.db.mirror import Bet, Claim, Market
from mutuel.db.rows import table
from mutuel.db.types import ExactSum
from mutuel.domain.market import DECIDED
from mutuel.domain.parimutuel import Pools, Settled

BET = table(Bet)


class ArchiveRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def winners(self, records: Iterable[MarketRecord]) -> dict[int, list[Pools]]:
        """Per settled market the winning part of each winner's position."""
        outcomes = {record.row.market_id: record.row.outcomes for record in records}
        keys = BET.c.market_id, BET.c.account, BET.c.outcome
        query = (
            sqlalchemy.select(*keys, func.sum(BET.c.stake), ExactSum(BET.c.weight))
            .where(or_(false(), *(_on_winners(record) for record in records)))
            .group_by(*keys)
        )
        found: dict[int, dict[str, Pools]] = defaultdict(dict)
        for market_id, account, outcome, stake, weight in self._session.connection().execute(query):
            held = found[market_id].get(account) or Pools.flat((0,) * outcomes[market_id])
            found[market_id][account] = held.plus(outcome, int(stake), weight)
        return {market_id: list(positions.values()) for market_id, positions in found.items()}

    def paid(self, market_ids: Iterable[int]) -> dict[int, int]:
        """Per market what was claimed, micro-USDC."""
        query = (
            select(Claim.market_id, func.sum(Claim.amount))
            .where(col(Claim.market_id).in_(list(market_ids)))
            .group_by(col(Claim.market_id))
        )
        return {market_id: int(amount) for market_id, amount in self._session.exec(query)}


def decided() -> ColumnElement[bool]:
    return col(Market.state).in_(DECIDED)


def _on_winners(record: MarketRecord) -> ColumnElement[bool]:
    """The bets on what won: the winner and all that merged with it."""
    decision = record.decision
    group = decision.group if isinstance(decision, Settled) else ()
    return and_(BET.c.market_id == record.row.market_id, BET.c.outcome.in_(group))
