"""The contracts that govern and are governed, on one chain: reads, rehearsals and events."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from eth_utils.address import to_checksum_address

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Contract, Deployment
from mutuel.chain.logs import decoders
from mutuel.errors import CallRefused, TooManyLogs
from scripts.governance.errors import GovernanceRefused

MOST_PIECES = 4_096  # of one search for events; the pieces only become small where a node wants it


class Signer(Protocol):
    """An account that can send: mutuel.chain's Sender, or an account of Ape's."""

    @property
    def address(self) -> str: ...

    def send(self, call: Call) -> Any: ...


class Event(NamedTuple):
    """Bytes are 0x-prefixed hex, as mutuel.chain.logs decodes them."""

    name: str
    arguments: dict[str, Any]


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

    def events(self, contract: str, wanted: Callable[[Event], bool]) -> list[Event]:
        """A contract's events since the deployment, oldest first."""
        table = decoders(contract)
        logs = self._logs(self.book.address(contract))
        known = [
            (table[log["topics"][0]], log) for log in logs if log["topics"] and log["topics"][0] in table
        ]
        found = (Event(decoder.name, decoder.decode(log["topics"], log["data"])) for decoder, log in known)
        return [event for event in found if wanted(event)]

    def _logs(self, address: str) -> list[dict[str, Any]]:
        """All logs of one address; halves what the node finds too long."""
        pieces, logs = [(self.book.start_block, self.client.block_number())], list[dict[str, Any]]()
        for _ in range(MOST_PIECES):
            if not pieces:
                return logs
            first, last = pieces.pop()
            try:
                logs += self.client.logs([address], first, last)
            except TooManyLogs:
                if first == last:
                    raise
                middle = (first + last) // 2
                pieces += [(middle + 1, last), (first, middle)]
        raise GovernanceRefused("The node gives out its logs in pieces too small to search them.")
