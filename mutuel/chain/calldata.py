"""Calldata as contracts read it: eth_abi's decoders without the rules that only they have.

Solidity follows any pointer into the data, and does not look at what fills up the last word of a text, nor whether the
word is whole. Whoever sends a call may use that, and it succeeds; a reader that refuses it would be blind to it.
"""

from __future__ import annotations

from typing import Any, Final, cast

from eth_abi.decoding import (
    BaseArrayDecoder,
    ByteStringDecoder,
    ContextFramesBytesIO,
    DynamicArrayDecoder,
    SizedArrayDecoder,
    StringDecoder,
    TupleDecoder,
    decode_uint_256,
)
from eth_abi.exceptions import InsufficientDataBytes
from eth_abi.grammar import parse
from eth_abi.registry import BaseEquals, has_arrlist, is_base_tuple
from eth_abi.registry import registry as standard_registry


def decode(types: tuple[str, ...], data: bytes) -> tuple[Any, ...]:
    """The arguments of a call that succeeded. Raises DecodingError, OverflowError for a pointer beyond any memory."""
    read: Any = _registry.get_decoder(f"({','.join(types)})")
    return tuple(read(_stream(data)))


def _exactly(stream: ContextFramesBytesIO) -> bytes:
    """As many bytes as the length in front of them says."""
    length = decode_uint_256(stream)
    data = stream.read(length)
    if len(data) != length:
        raise InsufficientDataBytes(f"{length} bytes are announced, {len(data)} are there")
    return data


class _Bytes(ByteStringDecoder):
    def decode(self, stream: ContextFramesBytesIO) -> bytes:
        return _exactly(stream)


class _Text(StringDecoder):
    """A contract passes on whatever bytes a stranger calls a string: what is not UTF-8 becomes U+FFFD."""

    def decode(self, stream: ContextFramesBytesIO) -> str:
        return _exactly(stream).decode(errors="replace")


class _Tuple(TupleDecoder):
    def validate_pointers(self, stream: ContextFramesBytesIO) -> None:
        """They may lead anywhere."""


class _Sized(SizedArrayDecoder):
    def validate_pointers(self, stream: ContextFramesBytesIO, array_size: int) -> None:
        """They may lead anywhere."""


class _Dynamic(DynamicArrayDecoder):
    def validate_pointers(self, stream: ContextFramesBytesIO, array_size: int) -> None:
        """They may lead anywhere."""


class _Array(BaseArrayDecoder):
    """Only knows which of the two it is."""

    @classmethod
    def from_type_str(cls, type_str: str, registry: Any) -> BaseArrayDecoder:
        parsed: Any = parse(type_str)
        made: dict[str, Any] = {"item_decoder": registry.get_decoder(parsed.item_type.to_type_str())}
        if size := parsed.arrlist[-1]:
            made["array_size"] = size[0]
        kind: Any = _Sized if size else _Dynamic
        return cast(BaseArrayDecoder, kind(**made))


def _lenient() -> Any:
    standard: Any = standard_registry
    named: Any = BaseEquals
    registry = standard.copy()
    lenient: dict[str, tuple[Any, Any]] = {
        "string": (named("string"), _Text),
        "bytes": (named("bytes", with_sub=False), _Bytes),
        "has_arrlist": (has_arrlist, _Array),
        "is_base_tuple": (is_base_tuple, _Tuple),
    }
    for label, (lookup, decoder) in lenient.items():
        registry.unregister_decoder(label)
        registry.register_decoder(lookup, decoder, label=label)
    return registry


_registry: Final = _lenient()
_stream: Final[Any] = ContextFramesBytesIO  # has no types, as much of eth_abi
