"""The way to a chain through Ape: a provider for a node that runs already, compiled contracts, a deployer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import ape
from ape.exceptions import ApeException
from ape.logging import LogLevel, logger
from web3.exceptions import Web3Exception

from scripts import compiled
from scripts.deploy.errors import DeployRefused

ROOT = Path(__file__).resolve().parents[2]
DEPLOYER = 0  # of the development accounts
PASSPHRASE = "MUTUEL_DEPLOYER_PASSPHRASE"  # name of the variable
FAILURES: Final = (ApeException, Web3Exception, OSError)
"""What a node that fails comes out of Ape as: its own words, web3's, or those of the connection."""


class Builder:
    """Deploys compiled contracts from one account."""

    def __init__(self, provider: Any, account: Any) -> None:
        self.provider = provider
        self.account = account

    @classmethod
    def of_development(cls, provider: Any) -> "Builder":
        """From the first account of a development chain."""
        return cls(provider, ape.accounts.test_accounts[DEPLOYER])

    @cached_property
    def contracts(self) -> Any:
        """Compiled contracts by name; compiles what changed first."""
        return compiled.contracts()

    def deploy(self, name: str, *arguments: Any) -> Any:
        return self.account.deploy(self.contracts[name], *arguments)

    def at(self, name: str, address: str) -> Any:
        return self.contracts[name].at(address, fetch_from_explorer=False)


@contextmanager
def connect(network: str, rpc: str, account: str | None) -> Iterator[Builder]:
    """A builder on the node at `rpc`. Local: a development account; elsewhere the named Ape account, whose passphrase
    is in the environment or asked for by Ape."""
    logger.set_level(LogLevel.WARNING)
    signer = None if network == "local" else _keystore_account(network, account)
    with provider_of(network, rpc) as provider:
        yield Builder(provider, signer) if signer else Builder.of_development(provider)


def provider_of(network: str, rpc: str) -> Any:
    """Ape's provider for the node at `rpc`; for a local network "auto" starts one that ends with the provider."""
    if network == "local":
        settings = {"host": rpc, "manage_process": rpc == "auto"}
        return ape.networks.ethereum.local.use_provider("foundry", provider_settings=settings)
    return ape.networks.parse_network_choice(f"ethereum:{network}:{rpc}")


def _keystore_account(network: str, name: str | None) -> Any:
    if name is None:
        raise DeployRefused(f"Name the Ape account that deploys to {network}: --account.")
    account = ape.accounts.load(name)
    if passphrase := os.environ.get(PASSPHRASE):
        account.set_autosign(True, passphrase=passphrase)
    return account
