"""Calls in words: contract, function and arguments, also of calls inside the timelock."""

from datetime import UTC, datetime
from typing import Final

from mutuel.chain.calls import decoded, inner_of, shown
from scripts.governance.chamber import Chamber

BESIDE: Final = ("value", "values", "predecessor")
"""Arguments beside the calls inside; nothing of ours sets them, so they are shown where somebody does."""


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
    inner = inner_of(to, name, entry["name"], values)
    if not inner.calls:
        return [line]
    waits = f", after {span(values['delay'])}" if "delay" in values else ""
    waits += "".join(f", {key} = {shown(values[key])}" for key in BESIDE if _is_set(values.get(key, 0)))
    lines = [one for target, carried in inner.calls for one in described(chamber, target, carried)]
    return [f"{name}.{entry['name']}{waits}:", *(f"  {one}" for one in lines)]


def _is_set(value: int | bytes | list[int]) -> bool:
    return bool(value) if isinstance(value, int) else any(value)
