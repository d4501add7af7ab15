"""The contracts with a few lines spoiled, so that each check can be seen to fail: a proof that cannot is worthless."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, NamedTuple


class Spoiled(NamedTuple):
    """One line of a contract, and what it becomes."""

    file: str
    line: str
    instead: str


SPOILED: Final = (
    # A stake lands in the ring fence of whom it comes from.
    Spoiled(
        "escrow/EscrowEngines.sol",
        "uint64 added = _toUint64(amount);\n        Fence storage fence = _fences[msg.sender][marketId];",
        "uint64 added = _toUint64(amount);\n        Fence storage fence = _fences[account][marketId];",
    ),
    # A payout is taken out of the market next door.
    Spoiled(
        "escrow/EscrowEngines.sol",
        "private {\n        Fence storage fence = _fences[msg.sender][marketId];",
        "private {\n        Fence storage fence = _fences[msg.sender][marketId ^ 1];",
    ),
    # Who is no engine may lock.
    Spoiled(
        "escrow/EscrowStorage.sol",
        "if (e.id() == 0) revert NotEngine();\n        if (e.has(RETIRED))",
        "if (e.has(RETIRED))",
    ),
    # A value on an edge belongs to the range below.
    Spoiled("libraries/RangeLib.sol", "edges[index] <= value", "edges[index] < value"),
)


def write(contracts: Path, to: Path) -> None:
    """Copies the contracts and spoils them. Raises ValueError if a line to spoil is not there, or twice."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(contracts, to, ignore=shutil.ignore_patterns(".cache"))
    for spoiled in SPOILED:
        path = to / spoiled.file
        text = path.read_text()
        if text.count(spoiled.line) != 1:
            raise ValueError(f"{spoiled.file} has {text.count(spoiled.line)} times: {spoiled.line}")
        path.write_text(text.replace(spoiled.line, spoiled.instead))
