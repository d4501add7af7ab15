"""Calls in words: contract, function and arguments, also of calls inside the timelock."""

from datetime import UTC, datetime
from typing import Any

from eth_abi.exceptions import DecodingError

from mutuel.chain import abi
from scripts.governance.chamber import Chamber

NESTED = {("Timelock", "schedule"): ("target", "data"), ("MutuelGovernor", "relay"): ("target", "data")}


def moment(at: int) -> str:
    """UTC seconds for people."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def span(seconds: int) -> str:
    return f"{seconds // 3_600} h {seconds % 3_600 // 60} min"


def amount(micro: int) -> str:
    """Micro-USDC for people."""
    return f"{micro // 10**6:,}.{micro % 10**6:06d} USDC"


def described(chamber: Chamber, to: str, data: bytes) -> list[str]:
    """One line for the call, and an indented one for each call inside it."""
    name = chamber.name_of(to)
    found = decoded(name, data) if name else None
    if name is None or found is None:
        return [f"{name or to}: call 0x{data.hex()[:72]}{'...' if len(data) > 36 else ''}"]
    entry, values = found
    line = f"{name}.{entry['name']}({', '.join(f'{key} = {shown(value)}' for key, value in values.items())})"
    inner = NESTED.get((name, entry["name"]))
    if inner is None:
        return [line]
    lines = described(chamber, values[inner[0]], values[inner[1]])
    waits = f", after {span(values['delay'])}" if "delay" in values else ""
    return [f"{name}.{entry['name']}{waits}:", *(f"  {one}" for one in lines)]


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
    if isinstance(value, bytes):
        return f"0x{value.hex()}"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(shown(inner) for inner in value) + "]"
    return str(value)
