from collections.abc import Iterator

import pytest

from mutuel.chain.contracts import Deployment
from tests.integration.indexer import anvil
from tests.integration.indexer.house import deploy


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Deployment]]:
    """A chain with the whole house on it, for everybody; whoever uses it undoes what he did."""
    with anvil.running("--hardfork", "cancun") as url:
        yield url, deploy(url, tmp_path_factory.mktemp("deployment"))
