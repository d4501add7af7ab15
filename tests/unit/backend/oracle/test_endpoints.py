"""The health of the sources, as the oracle wrote it down."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from mutuel.db.mirror import Source
from mutuel.db.oracle import Price, Status
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.settings import Settings
from oracle.monitoring.alarms import Council, Health, Pulse, Voice, alarms_of
from oracle.monitoring.status import keep
from tests.unit.backend.conftest import BOOK, Get
from tests.unit.backend.factories import ALICE, BOB, NOW, USDC, hash32, save

HEALTH = Health(
    now=NOW,
    keeper=ALICE,
    gas=4,
    gas_low=5,
    purse=9 * USDC,
    bonds=8 * USDC,
    voices={
        "nasdaq": Voice(0, NOW - 9, "", NOW - 9),
        "yahoo": Voice(3, None, "timed-out: no answer within 10 s", NOW),
        "streams": Voice(6, None, "resting: it failed", NOW, NOW + 60),
        "kraken": Voice(0, None, ""),
        "tiingo": Voice(4, None, "not-authorised: no key is set", NOW),
    },
    councils={
        "AAPL": Council(Quorum((Entry("nasdaq", 1),), 1, 1), frozenset({"tiingo"}), (ALICE, BOB), (ALICE,), 1)
    },
    feeds={"BTC / USD": Pulse(NOW - 1_801, 1_200)},
)


def look(db: Engine, health: Health = HEALTH) -> None:
    """The oracle itself writes what the API reads."""
    keep(db, health, alarms_of(health), {"AAPL-WEEK": "nobody answers"})


async def status(get: Get) -> dict[str, Any]:
    found: dict[str, Any] = (await get("/oracle")).json()
    return found | (found.pop("status") or {})


async def test_get_oracle__never_looked__says_so(get: Get) -> None:
    answer = (await get("/oracle")).json()
    assert (answer["measuredAt"], answer["isWatched"], answer["status"]) == (None, False, None)
    assert answer["signers"] == []
    assert {price["at"] for price in answer["prices"]} == {None}


async def test_get_oracle__sources__as_their_guards_hold_them(db: Engine, get: Get) -> None:
    look(db)
    found = {one["source"]: one for one in (await status(get))["sources"]}
    assert {name: one["state"] for name, one in found.items()} == {
        "nasdaq": "answers", "yahoo": "fails", "streams": "rests", "tiingo": "off", "kraken": "unasked",
    }  # fmt: skip
    yahoo = found["yahoo"]
    assert (yahoo["answeredAt"], yahoo["askedAt"], yahoo["failures"]) == (None, NOW, 3)
    assert yahoo["refusal"] == "timed-out: no answer within 10 s"
    assert (found["streams"]["restsUntil"], found["nasdaq"]["refusal"]) == (NOW + 60, None)


async def test_get_oracle__restarted__still_knows_when_each_was_last_seen(db: Engine, get: Get) -> None:
    look(db)
    (council,) = HEALTH.councils.values()
    later = replace(
        HEALTH,
        now=NOW + 60,
        voices={"nasdaq": Voice(0, None, "")},  # not asked since
        councils={"AAPL": council._replace(ready=())},
    )
    look(db, later)
    found = await status(get)
    assert (found["sources"][0]["answeredAt"], found["measuredAt"]) == (NOW - 9, NOW + 60)
    assert [(one["isReady"], one["seenAt"]) for one in found["reporters"]] == [(False, NOW), (False, None)]
    assert {one["kind"]: one["since"] for one in found["alarms"]} == {
        "feedStale": NOW, "signerSilent": NOW, "gasLow": NOW,
    }  # fmt: skip


async def test_get_oracle__feed_keeper_and_alarms__as_measured(db: Engine, get: Get) -> None:
    look(db)
    found = await status(get)
    assert found["feeds"] == [
        {"feed": "BTC / USD", "updatedAt": NOW - 1_801, "heartbeat": 1_200, "isStale": True}
    ]
    assert found["keeper"] == {
        "address": ALICE, "balanceWei": "4", "lowWei": "5", "isLow": True, "purse": "9.000000", "bonds": "8.000000",
    }  # fmt: skip
    assert [one["kind"] for one in found["alarms"]] == [
        *("sourceLost", "sourceLost", "feedStale", "signerSilent", "gasLow"),
    ]
    assert found["withheld"] == [{"template": "AAPL-WEEK", "reason": "nobody answers"}]


@pytest.mark.parametrize(("ago", "watched"), [(300, True), (301, False)])
async def test_get_oracle__measurement_is_old__nobody_watches(
    db: Engine, get: Get, ago: int, watched: bool
) -> None:
    look(db, replace(HEALTH, now=NOW - ago))
    assert (await status(get))["isWatched"] is watched


async def test_get_oracle__written_by_another_version__as_if_it_had_not_looked(db: Engine, get: Get) -> None:
    save(db, Status(id=1, at=NOW, told={"voices": []}))
    assert (await get("/oracle")).json()["status"] is None


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
