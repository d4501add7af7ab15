"""Encoded calls read back: function and arguments by name, as the contract's ABI has them."""

from typing import Any, Final

from eth_abi.exceptions import DecodingError

from mutuel.chain import abi

NESTED: Final = {
    ("Timelock", "schedule"): ("target", "data"),
    ("MutuelGovernor", "relay"): ("target", "data"),
}
"""Functions that carry another call: the arguments that name its contract and its data."""


def decoded(contract: str, data: bytes) -> tuple[abi.Entry, dict[str, Any]] | None:
    """Function and arguments by name; None for what is not in the contract's ABI."""
    try:
        entries = abi.entries(contract)
        entry = next(e for e in entries if e["type"] == "function" and abi.digest(e)[:4] == data[:4])
        values = abi.decode_values(entry["inputs"], data[4:])
    except (StopIteration, DecodingError, FileNotFoundError):
        return None
    names = [parameter["name"] or str(n) for n, parameter in enumerate(entry["inputs"])]
    return entry, dict(zip(names, values, strict=True))


def shown(value: Any) -> str:
    """An argument for people."""
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(shown(inner) for inner in value) + "]"
    return str(value)
