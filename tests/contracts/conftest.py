"""One house per session, deployed by the product's own script on Ape's node; every test leaves it as it found it."""

from collections.abc import Iterator

import ape
import pytest
from ape.logging import LogLevel, logger

from mutuel.chain.client import Client
from scripts.deploy import network, products
from scripts.deploy.__main__ import PRODUCTS, deploy
from scripts.deploy.chain import ROOT, Builder
from tests.contracts.deployed import Chain


@pytest.fixture(scope="session")
def builder() -> Builder:
    logger.set_level(LogLevel.WARNING)
    return Builder.of_development(ape.chain.provider)


@pytest.fixture(scope="session")
def deployed(builder: Builder) -> Iterator[Chain]:
    """Do not use it directly: `chain` is the same and cleans up."""
    at = network.load(ROOT / "config" / "networks" / "local.toml")
    book = deploy(builder, at, products.load(PRODUCTS))
    with Client(builder.provider.http_uri, attempts=1, timeout=60) as client:
        yield Chain(client, book)


@pytest.fixture
def chain(deployed: Chain) -> Iterator[Chain]:
    with deployed.undone():
        yield deployed
