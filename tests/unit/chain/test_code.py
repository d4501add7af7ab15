"""A contract is known again by its code, whatever its constructor wrote into it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from eth_utils.crypto import keccak

from mutuel.chain.code import Pattern, blanked, patterns

COMPILED = b"\x5f" * 4 + bytes(32) + b"\x01" + bytes(32) + b"\x02" + bytes(32) + b"\x03"
"""Two places of an immutable, and one of the hash of sources, with something around each."""
ESCROW, SOURCES = b"\xee" * 32, b"\xaa" * 32
DEPLOYED = b"\x5f" * 4 + ESCROW + b"\x01" + ESCROW + b"\x02" + SOURCES + b"\x03"
PATTERN = Pattern("0x" + keccak(COMPILED).hex(), {"escrow": (4, 37)}, 70)


def test_blanked__words__leaves_all_other_bytes() -> None:
    assert blanked(DEPLOYED, [4, 37, 70]) == COMPILED
    assert blanked(DEPLOYED, []) == DEPLOYED


def test_fits__deployed_with_words_of_its_own__is_the_contract() -> None:
    assert PATTERN.fits(DEPLOYED)
    assert PATTERN.fits(COMPILED)


@pytest.mark.parametrize(
    "place", [place for place in range(len(DEPLOYED)) if DEPLOYED[place] in (0x5F, 1, 2, 3)]
)
def test_fits__one_byte_beside_the_words_changed__is_another(place: int) -> None:
    changed = bytearray(DEPLOYED)
    changed[place] ^= 1
    assert not PATTERN.fits(bytes(changed))


@pytest.mark.parametrize("code", [b"", DEPLOYED[:-1], DEPLOYED + b"\0", DEPLOYED[:40]])
def test_fits__another_length__is_another(code: bytes) -> None:
    assert not PATTERN.fits(code)


def test_words__an_immutable_in_two_places__is_one_word_if_both_say_the_same() -> None:
    assert PATTERN.words(DEPLOYED) == {"escrow": {ESCROW}}
    torn = DEPLOYED[:37] + SOURCES + DEPLOYED[69:]
    assert PATTERN.fits(torn)
    assert PATTERN.words(torn) == {"escrow": {ESCROW, SOURCES}}


def test_patterns__committed__no_word_overlaps_another() -> None:
    for pattern in patterns().values():
        places = sorted([pattern.sources, *(one for places in pattern.immutables.values() for one in places)])
        assert all(later - earlier >= 32 for earlier, later in pairwise(places))
