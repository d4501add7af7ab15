"""Lists of markets: what can be asked for, and every refusal."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from backend.markets.filters import windows_of
from mutuel.db.mirror import Market
from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import (
    ALICE,
    MARKET,
    MATCH,
    RACE,
    ROUND,
    SAFE,
    USDC,
    WINDOW,
    bets,
    cursor,
    market,
    save,
    template,
    template_for,
    two_sided,
)

WINDOWS = [WINDOW << 48 | MATCH << 8, WINDOW << 48 | MATCH << 8 | 1, SAFE << 48 | MATCH << 8]
OTHER_MATCH = WINDOW << 48 | 78 << 8
ROUND_MARKET, RACE_MARKET = ROUND << 48 | 1 << 8, RACE << 48 | 1 << 8


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template(), *(template_for(number) for number in (ROUND, RACE, WINDOW, SAFE)))
    save(db, market(), two_sided(ROUND), two_sided(RACE))
    save(db, two_sided(WINDOW, MATCH), two_sided(WINDOW, MATCH, 1), two_sided(SAFE, MATCH))
    save(db, two_sided(WINDOW, 78))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"product": "crypto-round"}, [ROUND_MARKET]),
        ({"product": "match-windows"}, [*WINDOWS, OTHER_MATCH]),
        ({"template": "CRICKET-WINNER-SAFE"}, [WINDOWS[2]]),
        ({"symbol": "AAPL"}, [MARKET, RACE_MARKET]),
        ({"symbol": "MSFT"}, [RACE_MARKET]),
        ({"symbol": "GME"}, []),
        ({"kind": "race"}, [RACE_MARKET]),
        ({"match": "77"}, WINDOWS),
        ({"match": "77", "template": "CRICKET-WINNER"}, WINDOWS[:2]),
        ({"match": "77", "product": "crypto-round"}, []),
        ({"q": "bitcoin"}, [ROUND_MARKET]),
        ({"q": "APPLE microsoft"}, [RACE_MARKET]),
        ({"q": "lucknow"}, WINDOWS),
        ({"q": "stakes LUCKNOW"}, [WINDOWS[2]]),
        ({"q": "lucknow chennai"}, []),
        ({"q": str(MARKET)}, [MARKET]),
        ({"q": "²"}, []),
        ({"q": "%"}, []),
        ({"q": "nothing of the kind"}, []),
        ({"q": "apple", "phase": "open", "symbol": "MSFT"}, [RACE_MARKET]),
    ],
)
async def test_list_markets__filters__all_hold(
    get: Get, filters: dict[str, str], expected: list[int]
) -> None:
    answer = await get("/markets", **filters)
    assert answer.status_code == 200, answer.text
    assert {int(item["marketId"]) for item in answer.json()["items"]} == set(expected)


@pytest.mark.parametrize(
    ("filters", "status", "code"),
    [
        ({"product": "lottery"}, 422, "productUnknown"),
        ({"product": ""}, 422, "productUnknown"),
        ({"product": "x" * 41}, 422, "invalidRequest"),
        ({"template": "GME-WEEK"}, 422, "templateUnknown"),
        ({"symbol": "S" * 21}, 422, "invalidRequest"),
        ({"match": "4000"}, 404, "matchUnknown"),
        ({"match": "-1"}, 422, "invalidRequest"),
        ({"match": "India"}, 422, "invalidRequest"),
        ({"match": str(2**32)}, 422, "invalidRequest"),
        ({"kind": "lottery"}, 422, "invalidRequest"),
        ({"phase": "soon"}, 422, "invalidRequest"),
        ({"sort": "oldest"}, 422, "invalidRequest"),
        ({"q": "q" * 81}, 422, "invalidRequest"),
        ({"cursor": "not a cursor"}, 422, "malformedCursor"),
        ({"cursor": "c" * 101}, 422, "invalidRequest"),
    ],
)
async def test_list_markets__bad_filter__is_refused_in_plain_words(
    get: Get, filters: dict[str, str], status: int, code: str
) -> None:
    answer = await get("/markets", **filters)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"].endswith(".")


async def test_list_markets__unknown_product__names_those_there_are(get: Get) -> None:
    details = (await get("/markets", product="lottery")).json()["details"]
    assert details["known"] == ["crypto-round", "match-windows", "weekly-race", "weekly-range"]


async def test_list_markets__cursor_of_another_order__is_refused(get: Get) -> None:
    cursor_text = (await get("/markets", limit=1, sort="closing")).json()["nextCursor"]
    assert (await get("/markets", limit=1, sort="closing", cursor=cursor_text)).status_code == 200
    for sort in ("newest", "pool"):
        answer = await get("/markets", sort=sort, cursor=cursor_text)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformedCursor")


async def test_list_markets__by_pool__shows_the_fullest_first(db: Engine, get: Get) -> None:
    save(db, bets((ALICE, 1, 7 * USDC), market_id=RACE_MARKET), bets((ALICE, 1, 9 * USDC), first_block=40))
    shown = (await get("/markets", sort="pool", limit=2)).json()["items"]
    assert [int(item["marketId"]) for item in shown] == [MARKET, RACE_MARKET]


def test_windows_of__season_of_matches__one_question_to_the_database(db: Engine) -> None:
    """A search may name every match that was ever announced."""
    save(db, two_sided(WINDOW, 400, 3), two_sided(WINDOW, 400, 255), two_sided(WINDOW, 401))
    wanted = [number for number in range(401) if number != 78]
    with Session(db) as session:
        found = session.exec(select(Market.market_id).where(windows_of([WINDOW, 77, 79], wanted))).all()
        none = session.exec(select(Market.market_id).where(windows_of([WINDOW], []))).all()
    assert sorted(found) == [*WINDOWS[:2], WINDOW << 48 | 400 << 8 | 3, WINDOW << 48 | 400 << 8 | 255]
    assert none == []
