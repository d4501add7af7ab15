"""What the immutables of our contracts must be."""

from __future__ import annotations

from eth_utils.address import to_checksum_address

from mutuel.chain.code import patterns
from mutuel.chain.contracts import Deployment
from oracle.verify.code import NAMED, immutables

NAMES = sorted({*patterns(), *NAMED.values()})
BOOK = {
    name: to_checksum_address((0xABC << 100 | place).to_bytes(20, "big")) for place, name in enumerate(NAMES)
}


def book(**changes: str | None) -> Deployment:
    contracts = {name: address for name, address in (BOOK | changes).items() if address}
    raw = {"network": "base", "chainId": 8453, "startBlock": 1, "contracts": contracts}
    return Deployment.parse(raw, "the test's address book")


def test_immutables__every_contract_of_ours__each_has_a_word_to_be_held_against() -> None:
    for name, pattern in patterns().items():
        expected = immutables(book(), name)
        assert all(len(expected[immutable]) == 32 for immutable in pattern.immutables)


def test_immutables__engine__names_the_escrow_of_the_book() -> None:
    assert immutables(book(), "ParimutuelEngine")["_escrow"].hex() == BOOK["Escrow"][2:].lower().rjust(
        64, "0"
    )


def test_immutables__chain_without_a_sequencer_feed__is_nobody() -> None:
    assert immutables(book(SequencerFeed=None), "Resolution")["sequencerFeed"] == bytes(32)
