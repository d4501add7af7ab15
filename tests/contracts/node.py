"""A small JSON-RPC client on Ape's node: deploys what Ape compiled, sends, and reads gas from receipts.

Every block is one second after the one before unless a test says otherwise, so that no test depends on a clock.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple

from eth_utils.address import to_checksum_address

from mutuel.chain import abi
from mutuel.chain.client import Client
from mutuel.errors import CallRefused
from scripts import compiled
from tests.chain.undone import undone

GAS = 12_000_000  # given to every transaction, so that none is simulated first at another time


class Receipt(NamedTuple):
    """A transaction that succeeded."""

    gas: int
    logs: list[dict[str, Any]]
    created: str | None


class Node:
    """The node that Ape started, and the contracts that Ape compiled."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._compiled = compiled.contracts()

    @classmethod
    @contextmanager
    def at(cls, uri: str) -> Iterator["Node"]:
        with Client(uri, attempts=1, timeout=60) as client:
            yield cls(client)

    @contextmanager
    def one_second_blocks(self) -> Iterator[None]:
        """Inside, the chain's clock does not follow the machine's."""
        self.client.request("anvil_setBlockTimestampInterval", 1)
        try:
            yield
        finally:
            self.client.request("anvil_removeBlockTimestampInterval")

    @property
    def now(self) -> int:
        """Time of the latest block; the next one is a second later."""
        return self.client.latest().timestamp

    def travel(self, time: int) -> None:
        """Mines an empty block at `time`."""
        self.client.request("evm_setNextBlockTimestamp", time)
        self.client.request("evm_mine")

    def next_at(self, time: int) -> None:
        """The next transaction is mined at exactly `time`."""
        self.client.request("evm_setNextBlockTimestamp", time)

    def undone(self) -> AbstractContextManager[None]:
        """Whatever happens inside never happened."""
        return undone(self.client)

    def send(self, sender: str, to: str | None, data: bytes) -> Receipt:
        """Sends and mines. Raises CallRefused with the contract's own error."""
        transaction = {"from": sender, "data": "0x" + data.hex(), "gas": hex(GAS)} | (
            {"to": to} if to else {}
        )
        return self._mined(self.client.request("eth_sendTransactionSync", transaction), transaction)

    def send_raw(self, raw: bytes) -> Receipt:
        """As `send`, for a signed transaction."""
        return self._mined(self.client.request("eth_sendRawTransactionSync", "0x" + raw.hex()), None)

    def deploy(self, name: str, *arguments: Any, sender: str) -> "Contract":
        kind = self._compiled[name].contract_type
        entries = [item.model_dump(mode="json", by_alias=True, exclude_none=True) for item in kind.abi]
        code = bytes.fromhex(kind.deployment_bytecode.bytecode.removeprefix("0x"))
        takes: list[abi.Entry] = next((e["inputs"] for e in entries if e["type"] == "constructor"), [])
        receipt = self.send(sender, None, code + abi.encode_values(takes, [_plain(a) for a in arguments]))
        return Contract(self, to_checksum_address(str(receipt.created)), entries)

    def contract(self, name: str, address: str) -> "Contract":
        """A contract that exists, by the ABI of `name`."""
        kind = self._compiled[name].contract_type
        entries = [item.model_dump(mode="json", by_alias=True, exclude_none=True) for item in kind.abi]
        return Contract(self, address, entries)

    def slot(self, address: str, key: bytes) -> int:
        """One word of storage."""
        return int(self.client.request("eth_getStorageAt", address, "0x" + key.hex(), "latest"), 16)

    def _mined(self, raw: dict[str, Any], transaction: dict[str, Any] | None) -> Receipt:
        if int(raw["status"], 16) == 0:
            self._raise_reason(raw, transaction)
        return Receipt(int(raw["gasUsed"], 16), raw["logs"], raw["contractAddress"])

    def _raise_reason(self, raw: dict[str, Any], transaction: dict[str, Any] | None) -> None:
        """Nothing changed but a nonce, so the same call in the same block says why."""
        if transaction is not None:
            self.client.request("eth_call", transaction, raw["blockNumber"])
        raise CallRefused(f"The transaction failed without a reason; gas used {int(raw['gasUsed'], 16)}.")


class Contract:
    """`contract.bet(1, 2, sender=BETTOR)` sends, `contract.view.capLeft(1, BETTOR)` reads."""

    def __init__(self, node: Node, address: str, entries: list[abi.Entry]) -> None:
        self.node = node
        self.address = address
        self.entries = entries
        self.view = Views(self)

    def __getattr__(self, function: str) -> Any:
        if function.startswith("_"):
            raise AttributeError(function)

        def send(*arguments: Any, sender: str) -> Receipt:
            return self.node.send(sender, self.address, self.encode(function, *arguments))

        return send

    def encode(self, function: str, *arguments: Any) -> bytes:
        entry = self.entry(function, len(arguments))
        return abi.digest(entry)[:4] + abi.encode_values(entry["inputs"], [_plain(a) for a in arguments])

    def entry(self, function: str, count: int) -> abi.Entry:
        """The one function of this name with so many arguments; a bytes signature counts as one."""
        found = [
            e
            for e in self.entries
            if e["type"] == "function" and e["name"] == function and len(e["inputs"]) == count
        ]
        assert len(found) == 1, f"{len(found)} functions {function} with {count} arguments"
        return found[0]

    def events(self, receipt: Receipt, name: str) -> list[dict[str, Any]]:
        """Values of this contract's events of one name, in order."""
        entry = next(e for e in self.entries if e["type"] == "event" and e["name"] == name)
        topic = "0x" + abi.digest(entry).hex()
        mine = (log for log in receipt.logs if to_checksum_address(log["address"]) == self.address)
        return [_decoded(entry, log) for log in mine if log["topics"][0] == topic]


class Views:
    """Reads a contract; one value as itself, several as a list."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def __getattr__(self, function: str) -> Any:
        contract = self._contract

        def read(*arguments: Any, sender: str | None = None) -> Any:
            entry = contract.entry(function, len(arguments))
            data = contract.encode(function, *arguments)
            answer = contract.node.client.call(contract.address, data, sender=sender)
            values = abi.decode_values(entry["outputs"], answer)
            return values[0] if len(values) == 1 else values

        return read


def _decoded(entry: abi.Entry, log: Mapping[str, Any]) -> dict[str, Any]:
    indexed = [p for p in entry["inputs"] if p["indexed"]]
    rest = [p for p in entry["inputs"] if not p["indexed"]]
    topics = [
        abi.decode_values([p], bytes.fromhex(t[2:]))[0]
        for p, t in zip(indexed, log["topics"][1:], strict=True)
    ]
    data = abi.decode_values(rest, bytes.fromhex(log["data"][2:]))
    names = [p["name"] for p in (*indexed, *rest)]
    return dict(zip(names, [*topics, *data], strict=True))


def _plain(value: Any) -> Any:
    """Contracts may be given as arguments: their address is meant."""
    if isinstance(value, Contract):
        return value.address
    return [_plain(item) for item in value] if isinstance(value, list) else value
