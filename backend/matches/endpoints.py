"""GET /api/matches and below."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from backend.deps import Markets, Names, Now
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.markets.service import MarketService
from backend.matches import schemas
from backend.matches.errors import MatchUnknown
from backend.matches.service import MatchService
from backend.pages import CursorText, Limit
from backend.schemas import Page

router = APIRouter(prefix="/matches", tags=["matches"])
MAX_NUMBER = 2**32 - 1


def match_service(markets: Markets, names: Names, now: Now) -> MatchService:
    return MatchService(markets, MarketService(markets, names, now), names, now)


Service = Annotated[MatchService, Depends(match_service)]


@router.get("", operation_id="listMatches", responses=problems(InvalidRequest, MalformedCursor))
def list_matches(
    service: Service, limit: Limit = 50, cursor: CursorText = None
) -> Page[schemas.MatchSummary]:
    """The matches that were announced, the latest start first."""
    return service.page(limit, cursor)


@router.get("/{number}", operation_id="getMatch", responses=problems(MatchUnknown, InvalidRequest))
def get_match(number: Annotated[int, Path(ge=0, le=MAX_NUMBER)], service: Service) -> schemas.MatchDetail:
    """One match with all its windows."""
    return service.detail(number)
