"""What happened in a market or to an account, newest first."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from sqlmodel import col

from backend.markets import schemas
from backend.markets.errors import MarketUnknown
from backend.markets.repository import MarketRepository
from backend.pages import Key, cut, decode
from backend.schemas import Page
from mutuel.db.mirror import Bet, Claim, Event

CHANGES: Final = {
    "MarketCreated": schemas.Change.CREATED,
    "MarketClosedEarly": schemas.Change.CLOSED_EARLY,
    "MarketContested": schemas.Change.CONTESTED,
    "MarketSettled": schemas.Change.SETTLED,
    "MarketVoided": schemas.Change.VOID,
}
REPORTED: Final = {"1": schemas.Change.HALTED, "2": schemas.Change.CANCELLED}
"""What reporters did, by the action in the event."""
Row = Bet | Claim | Event


class ActivityService:
    def __init__(self, repository: MarketRepository) -> None:
        self._repository = repository

    def of_market(self, market_id: int, limit: int, cursor: str | None) -> Page[schemas.Activity]:
        """Raises MarketUnknown."""
        record, after = self._repository.one(market_id), decode(cursor)
        if record is None:
            raise MarketUnknown(market_id)
        changes = [e for e in self._repository.changes(market_id) if after is None or key(e) < after]
        bets = self._repository.bets(col(Bet.market_id) == market_id, after, limit + 1)
        claims = self._repository.claims(col(Claim.market_id) == market_id, after, limit + 1)
        return page([*bets, *claims, *changes], limit)

    def of_account(self, account: str, limit: int, cursor: str | None) -> Page[schemas.Activity]:
        after = decode(cursor)
        bets = self._repository.bets(col(Bet.account) == account, after, limit + 1)
        claims = self._repository.claims(col(Claim.account) == account, after, limit + 1)
        return page([*bets, *claims], limit)


def key(row: Row) -> Key:
    return row.block_number, row.log_index


def page(rows: Iterable[Row], limit: int) -> Page[schemas.Activity]:
    newest = list(islice(sorted(rows, key=key, reverse=True), limit + 1))
    shown, following = cut(newest, limit, key)
    return Page(items=[activity(row) for row in shown], next_cursor=following)


def activity(row: Row) -> schemas.Activity:
    where = {"at": row.timestamp, "block": row.block_number, "tx": row.tx_hash}
    match row:
        case Bet():
            return schemas.BetPlaced(
                **where,
                market_id=row.market_id,
                account=row.account,
                outcome=row.outcome,
                stake=row.stake,
                pool_after=row.pool_after,
            )
        case Claim():
            return schemas.Claimed(
                **where,
                market_id=row.market_id,
                account=row.account,
                amount=row.amount,
                to_wallet=row.to_wallet,
            )
        case Event():
            return schemas.StateChanged(**where, market_id=int(row.about), change=change(row))


def change(event: Event) -> schemas.Change:
    if event.name == "MarketReported":
        return REPORTED[str(event.args["action"])]
    return CHANGES[event.name]
