"""The committed patterns are those of the compiled contracts, and the deployed house fits them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from mutuel.chain.code import patterns
from scripts.generate.code import FILE, ROOT, runtime_codes, stale
from tests.contracts.deployed import Chain

PUSH1, PUSH32 = 0x60, 0x7F


@pytest.fixture(scope="module")
def codes() -> dict[str, bytes]:
    return runtime_codes(ROOT)


def left_open(code: bytes, end: int) -> Iterator[int]:
    """Where the code before `end` pushes a word of zeros: zero itself it would push with PUSH0, so these are for the
    constructor to fill in."""
    place = 0
    while place < end:
        if code[place] == PUSH32 and not any(code[place + 1 : place + 33]):
            yield place + 1
        place += 1 + (code[place] - PUSH1 + 1 if PUSH1 <= code[place] <= PUSH32 else 0)


def test_stale__committed_file__there_is_none(codes: dict[str, bytes]) -> None:
    assert stale(codes, json.loads(FILE.read_text())) == []


def test_immutables__committed__are_all_words_that_the_compiler_left_open(codes: dict[str, bytes]) -> None:
    for name, code in codes.items():
        pattern = patterns()[name]
        told = sorted(place for places in pattern.immutables.values() for place in places)
        assert told == list(left_open(code, pattern.sources)), name


def test_patterns__deployed_house__fits(chain: Chain) -> None:
    ours = patterns()
    found = chain.client.codes([chain.book.address(name) for name in ours])
    assert all(pattern.fits(code) for pattern, code in zip(ours.values(), found, strict=True))
