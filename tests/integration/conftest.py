from collections.abc import Iterator

import pytest
from pgserver.postgres_server import get_server

from mutuel.chain.contracts import Deployment
from tests.chain import anvil
from tests.integration.indexer.house import deploy


@pytest.fixture(scope="session")
def node() -> Iterator[str]:
    """An empty chain; whoever uses it undoes what they did."""
    with anvil.running() as url:
        yield url


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Deployment]]:
    """A chain with the whole house on it, for everybody; whoever uses it undoes what they did."""
    with anvil.running("--hardfork", "cancun") as url:
        yield url, deploy(url, tmp_path_factory.mktemp("deployment"))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a private PostgreSQL."""
    server = get_server(tmp_path_factory.mktemp("postgres"))
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
