"""The way to a chain through Ape: a provider for a node that runs already, compiled contracts, a deployer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import ape
from ape.logging import LogLevel, logger

from scripts.deploy.errors import DeployRefused

ROOT = Path(__file__).resolve().parents[2]
DEPLOYER = 0  # of the development accounts
PASSPHRASE = "MUTUEL_DEPLOYER_PASSPHRASE"  # name of the variable


class Builder:
    """Deploys compiled contracts from one account."""

    def __init__(self, provider: Any, account: Any, project: Any | None = None) -> None:
        self.provider = provider
        self.account = account
        self._project = project

    @cached_property
    def contracts(self) -> Any:
        """Compiled contracts by name; compiles only what changed."""
        return (self._project or ape.Project(ROOT)).load_contracts()

    def deploy(self, name: str, *arguments: Any) -> Any:
        return self.account.deploy(self.contracts[name], *arguments)

    def at(self, name: str, address: str) -> Any:
        return self.contracts[name].at(address, fetch_from_explorer=False)


@contextmanager
def connect(network: str, rpc: str, account: str | None) -> Iterator[Builder]:
    """A builder on the node at `rpc`. Local: a development account; elsewhere the named Ape account, whose passphrase
    is in the environment or asked for by Ape."""
    logger.set_level(LogLevel.WARNING)
    with provider_of(network, rpc) as provider:
        yield Builder(provider, _deployer(network, account))


def provider_of(network: str, rpc: str) -> Any:
    if network == "local":
        settings = {"host": rpc, "manage_process": False}
        return ape.networks.ethereum.local.use_provider("foundry", provider_settings=settings)
    return ape.networks.parse_network_choice(f"ethereum:{network}:{rpc}")


def _deployer(network: str, name: str | None) -> Any:
    if network == "local":
        return ape.accounts.test_accounts[DEPLOYER]
    if name is None:
        raise DeployRefused(f"Name the Ape account that deploys to {network}: --account.")
    account = ape.accounts.load(name)
    if passphrase := os.environ.get(PASSPHRASE):
        account.set_autosign(True, passphrase=passphrase)
    return account
