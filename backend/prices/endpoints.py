"""GET /api/prices/{symbol}/latest."""

from typing import Annotated

from fastapi import APIRouter, Path

from backend.deps import Markets, Names
from backend.errors import InvalidRequest, problems
from backend.prices.errors import SymbolUnknown
from backend.prices.schemas import LatestPrice

router = APIRouter(prefix="/prices", tags=["prices"])


@router.get(
    "/{symbol}/latest", operation_id="getLatestPrice", responses=problems(SymbolUnknown, InvalidRequest)
)
def get_latest_price(
    symbol: Annotated[str, Path(max_length=20)], markets: Markets, names: Names
) -> LatestPrice:
    """The live price that a page shows beside a market."""
    if symbol not in names.symbols():
        raise SymbolUnknown(symbol, names.symbols())
    row = markets.latest_price(symbol)
    if row is None:
        return LatestPrice(symbol=symbol, price=None, at=None, source=None)
    return LatestPrice(symbol=symbol, price=row.price, at=row.at, source=row.source)
