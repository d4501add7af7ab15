"""Signed reports of Chainlink Data Streams: what they say, who signed them, and which price they prove for a moment.

A full report is abi.encode(bytes32[3] context, bytes blob, bytes32[] rs, bytes32[] ss, bytes32 vs), context[0] being
the digest of the signing network's configuration; the signers sign keccak256(keccak256(blob) || context). The blob's
first word is the feed's id, whose first two bytes are the version of its layout. Layouts as Chainlink documents them;
read here are versions 3 (crypto), 8 (currencies, metals), 10 (tokenised stocks) and 11 (US stocks).

Prices in reports have 18 decimals; they are cut to 8, toward zero, before anything is compared. Times are UTC seconds.
`price_at` refuses what contracts/resolution/sources/DataStreamsSource.sol refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from eth_abi.abi import decode, encode
from eth_abi.exceptions import DecodingError
from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError

from mutuel.domain.units import MAX_PRICE, Price8
from mutuel.errors import StreamReportRefused

FULL: Final = ("bytes32[3]", "bytes", "bytes32[]", "bytes32[]", "bytes32")
HEAD: Final = (
    ("feedId", "bytes32"), ("validFrom", "uint32"), ("observedAt", "uint32"),
    ("nativeFee", "uint192"), ("linkFee", "uint192"), ("expiresAt", "uint32"),
)  # fmt: skip
MAX_SPAN: Final = 2
MAX_SIGNATURES: Final = 31  # a network's f is at most 10 of 31
CUT: Final = 10**10  # from 18 decimals to 8


class Malformed(StreamReportRefused):
    """Not the one encoding of a report, or of a version that nothing here reads."""

    code = "streamMalformed"


class SignaturesMissing(StreamReportRefused):
    """Signatures that are not those of enough different nodes of a known network."""

    code = "streamSignatures"


class WrongFeed(StreamReportRefused):
    code = "streamFeed"


class WrongTime(StreamReportRefused):
    """The report does not hold at the moment asked for, or for longer than 2 s."""

    code = "streamTime"


class ReportExpired(StreamReportRefused):
    code = "streamExpired"


class WrongMarketStatus(StreamReportRefused):
    """The stock market was in another phase than the source asks for."""

    code = "streamMarketStatus"


class BadPrice(StreamReportRefused):
    """Not positive with 8 decimals, or too large."""

    code = "streamPrice"


class Layout(NamedTuple):
    """The fields after the head, and which of them are the price and the market's status, if it has one."""

    fields: tuple[tuple[str, str], ...]
    price: str
    status: str | None = None


