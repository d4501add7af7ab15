"""Decided markets and where every micro-unit went."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    CAROL,
    MARKET,
    OBSERVE,
    USDC,
    bets,
    claim,
    cursor,
    hash32,
    market,
    question,
    save,
    settled,
    template,
    void,
)

PLACED = ((ALICE, 0, 10 * USDC), (BOB, 1, 3 * USDC), (CAROL, 1, 4 * USDC))


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template())


async def test_list_archive__settled_with_fee__adds_up_to_the_stakes(db: Engine, get: Get) -> None:
    market_id, fee = 3 << 48, 1_700_000
    save(db, template(3, takeoutBps=1_000), bets(*PLACED, market_id=market_id))
    save(
        db,
        settled(market_id, winner=1, net=17 * USDC - fee, fee=fee),
        question(market_id, evidence_root=hash32(5)),
    )
    # 15.3 * 3 / 7 = 6.557142..., 15.3 * 4 / 7 = 8.742857...
    save(db, claim(BOB, 6_557_142, market_id))
    (item,) = (await get("/archive")).json()["items"]
    assert item["distribution"] == {
        "staked": "17.000000",
        "net": "15.300000",
        "fee": "1.700000",
        "paid": "6.557142",
        "refunded": "0.000000",
        "outstanding": "8.742857",
        "breakage": "0.000001",
    }
    assert (item["decidedAt"], item["evidenceRoot"]) == (OBSERVE + 9_000, hash32(5))


async def test_list_archive__void__refunds_every_stake(db: Engine, get: Get) -> None:
    save(db, void(), bets(*PLACED), claim(ALICE, 10 * USDC))
    (item,) = (await get("/archive")).json()["items"]
    shown = item["distribution"]
    assert (shown["refunded"], shown["outstanding"], shown["breakage"]) == (
        "10.000000",
        "7.000000",
        "0.000000",
    )
    assert (shown["net"], shown["fee"], shown["paid"]) == ("0.000000", "0.000000", "0.000000")
    assert item["market"]["voidReason"] == "question"


async def test_list_archive__nobody_bet__shows_zeros(db: Engine, get: Get) -> None:
    save(db, void())
    (item,) = (await get("/archive")).json()["items"]
    assert set(item["distribution"].values()) == {"0.000000"}


async def test_list_archive__pages__show_decided_markets_latest_first(db: Engine, get: Get) -> None:
    save(db, market(MARKET + 9), *(void(MARKET + i) for i in range(3)))
    first = (await get("/archive", limit=2)).json()
    rest = (await get("/archive", limit=2, cursor=first["nextCursor"])).json()
    ids = [int(item["market"]["marketId"]) - MARKET for item in first["items"] + rest["items"]]
    assert (ids, rest["nextCursor"]) == ([2, 1, 0], None)


async def test_list_archive__page_above_fifty__is_refused(get: Get) -> None:
    answer = await get("/archive", limit=51)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalidRequest")
