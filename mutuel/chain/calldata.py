"""Calldata as contracts read it: eth_abi's decoders without the rules that only they have.

Solidity follows a pointer wherever it leads in the call, backwards too, and does not look at what fills up the last
word of a text, nor whether the word is whole. Whoever sends a call may use that, and it succeeds; a reader that refused
it would be blind to it.
"""

from __future__ import annotations

from typing import Any, Final, cast

from eth_abi.decoding import (
    BaseArrayDecoder,
    ByteStringDecoder,
    ContextFramesBytesIO,
    DynamicArrayDecoder,
    HeadTailDecoder,
    SizedArrayDecoder,
    StringDecoder,
    TupleDecoder,
    decode_uint_256,
)
from eth_abi.exceptions import InsufficientDataBytes
from eth_abi.grammar import parse
from eth_abi.registry import BaseEquals, has_arrlist, is_base_tuple
from eth_abi.registry import registry as standard_registry

SELECTOR: Final = 4
"""Bytes of a call before its arguments."""
BACKWARDS: Final = 2**255


def decode(types: tuple[str, ...], call: bytes) -> tuple[Any, ...]:
    """The arguments of a call that succeeded, its selector before them. Raises DecodingError, and OverflowError for a
    pointer beyond any memory."""
    read: Any = _registry.get_decoder(f"({','.join(types)})")
    stream = _stream(call)
    stream.push_frame(SELECTOR)
    return tuple(read(stream))


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


class _Pointer(HeadTailDecoder):
    """Where a value is, seen from its frame: two's complement, and zeros lie before the call."""

    def decode(self, stream: Any) -> Any:
        offset = decode_uint_256(stream)
        offset -= 2 * BACKWARDS if offset >= BACKWARDS else 0
        read: Any = self.tail_decoder
        try:
            stream.push_frame(offset)
        except (ValueError, OverflowError):
            if offset >= 0:
                raise
            stream.pop_frame()
            return read(_stream(bytes(32)))
        value = read(stream)
        stream.pop_frame()
        return value


def _followed(decoder: Any) -> Any:
    pointer: Any = _Pointer
    return pointer(tail_decoder=decoder.tail_decoder) if isinstance(decoder, HeadTailDecoder) else decoder


class _Tuple(TupleDecoder):
    def __init__(self, **parts: Any) -> None:
        library: Any = super()
        library.__init__(**parts)
        inside: Any = self.decoders
        self.decoders = tuple(_followed(one) for one in inside)

    def validate_pointers(self, stream: ContextFramesBytesIO) -> None:
        """They may lead anywhere."""


class _Items(BaseArrayDecoder):
    def __init__(self, **parts: Any) -> None:
        library: Any = super()
        library.__init__(**parts)
        self.item_decoder = _followed(self.item_decoder)

    def validate_pointers(self, stream: ContextFramesBytesIO, array_size: int) -> None:
        """They may lead anywhere."""


class _Sized(_Items, SizedArrayDecoder):
    pass


class _Dynamic(_Items, DynamicArrayDecoder):
    pass


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
