"""GET /api/archive."""

from typing import Annotated

from fastapi import APIRouter, Query

from backend.archive.repository import ArchiveRepository
from backend.archive.schemas import ArchivedMarket
from backend.archive.service import ArchiveService
from backend.deps import Markets, Names, Now, ReadSession
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.markets.service import MarketService
from backend.pages import CursorText
from backend.schemas import Page

router = APIRouter(prefix="/archive", tags=["archive"])


@router.get("", operation_id="listArchive", responses=problems(InvalidRequest, MalformedCursor))
def list_archive(
    session: ReadSession,
    markets: Markets,
    names: Names,
    now: Now,
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
    cursor: CursorText = None,
) -> Page[ArchivedMarket]:
    """Decided markets and where their money went, latest close first."""
    service = ArchiveService(ArchiveRepository(session), markets, MarketService(markets, names, now))
    return service.page(limit, cursor)
