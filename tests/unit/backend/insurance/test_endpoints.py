"""What the insurance may pay and has paid, from its events."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from mutuel.db.mirror import Event
from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import ALICE, BOB, MARKET, NOW, USDC, hash32, save


def event(name: str, block: int, **args: Any) -> Event:
    return Event(
        block_number=block, log_index=1, block_hash=hash32(block), timestamp=NOW + block, tx_hash=hash32(block),
        contract="Insurance", name=name, about="", args=args,
    )  # fmt: skip


def covered(account: str, amount: int, block: int) -> Event:
    args = {"account": account, "amount": str(amount), "evidenceHash": hash32(8)}
    return event("Covered", block, marketId=str(MARKET), **args)


async def test_get_insurance__before_the_first_block__knows_no_cap(get: Get) -> None:
    assert (await get("/insurance")).json() == {"marketCap": None, "paid": "0.000000"}


async def test_get_insurance__cap_was_changed__tells_the_latest(db: Engine, get: Get) -> None:
    save(db, event("MarketCapSet", 1, cap=str(USDC)), event("MarketCapSet", 2, cap=str(9 * USDC)))
    save(db, covered(ALICE, 3 * USDC, 3), covered(BOB, 1, 4))
    assert (await get("/insurance")).json() == {"marketCap": "9.000000", "paid": "3.000001"}


async def test_list_payouts__several__pages_latest_first(db: Engine, get: Get) -> None:
    save(db, covered(ALICE, 3 * USDC, 3), covered(BOB, 1, 4))
    first = (await get("/insurance/payouts", limit=1)).json()
    assert first["items"] == [
        {
            "at": NOW + 4, "tx": hash32(4), "marketId": str(MARKET), "account": BOB, "amount": "0.000001",
            "evidenceHash": hash32(8),
        }
    ]  # fmt: skip
    rest = (await get("/insurance/payouts", limit=1, cursor=first["nextCursor"])).json()
    assert ([one["account"] for one in rest["items"]], rest["nextCursor"]) == ([ALICE], None)
