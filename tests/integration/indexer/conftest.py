from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from indexer.decode import Decoder
from indexer.mirror import Mirror
from indexer.source import Source
from mutuel.chain.client import Client
from mutuel.db.engine import create_tables, open_engine
from tests.integration.indexer import anvil, emitter
from tests.integration.indexer.history import History

CHAIN_ID = 31_337


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


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'mirror.db'}")
    create_tables(engine)
    yield engine
    engine.dispose()


def make_mirror(engine: Engine, client: Client, longest: int = 2_000) -> Mirror:
    decoder = Decoder(emitter.CONTRACTS)
    return Mirror(engine, Source(client, decoder.addresses, longest), decoder, CHAIN_ID, 0)
