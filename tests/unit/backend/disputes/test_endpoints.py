"""What the API says of disputed questions: sources, claims, bonds, rulings, and whose turn it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Engine

from mutuel.db.mirror import Event, Source
from mutuel.db.oracle import Decision
from tests.unit.backend.conftest import BOOK, Get
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    MARKET,
    OBSERVE,
    USDC,
    WINDOW,
    cursor,
    hash32,
    market,
    question,
    save,
    template,
    template_for,
    two_sided,
)

HOUR = 3_600
DISPUTED, RULED, FINAL, VOID = 3, 4, 5, 6
BEGAN = OBSERVE + 4_800
GOVERNOR = "0x" + "99" * 20
CLAIM: dict[str, Any] = {
    "challenger": BOB,
    "claim": "0",
    "claimVoid": True,
    "round": "0",
    "evidenceUri": "",
    "bond": "1",
}
TERMS: dict[str, object] = {"bond": str(100 * USDC), "maxSpreadBps": "50", "threshold": "3"}


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template(), market(), source())


def source() -> Source:
    return Source(source_id=2, config_hash=hash32(2), config=TERMS, block_number=1)


def event(name: str, market_id: int = MARKET, block: int = 300, **args: Any) -> Event:
    return Event(
        block_number=block, log_index=3, block_hash=hash32(block), timestamp=BEGAN, tx_hash=hash32(block),
        contract="Resolution", name=name, about=hash32(market_id), args=args,
    )  # fmt: skip


def decision(market_id: int = MARKET, root: str = hash32(5), **changes: Any) -> Decision:
    entries = [("nasdaq", 1), ("yahoo", 2), ("alphavantage", 2)]
    values = {"nasdaq": "187.00000000", "yahoo": "188.12200000", "alphavantage": None}
    evidence = {
        "quorum": {"entries": [{"source": name, "group": group} for name, group in entries]},
        "answers": [
            {
                "source": name,
                "value": value,
                "refusal": None if value else "unreachable: no connection",
                "pages": [{"sha256": "ab" * 32}],
            }
            for name, value in reversed(values.items())
        ],
        "decision": {"kind": "dispute", "spreadBps": 60},
    }
    fields: dict[str, Any] = {"kind": "dispute", "evidence": evidence} | changes
    return Decision(question_id=hash32(market_id), decided_at=BEGAN, evidence_root=root, **fields)


def disputed(market_id: int = MARKET, **changes: Any) -> Any:
    return question(
        market_id, **({"state": DISPUTED, "source_id": 2, "reason": 1, "disputed_at": BEGAN} | changes)
    )


async def listed(get: Get, **parameters: Any) -> list[dict[str, Any]]:
    answer = await get("/disputes", **parameters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def test_list_disputes__nothing_was_disputed__is_empty(db: Engine, get: Get) -> None:
    save(db, question(state=FINAL))
    assert await listed(get) == []


async def test_list_disputes__sources_diverge__shows_them_by_priority(db: Engine, get: Get) -> None:
    save(db, disputed(), event("Disputed", reason="1"), decision())
    (item,) = await listed(get)
    assert [one["source"] for one in item["sources"]] == ["nasdaq", "yahoo", "alphavantage"]
    assert [one["priority"] for one in item["sources"]] == [1, 2, 3]
    first, second, lost = item["sources"]
    assert (first["value"], first["spreadBps"], first["group"]) == ("187.00", 0, 1)
    assert (second["value"], second["spreadBps"], second["bodies"]) == ("188.122", 60, ["ab" * 32])
    assert (lost["value"], lost["refusal"]) == (None, "unreachable: no connection")
    assert (item["spreadBps"], item["maxSpreadBps"], item["threshold"]) == (60, 50, 3)
    assert (item["question"]["disputeReason"], item["open"], item["marketId"]) == (
        "spread",
        True,
        str(MARKET),
    )


async def test_list_disputes__disputed__dao_then_multisig_then_anyone(db: Engine, get: Get) -> None:
    save(db, disputed(), event("Disputed", reason="1"))
    (item,) = await listed(get)
    assert [(t["move"], t["who"], t["starts"], t["ends"]) for t in item["turns"]] == [
        ("rule", "dao", None, BEGAN + 44 * HOUR),
        ("fallbackRule", "multisig", BEGAN + 44 * HOUR, BEGAN + 48 * HOUR),
        ("voidExpired", "anyone", BEGAN + 48 * HOUR, None),
    ]


async def test_list_disputes__second_report__doubles_the_bond(db: Engine, get: Get) -> None:
    claim: dict[str, Any] = {
        "challenger": BOB,
        "claim": "18800000000",
        "claimVoid": False,
        "round": "0",
        "evidenceUri": "ipfs://x",
    }
    save(
        db,
        question(state=1, source_id=2, round=1, window_ends=BEGAN + 100, value=18_700_000_000),
        event("Challenged", bond=str(100 * USDC), **claim),
        event("BondPaid", block=301, account=ALICE, amount=str(150 * USDC), round="0"),
    )
    (item,) = await listed(get)
    assert [(t["move"], t["bond"], t["ends"]) for t in item["turns"]] == [
        ("challenge", "200.000000", BEGAN + 100),
        ("finalise", None, None),
        ("voidExpired", None, None),
    ]
    (challenge,), (paid,) = item["challenges"], item["bonds"]
    assert (challenge["value"], challenge["outcome"], challenge["bond"]) == ("188.00", 2, "100.000000")
    assert (paid["account"], paid["amount"]) == (ALICE, "150.000000")


async def test_list_disputes__unanswered_challenge__escalates_after_twelve_hours(
    db: Engine, get: Get
) -> None:
    claim: dict[str, Any] = {
        "challenger": BOB,
        "claim": "0",
        "claimVoid": True,
        "round": "0",
        "evidenceUri": "",
    }
    save(
        db,
        question(state=2, source_id=2, round=0),
        event("Challenged", bond=str(100 * USDC), **claim),
    )
    (item,) = await listed(get)
    assert [(t["move"], t["who"], t["starts"], t["ends"]) for t in item["turns"]] == [
        ("propose", "reporters", None, BEGAN + 12 * HOUR),
        ("escalate", "anyone", BEGAN + 12 * HOUR, None),
        ("voidExpired", "anyone", OBSERVE + 168 * HOUR, None),
    ]
    assert (item["challenges"][0]["void"], item["challenges"][0]["value"]) == (True, None)


async def test_list_disputes__a_book_for_an_address__is_cut_to_no_address(db: Engine, get: Get) -> None:
    told = CLAIM | {"evidenceUri": "https://" + "x" * 100_000}
    save(db, question(state=2, source_id=2, round=0), event("Challenged", **told))
    (item,) = await listed(get)
    assert item["challenges"][0]["evidenceUri"] == "https://" + "x" * 1_992 + " …"


async def test_list_disputes__ruled_by_the_dao__can_be_vetoed_until_it_holds(
    db: Engine, get: Get, settings: Any
) -> None:
    settings.deployment.write_text(
        json.dumps(BOOK | {"contracts": BOOK["contracts"] | {"MutuelGovernor": GOVERNOR}})
    )
    ruling: dict[str, Any] = {
        "ruler": GOVERNOR,
        "ruled_void": False,
        "ruling_hash": hash32(8),
        "ruling_uri": "ipfs://why",
    }
    save(
        db,
        disputed(state=RULED, value=18_700_000_000, effective_at=BEGAN + 24 * HOUR, **ruling),
        event("Disputed", reason="1"),
    )
    (item,) = await listed(get)
    assert item["ruling"] == {
        "by": "dao", "void": False, "evidenceHash": hash32(8), "evidenceUri": "ipfs://why",
        "effectiveAt": BEGAN + 24 * HOUR, "vetoed": False,
    }  # fmt: skip
    assert [t["move"] for t in item["turns"]] == ["veto", "finalise", "voidExpired"]


async def test_list_disputes__ruled_by_the_multisig__cannot_be_vetoed(db: Engine, get: Get) -> None:
    ruling: dict[str, Any] = {"ruler": ALICE, "ruled_void": True, "ruling_hash": hash32(8), "ruling_uri": ""}
    save(db, disputed(state=RULED, effective_at=BEGAN, **ruling), event("Disputed", reason="1"))
    (item,) = await listed(get)
    assert (item["ruling"]["by"], [t["move"] for t in item["turns"]]) == (
        "multisig",
        ["finalise", "voidExpired"],
    )


async def test_list_disputes__vetoed__is_past_and_says_so(db: Engine, get: Get) -> None:
    ruling: dict[str, Any] = {"ruler": ALICE, "ruled_void": False, "ruling_hash": hash32(8), "ruling_uri": ""}
    save(
        db,
        disputed(state=VOID, reason=5, effective_at=BEGAN, **ruling),
        event("Disputed", reason="1"),
    )
    assert await listed(get, state="open") == []
    (item,) = await listed(get, state="past")
    assert (item["ruling"]["vetoed"], item["turns"], item["question"]["voidReason"]) == (True, [], "vetoed")


async def test_list_disputes__evidence_on_chain__counts_before_later_decisions(db: Engine, get: Get) -> None:
    first = {"decision": {"spreadBps": 12}}
    save(
        db,
        disputed(evidence_root=hash32(5)),
        event("Disputed", reason="1"),
        decision(evidence=first),
        decision(root=hash32(6)),
    )
    assert (await listed(get))[0]["spreadBps"] == 12


@pytest.mark.parametrize("kind", ["again", "reread", "crossCheck"])
async def test_list_disputes__evidence_on_chain_is_of_a_later_report__shows_that_one(
    db: Engine, get: Get, kind: str
) -> None:
    later = {"decision": {"spreadBps": 12}}
    save(
        db,
        disputed(evidence_root=hash32(6)),
        event("Disputed", reason="1"),
        decision(),
        decision(root=hash32(6), kind=kind, evidence=later),
    )
    assert (await listed(get))[0]["spreadBps"] == 12


async def test_list_disputes__mere_look__is_not_what_was_decided(db: Engine, get: Get) -> None:
    early = {"decision": {"spreadBps": 12}}
    save(
        db,
        disputed(),
        event("Disputed", reason="1"),
        decision(),
        decision(root=hash32(6), kind="look", evidence=early),
    )
    assert (await listed(get))[0]["spreadBps"] == 60


async def test_list_disputes__match__names_sides_instead_of_prices(db: Engine, get: Get) -> None:
    window = two_sided(WINDOW, period=77)
    evidence = {
        "quorum": {"entries": [{"source": "betfair", "group": 1}]},
        "answers": [{"source": "betfair", "play": "over", "vote": {"winner": "SECOND"}, "pages": []}],
    }
    save(
        db,
        template_for(WINDOW),
        window,
        disputed(window.market_id, reason=2, value=0),
        event("Disputed", window.market_id, reason="2"),
        decision(window.market_id, evidence=evidence),
    )
    (item,) = await listed(get)
    assert [(one["value"], one["outcome"]) for one in item["sources"]] == [(None, 1)]
    assert (item["question"]["value"], item["question"]["outcome"]) == (None, 0)


async def test_list_disputes__several__pages_from_the_latest_without_repeating(db: Engine, get: Get) -> None:
    others = [MARKET + 256, MARKET + 512]
    save(db, disputed(), event("Challenged", block=299, **CLAIM), event("Disputed", reason="1", block=310))
    for block, other in enumerate(others, start=305):
        save(db, market(other), disputed(other), event("Disputed", other, block, reason="1"))
    first = (await get("/disputes", limit=2)).json()
    rest = (await get("/disputes", limit=2, cursor=first["nextCursor"])).json()
    assert [one["marketId"] for one in first["items"]] == [str(others[1]), str(others[0])]
    assert ([one["marketId"] for one in rest["items"]], rest["nextCursor"]) == ([str(MARKET)], None)


async def test_list_disputes__of_one_market__leaves_out_the_others(db: Engine, get: Get) -> None:
    save(db, disputed(), event("Disputed", reason="1"), market(MARKET + 256))
    assert len(await listed(get, marketId=str(MARKET))) == 1
    assert await listed(get, marketId=str(MARKET + 256)) == []


async def test_list_disputes__question_of_no_market__is_left_out(db: Engine, get: Get) -> None:
    save(db, disputed(99), event("Disputed", 99, reason="4"))
    assert await listed(get) == []


async def test_list_disputes__no_market_number__is_refused(get: Get) -> None:
    answer = await get("/disputes", marketId="first")
    assert (answer.status_code, answer.json()["code"]) == (422, "malformedMarketId")
