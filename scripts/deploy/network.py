"""config/networks/<network>.toml: what already exists on a chain, and who holds the roles there."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eth_utils.address import is_checksum_address

from scripts.deploy.errors import DeployRefused

MAX_REPORTERS = 16
LEAST_VOTES = 1_000_000  # whole; fewer could not reach the governor's threshold of proposals when spread out
WORD = re.compile("0x[0-9a-fA-F]{64}")


@dataclass(frozen=True)
class Feed:
    """A Chainlink feed. `address` is None on a local chain, where a double is deployed."""

    description: str
    address: str | None
    decimals: int
    phase: int
    max_age: int
    settle_delay: int


@dataclass(frozen=True)
class Stream:
    """A feed of Chainlink Data Streams; the source's rule of time and market as in StreamConfig."""

    description: str
    feed_id: bytes
    delay: int
    market_status: int


@dataclass(frozen=True)
class SigningNodes:
    """Who signs reports on a local chain: `faulty` + 1 of the nodes, under one configuration's digest."""

    digest: bytes
    nodes: tuple[str, ...]
    faulty: int


@dataclass(frozen=True)
class Multisig:
    """The Safe: `threshold` of `owners` (ascending) must sign; `address` is None on a local chain, which gets one."""

    address: str | None
    owners: tuple[str, ...]
    threshold: int


@dataclass(frozen=True)
class Network:
    """`usdc` and `sequencer_feed` are None on a local chain; elsewhere only the latter may be, where none exists.

    `stream_verifier` is Chainlink's VerifierProxy, None on a local chain: there a double knows the `signing_nodes`.
    `votes`: whole votes by first holder; no others are ever made.
    """

    name: str
    chain_id: int | None
    local: bool
    usdc: str | None
    sequencer_feed: str | None
    feeds: tuple[Feed, ...]
    streams: tuple[Stream, ...]
    stream_verifier: str | None
    signing_nodes: SigningNodes | None
    safe: Multisig
    votes: Mapping[str, int]
    keeper: str
    reporters: tuple[str, ...]
    transmitter: str | None

    def feed(self, description: str) -> Feed:
        for feed in self.feeds:
            if feed.description == description:
                return feed
        raise DeployRefused(f"config/networks/{self.name}.toml has no feed {description!r}.")

    def stream(self, description: str) -> Stream:
        for stream in self.streams:
            if stream.description == description:
                return stream
        raise DeployRefused(f"config/networks/{self.name}.toml has no stream {description!r}.")


def load(path: Path) -> Network:
    """Raises DeployRefused for a missing file, a missing value or an address that is not EIP-55."""
    try:
        table = tomllib.loads(path.read_text())
    except FileNotFoundError:
        raise DeployRefused(f"There is no network configuration {path}.") from None
    except tomllib.TOMLDecodeError as error:
        raise DeployRefused(f"{path} is not TOML: {error}.") from None
    return parse(table, path.stem)


def parse(table: Mapping[str, Any], name: str) -> Network:
    local = bool(table.get("local", False))
    read = _Reader(table, name)
    holders, multisig = _Reader(read.table("holders"), name), _multisig(read.table("safe"), local, name)
    if holders.address("keeper") == multisig.address:
        raise DeployRefused(f"{read.file}: the keeper must not be the safe: who creates must not also pause.")
    return Network(
        name=name,
        chain_id=None if local else read.integer("chain_id"),
        local=local,
        usdc=None if local else read.address("usdc"),
        sequencer_feed=None if local or not table.get("sequencer_feed") else read.address("sequencer_feed"),
        feeds=tuple(_feed(key, value, local, name) for key, value in read.table("feeds").items()),
        streams=tuple(_stream(key, value, name) for key, value in read.table("streams").items()),
        stream_verifier=None if local else read.address("stream_verifier"),
        signing_nodes=_signing_nodes(read.table("signing_nodes"), name) if local else None,
        safe=multisig,
        votes=_votes(read.table("votes"), name),
        keeper=holders.address("keeper"),
        reporters=holders.addresses("reporters"),
        transmitter=holders.address("transmitter") if local else None,
    )


