"""One house for the state machine, deployed by the product's own script with small numbers."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from ape.logging import LogLevel, logger

from mutuel.chain.client import Client
from scripts.deploy import network, products
from scripts.deploy.__main__ import deploy
from scripts.deploy.chain import ROOT, Builder, provider_of
from tests.chain import anvil
from tests.chain.stepper import Stepper
from tests.chain.wire import Wire
from tests.contracts.deployed import Chain
from tests.stateful.site import FEED_AGE, Site

FIRST_SECOND = 1_893_456_000
"""2030-01-01, a Tuesday: the same calendar in every run, and later than the node's own clock."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """On a node of its own, which ends with the module."""
    logger.set_level(LogLevel.WARNING)
    local = network.load(ROOT / "config" / "networks" / "local.toml")
    at = replace(local, feeds=tuple(replace(feed, max_age=FEED_AGE) for feed in local.feeds))
    catalogue = products.load(Path(__file__).with_name("products.toml"))
    with anvil.for_contracts() as url, provider_of("local", url) as provider:
        book = deploy(Builder.of_development(provider), at, catalogue)
        with Client(provider.http_uri, attempts=1) as client, closing(Wire(provider.http_uri)) as wire:
            chain, stepper = Chain(client, book), Stepper(wire, FIRST_SECOND)
            with stepper.in_charge():
                site = Site(chain, stepper, catalogue)
                stepper.wait_until(FIRST_SECOND + 1)
                site.furnish()
                yield site
