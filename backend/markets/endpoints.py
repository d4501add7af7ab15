"""GET /api/markets and below."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from backend.accounts.errors import MalformedAddress
from backend.deps import MarketId, Markets, Names, Now, parse_address
from backend.errors import InvalidRequest, MalformedCursor, problems
from backend.markets import errors, schemas
from backend.markets.activity import ActivityService
from backend.markets.estimate import EstimateService
from backend.markets.filters import Wanted
from backend.markets.orders import ORDERS
from backend.markets.service import KINDS, MarketService
from backend.matches.errors import MatchUnknown
from backend.pages import CursorText, Limit
from backend.schemas import Page
from mutuel.domain.market import Phase

router = APIRouter(prefix="/markets", tags=["markets"])
ONE_MARKET = problems(errors.MarketUnknown, errors.MalformedMarketId)


def market_service(markets: Markets, names: Names, now: Now) -> MarketService:
    return MarketService(markets, names, now)


Service = Annotated[MarketService, Depends(market_service)]


@router.get(
    "",
    operation_id="listMarkets",
    responses=problems(
        InvalidRequest, MalformedCursor, errors.ProductUnknown, errors.TemplateUnknown, MatchUnknown
    ),
)
def list_markets(
    service: Service,
    phase: Annotated[Phase | None, Query()] = None,
    kind: Annotated[schemas.MarketKind | None, Query()] = None,
    product: Annotated[str | None, Query(max_length=40)] = None,
    template: Annotated[str | None, Query(max_length=40)] = None,
    symbol: Annotated[str | None, Query(max_length=20)] = None,
    match: Annotated[int | None, Query(ge=0, le=2**32 - 1, description="number of a match")] = None,
    q: Annotated[str | None, Query(max_length=80, description="words, all of which must be found")] = None,
    sort: Annotated[schemas.Sort, Query()] = schemas.Sort.NEWEST,
    limit: Limit = 50,
    cursor: CursorText = None,
) -> Page[schemas.MarketSummary]:
    """The markets for which every filter holds. `q` looks at titles, symbols, templates, sides and numbers."""
    wanted = Wanted(phase, None if kind is None else KINDS[kind], product, template, symbol, match, q)
    return service.page(wanted, ORDERS[sort], limit, cursor)


@router.get("/{marketId}", operation_id="getMarket", responses=ONE_MARKET)
def get_market(market_id: MarketId, service: Service) -> schemas.MarketDetail:
    return service.detail(market_id)


@router.get("/{marketId}/odds", operation_id="getOdds", responses=ONE_MARKET)
def get_odds(market_id: MarketId, service: Service) -> schemas.MarketOdds:
    """Equal to what the Lens contract answers at `block`."""
    return service.odds(market_id)


@router.get(
    "/{marketId}/estimate",
    operation_id="getEstimate",
    responses=problems(
        errors.MarketUnknown,
        errors.MalformedMarketId,
        errors.MalformedAmount,
        errors.TooManyDecimals,
        errors.NegativeAmount,
        errors.AmountTooLarge,
        errors.OutcomeUnknown,
        errors.StakeTooSmall,
        errors.CapExceeded,
        errors.PoolFull,
        errors.BettingNotOpen,
        errors.BettingClosed,
        errors.MarketDecided,
        MalformedAddress,
        InvalidRequest,
    ),
)
def get_estimate(
    market_id: MarketId,
    markets: Markets,
    now: Now,
    outcome: Annotated[int, Query(description="index of the outcome, from 0")],
    amount: Annotated[str, Query(max_length=80, description="USDC with at most 6 decimals")],
    account: Annotated[
        str | None, Query(description="the bettor; without it, one who holds nothing yet")
    ] = None,
) -> schemas.Estimate:
    """What a bet would return. Refuses, with the reason, what the engine would refuse now."""
    bettor = None if account is None else parse_address(account)
    return EstimateService(markets, now).estimate(market_id, outcome, amount, bettor)


@router.get(
    "/{marketId}/activity",
    operation_id="listMarketActivity",
    responses=problems(errors.MarketUnknown, errors.MalformedMarketId, InvalidRequest, MalformedCursor),
)
def list_activity(
    market_id: MarketId, markets: Markets, limit: Limit = 50, cursor: CursorText = None
) -> Page[schemas.Activity]:
    """Bets, claims, creation and decision, newest first."""
    return ActivityService(markets).of_market(market_id, limit, cursor)


@router.get("/{marketId}/prices", operation_id="getPrices", responses=ONE_MARKET)
def get_prices(market_id: MarketId, service: Service) -> schemas.Prices:
    return service.prices(market_id)
