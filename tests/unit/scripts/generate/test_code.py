"""Which code counts as another, and what the compiler appends to it."""

from __future__ import annotations

import pytest

from scripts.generate.code import entry, stale

VERSION = b"\x64solc\x43\x00\x08\x25\x00\x33"


def code(body: bytes, sources: bytes = b"\x11" * 32, version: bytes = VERSION) -> bytes:
    return body + b"\xa2\x64ipfs\x58\x22\x12\x20" + sources + version


def test_entry__other_sources__is_the_same_code() -> None:
    assert entry(code(b"\x5f\xfe")) == entry(code(b"\x5f\xfe", sources=b"\x22" * 32))
    assert entry(code(b"\x5f\xfe"))["sources"] == 12


OTHER_COMPILER = VERSION.replace(b"\x25", b"\x26")


@pytest.mark.parametrize("other", [code(b"\x5f\xfd"), code(b"\x5f\xfe", version=OTHER_COMPILER)])
def test_entry__other_body_or_compiler__is_other_code(other: bytes) -> None:
    assert entry(other)["keccak256"] != entry(code(b"\x5f\xfe"))["keccak256"]


@pytest.mark.parametrize("other", [b"\x5f\xfe", code(b"\x5f") + b"\x00", b""])
def test_entry__nothing_appended__is_refused(other: bytes) -> None:
    with pytest.raises(ValueError, match="no hash of sources"):
        entry(other)


def test_stale__changed_missing_and_left_over__names_each() -> None:
    same, other = entry(code(b"\x01")), entry(code(b"\x02"))
    committed = {"Escrow": same | {"immutables": {"_usdc": [1]}}, "Lens": same, "Casino": same}
    compiled = {"Escrow": code(b"\x01"), "Lens": code(b"\x02"), "Referee": code(b"\x02")}
    assert other != same
    assert stale(compiled, committed) == ["Casino", "Lens", "Referee"]
