"""The deployed house as the SDK sees it, on the node behind Ape's provider: a send takes 2 ms instead of 26."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from mutuel.chain.client import Client
from mutuel.chain.contracts import Contract, Deployment
from mutuel.chain.logs import decoders
from mutuel.errors import CallRefused
from tests.chain.undone import undone

GAS = 16_000_000  # fixed, so that nothing is estimated at another time than it runs


class Event(NamedTuple):
    name: str
    arguments: dict[str, Any]


class Receipt(NamedTuple):
    """A transaction that succeeded."""

    gas_used: int
    block: int
    logs: list[dict[str, Any]]

    def events(self, contract: Contract, interface: str | None = None) -> list[Event]:
        """What `contract` announced, decoded."""
        known = decoders(interface or contract.name)
        own = [log for log in self.logs if log["address"].lower() == contract.address.lower()]
        found = [(known[log["topics"][0]], log) for log in own if log["topics"][0] in known]
        return [Event(decoder.name, decoder.decode(log["topics"], log["data"])) for decoder, log in found]


class Chain:
    """Sends from the node's own development accounts, by address."""

    def __init__(self, client: Client, book: Mapping[str, Any]) -> None:
        self.client = client
        self.book = Deployment.parse(book, "the test's address book")

    def contract(self, name: str, interface: str | None = None, address: str | None = None) -> Contract:
        """By its name in the address book; `interface` is the ABI's where the names differ."""
        return Contract(self.client, name, address or self.book.address(name), interface)

    def send(self, sender: str, contract: Contract, function: str, *arguments: Any) -> Receipt:
        """Raises CallRefused with the contract's own error."""
        call = contract.prepare(function, *arguments)
        return self.send_raw(sender, call.to, call.data)

    def send_raw(self, sender: str, to: str, data: bytes, value: int = 0) -> Receipt:
        transaction = {
            "from": sender,
            "to": to,
            "data": "0x" + data.hex(),
            "gas": hex(GAS),
            "value": hex(value),
        }
        receipt = self.client.request("eth_sendTransactionSync", transaction)
        if int(receipt["status"], 16) != 1:
            # State did not change, so the same call in the same block says why.
            self.client.request("eth_call", transaction, receipt["blockNumber"])
            raise CallRefused("The transaction failed but its call does not.")
        return Receipt(int(receipt["gasUsed"], 16), int(receipt["blockNumber"], 16), receipt["logs"])

    def holder(self, name: str) -> str:
        """Address of "governor", "safe" or "keeper", as the permission table names them."""
        return str(self.book.raw["holders"][name])

    def now(self) -> int:
        return self.client.latest().timestamp

    def at(self, moment: int) -> None:
        """The next transaction runs at this time."""
        self.client.request("evm_setNextBlockTimestamp", moment)

    def mine_at(self, moment: int) -> None:
        """Time passes without a transaction; views see it."""
        self.at(moment)
        self.client.request("evm_mine")

    def undone(self) -> AbstractContextManager[None]:
        """Whatever happens inside never happened."""
        return undone(self.client)

    def impersonate(self, address: str) -> None:
        """Lets `address` send, with ether for gas."""
        self.client.request("anvil_impersonateAccount", address)
        self.client.request("anvil_setBalance", address, hex(10**20))
