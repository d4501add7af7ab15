from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.db.engine import create_tables, open_engine
from tests.chain.undone import undone
from tests.integration.indexer import emitter
from tests.integration.indexer.history import History
from tests.integration.indexer.house import House


@pytest.fixture
def client(node: str) -> Iterator[Client]:
    """A chain on which our contracts' addresses emit what they are told; undone after the test."""
    with Client(node) as client, undone(client):
        emitter.install(client)
        yield client


@pytest.fixture
def history(client: Client) -> History:
    history = History(client, Random(7))
    history.begin()
    return history


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


@pytest.fixture
def house(deployed: tuple[str, Deployment]) -> Iterator[House]:
    """A settled market with thin ranges, one winner of which claimed; a void one, and one still open."""
    url, book = deployed
    with Client(url) as client, undone(client):
        house = House(client, book)
        house.fund()
        won, observed = house.create()
        for bettor, outcome, usdc in ((0, 2, 80), (1, 2, 33), (2, 0, 100)):
            house.bet(won, bettor, outcome, usdc)
        house.bet(won, 3, 4, 45, credit=True)
        house.settle(won, observed, 25_000)
        house.claim(won, 0)
        void, observed = house.create()
        house.bet(void, 0, 1, 20)
        house.settle(void, observed, 15_000)
        house.claim(void, 0, to_credit=True)
        still_open, _ = house.create()
        house.bet(still_open, 1, 3, 12)
        yield house
