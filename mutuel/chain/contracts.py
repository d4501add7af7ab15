"""The address book of one deployment and typed access to its contracts."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from eth_abi.exceptions import DecodingError, EncodingError
from eth_utils.address import is_checksum_address

from mutuel.chain import abi
from mutuel.chain.client import Client
from mutuel.errors import CallRefused, DeploymentInvalid, NodeError


class Call(NamedTuple):
    """A call ready to be sent or simulated."""

    to: str
    data: bytes
    what: str  # "ParimutuelEngine.settle", for logs and messages


@dataclass(frozen=True)
class Deployment:
    """Who is where: `deployments/<network>.json`, written by the deploy script, read by all.

    `contracts` maps names of the address book to EIP-55 addresses; before `start_block` our contracts have no
    logs. `raw` is the whole file, for what only some readers need.
    """

    network: str
    chain_id: int
    start_block: int
    contracts: Mapping[str, str]
    raw: Mapping[str, Any] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> "Deployment":
        """Raises DeploymentInvalid."""
        try:
            raw = json.loads(path.read_text())
        except FileNotFoundError:
            raise DeploymentInvalid(
                f"No address book at {path}: deploy first, or set MUTUEL_DEPLOYMENT."
            ) from None
        except json.JSONDecodeError as error:
            raise DeploymentInvalid(f"The address book {path} is not JSON: {error}.") from None
        return cls.parse(raw, str(path))

    @classmethod
    def parse(cls, raw: Any, where: str) -> "Deployment":
        try:
            book = {str(name): str(address) for name, address in raw["contracts"].items()}
            deployment = cls(str(raw["network"]), int(raw["chainId"]), int(raw["startBlock"]), book, raw)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DeploymentInvalid(f"The address book {where} lacks or garbles {error}.") from None
        wrong = [name for name, address in book.items() if not is_checksum_address(address)]
        if wrong:
            raise DeploymentInvalid(
                f"The address book {where} has bad addresses for {', '.join(sorted(wrong))}."
            )
        return deployment

    def address(self, name: str) -> str:
        if name not in self.contracts:
            raise DeploymentInvalid(f"The address book of {self.network} does not name {name}.")
        return self.contracts[name]

    def contract(self, name: str, client: Client) -> "Contract":
        return Contract(client, name, self.address(name))

    def check(self, client: Client) -> None:
        """Raises DeploymentInvalid if the node serves another chain or a contract has no code there."""
        if (chain_id := client.chain_id()) != self.chain_id:
            raise DeploymentInvalid(
                f"The node serves chain {chain_id}, the address book is of {self.chain_id}."
            )
        codes = client.codes(list(self.contracts.values()))
        for (name, address), code in zip(self.contracts.items(), codes, strict=True):
            if not code:
                raise DeploymentInvalid(
                    f"{name} has no code at {address}: the chain is not the one deployed to."
                )


class Contract:
    """One contract: reads it and encodes calls to it. Functions are named as in its interface."""

    def __init__(self, client: Client, name: str, address: str, interface: str | None = None) -> None:
        """`interface` is the ABI's name where it is not the contract's own ("PriceFeed" for any feed)."""
        self.client = client
        self.name = name
        self.address = address
        self._interface = interface or name

    def read(
        self, function: str, *arguments: Any, sender: str | None = None, block: int | str = "latest"
    ) -> Any:
        """A view's answer: the value, a list if it returns several; structs are dicts by field name.

        Raises CallRefused with the contract's own error.
        """
        data = self.client.call(self.address, self._encode(function, arguments), sender=sender, block=block)
        return _unpack(function_entry(self._interface, function), data)

    def read_many(
        self, function: str, calls: Sequence[Sequence[Any]], *, block: int | str = "latest"
    ) -> list[Any]:
        """`read` for many arguments at one block, batched."""
        entry = function_entry(self._interface, function)
        answers = self.client.calls([(self.address, self._encode(function, a)) for a in calls], block=block)
        return [_unpack(entry, data) for data in answers]

    def prepare(self, function: str, *arguments: Any) -> Call:
        """The encoded call, for a Sender. Raises CallRefused for arguments that its function cannot take."""
        return Call(self.address, self._encode(function, arguments), f"{self.name}.{function}")

    def _encode(self, function: str, arguments: Sequence[Any]) -> bytes:
        inputs = function_entry(self._interface, function)["inputs"]
        try:
            return selector(self._interface, function) + abi.encode_values(inputs, arguments)
        except EncodingError:
            wrong = ", ".join(abi.unfit(inputs, arguments))
            raise CallRefused(
                f"{self.name}.{function} cannot take these arguments: {wrong}.", "BadArguments"
            ) from None


@cache
def function_entry(interface: str, function: str) -> abi.Entry:
    """The ABI of a function. Raises LookupError for a name that does not exist or is overloaded."""
    found = [e for e in abi.entries(interface) if e["type"] == "function" and e["name"] == function]
    if len(found) != 1:
        raise LookupError(f"I{interface} has {len(found)} functions named {function}")
    return found[0]


@cache
def selector(interface: str, function: str) -> bytes:
    """The 4 bytes by which a call names its function. Raises LookupError as `function_entry` does."""
    return abi.digest(function_entry(interface, function))[:4]


def _unpack(entry: abi.Entry, data: bytes) -> Any:
    if not data:
        raise DeploymentInvalid(f"Nothing answers {entry['name']} at this address: no contract is there.")
    try:
        values = abi.decode_values(entry["outputs"], data)
    except DecodingError as error:
        raise NodeError(f"The answer to {entry['name']} does not fit its ABI: {error}") from None
    return values[0] if len(values) == 1 else values
