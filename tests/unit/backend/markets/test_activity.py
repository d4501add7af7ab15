"""What happened in a market, newest first, in pages."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from mutuel.db.mirror import Event
from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    MARKET,
    OBSERVE,
    USDC,
    bets,
    claim,
    cursor,
    hash32,
    save,
    settled,
    template,
)


def event(name: str, block: int, market_id: int = MARKET) -> Event:
    return Event(
        block_number=block, log_index=0, block_hash=hash32(block), timestamp=OBSERVE, tx_hash=hash32(block),
        contract="ParimutuelEngine", name=name, about=str(market_id), args={},
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template(), settled(winner=1, net=30 * USDC))
    save(db, bets((ALICE, 0, 10 * USDC), (BOB, 1, 20 * USDC)), claim(BOB, 30 * USDC))
    save(db, event("MarketCreated", 10), event("MarketSettled", 400))
    save(db, event("MarketVoided", 401, MARKET + 1))


async def test_list_activity__settled_market__shows_its_whole_life_newest_first(get: Get) -> None:
    shown = (await get(f"/markets/{MARKET}/activity")).json()
    assert [item.get("change", item["type"]) for item in shown["items"]] == [
        "claim",
        "settled",
        "bet",
        "bet",
        "created",
    ]
    assert shown["items"][0]["amount"] == "30.000000"
    assert (shown["items"][2]["account"], shown["items"][2]["poolAfter"]) == (BOB, "30.000000")
    assert shown["nextCursor"] is None


async def test_list_activity__one_a_page__shows_each_item_once(get: Get) -> None:
    whole = (await get(f"/markets/{MARKET}/activity")).json()["items"]
    page = (await get(f"/markets/{MARKET}/activity", limit=1)).json()
    seen = page["items"]
    for _ in whole[1:]:
        page = (await get(f"/markets/{MARKET}/activity", limit=1, cursor=page["nextCursor"])).json()
        seen += page["items"]
    assert (seen, page["nextCursor"]) == (whole, None)


async def test_list_account_activity__several_people__bets_and_claims_of_one_alone(get: Get) -> None:
    shown = (await get(f"/accounts/{BOB}/activity")).json()["items"]
    assert [item["type"] for item in shown] == ["claim", "bet"]
    assert {item["account"] for item in shown} == {BOB}


@pytest.mark.parametrize("cursor_text", ["", "x", "!!!", "MTA", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk6MA", "YTpi"])
async def test_list_activity__foreign_cursor__is_refused(get: Get, cursor_text: str) -> None:
    answer = await get(f"/markets/{MARKET}/activity", cursor=cursor_text)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformedCursor")


@pytest.mark.parametrize("limit", ["0", "101", "-1", "ten"])
async def test_list_activity__page_out_of_bounds__is_refused(get: Get, limit: str) -> None:
    answer = await get(f"/markets/{MARKET}/activity", limit=limit)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalidRequest")
