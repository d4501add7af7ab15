"""The API over a mirror of the real contracts, and over PostgreSQL."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.app import create_app
from indexer.mirror import Mirror
from mutuel.db.engine import create_tables, open_engine
from mutuel.settings import Settings
from scripts.deploy.__main__ import PRODUCTS
from scripts.deploy.chain import Builder
from tests.contracts.conftest import builder, chain, deployed
from tests.contracts.deployed import Chain

__all__ = ["builder", "chain", "deployed"]  # the contracts' fixtures, for these tests too

Get = Callable[..., Any]


@pytest.fixture
def settings(chain: Chain, builder: Builder, tmp_path: Path) -> Settings:
    book = tmp_path / "local.json"
    book.write_text(json.dumps(chain.book.raw))
    return Settings(
        rpc_url=builder.provider.http_uri,
        database_url=f"sqlite:///{tmp_path / 'mirror.db'}",
        deployment=book,
        products=PRODUCTS,
        clock="chain",
        web_root=tmp_path / "dist",
    )


@pytest.fixture
def mirror(chain: Chain, settings: Settings) -> Mirror:
    engine = open_engine(settings.database_url)
    create_tables(engine)
    return Mirror.of(settings, engine, chain.client, chain.book)


@pytest.fixture
def get(settings: Settings, mirror: Mirror) -> Get:
    """GET below /api, once the mirror has all that the chain has."""
    app = create_app(settings)

    async def ask(path: str, parameters: dict[str, Any]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://api") as client:
            return await client.get(f"/api{path}", params=parameters or None)

    def get(path: str, **parameters: Any) -> Any:
        while mirror.step().did != "waited":
            pass
        app.state.mutuel.head.poll()
        answer = asyncio.run(ask(path, parameters))
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get
