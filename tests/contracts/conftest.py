"""Two houses per session on one node, and every test leaves them as it found them: `chain` is the whole one, deployed
by the product's own script; `house` is its money half, whose questions a test answers itself."""

from collections.abc import Iterator

import pytest
from ape.logging import LogLevel, logger

from mutuel.chain.client import Client
from scripts.deploy import network, products
from scripts.deploy.__main__ import PRODUCTS, deploy
from scripts.deploy.chain import ROOT, Builder, provider_of
from tests.chain import anvil
from tests.contracts.deployed import Chain
from tests.contracts.house import House, Market, build
from tests.contracts.node import Node


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    logger.set_level(LogLevel.WARNING)
    with anvil.for_contracts() as url, provider_of("local", url) as provider:
        yield Builder.of_development(provider)


@pytest.fixture(scope="session")
def deployed(builder: Builder) -> Iterator[Chain]:
    """Do not use it directly: `chain` is the same and cleans up."""
    at = network.load(ROOT / "config" / "networks" / "local.toml")
    book = deploy(builder, at, products.load(PRODUCTS))
    with Client(builder.provider.http_uri, attempts=1, timeout=60) as client:
        chain = Chain(client, book)
        for holder in ("governor", "safe"):
            chain.impersonate(chain.holder(holder))
        yield chain


@pytest.fixture
def chain(deployed: Chain) -> Iterator[Chain]:
    with deployed.undone():
        yield deployed


@pytest.fixture(scope="session")
def built(builder: Builder) -> Iterator[House]:
    """Do not use it directly: `house` is the same and cleans up."""
    with Node.at(builder.provider.http_uri) as node:
        yield build(node)


@pytest.fixture
def house(built: House) -> Iterator[House]:
    with built.node.undone(), built.node.one_second_blocks():
        yield built


@pytest.fixture
def market(house: House) -> Market:
    """A weekly market of five ranges that just opened, takeout 0."""
    return house.create()
