"""The Solidity side: one harness on a node of the session's own."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from ape.logging import LogLevel, logger

from scripts.deploy.chain import Builder, provider_of
from tests.chain import anvil
from tests.chain.wire import Wire
from tests.differential.harness import Harness


@pytest.fixture(scope="session")
def harness() -> Iterator[Harness]:
    logger.set_level(LogLevel.WARNING)
    with anvil.for_contracts() as url, provider_of("local", url) as provider:
        builder = Builder.of_development(provider)
        deployed = builder.deploy("MathHarness")
        entries = [entry.model_dump(mode="json", by_alias=True) for entry in deployed.contract_type.abi]
        with closing(Wire(provider.http_uri)) as wire:
            yield Harness(wire, deployed.address, entries)
