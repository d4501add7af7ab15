"""The live price over HTTP."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from mutuel.db.oracle import Price
from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import OPEN, save


async def test_get_latest_price__several__is_the_newest_of_the_symbol(db: Engine, get: Get) -> None:
    for at, source, price in ((OPEN, "coinbase", 5), (OPEN + 2, "kraken", 7), (OPEN + 1, "coinbase", 6)):
        save(db, Price(symbol="BTC", at=at, source=source, price=price * 10**8))
    save(db, Price(symbol="AAPL", at=OPEN + 9, source="nasdaq", price=10**8))
    shown = (await get("/prices/BTC/latest")).json()
    assert shown == {"symbol": "BTC", "price": "7.00", "at": OPEN + 2, "source": "kraken"}


async def test_get_latest_price__none_yet__is_null(get: Get) -> None:
    shown = (await get("/prices/MSFT/latest")).json()
    assert shown == {"symbol": "MSFT", "price": None, "at": None, "source": None}


@pytest.mark.parametrize(
    ("symbol", "status", "code"),
    [("GME", 404, "symbolUnknown"), ("CRICKET", 404, "symbolUnknown"), ("S" * 21, 422, "invalidRequest")],
)
async def test_get_latest_price__unknown_symbol__is_a_typed_error(
    get: Get, symbol: str, status: int, code: str
) -> None:
    answer = await get(f"/prices/{symbol}/latest")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
