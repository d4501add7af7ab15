"""One transaction at one second that the test chose, and what came of it.

The node mines when told to, so that every block has the time that the model expects. A refused transaction is mined
as well: it must leave the state as it was, and the next reads prove it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from mutuel.chain import abi
from mutuel.chain.contracts import Call, function_entry
from mutuel.errors import CallRefused
from tests.chain.undone import back_to
from tests.chain.wire import Wire
from tests.contracts.deployed import Receipt

GAS = 8_000_000  # fixed, so that nothing is estimated at another time than it runs


class Read(NamedTuple):
    """A view to be read with others in one body."""

    interface: str
    address: str
    function: str
    arguments: tuple[Any, ...] = ()


class Stepper:
    """`now` is the time of the next transaction; every block takes one second."""

    def __init__(self, wire: Wire, now: int) -> None:
        self.wire = wire
        self.now = now

    @contextmanager
    def in_charge(self) -> Iterator[None]:
        """The node mines only when this stepper says so."""
        self.wire.request("evm_setAutomine", False)
        try:
            yield
        finally:
            self.wire.request("evm_setAutomine", True)

    def send(self, sender: str, call: Call) -> Receipt:
        """Mines the call alone in a block. Raises CallRefused with the contract's own error."""
        at, self.now = self.now, self.now + 1
        transaction = {"from": sender, "to": call.to, "data": "0x" + call.data.hex(), "gas": hex(GAS)}
        sent = self.wire.request("eth_sendTransaction", transaction)
        self._mine(at)
        receipt = self.wire.request("eth_getTransactionReceipt", sent)
        if int(receipt["status"], 16) != 1:
            before = hex(int(receipt["blockNumber"], 16) - 1)
            self.wire.request("eth_call", transaction, before, {}, {"time": hex(at)})
            raise CallRefused(f"{call.what} failed, but the same call at the same time does not.")
        return Receipt(int(receipt["gasUsed"], 16), int(receipt["blockNumber"], 16), receipt["logs"])

    def wait_until(self, moment: int) -> None:
        """The next transaction runs at `moment`, which is later than `now`; views already see the second before."""
        self._mine(moment - 1)
        self.now = moment

    def read_all(self, reads: Sequence[Read]) -> list[Any]:
        """Every view at the latest block, in order; what did not change is not decoded again."""
        calls = [(read.address, _encoded(read)) for read in reads]
        answers = self.wire.calls(calls)
        return [
            _decoded(read.interface, read.function, raw) for read, raw in zip(reads, answers, strict=True)
        ]

    def accepted(self, calls: Sequence[tuple[str, bytes]], at: int) -> list[bool]:
        """Which of these calls would succeed at the time `at`."""
        return [self._succeeds(to, data, at) for to, data in calls]

    def snapshot(self) -> tuple[str, int]:
        return self.wire.request("evm_snapshot"), self.now

    def revert(self, taken: tuple[str, int]) -> None:
        """Back to a snapshot, which is used up."""
        back_to(self.wire, taken[0])
        self.now = taken[1]

    def _mine(self, at: int) -> None:
        self.wire.request("evm_mine", {"timestamp": at})

    def _succeeds(self, to: str, data: bytes, at: int) -> bool:
        try:
            self.wire.request(
                "eth_call", {"to": to, "data": "0x" + data.hex()}, "latest", {}, {"time": hex(at)}
            )
        except CallRefused:
            return False
        return True


@lru_cache(maxsize=20_000)
def _encoded(read: Read) -> bytes:
    entry = function_entry(read.interface, read.function)
    return abi.digest(entry)[:4] + abi.encode_values(entry["inputs"], read.arguments)


@lru_cache(maxsize=50_000)
def _decoded(interface: str, function: str, raw: bytes) -> Any:
    values = abi.decode_values(function_entry(interface, function)["outputs"], raw)
    return values[0] if len(values) == 1 else tuple(values)
