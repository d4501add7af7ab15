"""Queries about one account."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_
from sqlmodel import Session, col, select

from backend.markets.records import MarketRecord
from mutuel.db.mirror import Bet, Claim, Market, Template
from mutuel.domain.market import UNDECIDED, State
from mutuel.domain.parimutuel import Pools


class AccountRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def holdings(self, account: str, records: Iterable[MarketRecord]) -> dict[int, tuple[Pools, list[int]]]:
        """Per market the account's stakes and weights and the number of bets, each by outcome."""
        outcomes = {record.row.market_id: record.row.outcomes for record in records}
        query = select(Bet).where(Bet.account == account, col(Bet.market_id).in_(list(outcomes)))
        bets: dict[int, list[Bet]] = defaultdict(list)
        for bet in self._session.exec(query):
            bets[bet.market_id].append(bet)
        return {market_id: _sum(placed, outcomes[market_id]) for market_id, placed in bets.items()}

    def merging_templates(self) -> list[int]:
        """Templates whose thin ranges merge; there are few templates."""
        rows = self._session.exec(select(Template)).all()
        return [row.template_id for row in rows if int(str(row.params["mergeBelow"])) > 0]

    def claimed(self, account: str, market_ids: Iterable[int]) -> dict[int, int]:
        """Micro-USDC paid per market."""
        query = (
            select(Claim.market_id, func.sum(Claim.amount))
            .where(Claim.account == account, col(Claim.market_id).in_(list(market_ids)))
            .group_by(col(Claim.market_id))
        )
        return {market_id: int(amount) for market_id, amount in self._session.exec(query)}


def held_by(account: str) -> ColumnElement[bool]:
    """Markets in which the account has bet."""
    return _has_bet(account)


def undecided() -> ColumnElement[bool]:
    return col(Market.state).in_(UNDECIDED)


def owing(account: str, merging_templates: list[int]) -> ColumnElement[bool]:
    """Decided markets that may still owe the account something.

    Where thin ranges merge, a bet on another outcome than the winner may have won too, so those markets are
    all included; what they pay, perhaps nothing, is for the rules to say.
    """
    won = _has_bet(account, col(Bet.outcome) == col(Market.winner))
    merged = and_(_has_bet(account), col(Market.template_id).in_(merging_templates))
    refunded = and_(col(Market.state) == State.VOID, _has_bet(account))
    paid = exists().where(col(Claim.account) == account, col(Claim.market_id) == col(Market.market_id))
    return and_(or_(and_(col(Market.state) == State.SETTLED, or_(won, merged)), refunded), not_(paid))


def _has_bet(account: str, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        col(Bet.account) == account, col(Bet.market_id) == col(Market.market_id), *conditions
    )


def _sum(bets: Iterable[Bet], outcomes: int) -> tuple[Pools, list[int]]:
    stakes, weights, counts = [0] * outcomes, [0] * outcomes, [0] * outcomes
    for bet in bets:
        stakes[bet.outcome] += bet.stake
        weights[bet.outcome] += bet.weight
        counts[bet.outcome] += 1
    return Pools(tuple(stakes), tuple(weights)), counts