def _feed(description: str, table: Mapping[str, Any], local: bool, network: str) -> Feed:
    read = _Reader(table, network)
    return Feed(
        description=description,
        address=None if local else read.address("address"),
        decimals=read.integer("decimals"),
        phase=read.integer("phase"),
        max_age=read.integer("max_age"),
        settle_delay=read.integer("settle_delay"),
    )


def _stream(description: str, table: Mapping[str, Any], network: str) -> Stream:
    read = _Reader(table, network)
    return Stream(
        description=description,
        feed_id=read.word(f"the feed_id of the stream {description}", "feed_id"),
        delay=read.integer("delay"),
        market_status=read.integer("market_status"),
    )


def _multisig(table: Mapping[str, Any], local: bool, network: str) -> Multisig:
    """Raises DeployRefused for one that a single person could move, or that one lost key could lock."""
    read = _Reader(table, network)
    owners, threshold = read.addresses("owners"), read.integer("threshold")
    if not 2 <= threshold < len(owners):
        raise DeployRefused(
            f"{read.file}: the safe's threshold must be at least 2 and less than its {len(owners)} owners."
        )
    return Multisig(None if local else read.address("address"), owners, threshold)


def _votes(table: Mapping[str, Any], network: str) -> Mapping[str, int]:
    read = _Reader(table, network)
    if not table:
        raise DeployRefused(f"{read.file}: [votes] must name the first holders and their whole votes.")
    votes = {read.checked("a holder of votes", holder): read.integer(holder) for holder in table}
    if sum(votes.values()) < LEAST_VOTES:
        raise DeployRefused(
            f"{read.file}: [votes] must sum to {LEAST_VOTES:,}, for a proposal needs 10,000 votes."
        )
    if min(votes.values()) <= 0:
        raise DeployRefused(f"{read.file}: every holder in [votes] must get at least one.")
    return votes


def _signing_nodes(table: Mapping[str, Any], network: str) -> SigningNodes:
    read = _Reader(table, network)
    return SigningNodes(
        digest=read.word("the digest of the signing nodes", "digest"),
        nodes=read.addresses("nodes"),
        faulty=read.integer("faulty"),
    )


class _Reader:
    """Values of one table; each missing or malformed one is one sentence."""

    def __init__(self, values: Mapping[str, Any], network: str) -> None:
        self.values = values
        self.file = f"config/networks/{network}.toml"

    def table(self, key: str) -> Mapping[str, Any]:
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise DeployRefused(f"{self.file} has no table [{key}].")
        return value

    def integer(self, key: str) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise DeployRefused(f"{self.file}: {key} must be a whole number.")
        return value

    def address(self, key: str) -> str:
        return self.checked(key, self.values.get(key))

    def word(self, what: str, key: str) -> bytes:
        """32 bytes in hexadecimal."""
        value = self.values.get(key)
        if not isinstance(value, str) or not WORD.fullmatch(value):
            raise DeployRefused(f"{self.file}: {what} must be set to 32 bytes in hexadecimal.")
        return bytes.fromhex(value[2:])

    def addresses(self, key: str) -> tuple[str, ...]:
        """Ascending, as the contracts want reporters."""
        values = self.values.get(key)
        if not isinstance(values, list) or not 2 <= len(values) <= MAX_REPORTERS:
            raise DeployRefused(f"{self.file}: {key} must be 2 to {MAX_REPORTERS} addresses.")
        found = sorted((self.checked(key, value) for value in values), key=lambda a: int(a, 16))
        if len(set(found)) != len(found):
            raise DeployRefused(f"{self.file}: one of the {key} is named twice.")
        return tuple(found)

    def checked(self, key: str, value: object) -> str:
        if not isinstance(value, str) or not value:
            raise DeployRefused(f"{self.file}: {key} must be set to an address.")
        if not is_checksum_address(value) or int(value, 16) == 0:
            raise DeployRefused(f"{self.file}: {key} = {value} is no address with a valid EIP-55 checksum.")
        return value
