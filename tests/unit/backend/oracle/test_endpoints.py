"""The health of the sources, as the oracle wrote it down."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine

from backend.oracle.repository import NOT_YET
from backend.oracle.service import RESTING
from mutuel.db.mirror import Source
from mutuel.db.oracle import Fetch, Price
from mutuel.settings import Settings
from oracle.sources import closes
from tests.unit.backend.conftest import BOOK, Get
from tests.unit.backend.factories import ALICE, NOW, USDC, hash32, save


def fetch(source: str, at: int, refusal: str | None = None) -> Fetch:
    value = None if refusal else 1
    return Fetch(question_id=hash32(1), source=source, fetched_at=at, value=value, refusal=refusal)


async def sources(get: Get) -> dict[str, dict[str, Any]]:
    return {one["source"]: one for one in (await get("/oracle")).json()["sources"]}


def test_words__of_the_oracle__are_those_that_the_api_looks_for() -> None:
    assert set(NOT_YET) == {why.value for why in closes.NOT_YET}
    assert closes.Why.RESTING.value == RESTING


async def test_get_oracle__nothing_was_asked__is_empty(get: Get) -> None:
    answer = (await get("/oracle")).json()
    assert (answer["sources"], answer["signers"]) == ([], [])
    assert {price["at"] for price in answer["prices"]} == {None}


async def test_get_oracle__sources__say_when_they_last_answered(db: Engine, get: Get) -> None:
    save(
        db,
        *(fetch("nasdaq", NOW), fetch("yahoo", NOW - 9), fetch("kraken", 5)),
        *(fetch("yahoo", NOW + n, "timed-out: no answer within 10 s") for n in range(3)),
        *(fetch("pyth", NOW, "resting: it failed 5 times in a row"),),
        *(fetch("kraken", NOW, "minute-missing: not traded"),),
    )
    found = await sources(get)
    assert {name: one["state"] for name, one in found.items()} == {
        "nasdaq": "answers", "yahoo": "fails", "pyth": "rests", "kraken": "answers",
    }  # fmt: skip
    yahoo = found["yahoo"]
    assert (yahoo["answeredAt"], yahoo["askedAt"], yahoo["failures"]) == (NOW - 9, NOW + 2, 3)
    assert yahoo["refusal"] == "timed-out: no answer within 10 s"
    assert (found["pyth"]["answeredAt"], found["kraken"]["refusal"]) == (None, None)


async def test_get_oracle__prices__tell_the_newest_of_each(db: Engine, get: Get) -> None:
    rows = [Price(symbol="AAPL", at=at, source="nasdaq", price=18_700_000_000) for at in (NOW - 9, NOW)]
    save(db, *rows)
    prices = {one["symbol"]: one for one in (await get("/oracle")).json()["prices"]}
    assert prices["AAPL"] == {"symbol": "AAPL", "source": "nasdaq", "price": "187.00", "at": NOW}


async def test_get_oracle__signers__are_those_registered_on_chain(
    db: Engine, get: Get, settings: Settings
) -> None:
    settings.deployment.write_text(json.dumps(BOOK | {"sources": {"AAPL": 2}}))
    config: dict[str, object] = {
        "path": "3", "reporters": [ALICE], "threshold": "1", "quorum": "3", "window": "7200",
        "bond": str(100 * USDC),
    }  # fmt: skip
    save(db, Source(source_id=2, config_hash=hash32(2), config=config, block_number=1))
    assert (await get("/oracle")).json()["signers"] == [
        {
            "sourceId": 2, "name": "AAPL", "path": "report", "reporters": [ALICE], "threshold": 1, "quorum": 3,
            "window": 7_200, "bond": "100.000000",
        }
    ]  # fmt: skip
