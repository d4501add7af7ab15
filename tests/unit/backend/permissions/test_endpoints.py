"""The table of permissions, replayed from the events that made it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from eth_utils.crypto import keccak
from sqlalchemy import Engine

from mutuel.chain.contracts import selector
from mutuel.db.mirror import Event
from mutuel.settings import Settings
from tests.unit.backend.conftest import BOOK, Get
from tests.unit.backend.factories import hash32, save

DAY = 86_400
ESCROW, TIMELOCK, SAFE, KEEPER, STRANGER = ("0x" + digit * 40 for digit in "45678")
CONTRACTS = {"Escrow": ESCROW, "Timelock": TIMELOCK, "Safe": SAFE}
NOBODY = "0x" + "00" * 20
PAUSE = "0x" + selector("Escrow", "pause").hex()


@pytest.fixture(autouse=True)
def _book(settings: Settings) -> None:
    names = {"contracts": BOOK["contracts"] | CONTRACTS, "holders": {"keeper": KEEPER}}
    settings.deployment.write_text(json.dumps(BOOK | names))


def event(contract: str, name: str, log: int, **args: Any) -> Event:
    return Event(
        block_number=1, log_index=log, block_hash=hash32(1), timestamp=1, tx_hash=hash32(1), contract=contract,
        name=name, about="", args=args,
    )  # fmt: skip


def granted(role: int, account: str, log: int, delay: int = 0) -> Event:
    more = {"delay": str(delay), "since": "1", "newMember": True}
    return event("AccessManager", "RoleGranted", log, roleId=str(role), account=account, **more)


async def test_get_permissions__before_the_first_block__shows_no_holder(get: Get) -> None:
    answer = (await get("/permissions")).json()
    assert (answer["delay"], answer["roles"]) == (
        DAY,
        [{"id": "0", "name": "ADMIN", "holders": [], "functions": []}],
    )


async def test_get_permissions__granted__waits_where_the_timelock_holds(db: Engine, get: Get) -> None:
    allowed = {"target": ESCROW, "selector": PAUSE, "roleId": "2"}
    save(
        db,
        event("Timelock", "MinDelayChange", 1, oldDuration="0", newDuration=str(2 * DAY)),
        event("AccessManager", "RoleLabel", 2, roleId="2", label="PAUSER"),
        *(granted(0, TIMELOCK, 3), granted(2, SAFE, 4), granted(2, KEEPER, 5, delay=60)),
        event("AccessManager", "TargetFunctionRoleUpdated", 6, **allowed),
    )
    answer = (await get("/permissions")).json()
    admin, pauser = answer["roles"]
    assert answer["delay"] == 2 * DAY
    assert [(one["name"], one["wait"]) for one in admin["holders"]] == [("Timelock", 2 * DAY)]
    assert [(one["name"], one["wait"]) for one in pauser["holders"]] == [("Safe", 0), ("Keeper", 60)]
    assert pauser["functions"] == [{"contract": "Escrow", "function": "pause"}]


async def test_get_permissions__revoked_or_moved__the_last_word_counts(db: Engine, get: Get) -> None:
    moved = [{"target": ESCROW, "selector": PAUSE, "roleId": role} for role in ("2", "1")]
    save(
        db,
        *(granted(2, STRANGER, 1), granted(1, STRANGER, 2)),
        event("AccessManager", "RoleRevoked", 3, roleId="2", account=STRANGER),
        *(event("AccessManager", "TargetFunctionRoleUpdated", 4 + n, **one) for n, one in enumerate(moved)),
    )
    roles = {one["id"]: one for one in (await get("/permissions")).json()["roles"]}
    assert roles["1"]["holders"] == [{"address": STRANGER, "name": None, "wait": 0}]
    assert [one["function"] for one in roles["1"]["functions"]] == ["pause"]
    assert roles["2"]["holders"] == []


async def test_get_permissions__timelock__names_its_roles(db: Engine, get: Get) -> None:
    held = {"PROPOSER_ROLE": STRANGER, "CANCELLER_ROLE": SAFE, "EXECUTOR_ROLE": NOBODY}
    for log, (name, account) in enumerate(held.items()):
        role = "0x" + keccak(text=name).hex()
        save(db, event("Timelock", "RoleGranted", log, role=role, account=account, sender=SAFE))
    found = {one["name"]: one["holders"] for one in (await get("/permissions")).json()["timelock"]}
    assert {name: [one["name"] for one in holders] for name, holders in found.items()} == {
        "DEFAULT_ADMIN_ROLE": [], "PROPOSER_ROLE": [None], "CANCELLER_ROLE": ["Safe"], "EXECUTOR_ROLE": ["anyone"],
    }  # fmt: skip
