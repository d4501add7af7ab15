"""Who sends: a development account on a local chain, an account of Ape's elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call
from mutuel.chain.sender import Sender
from scripts import accounts
from scripts.deploy.chain import Builder, connect
from scripts.governance.chamber import Signer
from scripts.governance.errors import GovernanceRefused

LOCAL = "local"
DIGITS = 9
"""Of the largest number of a development account that can be derived at all."""


@dataclass(frozen=True)
class ApeSigner:
    """An Ape account, connected."""

    builder: Builder

    @property
    def address(self) -> str:
        return str(self.builder.account.address)

    def send(self, call: Call) -> Any:
        """Ape signs, asks where its account asks, sends and waits; it raises if the transaction failed."""
        return self.builder.account.transfer(call.to, 0, data=call.data)


class Nobody:
    """For what needs no account: to look, and to write a file for the Safe's owners."""

    @property
    def address(self) -> str:
        raise GovernanceRefused("Say who sends: --account.")

    def send(self, call: Call) -> Any:
        raise GovernanceRefused(f"Say who sends {call.what}: --account.")


@contextmanager
def opened(network: str, rpc: str, account: str | None, client: Client) -> Iterator[Signer]:
    """`account`: on a local chain the number of a development account, elsewhere the name of one of Ape's."""
    if account is None:
        yield Nobody()
        return
    if network == LOCAL:
        yield Sender(client, accounts.account(_number(account)))
        return
    with connect(network, rpc, account) as builder:
        yield ApeSigner(builder)


def local_owners(network: str, numbers: str) -> list[Any]:
    """Development accounts by their numbers: "24,25,26". Raises GovernanceRefused elsewhere."""
    if network != LOCAL:
        raise GovernanceRefused(
            "Owners sign at app.safe.global: write a file with --out instead of naming --owners."
        )
    return [accounts.account(_number(one)) for one in numbers.split(",")]


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > DIGITS:
        raise GovernanceRefused("On a local chain name a development account by its number, for example 1.")
    return int(text)
