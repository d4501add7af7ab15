"""An API over an empty mirror, at a time of the test's choosing, without network."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.app import create_app
from backend.head import Head
from backend.state import AppState
from mutuel.db.engine import create_tables, open_engine
from mutuel.logging import configure
from mutuel.settings import Settings
from tests.unit.backend.factories import BLOCK, MATCHES, NOW, OTHERS, TEMPLATE

PRODUCTS = Path(__file__).with_name("products.toml")
BOOK: dict[str, Any] = {
    "network": "local",
    "chainId": 31337,
    "startBlock": 1,
    "contracts": {"Usdc": "0x5FbDB2315678afecb367f032d93F642f64180aa3"},
    "templates": {"AAPL-WEEK": TEMPLATE, **OTHERS},
}
Get = Callable[..., Coroutine[Any, Any, httpx.Response]]


@pytest.fixture(scope="session", autouse=True)
def _plain_logs() -> None:
    """Without this structlog draws every logged traceback with all its variables, which takes seconds."""
    configure(form="json")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    book = tmp_path / "local.json"
    book.write_text(json.dumps(BOOK))
    matches = tmp_path / "matches.toml"
    matches.write_text(MATCHES)
    return Settings(
        database_url=f"sqlite:///{tmp_path / 'mirror.db'}",
        deployment=book,
        products=PRODUCTS,
        matches=matches,
        clock="chain",
        rpc_url="http://127.0.0.1:1",  # nothing listens on port 1
        web_root=tmp_path / "dist",
    )


@pytest.fixture
def db(settings: Settings) -> Engine:
    """The indexer's own connection: it may write."""
    engine = open_engine(settings.database_url)
    create_tables(engine)
    return engine


@pytest.fixture
def app(settings: Settings, db: Engine) -> FastAPI:
    app = create_app(settings)
    set_time(app, NOW)
    return app


@pytest.fixture
def state(app: FastAPI) -> AppState:
    return state_of(app)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://api") as client:
        yield client


@pytest.fixture
def get(client: httpx.AsyncClient) -> Get:
    """GET below /api."""

    async def get(path: str, **parameters: Any) -> httpx.Response:
        return await client.get(f"/api{path}", params=parameters or None)

    return get


def state_of(app: FastAPI) -> AppState:
    state = app.state.mutuel
    assert isinstance(state, AppState)
    return state


def set_time(app: FastAPI, now: int, block: int = BLOCK) -> None:
    watcher = state_of(app).head
    watcher.head, watcher.reachable = Head(block, now), True