LAYOUTS: Final[Mapping[int, Layout]] = {
    3: Layout((("price", "int192"), ("bid", "int192"), ("ask", "int192")), "price"),
    8: Layout(
        (("lastUpdateNs", "uint64"), ("midPrice", "int192"), ("marketStatus", "uint32")),
        "midPrice",
        "marketStatus",
    ),
    10: Layout(
        (
            ("lastUpdateNs", "uint64"), ("price", "int192"), ("marketStatus", "uint32"), ("multiplier", "int192"),
            ("newMultiplier", "int192"), ("activationAt", "uint32"), ("tokenizedPrice", "int192"),
        ),
        "price",
        "marketStatus",
    ),
    11: Layout(
        (
            ("mid", "int192"), ("lastSeenNs", "uint64"), ("bid", "int192"), ("bidVolume", "int192"),
            ("ask", "int192"), ("askVolume", "int192"), ("lastTradedPrice", "int192"), ("marketStatus", "uint32"),
        ),
        "lastTradedPrice",
        "marketStatus",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignerSet:
    """The nodes of one configuration of a signing network, of which at most `faulty` lie: `faulty` + 1 must sign."""

    signers: frozenset[str]
    faulty: int


@dataclass(frozen=True, slots=True)
class FullReport:
    """As it was signed. `vs` has one byte per signature, 0 or 1, and zeros after them."""

    context: tuple[bytes, bytes, bytes]
    blob: bytes
    rs: tuple[bytes, ...]
    ss: tuple[bytes, ...]
    vs: bytes

    @property
    def digest(self) -> bytes:
        """What every node signed."""
        return keccak(keccak(self.blob) + b"".join(self.context))


@dataclass(frozen=True, slots=True)
class StreamReport:
    """What a blob says. `price` with 18 decimals; `market_status` None where the layout has none; `fields` is all."""

    feed_id: bytes
    valid_from: int
    observed_at: int
    expires_at: int
    price: int
    market_status: int | None
    fields: Mapping[str, int | bytes]


@dataclass(frozen=True, slots=True)
class Stream:
    """What a source asks of a report: the feed, seconds after the observation time at which its price counts, and the
    market's status then (0 where the layout has none)."""

    feed_id: bytes
    delay: int = 0
    market_status: int = 0


def schema_of(feed_id: bytes) -> int:
    """The version of the feed's layout."""
    return int.from_bytes(feed_id[:2], "big")


def open_report(payload: bytes) -> FullReport:
    """Raises Malformed, also for a second encoding of the same: every byte that is not signed is fixed."""
    try:
        context, blob, rs, ss, vs = decode(FULL, payload)
    except (DecodingError, OverflowError):
        raise Malformed(f"{len(payload)} bytes that are no signed report") from None
    report = FullReport(context, blob, rs, ss, vs)
    if len(rs) != len(ss) or len(rs) > MAX_SIGNATURES or any(vs[len(rs) :]):
        raise Malformed("the lists of a signature's halves do not match")
    if payload != encode(FULL, [context, blob, rs, ss, vs]):
        raise Malformed("a second encoding of the same report")
    return report


def read_blob(blob: bytes) -> StreamReport:
    """What was signed. Raises Malformed, also for a version that nothing here reads."""
    schema = schema_of(blob)
    layout = LAYOUTS.get(schema)
    if layout is None:
        raise Malformed(f"reports of version {schema} are not read here")
    described = HEAD + layout.fields
    if len(blob) != 32 * len(described):
        raise Malformed(f"{len(blob)} bytes in a report of version {schema}")
    try:
        values = decode([kind for _, kind in described], blob)
    except DecodingError:
        raise Malformed(f"values that no report of version {schema} can have") from None
    fields = dict(zip((name for name, _ in described), values, strict=True))
    return StreamReport(
        feed_id=fields["feedId"],
        valid_from=fields["validFrom"],
        observed_at=fields["observedAt"],
        expires_at=fields["expiresAt"],
        price=fields[layout.price],
        market_status=fields[layout.status] if layout.status else None,
        fields=fields,
    )


def signers_of(report: FullReport) -> tuple[str, ...]:
    """EIP-55 addresses, in the order of the signatures. Raises SignaturesMissing where nobody can have signed."""
    digest = report.digest
    try:
        return tuple(
            Signature(r + s + bytes([v])).recover_public_key_from_msg_hash(digest).to_checksum_address()
            for r, s, v in zip(report.rs, report.ss, report.vs, strict=False)
        )
    except (BadSignature, ValidationError):
        raise SignaturesMissing("a signature that nobody can have made") from None


def verify(payload: bytes, networks: Mapping[bytes, SignerSet]) -> StreamReport:
    """What the report says, once exactly as many different nodes as needed have signed it; `networks` by configuration
    digest. Raises Malformed, SignaturesMissing."""
    report = open_report(payload)
    network = networks.get(report.context[0])
    if network is None:
        raise SignaturesMissing(f"no known network has the configuration 0x{report.context[0].hex()}")
    if len(report.rs) != network.faulty + 1:
        raise SignaturesMissing(f"{len(report.rs)} signatures; {network.faulty + 1} are needed")
    signers = signers_of(report)
    if len(set(signers)) != len(signers) or not network.signers.issuperset(signers):
        raise SignaturesMissing("signatures of others than different nodes of the network")
    return read_blob(report.blob)


def price_at(report: StreamReport, stream: Stream, at: int, now: int) -> Price8:
    """The price that a report proves for the observation time `at`, 8 decimals, cut toward zero.

    Raises WrongFeed, WrongTime, ReportExpired, WrongMarketStatus, BadPrice. Signatures are `verify`'s affair.
    """
    if report.feed_id != stream.feed_id:
        raise WrongFeed(f"a report of feed 0x{report.feed_id.hex()}")
    wanted = at + stream.delay
    if (
        not report.valid_from <= wanted <= report.observed_at
        or report.observed_at - report.valid_from > MAX_SPAN
    ):
        raise WrongTime(f"it holds from {report.valid_from} to {report.observed_at}, asked for is {wanted}")
    if now > report.expires_at:
        raise ReportExpired(f"the report expired at {report.expires_at}")
    if (report.market_status or 0) != stream.market_status:
        raise WrongMarketStatus(f"market status {report.market_status}, not {stream.market_status}")
    price = cut_to_8(report.price)
    if not 0 < price <= MAX_PRICE:
        raise BadPrice(f"the price {report.price} is not one with 8 decimals")
    return Price8(price)


def cut_to_8(price: int) -> int:
    """18 decimals to 8, toward zero."""
    return price // CUT if price >= 0 else -(-price // CUT)
