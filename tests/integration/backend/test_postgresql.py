"""The same queries on PostgreSQL."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import InternalError
from sqlmodel import Session, SQLModel, select

from backend.app import create_app
from backend.database import open_reader, snapshot
from backend.head import Head
from backend.markets.filters import windows_of
from indexer.decode import stored
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Event, Market
from mutuel.settings import Settings
from tests.unit.backend.factories import (
    ALICE,
    BLOCK,
    BOB,
    CLOSE,
    MARKET,
    NOW,
    OPEN,
    USDC,
    WINDOW,
    bets,
    claim,
    cursor,
    hash32,
    market,
    outbox,
    question,
    save,
    settled,
    template,
    template_for,
    two_sided,
)

WEIGHTED = 4 << 48


@pytest.fixture
def database(postgres: str) -> Iterator[Engine]:
    engine = open_engine(postgres)
    SQLModel.metadata.drop_all(engine)
    create_tables(engine)
    weighted = bets((ALICE, 0, USDC), (BOB, 1, USDC), market_id=WEIGHTED, first_block=60)
    for row in weighted:
        row.weight = 3 * 10**30  # beyond 64 bits, as weights may be
    save(engine, cursor(), template(), template(4, k0=1, k1=0), market(), market(WEIGHTED, k1=0), weighted)
    save(engine, bets((ALICE, 0, 10 * USDC), (BOB, 1, 30 * USDC)), outbox(seq=3), question())
    save(engine, settled(MARKET + 1, winner=1, net=12 * USDC), claim(BOB, 4 * USDC, MARKET + 1))
    placed = ((ALICE, 1, 4 * USDC), (BOB, 1, 2 * USDC), (BOB, 0, 6 * USDC))
    save(engine, bets(*placed, market_id=MARKET + 1, first_block=90))
    yield engine
    engine.dispose()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/markets?phase=open&symbol=AAPL", {"items": []}),
        ("/markets?phase=disputed", {"items": []}),
        ("/markets?phase=empty&sort=pool", {"items": []}),
        ("/markets?q=nothing&kind=race&sort=closing", {"items": []}),
        ("/matches", {"items": []}),
        (f"/markets/{MARKET}", {"total": "40.000000", "seq": 3, "block": BLOCK}),
        (f"/markets/{MARKET}/estimate?outcome=1&amount=1&account={ALICE}", {"youCanStillStake": "90.000000"}),
        (f"/markets/{MARKET}/prices", {"series": []}),
        (f"/accounts/{ALICE}/claimable", {"total": "8.000000", "more": False}),
    ],
)
def test_get__any_endpoint__answers_as_on_sqlite(
    database: Engine, postgres: str, path: str, expected: dict[str, Any]
) -> None:
    shown = ask(postgres, path)
    assert {key: shown[key] for key in expected} == expected


def test_get__lists__page_through_everything_once(database: Engine, postgres: str) -> None:
    for path, count in (
        ("/markets", 3),
        (f"/accounts/{BOB}/activity", 5),
        (f"/accounts/{ALICE}/positions", 3),
    ):
        page = ask(postgres, f"{path}?limit=1")
        found = list(page["items"])
        while page["nextCursor"]:
            page = ask(postgres, f"{path}?limit=1&cursor={page['nextCursor']}")
            found += page["items"]
        assert len(found) == count, path


def test_get_odds__weights_beyond_64_bits__stay_exact(database: Engine, postgres: str) -> None:
    shown = ask(postgres, f"/markets/{WEIGHTED}/odds")
    per_unit = CLOSE - NOW
    assert OPEN < NOW
    expected = 2 * USDC * USDC * per_unit // (3 * 10**30)
    assert shown["outcomes"][0]["odds"] == f"{expected / USDC:.6f}"


def test_list_archive__claimed_in_part__adds_up(database: Engine, postgres: str) -> None:
    (item,) = ask(postgres, "/archive")["items"]
    assert (item["distribution"]["paid"], item["distribution"]["outstanding"]) == ("4.000000", "8.000000")


def test_snapshot__write__is_refused(database: Engine, postgres: str) -> None:
    with snapshot(open_reader(postgres)) as session, pytest.raises(InternalError, match="read-only"):
        session.execute(text("DELETE FROM mirror_market"))


def test_list_proposals__a_voter_gives_a_zero_byte_for_a_reason__votes_are_counted(
    database: Engine, postgres: str
) -> None:
    common: dict[str, Any] = {"block_hash": hash32(1), "timestamp": NOW, "tx_hash": hash32(1), "about": "7"}
    said = {
        "proposalId": 7,
        "proposer": ALICE,
        "targets": [],
        "values": [],
        "calldatas": [],
        "description": "a\0b",
    }
    proposed = said | {"voteStart": NOW - 9, "voteEnd": NOW + 9}
    cast = {"voter": BOB, "proposalId": 7, "support": 1, "weight": 3 * 10**18, "reason": "\0"}
    told = [("ProposalCreated", proposed), ("VoteCast", cast)]
    save(
        database,
        *(
            Event(
                block_number=1, log_index=n, contract="MutuelGovernor", name=name, args=stored(args), **common
            )
            for n, (name, args) in enumerate(told)
        ),
    )
    (item,) = ask(postgres, "/governance/proposals")["items"]
    assert (item["votesFor"], item["description"]) == ("3", "a\ufffdb")


def ask(url: str, path: str) -> Any:
    app = create_app(Settings(database_url=url, clock="chain"))
    app.state.mutuel.head.head = Head(BLOCK, NOW)

    async def get() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
            return await client.get(f"/api{path}")

    answer = asyncio.run(get())
    assert answer.status_code == 200, answer.text
    app.state.mutuel.engine.dispose()
    return answer.json()


def test_windows_of__many_matches__their_windows_alone(database: Engine) -> None:
    windows = [two_sided(WINDOW, period, index) for period, index in ((7, 0), (7, 255), (400, 3), (401, 0))]
    save(database, template_for(WINDOW), *windows)
    with Session(database) as session:
        wanted = windows_of([WINDOW, 77, 78], range(8, 401))
        assert session.exec(select(Market.market_id).where(wanted)).all() == [WINDOW << 48 | 400 << 8 | 3]
