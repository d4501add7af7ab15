"""Positions and claims of an account."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    CAROL,
    CLOSE,
    MARKET,
    MATCH,
    OBSERVE,
    USDC,
    WINDOW,
    bets,
    claim,
    cursor,
    market,
    save,
    settled,
    template,
    template_for,
    two_sided,
    void,
)

THREE = ((ALICE, 0, 10 * USDC), (BOB, 1, 7 * USDC), (ALICE, 1, 3 * USDC))


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template())


async def test_list_positions__undecided__tells_what_each_stake_would_pay(db: Engine, get: Get) -> None:
    save(db, market(), bets(*THREE))
    (position,) = (await get(f"/accounts/{ALICE}/positions")).json()["items"]
    # Outcome 0 alone holds 10 of 20; on outcome 1 Alice has 3 of 10.
    assert position["stakes"] == [
        {"outcome": 0, "stake": "10.000000", "bets": 1, "pays": "20.000000"},
        {"outcome": 1, "stake": "3.000000", "bets": 1, "pays": "6.000000"},
    ]
    assert (position["staked"], position["payout"]) == ("13.000000", None)
    assert (position["claimed"], position["claimable"]) == ("0.000000", "0.000000")


async def test_list_positions__settled__rounds_the_payout_down(db: Engine, get: Get) -> None:
    save(
        db,
        settled(winner=1, net=20 * USDC),
        bets((ALICE, 0, 10 * USDC), (BOB, 1, 3 * USDC), (CAROL, 1, 4 * USDC)),
    )
    (position,) = (await get(f"/accounts/{BOB}/positions")).json()["items"]
    # 17 * 3 / 7 = 7.28571428...
    assert (position["payout"], position["claimable"]) == ("7.285714", "7.285714")
    assert position["stakes"][0]["pays"] is None
    (loser,) = (await get(f"/accounts/{ALICE}/positions")).json()["items"]
    assert (loser["payout"], loser["claimable"]) == ("0.000000", "0.000000")


async def test_list_positions__claimed__is_no_longer_claimable(db: Engine, get: Get) -> None:
    save(db, settled(winner=1, net=20 * USDC), bets(*THREE), claim(BOB, 14 * USDC))
    (position,) = (await get(f"/accounts/{BOB}/positions")).json()["items"]
    shown = [position[key] for key in ("payout", "claimed", "claimable")]
    assert shown == ["14.000000", "14.000000", "0.000000"]


async def test_list_positions__open_only__leaves_decided_ones_out(db: Engine, get: Get) -> None:
    save(db, market(), bets(*THREE), void(MARKET + 1), bets(*THREE, market_id=MARKET + 1, first_block=60))
    everything = (await get(f"/accounts/{ALICE}/positions", state="all")).json()["items"]
    undecided = (await get(f"/accounts/{ALICE}/positions", state="open")).json()["items"]
    assert [p["market"]["marketId"] for p in everything] == [str(MARKET + 1), str(MARKET)]
    assert [p["market"]["marketId"] for p in undecided] == [str(MARKET)]


async def test_list_positions__pages__show_each_market_once(db: Engine, get: Get) -> None:
    for i in range(3):
        save(
            db,
            market(MARKET + i, close=CLOSE + i),
            bets(*THREE, market_id=MARKET + i, first_block=20 + 5 * i),
        )
    first = (await get(f"/accounts/{ALICE}/positions", limit=2)).json()
    rest = (await get(f"/accounts/{ALICE}/positions", limit=2, cursor=first["nextCursor"])).json()
    ids = [int(p["market"]["marketId"]) - MARKET for p in first["items"] + rest["items"]]
    assert (ids, rest["nextCursor"]) == ([2, 1, 0], None)


async def test_get_claimable__won_and_refunded__sums_both_and_leaves_losses_out(db: Engine, get: Get) -> None:
    won, lost, refunded, undecided, paid = (MARKET + i for i in range(5))
    save(db, settled(won, winner=1, net=20 * USDC), settled(lost, winner=2, net=20 * USDC), void(refunded))
    save(db, market(undecided), settled(paid, winner=1, net=20 * USDC), claim(ALICE, 6 * USDC, paid))
    for i in range(5):
        save(db, bets(*THREE, market_id=MARKET + i, first_block=20 + 5 * i))
    shown = (await get(f"/accounts/{ALICE}/claimable")).json()
    assert shown == {
        "total": "19.000000",
        "items": [
            {
                "marketId": str(refunded),
                "title": "Apple, weekly close",
                "window": None,
                "observeAt": OBSERVE,
                "amount": "13.000000",
                "reason": "refund",
            },
            {
                "marketId": str(won),
                "title": "Apple, weekly close",
                "window": None,
                "observeAt": OBSERVE,
                "amount": "6.000000",
                "reason": "won",
            },
        ],
        "more": False,
    }


async def test_get_claimable__window__names_its_match_and_place(db: Engine, get: Get) -> None:
    market_id = WINDOW << 48 | MATCH << 8 | 2
    save(db, template_for(WINDOW), two_sided(WINDOW, MATCH, 2, state=3, void_reason=1, decided_block=9))
    save(db, bets((ALICE, 0, USDC), market_id=market_id))
    (item,) = (await get(f"/accounts/{ALICE}/claimable")).json()["items"]
    assert (item["title"], item["window"]) == ("Lucknow – Rajasthan: who wins the match", "Window 3 of 12")


async def test_get_claimable__merged_ranges__pays_the_whole_group(db: Engine, get: Get) -> None:
    market_id = 6 << 48
    others = (
        (BOB, 1, 300 * USDC),
        (CAROL, 2, 200 * USDC),
        (CAROL, 3, 150 * USDC),
        (CAROL, 4, 150 * USDC),
    )
    save(db, template(6, mergeBelow=100 * USDC), bets((ALICE, 0, USDC), *others, market_id=market_id))
    save(db, settled(market_id, winner=1, net=801 * USDC))
    shown = (await get(f"/accounts/{ALICE}/claimable")).json()
    # Range 0 is thin and joins range 1, which won: 801 * 1 / 301.
    assert shown["total"] == "2.661129"


async def test_get_claimable__more_than_a_page__says_so(db: Engine, get: Get) -> None:
    for i in range(201):
        save(db, void(MARKET + i), bets((ALICE, 0, USDC), market_id=MARKET + i, first_block=20 + i))
    shown = (await get(f"/accounts/{ALICE}/claimable")).json()
    assert (len(shown["items"]), shown["total"], shown["more"]) == (200, "200.000000", True)


async def test_any__address_in_any_letter_case__means_the_same_account(db: Engine, get: Get) -> None:
    mixed = "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045"
    save(db, market(), bets((mixed, 0, USDC)))
    wrong_checksum = mixed.swapcase().replace("0X", "0x")
    for text in (mixed, mixed.lower(), "0x" + mixed[2:].upper(), wrong_checksum):
        assert len((await get(f"/accounts/{text}/positions")).json()["items"]) == 1


@pytest.mark.parametrize("below", ["positions", "claimable", "activity"])
@pytest.mark.parametrize(
    "text", ["0x", "0x" + "1" * 39, "0x" + "g" * 40, "1" * 40, "0x" + "1" * 41, "vitalik.eth"]
)
async def test_any__malformed_address__is_a_typed_error(get: Get, below: str, text: str) -> None:
    answer = await get(f"/accounts/{text}/{below}")
    assert (answer.status_code, answer.json()["code"]) == (422, "malformedAddress")
