"""Decoders of our events, built from the ABI: each argument is a slice of the log's hex text.

Slicing is tens of times as fast as web3.py's decoding (`indexer` in benchmarks/times.json). Events with strings,
bytes or lists of any size, which are rare, go through eth_abi. Integers come as int, addresses in EIP-55 form,
bytes as 0x-prefixed hex, structs as dicts.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from eth_abi.exceptions import DecodingError
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from mutuel.chain import abi
from mutuel.errors import UndecodableLog

Read = Callable[[str], Any]  # hex text of one or more words -> value
Decode = Callable[[Sequence[str], str], dict[str, Any]]  # topics and data of a log -> arguments by name

WORD = 64  # hex digits
checksum = lru_cache(maxsize=65_536)(to_checksum_address)


class EventDecoder(NamedTuple):
    name: str
    topic: str  # topic 0
    decode: Decode


def decoders(contract: str) -> dict[str, EventDecoder]:
    """The decoders of a contract's events by topic 0."""
    made = [event_decoder(entry) for entry in abi.entries(contract) if entry["type"] == "event"]
    return {decoder.topic: decoder for decoder in made}


def event_decoder(entry: abi.Entry) -> EventDecoder:
    indexed = [p for p in entry["inputs"] if p["indexed"]]
    plain = [p for p in entry["inputs"] if not p["indexed"]]
    build = _by_abi if any(_is_dynamic(p) for p in plain) else _by_slices
    return EventDecoder(entry["name"], "0x" + abi.digest(entry).hex(), build(entry["name"], indexed, plain))


def may_hold(bloom: int, address: str) -> bool:
    """Whether a block with this logs bloom may hold a log of `address`; never False when it does."""
    digest = keccak(hexstr=address)
    return all(bloom >> (int.from_bytes(digest[i : i + 2], "big") & 2047) & 1 for i in (0, 2, 4))


def _by_slices(name: str, indexed: list[abi.Entry], plain: list[abi.Entry]) -> Decode:
    """Every argument is a slice of a topic or of the data; behind 0x."""
    slots = [(p["name"], _word_reader(p["type"]), place, 2, 2 + WORD) for place, p in enumerate(indexed, 2)]
    start = 2
    for parameter in plain:
        end = start + WORD * _words(parameter)
        slots.append((parameter["name"], _reader(parameter), 0, start, end))
        start = end
    count = len(indexed) + 1

    def decode(topics: Sequence[str], text: str) -> dict[str, Any]:
        if len(topics) != count or len(text) != start:
            raise _misfit(name, topics, text, count, start)
        parts = (text, *topics)
        return {key: read(parts[part][first:last]) for key, read, part, first, last in slots}

    return decode


def _by_abi(name: str, indexed: list[abi.Entry], plain: list[abi.Entry]) -> Decode:
    """Topics by slices, the data by eth_abi."""
    topics_only = _by_slices(name, indexed, [])

    def decode(topics: Sequence[str], text: str) -> dict[str, Any]:
        arguments = topics_only(topics, "0x")
        try:
            values = abi.decode_values(plain, bytes.fromhex(text[2:]))
        except (DecodingError, ValueError) as error:
            raise UndecodableLog(f"{name}: the log's data does not fit its ABI: {error}") from None
        return arguments | {p["name"]: _plain(value) for p, value in zip(plain, values, strict=True)}

    return decode


def _misfit(name: str, topics: Sequence[str], text: str, count: int, length: int) -> UndecodableLog:
    if len(topics) != count:
        return UndecodableLog(f"{name} has {len(topics)} topics instead of {count}.")
    return UndecodableLog(f"{name} has data of {len(text)} characters instead of {length}.")


def _plain(value: Any) -> Any:
    """eth_abi's values in the form that slicing gives."""
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _reader(parameter: abi.Entry) -> Read:
    length = _length(parameter["type"])
    if length is not None:
        return _parts([abi.element(parameter)] * length, list)
    if parameter["type"] == "tuple":
        fields = [field["name"] for field in parameter["components"]]
        return _parts(parameter["components"], lambda values: dict(zip(fields, values, strict=True)))
    return _word_reader(parameter["type"])


def _parts(parameters: list[abi.Entry], build: Callable[[list[Any]], Any]) -> Read:
    ends: list[tuple[Read, int, int]] = []
    start = 0
    for parameter in parameters:
        end = start + WORD * _words(parameter)
        ends.append((_reader(parameter), start, end))
        start = end
    return lambda text: build([read(text[first:last]) for read, first, last in ends])


def _word_reader(kind: str) -> Read:
    if kind == "address":
        return lambda word: checksum("0x" + word[24:])
    if kind == "bool":
        return lambda word: word[-1] == "1"
    if kind.startswith("uint"):
        return _unsigned
    if kind.startswith("int"):
        return _signed
    if kind.startswith("bytes") and kind != "bytes":
        digits = 2 * int(kind[5:])
        return lambda word: "0x" + word[:digits]
    raise UndecodableLog(f"No reader for {kind}: an indexed value of this type is only its hash.")


def _unsigned(word: str) -> int:
    return int(word, 16)


def _signed(word: str) -> int:
    value = int(word, 16)
    return value - (1 << 256) if value >> 255 else value


def _words(parameter: abi.Entry) -> int:
    length = _length(parameter["type"])
    if length is not None:
        return length * _words(abi.element(parameter))
    if parameter["type"] == "tuple":
        return sum(_words(field) for field in parameter["components"])
    return 1


def _is_dynamic(parameter: abi.Entry) -> bool:
    kind = parameter["type"]
    if kind in ("string", "bytes") or kind.endswith("[]"):
        return True
    if kind.endswith("]"):
        return _is_dynamic(abi.element(parameter))
    return kind == "tuple" and any(_is_dynamic(field) for field in parameter["components"])


def _length(kind: str) -> int | None:
    """Of a list of fixed length; None for anything else."""
    return int(kind[kind.rindex("[") + 1 : -1]) if kind.endswith("]") and not kind.endswith("[]") else None
