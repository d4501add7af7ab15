"""One house per session, deployed by the product's own script on Ape's node; every test leaves it as it found it."""

from collections.abc import Iterator
from typing import Any

import pytest
from ape.logging import LogLevel, logger

from mutuel.chain.client import Client
from scripts.deploy import network, products
from scripts.deploy.__main__ import PRODUCTS, deploy
from scripts.deploy.chain import ROOT, Builder, provider_of
from tests.contracts.deployed import Chain


@pytest.fixture(scope="session")
def provider() -> Iterator[Any]:
    """A node of this session's own, on a free port."""
    logger.set_level(LogLevel.WARNING)
    with provider_of("local", "auto") as connected:
        yield connected


@pytest.fixture(scope="session")
def builder(provider: Any) -> Builder:
    return Builder.of_development(provider)


@pytest.fixture(scope="session")
def house(provider: Any, builder: Builder) -> Iterator[Chain]:
    """Do not use it directly: `chain` is the same and cleans up."""
    at = network.load(ROOT / "config" / "networks" / "local.toml")
    book = deploy(builder, at, products.load(PRODUCTS))
    with Client(provider.http_uri, attempts=1) as client:
        yield Chain(client, book)


@pytest.fixture
def chain(house: Chain) -> Iterator[Chain]:
    with house.undone():
        yield house
