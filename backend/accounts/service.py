"""What an account holds and may claim, computed by the rules from the mirror."""

from typing import Final

from backend.accounts import schemas
from backend.accounts.repository import AccountRepository, held_by, owing, undecided
from backend.markets.orders import LATEST_CLOSE
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.service import MarketService
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.domain.parimutuel import Pools, Voided, decide, payout_of

MAX_CLAIMS: Final = 200


class AccountService:
    def __init__(self, accounts: AccountRepository, markets: MarketRepository, shown: MarketService) -> None:
        self._accounts, self._markets, self._shown = accounts, markets, shown

    def positions(
        self, account: str, only: schemas.PositionFilter, limit: int, cursor: str | None
    ) -> Page[schemas.Position]:
        """The markets the account has bet in, latest close first."""
        conditions = [held_by(account)]
        if only is schemas.PositionFilter.OPEN:
            conditions.append(undecided())
        found = self._markets.page(conditions=conditions, after=decode(cursor), limit=limit + 1)
        records, following = cut(found, limit, LATEST_CLOSE.key)
        holdings = self._accounts.holdings(account, records)
        claimed = self._accounts.claimed(account, holdings)
        at = self._markets.at()
        items = []
        for record in records:
            market_id = record.row.market_id
            held, counts = holdings[market_id]
            paid, owed = claimed.get(market_id), payout(record, held)
            items.append(
                schemas.Position(
                    market=self._shown.summary(record, at),
                    stakes=stakes_of(record, held, counts),
                    staked=held.total,
                    payout=owed,
                    claimed=paid or 0,
                    claimable=0 if paid is not None or owed is None else owed,
                )
            )
        return Page(items=items, next_cursor=following)

    def claimable(self, account: str) -> schemas.Claimable:
        """What every decided and unclaimed market pays, latest close first."""
        condition = owing(account, self._accounts.merging_templates())
        found = self._markets.page(conditions=[condition], after=None, limit=MAX_CLAIMS + 1)
        records = found[:MAX_CLAIMS]
        holdings = self._accounts.holdings(account, records)
        items = [
            schemas.ClaimItem(
                market_id=record.row.market_id,
                title=self._shown.title(record),
                window=self._shown.window(record),
                observe_at=record.row.observe_at,
                amount=amount,
                reason=reason_of(record),
            )
            for record in records
            if (amount := payout(record, holdings[record.row.market_id][0]))
        ]
        return schemas.Claimable(
            total=sum(item.amount for item in items), items=items, more=len(found) > MAX_CLAIMS
        )


def payout(record: MarketRecord, held: Pools) -> int | None:
    """What the engine pays the position in all, rounded down; None while the market is undecided."""
    if record.decision is None:
        return None
    return payout_of(record.template.kind, record.decision, held)


def reason_of(record: MarketRecord) -> schemas.ClaimReason:
    void = isinstance(record.decision, Voided)
    return schemas.ClaimReason.REFUND if void else schemas.ClaimReason.WON


def stakes_of(record: MarketRecord, held: Pools, counts: list[int]) -> list[schemas.Stake]:
    return [
        schemas.Stake(outcome=i, stake=stake, bets=counts[i], pays=if_it_wins(record, held, i))
        for i, stake in enumerate(held.stakes)
        if stake
    ]


def if_it_wins(record: MarketRecord, held: Pools, outcome: int) -> int | None:
    """What the whole position would pay if `outcome` won with the pools as they are."""
    if record.decision is not None:
        return None
    return payout_of(record.template.kind, decide(record.template, record.pools, outcome), held)
