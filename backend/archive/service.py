"""Decided markets with the distribution of their money, recomputed from every bet and claim."""

from collections.abc import Mapping

from backend.accounts.service import payout
from backend.archive.repository import ArchiveRepository, decided
from backend.archive.schemas import ArchivedMarket, Distribution
from backend.markets.orders import LATEST_CLOSE
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.service import MarketService
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.domain.parimutuel import Pools, Settled


class ArchiveService:
    def __init__(self, archive: ArchiveRepository, markets: MarketRepository, shown: MarketService) -> None:
        self._archive, self._markets, self._shown = archive, markets, shown

    def page(self, limit: int, cursor: str | None) -> Page[ArchivedMarket]:
        """Latest close first."""
        found = self._markets.page(conditions=[decided()], after=decode(cursor), limit=limit + 1)
        records, following = cut(found, limit, LATEST_CLOSE.key)
        positions = self._archive.positions(records)
        claims = self._archive.claims(record.row.market_id for record in records)
        at = self._markets.at()
        items = [
            ArchivedMarket(
                market=self._shown.summary(record, at),
                decided_at=record.row.decided_at or 0,
                distribution=distribution(
                    record, positions.get(record.row.market_id, {}), claims.get(record.row.market_id, {})
                ),
                evidence_root=record.question.evidence_root if record.question else None,
            )
            for record in records
        ]
        return Page(items=items, next_cursor=following)


def distribution(
    record: MarketRecord, positions: Mapping[str, Pools], claims: Mapping[str, int]
) -> Distribution:
    """Where a decided market's money is, in micro-USDC."""
    owed = {account: payout(record, held) or 0 for account, held in positions.items()}
    paid = sum(claims.values())
    settled = isinstance(record.decision, Settled)
    return Distribution(
        staked=record.pools.total,
        net=(record.row.net or 0) if settled else 0,
        fee=(record.row.fee or 0) if settled else 0,
        paid=paid if settled else 0,
        refunded=0 if settled else paid,
        outstanding=sum(amount for account, amount in owed.items() if account not in claims),
        breakage=(record.row.net or 0) - sum(owed.values()) if settled else 0,
    )
