"""Decided markets with the distribution of their money, recomputed from its winners' positions and its claims."""

from collections.abc import Iterable

from backend.archive.repository import ArchiveRepository, decided
from backend.archive.schemas import ArchivedMarket, Distribution
from backend.markets.orders import LATEST_CLOSE
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.service import MarketService
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.domain.parimutuel import Pools, Settled, payout_of


class ArchiveService:
    def __init__(self, archive: ArchiveRepository, markets: MarketRepository, shown: MarketService) -> None:
        self._archive, self._markets, self._shown = archive, markets, shown

    def page(self, limit: int, cursor: str | None) -> Page[ArchivedMarket]:
        """Latest close first."""
        found = self._markets.page(conditions=[decided()], after=decode(cursor), limit=limit + 1)
        records, following = cut(found, limit, LATEST_CLOSE.key)
        winners = self._archive.winners(records)
        paid = self._archive.paid(record.row.market_id for record in records)
        at = self._markets.at()
        items = [
            ArchivedMarket(
                market=self._shown.summary(record, at),
                decided_at=record.row.decided_at or 0,
                distribution=distribution(
                    record, winners.get(record.row.market_id, []), paid.get(record.row.market_id, 0)
                ),
                evidence_root=evidence_root(record),
            )
            for record in records
        ]
        return Page(items=items, next_cursor=following)


def distribution(record: MarketRecord, winners: Iterable[Pools], paid: int) -> Distribution:
    """Where a decided market's money is, in micro-USDC. `paid`: all that was claimed, nobody's only in part."""
    decision, staked = record.decision, record.row.staked
    if not isinstance(decision, Settled):
        return Distribution(
            staked=staked, net=0, fee=0, paid=0, refunded=paid, outstanding=staked - paid, breakage=0
        )
    owed = sum(payout_of(record.template.kind, decision, held) for held in winners)
    return Distribution(
        staked=staked,
        net=decision.net,
        fee=decision.split.fee,
        paid=paid,
        refunded=0,
        outstanding=owed - paid,
        breakage=decision.net - owed,
    )


def evidence_root(record: MarketRecord) -> str | None:
    answer = record.question.answer if record.question else None
    return answer.evidence_root if answer else None
