"""Health of the process, readiness of its answers."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.head import Head
from backend.health.service import judge
from backend.markets.records import At
from backend.state import AppState
from tests.unit.backend.conftest import Get, set_time
from tests.unit.backend.factories import BLOCK, NOW, cursor, save


async def test_get_health__process_runs__is_ok_without_a_database(db: Engine, get: Get) -> None:
    with db.begin() as connection:
        connection.exec_driver_sql("DROP TABLE mirror_cursor")
    answer = await get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


async def test_get_ready__mirror_close_behind__is_ready(db: Engine, get: Get, app: FastAPI) -> None:
    save(db, cursor())
    set_time(app, NOW + 20, BLOCK + 10)
    answer = await get("/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "indexerLagBlocks": 10,
        "indexerLagSeconds": 20,
        "headBlock": BLOCK + 10,
        "mirrorBlock": BLOCK,
        "database": True,
        "rpc": True,
    }


async def test_get_ready__tables_missing__is_503(db: Engine, get: Get) -> None:
    with db.begin() as connection:
        connection.exec_driver_sql("DROP TABLE mirror_cursor")
    answer = await get("/ready")
    assert (answer.status_code, answer.json()["database"], answer.json()["ready"]) == (503, False, False)


async def test_get_ready__nothing_mirrored_yet__is_503(get: Get) -> None:
    answer = await get("/ready")
    assert (answer.status_code, answer.json()["mirrorBlock"], answer.json()["database"]) == (503, None, True)


async def test_get_ready__node_silent__is_503(db: Engine, get: Get, state: AppState) -> None:
    save(db, cursor())
    state.head.poll()  # nothing listens there
    answer = await get("/ready")
    assert (answer.status_code, answer.json()["rpc"], answer.json()["database"]) == (503, False, True)


@pytest.mark.parametrize(("head", "ready"), [(515, True), (516, False), (400, True)])
def test_judge__lag_at_and_beyond_the_bound__decides(head: int, ready: bool) -> None:
    answer = judge(At(500, NOW), Head(head, NOW), database=True, rpc=True, allowed_lag=15)
    assert (answer.ready, answer.indexer_lag_blocks) == (ready, max(0, head - 500))
