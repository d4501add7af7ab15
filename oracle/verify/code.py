"""The contracts themselves: does the code at the book's addresses come from this repository, and are they one house?

Every other step believes what these contracts announce and answer. What others deployed (the token, Chainlink's feeds
and verifier, the Safe) is taken as it is, and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from mutuel.chain import code, signing
from mutuel.chain.abi import ZERO_ADDRESS
from mutuel.chain.contracts import Deployment
from mutuel.chain.markets import Seen
from mutuel.chain.signing import Domain
from oracle.verify.report import Report
from oracle.verify.site import Site

MEANS_CODE: Final = (
    "other code than this repository's may decide here, and whatever it says of itself below proves nothing. If the "
    "house was deployed from another version, ask that one."
)
PROVERS: Final = ("ChainlinkFeedSource", "DataStreamsSource")
NAMED: Final = {
    "usdc": "Usdc",
    "escrow": "Escrow",
    "selfLimits": "SelfLimits",
    "resolution": "Resolution",
    "sequencerFeed": "SequencerFeed",
    "referee": "Referee",
    "engine": "ParimutuelEngine",
    "fixedAuthority": "AccessManager",
    "timelock": "Timelock",
    "token": "MutuelVotes",
}
"""By an immutable, whatever the contract: whose address it must be."""
DOMAINS: Final[Mapping[str, Callable[[int, str], Domain]]] = {
    "Escrow": signing.escrow_domain,
    "Resolution": signing.resolution_domain,
    "ParimutuelEngine": signing.parimutuel_domain,
    "MutuelGovernor": partial(Domain, "Mutuel Governor", "1"),
    "MutuelVotes": partial(Domain, "Mutuel Votes", "1"),
}
"""Contracts that take signatures."""


def check(site: Site, report: Report, seen: Seen) -> None:
    """The code of each of our contracts, its immutables, and which contracts prove what this market hears."""
    ours = code.patterns()
    codes = site.client.codes([site.book.address(name) for name in ours], block=site.block.number)
    wrong = [
        said
        for (name, pattern), found in zip(ours.items(), codes, strict=True)
        for said in _wrong(site.book, name, pattern, found)
    ]
    wrong += _foreign_provers(site, seen)
    others = ", ".join(sorted(site.book.contracts.keys() - ours.keys()))
    said = (
        f"{len(ours)} have the code of this repository, and name each other as the address book does. "
        f"Not ours, or stand-ins for a test, and taken as they are: {others}."
    )
    report.settle("Contracts", wrong, said, MEANS_CODE)


def _wrong(book: Deployment, name: str, pattern: code.Pattern, found: bytes) -> Iterator[str]:
    if not pattern.fits(found):
        yield f"{name} at {book.address(name)} has other code than this repository's."
        return
    expected = immutables(book, name)
    for immutable, words in pattern.words(found).items():
        for other in sorted(words - {expected[immutable]}):
            yield f"{name} was made with {_shown(other)} as {immutable}, not {_shown(expected[immutable])}."


def immutables(book: Deployment, name: str) -> Mapping[str, bytes]:
    """By its name in the source, the word that each immutable of a contract must be."""
    # Nobody's address stands for the sequencer's feed where a chain has none.
    words = {own: _address(book.contracts.get(other, ZERO_ADDRESS)) for own, other in NAMED.items()}
    words |= {f"_{own}": word for own, word in words.items()}
    if name in DOMAINS:
        words |= _of_domain(DOMAINS[name](book.chain_id, book.address(name)))
    return words


def _of_domain(domain: Domain) -> dict[str, bytes]:
    """What OpenZeppelin's EIP712 keeps; its texts are shorter than a word, their length in the last byte."""
    name, version = (text.encode().ljust(31, b"\0") + bytes([len(text)]) for text in domain[:2])
    return {
        "_cachedDomainSeparator": signing.separator(domain),
        "_cachedChainId": domain.chain_id.to_bytes(32, "big"),
        "_cachedThis": _address(domain.contract),
        "_hashedName": keccak(text=domain.name),
        "_hashedVersion": keccak(text=domain.version),
        "_name": name,
        "_version": version,
    }


def _foreign_provers(site: Site, seen: Seen) -> Iterator[str]:
    """Sources of the market that are proved by a contract that nobody here knows."""
    template = seen.market.template
    known = {site.book.address(name) for name in PROVERS} | {ZERO_ADDRESS}
    for number in sorted({template.source_id, template.source2_id} - {0}):
        if (prover := site.read("Resolution", "source", number)["verifier"]) not in known:
            yield f"Proofs for source {number} are checked by {prover}, which is no contract of this repository."


def _address(address: str) -> bytes:
    return bytes.fromhex(address[2:]).rjust(32, b"\0")


def _shown(word: bytes) -> str:
    """An address as one, anything else as a word."""
    is_address = not any(word[:12]) and any(word[12:16])
    return to_checksum_address(word[12:]) if is_address else "0x" + word.hex()
