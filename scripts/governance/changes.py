"""What an act of administration changes: rehearsed in a simulated block, read before and after, shown side by side."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from mutuel.chain import abi
from mutuel.chain.calls import decoded, shown
from mutuel.chain.contracts import Call, function_entry
from mutuel.chain.reverts import refusal
from mutuel.errors import CallRefused
from scripts.deploy.permissions import AT_ONCE, MANAGED, OWN, TIMELOCK, functions_of
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused
from scripts.governance.wording import NO_CAP, amount, named

ROOM: Final = 2**24  # gas for each simulated call
IN_USDC: Final = frozenset({"tvlCap", "dailyLimit", "marketCap", "balanceOf", "coveredOf", "credit"})
"""Views, and fields of what they answer, in micro-USDC."""


class Look(NamedTuple):
    """A view that shows what an act changed."""

    contract: str
    view: str
    arguments: tuple[Any, ...] = ()


Looks = Callable[[Chamber, Mapping[str, Any]], Sequence[Look]]


def _own(contract: str, view: str, *keys: str) -> Looks:
    return lambda _, said: [Look(contract, view, tuple(said[key] for key in keys))]


def _paid(contract: str) -> Looks:
    return lambda chamber, said: [
        Look("Usdc", "balanceOf", (chamber.book.address(contract),)),
        Look("Usdc", "balanceOf", (said["to"],)),
    ]


LOOKS: Final[Mapping[str, Looks]] = {
    "Escrow.setTvlCap": _own("Escrow", "tvlCap"),
    "Escrow.registerEngine": _own("Escrow", "engineOf", "engine"),
    "Treasury.setDailyLimit": _own("Treasury", "dailyLimit"),
    "Treasury.payLarge": _paid("Treasury"),
    "Insurance.setMarketCap": _own("Insurance", "marketCap"),
    "Insurance.coverShortfall": lambda chamber, said: [
        Look("Usdc", "balanceOf", (chamber.book.address("Insurance"),)),
        Look("Insurance", "coveredOf", (said["marketId"],)),
        *(Look("Escrow", "accountOf", (account,)) for account in said["accounts"]),
    ],
    "ParimutuelEngine.addTemplate": _own("ParimutuelEngine", "templateCount"),
    "Resolution.addSource": _own("Resolution", "sourceCount"),
    "AccessManager.grantRole": _own("AccessManager", "hasRole", "roleId", "account"),
    "AccessManager.revokeRole": _own("AccessManager", "hasRole", "roleId", "account"),
    "AccessManager.setTargetFunctionRole": lambda _, said: [
        Look("AccessManager", "getTargetFunctionRole", (said["target"], one)) for one in said["selectors"]
    ],
    "AccessManager.setTargetClosed": _own("AccessManager", "isTargetClosed", "target"),
    "AccessManager.setRoleAdmin": _own("AccessManager", "getRoleAdmin", "roleId"),
    "Timelock.grantRole": _own("Timelock", "hasRole", "role", "account"),
    "Timelock.revokeRole": _own("Timelock", "hasRole", "role", "account"),
    "Timelock.updateDelay": _own("Timelock", "getMinDelay"),
    "MutuelGovernor.setVotingDelay": _own("MutuelGovernor", "votingDelay"),
    "MutuelGovernor.setVotingPeriod": _own("MutuelGovernor", "votingPeriod"),
    "MutuelGovernor.setProposalThreshold": _own("MutuelGovernor", "proposalThreshold"),
    "MutuelGovernor.setLateQuorumVoteExtension": _own("MutuelGovernor", "lateQuorumVoteExtension"),
    "MutuelGovernor.updateQuorumNumerator": lambda chamber, _: [
        Look("MutuelGovernor", "quorum", (chamber.now(),))
    ],
}
"""By function: what to read before and after. An act without an entry is simulated all the same."""


def administration() -> list[str]:
    """Every function that only an act of the timelock reaches."""
    roles = (
        f"{contract}.{name}"
        for contract in MANAGED
        for name, role in functions_of(contract).items()
        if role.holder == TIMELOCK and f"{contract}.{name}" not in AT_ONCE
    )
    own = (f"{contract}.{name}" for contract, by in OWN.items() for name in by.get(TIMELOCK, ()))
    return sorted([*roles, *own])


def call_of(chamber: Chamber, function: str, arguments: Sequence[str]) -> Call:
    """From the command line's words; lists, structs and truth values are JSON. Raises GovernanceRefused."""
    if function not in administration():
        raise GovernanceRefused(
            f"{function} is no act of administration. There are: {', '.join(administration())}."
        )
    contract, name = function.split(".")
    parameters = function_entry(contract, name)["inputs"]
    if len(parameters) != len(arguments):
        wanted = ", ".join(f"{parameter['name']} ({parameter['type']})" for parameter in parameters)
        raise GovernanceRefused(
            f"{function} takes {wanted or 'no arguments'}; {len(arguments)} arguments were given."
        )
    values = [
        _argument(function, parameter, word) for parameter, word in zip(parameters, arguments, strict=True)
    ]
    try:
        return chamber.contract(contract).prepare(name, *values)
    except CallRefused as refused:
        raise GovernanceRefused(refused.message) from refused
    except (ValueError, TypeError, KeyError) as error:
        raise GovernanceRefused(f"{function} cannot take these arguments: {error}.") from error


