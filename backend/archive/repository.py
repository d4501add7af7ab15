"""Queries about decided markets."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from backend.markets.records import MarketRecord
from mutuel.db.mirror import Bet, Claim, Market
from mutuel.domain.market import State
from mutuel.domain.parimutuel import Pools


class ArchiveRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def positions(self, records: Iterable[MarketRecord]) -> dict[int, dict[str, Pools]]:
        """Per market everybody's position. Reads every bet of these markets."""
        outcomes = {record.row.market_id: record.row.outcomes for record in records}
        query = select(Bet).where(col(Bet.market_id).in_(list(outcomes)))
        found: dict[int, dict[str, Pools]] = defaultdict(dict)
        for bet in self._session.exec(query):
            nothing = Pools.flat([0] * outcomes[bet.market_id])
            held = found[bet.market_id].get(bet.account, nothing)
            found[bet.market_id][bet.account] = held.plus(bet.outcome, bet.stake, bet.weight)
        return found

    def claims(self, market_ids: Iterable[int]) -> dict[int, dict[str, int]]:
        """Per market what each account was paid, micro-USDC."""
        query = select(Claim.market_id, Claim.account, Claim.amount).where(
            col(Claim.market_id).in_(list(market_ids))
        )
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for market_id, account, amount in self._session.exec(query):
            found[market_id][account] = found[market_id].get(account, 0) + amount
        return found


def decided() -> ColumnElement[bool]:
    return col(Market.state) != State.OPEN
