"""Calls read back: what cannot be read as it stands is not read at all, whoever wrote it."""

import random

import pytest

from mutuel.chain import abi
from mutuel.chain.calls import LARGEST, decoded, inner_of
from mutuel.chain.contracts import function_entry, selector

SETTER = function_entry("Escrow", "setTvlCap")
CAP = selector("Escrow", "setTvlCap") + abi.encode_values(SETTER["inputs"], [5])
RULE = function_entry("Resolution", "rule")
MANAGER = "0x" + "77" * 20


def encoded(contract: str, function: str, *arguments: object) -> bytes:
    inputs = function_entry(contract, function)["inputs"]
    return selector(contract, function) + abi.encode_values(inputs, arguments)


def word(number: int) -> bytes:
    return number.to_bytes(32, "big")


def aliased(times: int, length: int) -> bytes:
    """multicall(bytes[]), each item the same bytes: a few of them stand for many."""
    items = word(times) + word(times * 32) * times + word(length) + b"\x01" * length
    return selector("AccessManager", "multicall") + word(32) + items


def test_decoded__as_the_encoder_writes_it__is_read_by_name() -> None:
    found = decoded("Escrow", CAP)
    assert found is not None
    assert (found[0]["name"], found[1]) == ("setTvlCap", {"cap": 5})


ENDLESS = encoded("AccessManager", "multicall", [b"ab"]).replace(word(2), word(2**255))
NO_UTF8 = encoded("Resolution", "rule", bytes(32), 1, False, bytes(32), "ab").replace(b"ab", b"\xff\xfe")
UNREADABLE = {
    "unknown_function": ("Escrow", b"\xab\xcd\xef\x01"),
    "unknown_contract": ("Casino", CAP),
    "cut": ("Escrow", CAP[:-1]),
    "bytes_behind_it": ("Escrow", CAP + b"\x01"),
    "pointers_beyond_the_end": ("Resolution", selector("Resolution", "rule") + b"\xff" * 320),
    "length_beyond_memory": ("AccessManager", ENDLESS),
    "no_utf8": ("Resolution", NO_UTF8),
    "one_item_told_twice": ("AccessManager", aliased(2, 32)),
    "small_but_unpacks_to_100_megabytes": ("AccessManager", aliased(1_900, 60_000)),
    "too_large": ("AccessManager", encoded("AccessManager", "multicall", [bytes(LARGEST)])),
}  # fmt: skip


@pytest.mark.parametrize(("contract", "data"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_decoded__not_as_the_encoder_writes_it__is_none(contract: str, data: bytes) -> None:
    assert decoded(contract, data) is None


def test_decoded__any_bytes__never_raises() -> None:
    chance = random.Random(4)
    for contract in ("Resolution", "Timelock", "AccessManager", "MutuelGovernor", "Insurance"):
        for entry in (one for one in abi.entries(contract) if one["type"] == "function"):
            for fill in (b"\xff" * 256, bytes(256), chance.randbytes(256)):
                decoded(contract, abi.digest(entry)[:4] + fill)


def test_inner_of__several_in_one_call_of_the_manager__are_its_own() -> None:
    found = decoded("AccessManager", encoded("AccessManager", "multicall", [CAP, b"\x01"]))
    assert found is not None
    inner = inner_of(MANAGER, "AccessManager", "multicall", found[1])
    assert inner.calls == ((MANAGER, CAP), (MANAGER, b"\x01"))
    assert inner.told_by == {"data"}
