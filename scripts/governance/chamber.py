"""The contracts that govern and are governed, on one chain: reads, rehearsals and events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from eth_utils.address import to_checksum_address

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Contract, Deployment
from mutuel.chain.history import Event, History
from mutuel.errors import CallRefused
from scripts.governance.errors import GovernanceRefused


class Signer(Protocol):
    """An account that can send: mutuel.chain's Sender, or an account of Ape's."""

    @property
    def address(self) -> str: ...

    def send(self, call: Call) -> Any: ...


def raw(value: str | bytes) -> bytes:
    """An event's bytes."""
    return value if isinstance(value, bytes) else bytes.fromhex(value.removeprefix("0x"))


@dataclass(frozen=True)
class Chamber:
    """One deployment, seen through one node."""

    client: Client
    book: Deployment

    def contract(self, name: str) -> Contract:
        return self.book.contract(name, self.client)

    def now(self) -> int:
        """What contracts see as now, in UTC seconds."""
        return self.client.latest().timestamp

    def name_of(self, address: str) -> str | None:
        """The address book's name for an address."""
        wanted = to_checksum_address(address)
        return next((name for name, found in self.book.contracts.items() if found == wanted), None)

    def rehearse(self, sender: str, call: Call, at: int | None = None) -> None:
        """Runs the call without sending it: now, or as if it were that second. Raises GovernanceRefused with the
        contract's own reason."""
        try:
            if at is None:
                self.client.call(call.to, call.data, sender=sender)
            else:
                asked = {"from": sender, "to": call.to, "data": "0x" + call.data.hex()}
                self.client.request("eth_call", asked, "latest", {}, {"time": hex(at)})
        except CallRefused as reason:
            raise GovernanceRefused(f"{call.what} would fail: {reason}") from reason

    def events(self, contract: str, *names: str) -> list[Event]:
        """A contract's events of these names since the deployment, oldest first: asks for all of it."""
        return self._history().events(contract, names)

    def newest(
        self, contract: str, names: Sequence[str], wanted: Callable[[Event], bool], about: bytes | None = None
    ) -> list[Event]:
        """The youngest events that are `wanted`, searched from now on back (mutuel.chain.history)."""
        return self._history().newest(contract, names, wanted, about)

    def _history(self) -> History:
        return History(self.client, self.book, self.client.block_number())
