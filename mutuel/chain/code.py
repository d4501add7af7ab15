"""The code of our contracts, by which they are known again on a chain: code.json, generated from what was compiled.

What stands on a chain is what the compiler made, but for some words of 32 bytes: immutables, which the constructor
wrote into places that the compiler had left empty, and the hash of sources and settings that the compiler appends.
That hash changes with every comment and with the folder of a library, but not what the code does, and no code of ours
ever reads or reaches it. So a pattern is the code with all these words blanked.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from eth_utils.crypto import keccak

WORD = 32


@dataclass(frozen=True, slots=True)
class Pattern:
    """One contract's code: the hash of it with its words blanked, and where these begin.

    `immutables` by their names in the source, each at least once; `sources` is the place of the compiler's hash.
    """

    keccak256: str
    immutables: Mapping[str, tuple[int, ...]]
    sources: int

    def fits(self, code: bytes) -> bool:
        """Whether `code` is this contract's, whatever its immutables are."""
        places = [self.sources, *(place for places in self.immutables.values() for place in places)]
        return "0x" + keccak(blanked(code, places)).hex() == self.keccak256

    def words(self, code: bytes) -> dict[str, set[bytes]]:
        """What stands in the places of each immutable; in code that fits and is honest one word of 32 bytes."""
        return {
            name: {code[place : place + WORD] for place in places} for name, places in self.immutables.items()
        }


def blanked(code: bytes, places: Iterable[int]) -> bytes:
    """`code` with zeros in the word at each place."""
    left = bytearray(code)
    for place in places:
        left[place : place + WORD] = bytes(WORD)
    return bytes(left)


@cache
def patterns() -> Mapping[str, Pattern]:
    """Of each contract of ours, by its name in the address book."""
    loaded = json.loads((files(__package__) / "code.json").read_text())
    return {
        name: Pattern(
            found["keccak256"],
            {immutable: tuple(places) for immutable, places in found["immutables"].items()},
            found["sources"],
        )
        for name, found in loaded.items()
    }
