"""GET /api/disputes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend.deps import Markets, Names, Now, ReadSession, parse_market_id
from backend.disputes.repository import DisputeRepository
from backend.disputes.schemas import Dispute, DisputeFilter
from backend.disputes.service import DisputeService
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.markets.errors import MalformedMarketId
from backend.pages import CursorText
from backend.schemas import Page

router = APIRouter(prefix="/disputes", tags=["disputes"])


def _market(market_id: Annotated[str | None, Query(alias="marketId", max_length=19)] = None) -> int | None:
    return None if market_id is None else parse_market_id(market_id)


@router.get(
    "",
    operation_id="listDisputes",
    responses=problems(InvalidRequest, MalformedCursor, MalformedMarketId),
)
def list_disputes(
    session: ReadSession,
    markets: Markets,
    names: Names,
    now: Now,
    market_id: Annotated[int | None, Depends(_market)],
    state: DisputeFilter = DisputeFilter.ALL,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    cursor: CursorText = None,
) -> Page[Dispute]:
    """Questions that were ever challenged or disputed, the latest dispute first; of one market if it is named."""
    service = DisputeService(DisputeRepository(session), markets, names, now)
    return service.page(state, market_id, limit, cursor)