def preview(chamber: Chamber, sender: str, call: Call) -> list[str]:
    """Before and after, one line for each thing that is read. Raises GovernanceRefused if the act would fail."""
    looks = _looks(chamber, call)
    reads = [chamber.contract(one.contract).prepare(one.view, *one.arguments) for one in looks]
    before = [chamber.client.call(read.to, read.data) for read in reads]
    after = _simulated(chamber, sender, call, reads)
    return [
        line
        for look, was, becomes in zip(looks, before, after, strict=True)
        for line in _difference(chamber, look, was, becomes)
    ]


def _looks(chamber: Chamber, call: Call) -> Sequence[Look]:
    contract = chamber.name_of(call.to)
    found = decoded(contract, call.data) if contract else None
    looks = LOOKS.get(call.what)
    return looks(chamber, found[1]) if looks and found else ()


def _simulated(chamber: Chamber, sender: str, call: Call, reads: Sequence[Call]) -> list[bytes]:
    """The act, then the reads, in one block that nobody mines."""
    calls = [_plain(call, sender), *(_plain(read, sender) for read in reads)]
    body = {"blockStateCalls": [{"calls": calls}], "validation": False}
    results = chamber.client.request("eth_simulateV1", body, "latest")[0]["calls"]
    if int(results[0]["status"], 16) != 1:
        error = results[0].get("error", {})
        reason = refusal(error.get("data") or results[0].get("returnData"), error.get("message", ""))
        raise GovernanceRefused(f"{call.what} would fail: {reason}")
    return [bytes.fromhex(result["returnData"].removeprefix("0x")) for result in results[1:]]


def _plain(call: Call, sender: str) -> dict[str, str]:
    return {"from": sender, "to": call.to, "data": "0x" + call.data.hex(), "gas": hex(ROOM)}


def _difference(chamber: Chamber, look: Look, was: bytes, becomes: bytes) -> list[str]:
    outputs = function_entry(look.contract, look.view)["outputs"]
    old, new = (abi.decode_values(outputs, data) for data in (was, becomes))
    asked = ", ".join(named(chamber, argument) for argument in look.arguments)
    name = f"{look.contract}.{look.view}" + (f"({asked})" if asked else "")
    if len(old) == 1 and isinstance(old[0], dict) and old != new:
        changed = [key for key in old[0] if old[0][key] != new[0][key]]
        return [f"{name}.{key}: {_told(key, old[0][key])} -> {_told(key, new[0][key])}" for key in changed]
    before, after = (_told(look.view, values[0] if len(values) == 1 else values) for values in (old, new))
    return [f"{name}: {before}, unchanged" if old == new else f"{name}: {before} -> {after}"]


def _told(name: str, value: Any) -> str:
    if name == "tvlCap" and value == 0:
        return NO_CAP
    return amount(value) if name in IN_USDC else shown(value)


def _argument(function: str, parameter: abi.Entry, word: str) -> Any:
    try:
        return _value(parameter, word)
    except (ValueError, TypeError, KeyError) as error:
        raise GovernanceRefused(
            f"{function} cannot take these arguments: {parameter['name']} ({parameter['type']}) cannot be {word}."
        ) from error


def _value(parameter: abi.Entry, word: str) -> Any:
    kind = parameter["type"]
    if kind.endswith("]") or kind in ("tuple", "bool"):
        return _from_json(parameter, json.loads(word))
    return _scalar(kind, word)


def _from_json(parameter: abi.Entry, value: Any) -> Any:
    kind = parameter["type"]
    if kind.endswith("]"):
        return [_from_json(abi.element(parameter), item) for item in value]
    if kind == "tuple":
        return {field["name"]: _from_json(field, value[field["name"]]) for field in parameter["components"]}
    return _scalar(kind, value)


def _scalar(kind: str, value: Any) -> Any:
    if kind.startswith(("uint", "int")):
        return int(value.replace("_", "")) if isinstance(value, str) else value
    return bytes.fromhex(value.removeprefix("0x")) if kind.startswith("bytes") else value
