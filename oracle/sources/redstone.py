"""RedStone's gateway: packages that its nodes signed for one moment, of the main service, on a grid of ten seconds.

A package counts only with the signature of one of the five authorised nodes over exactly what it says, and the price is
the lower median of at least three of them: the gateway itself is not trusted. History reaches back about a day.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError
from pydantic import Field, RootModel

from mutuel.domain.resolution.decide import median
from mutuel.domain.units import Price8
from oracle.sources.adapter import Declaration, Moment, Request, Vendor
from oracle.sources.closes import MAX_PRICE, Payload, Refusal, Why, read, shaped
from oracle.sources.spots import Spot

DECLARATION: Final = Declaration(
    name="redstone",
    group="redstone",
    sessions="packages carry the millisecond for which they were signed, UTC",
    terms="public gateway; commercial use by agreement",
)
SERVICE: Final = "redstone-primary-prod"
SIGNERS: Final = frozenset(
    {
        "0x8BB8F32Df04c8b654987DAaeD53D6B6091e3B774",
        "0xdEB22f54738d54976C4c0fe5ce6d408E40d88499",
        "0x51Ce04Be4b3E32572C4Ec9135221d0691Ba7d202",
        "0xDD682daEC5A90dD295d14DA4b0bec9281017b5bE",
        "0x9c5AE89C4Af6aA32cE58588DBaF90d18a855B6de",
    }
)
NEEDED: Final = 3
MAX_PACKAGES: Final = 32
MS: Final = 1_000
EIGHT_DECIMALS: Final = Decimal(10**8)


def request(wanted: Moment) -> Request:
    """The packages of the moment, of every feed of the service."""
    at = wanted.at * MS
    return Request(f"{wanted.symbol}@{wanted.at}", f"/data-packages/historical/{SERVICE}/{at}", {})


class _Point(Payload):
    feed: str = Field(alias="dataFeedId", max_length=31, pattern="^[ -~]+$")
    value: Decimal


class _Package(Payload):
    at_ms: int = Field(alias="timestampMilliseconds", ge=0, lt=2**48)
    signature: str = Field(max_length=100)
    points: list[_Point] = Field(alias="dataPoints", min_length=1, max_length=1)


class _Packages(RootModel[list[_Package]]):
    pass


class _Answer(RootModel[dict[str, Any]]):
    pass


def parse_packages(body: bytes, subject: str, signers: Collection[str] = SIGNERS) -> Spot | Refusal:
    """The price of `subject`, a symbol and the second asked for: "BTC@1791720000"."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    symbol, _, second = subject.partition("@")
    if symbol not in answer.root:
        said = answer.root.get("message", f"no packages of {symbol[:20]}")
        return Refusal(Why.ERROR_BODY, str(said)[:200])
    packages = shaped(_Packages, answer.root[symbol])
    if isinstance(packages, Refusal):
        return packages
    return _median(packages.root, symbol, int(second), signers)


def _median(told: Sequence[_Package], symbol: str, at: int, signers: Collection[str]) -> Spot | Refusal:
    """What the nodes say; one that speaks twice counts once."""
    if len(told) > MAX_PACKAGES:
        return Refusal(Why.TOO_LARGE, f"{len(told)} packages")
    values: dict[str, int] = {}
    for package in told:
        value, signer = _value(package.points[0]), _signer(package)
        if package.points[0].feed != symbol or package.at_ms != at * MS:
            return Refusal(Why.WRONG_SYMBOL, f"a package of {package.points[0].feed!r} at {package.at_ms}")
        if value is not None and signer in signers:
            values[str(signer)] = value
    if len(values) < NEEDED:
        return Refusal(Why.NOT_AUTHORISED, f"{len(values)} authorised signatures, {NEEDED} are needed")
    return Spot(symbol, DECLARATION.currency, at, Price8(median(list(values.values()))))


def _value(point: _Point) -> int | None:
    """What was signed: the price with eight decimals; None for what cannot be a price."""
    if not (point.value.is_finite() and 0 < point.value <= MAX_PRICE):
        return None
    return int((point.value * EIGHT_DECIMALS).to_integral_value(ROUND_HALF_UP)) or None


def _signer(package: _Package) -> str | None:
    """Who signed it; None for a signature that nobody can have made.

    Signed is keccak256 of each point (name and value, 32 bytes each), the millisecond in 6 bytes, the size of a value
    in 4 and the number of points in 3, as RedStone's protocol packs them.
    """
    point = package.points[0]
    value = _value(point)
    if value is None:
        return None
    packed = point.feed.encode().ljust(32, b"\0") + value.to_bytes(32, "big")
    packed += package.at_ms.to_bytes(6, "big") + (32).to_bytes(4, "big") + (1).to_bytes(3, "big")
    try:
        *halves, v = base64.b64decode(package.signature, validate=True)
        signature = Signature(bytes([*halves, v - 27]))
        return str(signature.recover_public_key_from_msg_hash(keccak(packed)).to_checksum_address())
    except (ValueError, BadSignature, ValidationError):
        return None


SOURCE: Final = Vendor(DECLARATION, request, parse_packages)
