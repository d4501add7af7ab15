"""ABI files below abi/ (generated from the contracts), and values encoded and decoded by them."""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final

from eth_abi.abi import encode
from eth_abi.codec import ABIDecoder
from eth_abi.decoding import StringDecoder
from eth_abi.encoding import TextStringEncoder
from eth_abi.exceptions import EncodingError, InsufficientDataBytes
from eth_abi.registry import registry as standard_registry
from eth_utils.abi import collapse_if_tuple
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from mutuel.chain import calldata

Entry = dict[str, Any]  # one item of an ABI
ZERO_ADDRESS: Final = "0x" + "00" * 20
"""Nobody's; what contracts hold and announce where there is no account. Its own EIP-55 form."""


def _lenient() -> ABIDecoder:
    """A contract passes on whatever bytes a stranger calls a string: what is not UTF-8 becomes U+FFFD."""
    standard: Any = standard_registry  # neither its copy() nor the decoder's constructor has types
    decoder: Any = StringDecoder
    registry = standard.copy()
    registry.unregister("string")
    registry.register("string", TextStringEncoder, decoder(handle_string_errors="replace"))
    return ABIDecoder(registry)


_decoder: Final = _lenient()


def _decode(types_: tuple[str, ...], data: bytes) -> tuple[Any, ...]:
    try:
        return tuple(_decoder.decode(types_, data))
    except OverflowError:  # a length that no memory has
        raise InsufficientDataBytes("a length is larger than any memory") from None


_remembered: Final = lru_cache(maxsize=16_384)(_decode)
"""Decoding is slow, and a service that looks at the same markets every second mostly sees the same bytes."""
WORTH_REMEMBERING: Final = 4_096
"""Bytes; strangers write long texts, and each only once."""


@cache
def names() -> tuple[str, ...]:
    """Contracts whose interface we have: "Escrow" for IEscrow."""
    return tuple(
        sorted(path.name[1:-5] for path in (files(__package__) / "abi").iterdir() if path.name[0] == "I")
    )


@cache
def entries(contract: str) -> tuple[Entry, ...]:
    """The ABI of a contract, by its name in the address book."""
    loaded: list[Entry] = json.loads((files(__package__) / "abi" / f"I{contract}.json").read_text())
    return tuple(loaded)


def types(parameters: Sequence[Entry]) -> list[str]:
    """Canonical types, tuples written out."""
    return [collapse_if_tuple(parameter) for parameter in parameters]


def signature(entry: Entry) -> str:
    """For example "claim(uint256,bool)"."""
    return f"{entry['name']}({','.join(types(entry['inputs']))})"


def digest(entry: Entry) -> bytes:
    """keccak256 of the signature: topic 0 of an event; its first 4 bytes select a function or an error."""
    return keccak(text=signature(entry))


def element(parameter: Entry) -> Entry:
    """What a list is made of."""
    return {**parameter, "type": parameter["type"][: parameter["type"].rindex("[")]}


def encode_values(parameters: Sequence[Entry], values: Sequence[Any]) -> bytes:
    """Structs may be given as mappings by field name or as sequences."""
    return encode(types(parameters), [_flat(p, v) for p, v in zip(parameters, values, strict=True)])


def unfit(parameters: Sequence[Entry], values: Sequence[Any]) -> list[str]:
    """Which values their parameters cannot hold, in words."""
    return [
        f"{parameter['name']} ({parameter['type']}) cannot be {value}"
        for parameter, value in zip(parameters, values, strict=True)
        if not _fits(parameter, value)
    ]


def _fits(parameter: Entry, value: Any) -> bool:
    try:
        encode_values([parameter], [value])
    except EncodingError:
        return False
    return True


def decode_values(parameters: Sequence[Entry], data: bytes) -> list[Any]:
    """Structs come as dicts by field name, addresses in EIP-55 form, bytes as bytes. Raises DecodingError."""
    decode = _remembered if len(data) <= WORTH_REMEMBERING else _decode
    values = decode(tuple(types(parameters)), data)
    return [_named(p, v) for p, v in zip(parameters, values, strict=True)]


def decode_call(parameters: Sequence[Entry], call: bytes) -> list[Any]:
    """The same of a call that succeeded, as leniently as its contract read it. Raises DecodingError."""
    try:
        values = calldata.decode(tuple(types(parameters)), call)
    except OverflowError:
        raise InsufficientDataBytes("a pointer leads beyond any memory") from None
    return [_named(p, v) for p, v in zip(parameters, values, strict=True)]


def _flat(parameter: Entry, value: Any) -> Any:
    if parameter["type"].endswith("]"):
        return [_flat(element(parameter), item) for item in value]
    if parameter["type"] != "tuple":
        return value
    fields = parameter["components"]
    items = [value[field["name"]] for field in fields] if isinstance(value, Mapping) else value
    return tuple(_flat(field, item) for field, item in zip(fields, items, strict=True))


def _named(parameter: Entry, value: Any) -> Any:
    if parameter["type"].endswith("]"):
        return [_named(element(parameter), item) for item in value]
    if parameter["type"] == "tuple":
        return {f["name"]: _named(f, item) for f, item in zip(parameter["components"], value, strict=True)}
    return to_checksum_address(value) if parameter["type"] == "address" else value
