"""A signing network of our own keys: reports in the shape of Data Streams, for a local chain and for tests.

Everybody has these keys. No public network's configuration names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from eth_abi.abi import encode
from eth_account.signers.local import LocalAccount
from eth_keys.datatypes import PrivateKey
from eth_utils.crypto import keccak

from mutuel.chain.streams import FULL, HEAD, LAYOUTS, SignerSet, schema_of
from mutuel.domain.units import DAY
from scripts.accounts import account

DIGEST: Final = b"\x00\x06" + keccak(text="Mutuel local signing network")[2:]
FIRST_NODE: Final = 100
NODES: Final = 4


def feed_id(schema: int, name: str) -> bytes:
    """An id of a feed that exists nowhere else: the layout's version, then a hash of the name."""
    return schema.to_bytes(2, "big") + keccak(text=f"Mutuel local feed {name}")[2:]


def nodes(count: int = NODES, first: int = FIRST_NODE) -> tuple[LocalAccount, ...]:
    return tuple(account(first + i) for i in range(count))


@dataclass(frozen=True)
class SigningNetwork:
    """`faulty` of the nodes may lie, so `faulty` + 1 sign; `digest` stands for the configuration."""

    nodes: Sequence[LocalAccount] = field(default_factory=nodes)
    faulty: int = 1
    digest: bytes = DIGEST

    @property
    def signer_set(self) -> SignerSet:
        return SignerSet(frozenset(node.address for node in self.nodes), self.faulty)

    def report(self, feed: bytes, at: int, **values: int) -> bytes:
        """A signed full report of `feed` that holds at `at` and expires a day later; `values` as in `blob`."""
        return self.sign(blob(feed, at, **values))

    def sign(
        self,
        signed: bytes,
        by: Sequence[LocalAccount] | None = None,
        round_: int = 1,
        extra: bytes = bytes(32),
    ) -> bytes:
        """A full report of the blob, signed by the first nodes unless others are named."""
        context = (self.digest, round_.to_bytes(32, "big"), extra)
        digest = keccak(keccak(signed) + b"".join(context))
        signers = self.nodes[: self.faulty + 1] if by is None else by
        made = [PrivateKey(bytes(node.key)).sign_msg_hash(digest) for node in signers]
        words = [(one.r.to_bytes(32, "big"), one.s.to_bytes(32, "big")) for one in made]
        vs = bytes(one.v for one in made).ljust(32, b"\0")
        return encode(FULL, [context, signed, [r for r, _ in words], [s for _, s in words], vs])


def blob(feed: bytes, at: int, **values: int) -> bytes:
    """The words of a report at second `at`; what is not named in `values` has a plausible value. Prices have 18
    decimals."""
    layout = LAYOUTS[schema_of(feed)]
    given: Mapping[str, int | bytes] = {
        "feedId": feed, "validFrom": at, "observedAt": at, "nativeFee": 10**14, "linkFee": 10**16,
        "expiresAt": at + DAY, **values,
    }  # fmt: skip
    price = given.get(layout.price, 10**18)
    described = HEAD + layout.fields
    return encode(
        [kind for _, kind in described], [given.get(name, _usual(name, price, at)) for name, _ in described]
    )


def _usual(name: str, price: int | bytes, at: int) -> int | bytes:
    if name.endswith("Ns"):
        return at * 10**9
    usual = {"marketStatus": 2, "multiplier": 10**18, "newMultiplier": 10**18, "activationAt": 0}
    return usual.get(name, 10**21 if name.endswith("Volume") else price)
