"""Signed reports for tests: real ones, if they lie beside the project, and twins of ours that are always there.

A twin has the same shape, length and number of signatures, made with keys that everybody has.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from mutuel.chain.streams import SignerSet
from scripts.replay.signing_network import SigningNetwork, blob, feed_id, nodes
from tests.real import REAL

FILE: Final = REAL / "api" / "chainlink_streams_full_reports.json"

# The nodes that signed the real reports, as far as those show them: two networks under four configurations.
FOUR_NODES: Final = SignerSet(
    frozenset(
        {
            "0x6B23132dece4dA06571bA9149E2986549cb5fb30",
            "0xDD3210a31d062Cada9f37C69305032b7e5594e25",
            "0x72cCe7298Ae2F6E516be2F2343eBedf863548d12",
            "0x87abf51625b8587A8b331B305d026bB48772A20C",
        }
    ),
    faulty=1,
)
SIX_NODES: Final = SignerSet(
    frozenset(
        {
            "0x0FC9E43f343bE5190131e88bB1DE15fAb6A5c9cF",
            "0x3AcEb84A335051009bAAA1dC1F1B0FC65cafFC5e",
            "0x26Eb8Dea43B66dD285642487D79067a0c8195a6E",
            "0x50A0Ce1A108cc8cC36B2ca7D9cB1465Aa10AAD9E",
            "0x9D0fb8544fBA0a9e5890F831f896f79865D67bB5",
            "0x59337c5Ea05E8902781131Ff85cccBf3e62b8b99",
        }
    ),
    faulty=5,
)
OTHER_DIGEST: Final = "0x0006bd87830d5f336e205cf5c63329a1dab8f5d56812eaeb7c69300e66ab8e22"

SMALL: Final = SigningNetwork()
LARGE: Final = SigningNetwork(nodes(16), faulty=5, digest=b"\x00\x06" + b"\x16" * 30)
AT: Final = 1_900_000_000
"""The second at which twins hold."""
PRICE: Final = 3_865_052126782320350000
"""18 decimals, more of them than 8."""


@dataclass(frozen=True)
class Signed:
    """A full report and what must be found in it: the head's values, price and status, and who signed it."""

    name: str
    payload: bytes
    digest: bytes
    network: SignerSet
    feed_id: bytes
    at: int
    expires_at: int
    price: int
    status: int = 0


def real() -> list[Signed]:
    """The different ones of the file, none without it."""
    if not FILE.exists():
        return []
    rows = {row["fullReport"]: row for row in json.loads(FILE.read_text())}.values()
    return [_real(number, row) for number, row in enumerate(rows)]


def _real(number: int, row: Mapping[str, Any]) -> Signed:
    feed, _, at, _, _, expires_at, price, *_ = row["decoded"]
    network = SIX_NODES if row["config_digest"] == OTHER_DIGEST else FOUR_NODES
    return Signed(
        f"real-{number}", _bytes(row["fullReport"]), _bytes(row["config_digest"]), network,
        _bytes(feed), at, expires_at, int(price),
    )  # fmt: skip


def recovered() -> dict[bytes, list[str]]:
    """Who signed each real report, as found by another implementation."""
    rows = json.loads(FILE.read_text())
    return {_bytes(row["fullReport"]): row["recovered_signers"] for row in rows}


def twins(at: int = AT) -> list[Signed]:
    """One report of every layout, and one of a network of sixteen."""
    return [
        _twin(SMALL, 3, "price", at), _twin(LARGE, 3, "price", at), _twin(SMALL, 8, "midPrice", at, 2),
        _twin(SMALL, 10, "price", at, 2), _twin(SMALL, 11, "lastTradedPrice", at, 5),
    ]  # fmt: skip


def _twin(network: SigningNetwork, schema: int, price: str, at: int, status: int = 0) -> Signed:
    feed = feed_id(schema, "BTC / USD")
    values = {price: PRICE} | ({"marketStatus": status} if status else {})
    payload = network.sign(blob(feed, at, **values))
    name = f"v{schema}-by-{network.faulty + 1}"
    return Signed(name, payload, network.digest, network.signer_set, feed, at, at + 86_400, PRICE, status)


def networks(reports: Sequence[Signed]) -> dict[bytes, SignerSet]:
    return {report.digest: report.network for report in reports}


def mutations(reports: Sequence[Signed], count: int, seed: int) -> Iterator[tuple[Signed, int, int]]:
    """(report, position, bits to flip there): every byte of every report in turn, again and again."""
    chance = random.Random(seed)
    places = [(report, position) for report in reports for position in range(len(report.payload))]
    for number in range(count):
        yield *places[number % len(places)], chance.randrange(1, 256)


def mutated(payload: bytes, position: int, flip: int) -> bytes:
    return payload[:position] + bytes([payload[position] ^ flip]) + payload[position + 1 :]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))
