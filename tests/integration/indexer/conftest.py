from collections.abc import Iterator
from pathlib import Path
from random import Random

import pgserver
import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from mutuel.chain.client import Client
from mutuel.db.engine import create_tables, open_engine
from tests.integration.indexer import anvil, emitter
from tests.integration.indexer.history import History


@pytest.fixture(scope="session")
def node() -> Iterator[str]:
    with anvil.running() as url:
        yield url


@pytest.fixture
def client(node: str) -> Iterator[Client]:
    """A chain on which our contracts' addresses emit what they are told; undone after the test."""
    with Client(node) as client:
        snapshot = client.request("evm_snapshot")
        emitter.install(client)
        yield client
        client.request("evm_revert", snapshot)


@pytest.fixture
def history(client: Client) -> History:
    history = History(client, Random(7))
    history.begin()
    return history


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a private PostgreSQL."""
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty database of each kind."""
    if request.param == "postgresql":
        engine = open_engine(request.getfixturevalue("postgres"))
        SQLModel.metadata.drop_all(engine)
    else:
        engine = open_engine(f"sqlite:///{tmp_path / 'mirror.db'}")
    create_tables(engine)
    yield engine
    engine.dispose()
