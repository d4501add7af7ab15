"""GET /api/accounts/{address} and below."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend.accounts import schemas
from backend.accounts.errors import MalformedAddress
from backend.accounts.repository import AccountRepository
from backend.accounts.service import AccountService
from backend.deps import AccountAddress, Markets, Names, Now, ReadSession
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.markets.activity import ActivityService
from backend.markets.schemas import Activity
from backend.markets.service import MarketService
from backend.pages import CursorText, Limit
from backend.schemas import Page

router = APIRouter(prefix="/accounts/{address}", tags=["accounts"])
PAGED = problems(MalformedAddress, MalformedCursor, InvalidRequest)


def account_service(session: ReadSession, markets: Markets, names: Names, now: Now) -> AccountService:
    return AccountService(AccountRepository(session), markets, MarketService(markets, names, now))


Service = Annotated[AccountService, Depends(account_service)]


@router.get("/positions", operation_id="listPositions", responses=PAGED)
def list_positions(
    address: AccountAddress,
    service: Service,
    state: Annotated[schemas.PositionFilter, Query()] = schemas.PositionFilter.ALL,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Page[schemas.Position]:
    """The markets the account has bet in, latest close first."""
    return service.positions(address, state, limit, cursor)


@router.get("/claimable", operation_id="getClaimable", responses=problems(MalformedAddress))
def get_claimable(address: AccountAddress, service: Service) -> schemas.Claimable:
    """What the account can claim now."""
    return service.claimable(address)


@router.get("/activity", operation_id="listAccountActivity", responses=PAGED)
def list_activity(
    address: AccountAddress, markets: Markets, limit: Limit = 50, cursor: CursorText = None
) -> Page[Activity]:
    """The account's bets and claims, newest first."""
    return ActivityService(markets).of_account(address, limit, cursor)
