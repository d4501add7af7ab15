"""How values travel as JSON: camelCase keys, money and odds as decimal strings, times in UTC seconds.

Code holds integers throughout; the text is made here, once, when a response is written.
"""

from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, WithJsonSchema
from pydantic.alias_generators import to_camel

from mutuel.domain.units import format_usdc, short_price


class Schema(BaseModel):
    """Base of every body."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        populate_by_name=True,
        frozen=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
    )


def four_decimals(ten_thousandths: int) -> str:
    """ "0.7312"."""
    whole, decimals = divmod(ten_thousandths, 10_000)
    return f"{whole}.{decimals:04}"


def _text(pattern: str, example: str, description: str) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "string", "pattern": pattern, "examples": [example], "description": description}
    )


Money = Annotated[
    int,
    PlainSerializer(format_usdc, return_type=str),
    _text(r"^-?\d+\.\d{6}$", "12.500000", "USDC with exactly six decimals"),
]
Odds = Annotated[
    int,
    PlainSerializer(format_usdc, return_type=str),
    _text(r"^\d+\.\d{6}$", "2.120000", "what one USDC returns, six decimals, rounded down"),
]
PriceText = Annotated[
    int,
    PlainSerializer(short_price, return_type=str),
    _text(r"^-?\d+\.\d{2,8}$", "645.57", "US dollars, two to eight decimals"),
]
Multiplier = Annotated[
    int,
    PlainSerializer(four_decimals, return_type=str),
    _text(r"^\d+\.\d{4}$", "0.7312", "weight of a stake now against one at the opening, four decimals"),
]
BigNumber = Annotated[
    int,
    PlainSerializer(str, return_type=str),
    _text(r"^\d+$", "281474976710913", "an integer too large for a JSON number"),
]
Bps = Annotated[int, WithJsonSchema({"type": "integer", "description": "hundredths of a per cent"})]
Seconds = Annotated[int, WithJsonSchema({"type": "integer", "description": "UTC seconds since 1970"})]
Address = Annotated[str, _text("^0x[0-9a-fA-F]{40}$", "0x" + "00" * 20, "EIP-55 address")]
Hash = Annotated[str, _text("^0x[0-9a-f]{64}$", "0x" + "00" * 32, "32 bytes")]

Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """One bounded page; ask again with `cursor` = `nextCursor` until that is null."""

    items: list[Item]
    next_cursor: str | None
