from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mutuel.chain.client import Client
from tests.chain.undone import undone
from tests.integration.oracle.house import House, deployed, furnished

START = int(datetime(2026, 10, 9, 15, tzinfo=UTC).timestamp())
"""A Friday in session; the week after it has a split in its middle."""


@pytest.fixture(scope="session")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    with deployed(START, tmp_path_factory.mktemp("oracle-chain")) as found:
        yield found


@pytest.fixture
def house(chain: tuple[str, Path], tmp_path: Path) -> Iterator[House]:
    """The house as it was deployed; whatever a test does is undone."""
    url, book = chain
    with Client(url) as client, undone(client), furnished(url, book, tmp_path) as found:
        yield found
