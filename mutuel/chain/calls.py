"""Encoded calls read back: function and arguments by name, as the contract's ABI has them."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from eth_abi.exceptions import DecodingError

from mutuel.chain import abi

LARGEST: Final = 24_576
"""Bytes of a call that is read; an act of ours has hundreds."""
NESTED: Final = {
    ("Timelock", "schedule"): ("target", "data"),
    ("Timelock", "scheduleBatch"): ("targets", "payloads"),
    ("Timelock", "execute"): ("target", "payload"),
    ("Timelock", "executeBatch"): ("targets", "payloads"),
    ("MutuelGovernor", "relay"): ("target", "data"),
    ("MutuelGovernor", "propose"): ("targets", "calldatas"),
    ("MutuelGovernor", "execute"): ("targets", "calldatas"),
    ("MutuelGovernor", "cancel"): ("targets", "calldatas"),
    ("AccessManager", "execute"): ("target", "data"),
    ("AccessManager", "schedule"): ("target", "data"),
}
"""Functions that carry other calls: the arguments that name their contracts and their data."""
TO_ITSELF: Final = {("AccessManager", "multicall"): "data"}
"""Functions by which a contract calls itself several times: the argument that says how."""


class Inner(NamedTuple):
    """The calls that a call carries, in order, and the names of the arguments that say so."""

    calls: tuple[tuple[str, bytes], ...]
    told_by: frozenset[str]


NO_CALLS: Final = Inner((), frozenset())


def inner_of(to: str, contract: str | None, function: str | None, values: Mapping[str, Any]) -> Inner:
    """Of a call to `to`. Empty for one that carries none, and for a batch with more contracts than data or fewer: it
    would revert."""
    called = (contract or "", function or "")
    if called in TO_ITSELF:
        itself = TO_ITSELF[called]
        return Inner(tuple((to, one) for one in values[itself]), frozenset({itself}))
    names = NESTED.get(called)
    if names is None:
        return NO_CALLS
    targets, data = values[names[0]], values[names[1]]
    if not isinstance(targets, list):
        return Inner(((targets, data),), frozenset(names[1:]))
    return (
        Inner(tuple(zip(targets, data, strict=True)), frozenset(names))
        if len(targets) == len(data)
        else NO_CALLS
    )


def decoded(contract: str, data: bytes) -> tuple[abi.Entry, dict[str, Any]] | None:
    """Function and arguments by name; None for what is not in the contract's ABI.

    None, too, for bytes that an encoder would not write: nothing may hide behind or between the arguments, and nothing
    small may unpack to something huge.
    """
    if len(data) > LARGEST:
        return None
    try:
        entries = abi.entries(contract)
        entry = next(e for e in entries if e["type"] == "function" and abi.digest(e)[:4] == data[:4])
        values = abi.decode_values(entry["inputs"], data[4:])
        if abi.encode_values(entry["inputs"], values) != data[4:]:
            return None
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
