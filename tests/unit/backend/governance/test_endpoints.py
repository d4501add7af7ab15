"""Proposals with their votes, and what waits in the timelock, from their events."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from mutuel.chain import abi
from mutuel.chain.contracts import function_entry, selector
from mutuel.db.mirror import Event
from mutuel.settings import Settings
from tests.unit.backend.conftest import BOOK, Get
from tests.unit.backend.factories import ALICE, BLOCK, CAROL, NOW, cursor, hash32, save

VOTE = 10**18
DAY = 86_400
NOBODY = "0x" + "00" * 20
ESCROW, TIMELOCK, GOVERNOR, RESOLUTION = ("0x" + digit * 40 for digit in ("4", "5", "6", "8"))
CONTRACTS = {
    "Escrow": ESCROW,
    "Timelock": TIMELOCK,
    "MutuelGovernor": GOVERNOR,
    "Insurance": "0x" + "7" * 40,
    "Resolution": RESOLUTION,
}
VOTING = {"voteStart": str(NOW - 200), "voteEnd": str(NOW - 100)}
ACT = hash32(77)


@pytest.fixture(autouse=True)
def _mirror(db: Engine, settings: Settings) -> None:
    settings.deployment.write_text(json.dumps(BOOK | {"contracts": BOOK["contracts"] | CONTRACTS}))
    save(
        db,
        cursor(),
        event("MutuelVotes", "Transfer", 1, **moved(NOBODY, ALICE, 70)),
        event("MutuelVotes", "Transfer", 1, 2, **moved(NOBODY, CAROL, 30)),
        event("MutuelVotes", "Transfer", 2, **moved(ALICE, CAROL, 1)),
        event(
            "MutuelGovernor", "QuorumNumeratorUpdated", 1, 3, newQuorumNumerator="10", oldQuorumNumerator="0"
        ),
    )


def event(
    contract: str, name: str, block: int, log: int = 1, about: str = "", at: int = 1, **args: Any
) -> Event:
    return Event(
        block_number=block, log_index=log, block_hash=hash32(block), timestamp=at, tx_hash=hash32(block),
        contract=contract, name=name, about=about, args=args,
    )  # fmt: skip


def moved(sender: str, to: str, votes: int) -> dict[str, Any]:
    return {"from": sender, "to": to, "value": str(votes * VOTE)}


def encoded(contract: str, function: str, *arguments: Any) -> str:
    inputs = function_entry(contract, function)["inputs"]
    return "0x" + (selector(contract, function) + abi.encode_values(inputs, arguments)).hex()


CAP = encoded("Escrow", "setTvlCap", 5_000_000)
SCHEDULED = encoded("Timelock", "schedule", ESCROW, 0, bytes.fromhex(CAP[2:]), bytes(32), bytes(32), DAY)


def proposed(number: int = 1, block: int = 100, **changes: Any) -> Event:
    args: dict[str, Any] = {
        "proposalId": str(number), "proposer": ALICE, "targets": [TIMELOCK], "calldatas": [SCHEDULED],
        "description": "Raise the cap", **VOTING,
    }  # fmt: skip
    args |= changes
    args.setdefault("values", ["0"] * len(args["targets"]))
    return event("MutuelGovernor", "ProposalCreated", block, about=str(number), at=NOW - 300, **args)


def vote(support: int, votes: int, block: int, number: int = 1) -> Event:
    args: dict[str, Any] = {
        "voter": ALICE,
        "support": str(support),
        "weight": str(votes * VOTE),
        "reason": "",
    }
    return event("MutuelGovernor", "VoteCast", block, about=str(number), **args)


async def test_list_proposals__nobody_proposed__is_empty(get: Get) -> None:
    assert (await get("/governance/proposals")).json() == {"items": [], "nextCursor": None}


async def test_list_proposals__scheduling__reads_the_call_inside(db: Engine, get: Get) -> None:
    save(db, proposed())
    ((outer, inner),) = [one["calls"] for one in (await get("/governance/proposals")).json()["items"]]
    assert (outer["contract"], outer["function"], outer["depth"]) == ("Timelock", "schedule", 0)
    assert {"name": "target", "value": f"{ESCROW} (Escrow)"} in outer["arguments"]
    assert "data" not in [argument["name"] for argument in outer["arguments"]]
    assert (inner["contract"], inner["function"], inner["depth"]) == ("Escrow", "setTvlCap", 1)
    assert inner["arguments"] == [{"name": "cap", "value": "5000000"}]


def batch(targets: list[str], payloads: list[str]) -> str:
    carried = [bytes.fromhex(payload[2:]) for payload in payloads]
    values = [0] * len(targets)
    return encoded("Timelock", "scheduleBatch", targets, values, carried, bytes(32), bytes(32), DAY)


async def test_list_proposals__batch__reads_every_call_inside_and_marks_what_it_cannot(
    db: Engine, get: Get
) -> None:
    save(db, proposed(calldatas=[batch([ESCROW, CAROL, TIMELOCK], [CAP, "0xabcdef01", SCHEDULED])]))
    calls = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert [(call["depth"], call["contract"], call["function"]) for call in calls] == [
        (0, "Timelock", "scheduleBatch"),
        (1, "Escrow", "setTvlCap"),
        (1, None, None),
        (1, "Timelock", "schedule"),
        (2, "Escrow", "setTvlCap"),
    ]
    assert {argument["name"] for argument in calls[0]["arguments"]} == {
        "values",
        "predecessor",
        "salt",
        "delay",
    }
    assert calls[2]["arguments"] == [{"name": "data", "value": "0xabcdef01"}]


async def test_list_proposals__batch_of_unequal_lists__keeps_their_bytes(db: Engine, get: Get) -> None:
    save(db, proposed(calldatas=[batch([ESCROW, CAROL], [CAP])]))
    (call,) = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert {"name": "payloads", "value": f"[{CAP}]"} in call["arguments"]


async def test_list_proposals__calls_too_deep__keep_their_bytes(db: Engine, get: Get) -> None:
    data = CAP
    for _ in range(4):
        data = batch([TIMELOCK if data != CAP else ESCROW], [data])
    save(db, proposed(calldatas=[data]))
    calls = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert [call["depth"] for call in calls] == [0, 1, 2, 3]
    assert {"name": "payloads", "value": f"[{CAP}]"} in calls[-1]["arguments"]


async def test_list_proposals__unknown_contract__shows_the_bytes_cut(db: Engine, get: Get) -> None:
    save(db, proposed(targets=[CAROL], calldatas=["0x" + "ab" * 5_000]))
    (call,) = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert (call["contract"], call["function"], len(call["arguments"][0]["value"])) == (None, None, 402)


async def test_list_proposals__bytes_that_break_decoders__are_shown_as_they_are(db: Engine, get: Get) -> None:
    hostile = batch([ESCROW], ["0x0102"]).replace(f"{2:064x}", f"{2**255:064x}")
    save(db, proposed(calldatas=[hostile]))
    (call,) = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert (call["contract"], call["function"]) == ("Timelock", None)
    assert call["arguments"][0]["value"].startswith(hostile[:100])


async def test_list_proposals__a_source_with_many_reporters__shows_every_one(db: Engine, get: Get) -> None:
    accounts = ["0x" + f"{number:02x}" * 20 for number in range(1, 17)]
    paid = encoded("Insurance", "coverShortfall", 7, accounts, [5] * 16, bytes(32))
    settings: dict[str, Any] = {"targets": ["0x" + "7" * 40], "calldatas": [paid]}
    save(db, proposed(**settings))
    (call,) = (await get("/governance/proposals")).json()["items"][0]["calls"]
    shown = {argument["name"]: argument["value"] for argument in call["arguments"]}["accounts"]
    assert shown.lower() == "[" + ", ".join(accounts) + "]"


async def test_list_proposals__ether_sent_along__stands_beside_its_call(db: Engine, get: Get) -> None:
    sent = str(3 * 10**18)
    save(db, proposed(targets=[CAROL, ESCROW], calldatas=["0x", CAP], values=[sent, "0"]))
    calls = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert [call["value"] for call in calls] == [sent, "0"]


async def test_list_proposals__struct__is_told_field_by_field(db: Engine, get: Get) -> None:
    entry = function_entry("Resolution", "addSource")
    values = {"uint": 7, "int": -1, "address": ALICE, "bytes": b"", "address[]": [ALICE], "uint8[]": [1]}
    fields = entry["inputs"][0]["components"]
    config = {
        one["name"]: values.get(one["type"], values[one["type"].rstrip("0123456789")]) for one in fields
    }
    added = "0x" + (selector("Resolution", "addSource") + abi.encode_values(entry["inputs"], [config])).hex()
    save(db, proposed(targets=[RESOLUTION], calldatas=[added]))
    (call,) = (await get("/governance/proposals")).json()["items"][0]["calls"]
    assert [one["name"] for one in call["arguments"]] == [f"config.{one['name']}" for one in fields]
    told = {one["name"]: one["value"] for one in call["arguments"]}
    assert (told["config.bond"], told["config.notBefore"]) == ("7", "-1")
    assert told["config.reporters"].lower() == f"[{ALICE.lower()}]"


async def test_list_proposals__a_book_and_a_thousand_calls__are_cut_and_counted(db: Engine, get: Get) -> None:
    save(db, proposed(targets=[ESCROW] * 1_000, calldatas=[CAP] * 1_000, description="x" * 100_000))
    answer = await get("/governance/proposals")
    (item,) = answer.json()["items"]
    assert (len(item["calls"]), item["callsLeftOut"]) == (64, 936)
    assert len(answer.content) < 40_000


@pytest.mark.parametrize(
    ("votes", "changes", "state"),
    [
        ([], {"voteStart": str(NOW), "voteEnd": str(NOW + 9)}, "pending"),
        ([], {"voteStart": str(NOW - 1), "voteEnd": str(NOW)}, "active"),
        ([(1, 9)], {}, "defeated"),  # no quorum
        ([(1, 5), (2, 5)], {}, "succeeded"),  # who abstains counts for the quorum
        ([(1, 20), (0, 20)], {}, "defeated"),  # a draw
        ([(1, 21), (0, 20)], {}, "succeeded"),
    ],
)
async def test_list_proposals__votes_and_time__give_the_state(
    db: Engine, get: Get, votes: list[tuple[int, int]], changes: dict[str, Any], state: str
) -> None:
    save(db, proposed(**changes), *(vote(*one, 110 + n) for n, one in enumerate(votes)))
    (item,) = (await get("/governance/proposals")).json()["items"]
    assert (item["state"], item["quorum"]) == (state, "10")
    assert int(item["votesFor"]) == sum(weight for support, weight in votes if support == 1)


@pytest.mark.parametrize(
    ("name", "state"), [("ProposalExecuted", "executed"), ("ProposalCanceled", "canceled")]
)
async def test_list_proposals__over__says_how(db: Engine, get: Get, name: str, state: str) -> None:
    save(db, proposed(), event("MutuelGovernor", name, 120, about="1", proposalId="1"))
    assert (await get("/governance/proposals")).json()["items"][0]["state"] == state


async def test_list_proposals__late_quorum__votes_longer(db: Engine, get: Get) -> None:
    extended = event("MutuelGovernor", "ProposalExtended", 120, about="1", extendedDeadline=str(NOW + 50))
    save(db, proposed(), extended)
    (item,) = (await get("/governance/proposals")).json()["items"]
    assert (item["votesUntil"], item["state"]) == (NOW + 50, "active")


async def test_list_proposals__several__pages_latest_first(db: Engine, get: Get) -> None:
    save(db, *(proposed(number, 100 + number) for number in (1, 2, 3)))
    first = (await get("/governance/proposals", limit=2)).json()
    rest = (await get("/governance/proposals", limit=2, cursor=first["nextCursor"])).json()
    assert [item["proposalId"] for item in first["items"] + rest["items"]] == ["3", "2", "1"]


def scheduled(block: int = 200, at: int = NOW, index: int = 0, value: int = 0) -> Event:
    args = {"index": str(index), "target": ESCROW, "value": str(value), "data": CAP, "delay": str(DAY)}
    return event("Timelock", "CallScheduled", block, 1 + index, ACT, at, **args)


async def test_list_acts__scheduled__waits_a_day(db: Engine, get: Get) -> None:
    save(db, scheduled())
    (item,) = (await get("/governance/acts")).json()["items"]
    assert (item["state"], item["readyAt"], item["endedAt"]) == ("waiting", NOW + DAY, None)
    assert [call["function"] for call in item["calls"]] == ["setTvlCap"]


async def test_list_acts__several_calls__are_one_act(db: Engine, get: Get) -> None:
    save(db, scheduled(), scheduled(index=1, value=5))
    (item,) = (await get("/governance/acts")).json()["items"]
    assert [call["value"] for call in item["calls"]] == ["0", "5"]


async def test_list_acts__after_the_wait__is_ready_then_executed(db: Engine, get: Get) -> None:
    save(db, scheduled(at=NOW - DAY))
    assert (await get("/governance/acts")).json()["items"][0]["state"] == "ready"
    save(db, event("Timelock", "CallExecuted", BLOCK, about=ACT, at=NOW))
    (item,) = (await get("/governance/acts")).json()["items"]
    assert (item["state"], item["endedAt"]) == ("executed", NOW)


async def test_list_acts__cancelled_and_scheduled_again__are_two(db: Engine, get: Get) -> None:
    save(db, scheduled(), event("Timelock", "Cancelled", 210, about=ACT, at=NOW), scheduled(220))
    states = [item["state"] for item in (await get("/governance/acts")).json()["items"]]
    assert states == ["waiting", "cancelled"]


async def test_list_acts__bad_cursor__is_refused(get: Get) -> None:
    answer = await get("/governance/acts", cursor="?")
    assert (answer.status_code, answer.json()["code"]) == (422, "malformedCursor")
