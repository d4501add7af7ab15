"""The table of permissions, replayed from the events that made it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from eth_utils.crypto import keccak

from backend.catalogue import Catalogue
from backend.permissions.repository import MANAGER, TIMELOCK, PermissionRepository
from backend.permissions.schemas import Function, Holder, Permissions, RoleOfManager, RoleOfTimelock
from mutuel.chain import abi
from mutuel.db.mirror import Event
from mutuel.domain.units import DAY

ADMIN: Final = 0
LEAST_DELAY: Final = DAY
"""The timelock's own floor, whatever its delay was set to."""
TIMELOCK_ROLES: Final = ("DEFAULT_ADMIN_ROLE", "PROPOSER_ROLE", "CANCELLER_ROLE", "EXECUTOR_ROLE")

Role = int | str
Held = dict[Role, dict[str, int]]  # role -> account -> delay of its own, in seconds


class PermissionService:
    def __init__(self, repository: PermissionRepository, catalogue: Catalogue) -> None:
        self._repository = repository
        self._names = names_of(catalogue)

    def table(self) -> Permissions:
        changes = self._repository.changes()
        of_manager = [event for event in changes if event.contract == MANAGER]
        of_timelock = [event for event in changes if event.contract == TIMELOCK]
        delays = [int(_args(event)["newDuration"]) for event in of_timelock if event.name == "MinDelayChange"]
        delay = max([LEAST_DELAY, *delays[-1:]])
        labels = {ADMIN: "ADMIN"} | {
            int(args["roleId"]): args["label"] for args in map(_args, of_manager) if "label" in args
        }
        held, functions = held_by(of_manager, "roleId"), self._functions(of_manager)
        return Permissions(
            delay=delay,
            roles=[
                RoleOfManager(
                    id=int(role),
                    name=labels.get(int(role), f"role {role}"),
                    holders=list(self._holders(held.get(role, {}), delay)),
                    functions=functions.get(int(role), []),
                )
                for role in sorted(set(held) | set(functions) | set(labels), key=int)
            ],
            timelock=list(self._timelock(held_by(of_timelock, "role"))),
        )

    def _timelock(self, held: Held) -> Iterator[RoleOfTimelock]:
        """Here nobody waits to act: what waits is the act."""
        for name in TIMELOCK_ROLES:
            accounts = held.get(role_hash(name), {})
            yield RoleOfTimelock(name=name, holders=list(self._holders(accounts, 0)))

    def _holders(self, accounts: Mapping[str, int], delay: int) -> Iterator[Holder]:
        for account, own in accounts.items():
            name = "anyone" if account == abi.ZERO_ADDRESS else self._names.get(account)
            yield Holder(address=account, name=name, wait=own + (delay if name == TIMELOCK else 0))

    def _functions(self, events: Sequence[Event]) -> dict[int, list[Function]]:
        """Per role what it may call; the last word about a function counts."""
        role_of = {
            (args["target"], args["selector"]): int(args["roleId"])
            for args in map(_args, events)
            if "selector" in args
        }
        found: dict[int, list[Function]] = defaultdict(list)
        for (target, selector), role in role_of.items():
            contract = self._names.get(target, target)
            found[role].append(Function(contract=contract, function=function_name(contract, selector)))
        return found


def names_of(catalogue: Catalogue) -> Mapping[str, str]:
    """By address: contracts, and the keeper, which is an account."""
    book = catalogue.deployed
    if book is None:
        return {}
    keeper = book.raw.get("holders", {}).get("keeper")
    return {address: name for name, address in book.contracts.items()} | (
        {keeper: "Keeper"} if keeper else {}
    )


def held_by(events: Sequence[Event], key: str) -> Held:
    """Who holds which role after these events, in the order of granting."""
    held: Held = defaultdict(dict)
    for event in events:
        args = _args(event)
        if event.name not in ("RoleGranted", "RoleRevoked"):
            continue
        role: Role = int(args[key]) if key == "roleId" else args[key]
        if event.name == "RoleGranted":
            held[role][args["account"]] = int(args.get("delay", 0))
        else:
            held[role].pop(args["account"], None)
    return held


@cache
def role_hash(name: str) -> str:
    """As OpenZeppelin names the roles of a timelock."""
    return "0x" + (bytes(32) if name == "DEFAULT_ADMIN_ROLE" else keccak(text=name)).hex()


@cache
def function_name(contract: str, selector: str) -> str:
    """The name behind four bytes; the bytes themselves for what no ABI of ours has."""
    if contract not in abi.names():
        return selector
    named = (entry for entry in abi.entries(contract) if entry["type"] == "function")
    return next((str(one["name"]) for one in named if "0x" + abi.digest(one)[:4].hex() == selector), selector)


def _args(event: Event) -> Mapping[str, Any]:
    return event.args
