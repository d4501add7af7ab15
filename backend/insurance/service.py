"""The insurance as the API shows it."""

from collections.abc import Mapping
from typing import Any

from backend.insurance.repository import InsuranceRepository
from backend.insurance.schemas import InsuranceTerms, Payout
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.db.mirror import Event


class InsuranceService:
    def __init__(self, repository: InsuranceRepository) -> None:
        self._repository = repository

    def terms(self) -> InsuranceTerms:
        return InsuranceTerms(market_cap=self._repository.market_cap(), paid=self._repository.paid())

    def payouts(self, limit: int, cursor: str | None) -> Page[Payout]:
        """Raises MalformedCursor."""
        found = self._repository.payouts(decode(cursor), limit + 1)
        shown, following = cut(found, limit, lambda event: (event.block_number, event.log_index))
        return Page(items=[_payout(event) for event in shown], next_cursor=following)


def _payout(event: Event) -> Payout:
    args: Mapping[str, Any] = event.args
    return Payout(
        at=event.timestamp,
        tx=event.tx_hash,
        market_id=int(args["marketId"]),
        account=args["account"],
        amount=int(args["amount"]),
        evidence_hash=args["evidenceHash"],
    )
