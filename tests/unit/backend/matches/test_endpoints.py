"""Matches over HTTP: what was announced, joined with the windows on chain."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from mutuel.settings import Settings
from tests.unit.backend.conftest import Get, set_time
from tests.unit.backend.factories import (
    ALICE,
    BOB,
    CLOSE,
    MATCH,
    OPEN,
    SAFE,
    USDC,
    WINDOW,
    bets,
    cursor,
    save,
    template_for,
    two_sided,
)

START, LATEST_END = OPEN - 800, OPEN + 28_000
FIRST = WINDOW << 48 | MATCH << 8


@pytest.fixture(autouse=True)
def _mirror(db: Engine) -> None:
    save(db, cursor(), template_for(WINDOW), template_for(SAFE))


async def test_get_match__windows__come_in_order_with_state_and_winner(db: Engine, get: Get) -> None:
    decided = {"state": 2, "winner": 1, "value": 1, "net": 30 * USDC, "fee": 0, "decided_at": OPEN}
    save(db, two_sided(WINDOW, MATCH, 1), two_sided(WINDOW, MATCH, 0, **decided), two_sided(SAFE, MATCH))
    save(db, two_sided(WINDOW, MATCH + 1), bets((ALICE, 0, 10 * USDC), (BOB, 1, 20 * USDC), market_id=FIRST))
    shown = (await get(f"/matches/{MATCH}")).json()
    assert [int(window["marketId"]) for window in shown["markets"]] == [
        FIRST,
        FIRST + 1,
        SAFE << 48 | MATCH << 8,
    ]
    assert [(window["phase"], window["winner"]) for window in shown["markets"]] == [
        ("settled", 1),
        ("open", None),
        ("open", None),
    ]
    assert (shown["windows"], shown["open"], shown["planned"], shown["total"]) == (3, 2, 12, "30.000000")
    assert (shown["sides"], shown["mode"], shown["windowSeconds"]) == (["Lucknow", "Rajasthan"], "time", 600)


@pytest.mark.parametrize(
    ("now", "staked", "phase"),
    [
        (START - 1, False, "upcoming"),
        (START, False, "live"),
        (LATEST_END - 1, False, "live"),
        (LATEST_END, False, "over"),
        (LATEST_END, True, "live"),
        (LATEST_END + 7 * 86_400, True, "over"),
    ],
)
async def test_get_match__phase__ends_when_nobody_waits_for_a_decision(
    db: Engine, get: Get, app: FastAPI, now: int, staked: bool, phase: str
) -> None:
    save(db, two_sided(WINDOW, MATCH), *([bets((ALICE, 0, USDC), market_id=FIRST)] if staked else []))
    set_time(app, now)
    assert (await get(f"/matches/{MATCH}")).json()["phase"] == phase


async def test_list_matches__in_pages__latest_start_first(db: Engine, get: Get) -> None:
    save(db, two_sided(WINDOW, MATCH))
    first = (await get("/matches", limit=1)).json()
    rest = (await get("/matches", limit=1, cursor=first["nextCursor"])).json()
    assert [(m["number"], m["windows"]) for m in first["items"] + rest["items"]] == [(78, 0), (77, 1)]
    assert rest["nextCursor"] is None


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        ("4000", 404, "matchUnknown"),
        ("India", 422, "invalidRequest"),
        ("-1", 422, "invalidRequest"),
        (str(2**32), 422, "invalidRequest"),
    ],
)
async def test_get_match__unknown_or_malformed__is_a_typed_error(
    get: Get, number: str, status: int, code: str
) -> None:
    answer = await get(f"/matches/{number}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_list_matches__bad_cursor__is_refused(get: Get) -> None:
    answer = await get("/matches", cursor="????")
    assert (answer.status_code, answer.json()["code"]) == (422, "malformedCursor")


async def test_list_matches__file_changed_or_gone__is_read_again(get: Get, settings: Settings) -> None:
    text = settings.matches.read_text()
    assert len((await get("/matches")).json()["items"]) == 2
    settings.matches.write_text(text.replace("number = 78", "number = 79"))
    assert {m["number"] for m in (await get("/matches")).json()["items"]} == {77, 79}
    settings.matches.unlink()  # while an editor replaces it
    assert {m["number"] for m in (await get("/matches")).json()["items"]} == {77, 79}
    assert CLOSE > LATEST_END
