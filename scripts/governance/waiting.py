"""Acts that wait in the timelock: scheduled by the governor, executed by anyone after 24 h, cancelled by the Safe."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Call
from mutuel.chain.history import Event
from mutuel.text import moment
from scripts.governance.chamber import Chamber, raw
from scripts.governance.errors import GovernanceRefused

TIMELOCK: Final = "Timelock"
NOTHING_BEFORE: Final = bytes(32)
SCHEDULED: Final = ("CallScheduled", "CallSalt")
DONE: Final = 1  # OpenZeppelin's mark in place of a time


@dataclass(frozen=True)
class Operation:
    """Calls that the timelock makes together, once `predecessor` was executed if it names another act.

    `is_batch` as it was scheduled: one call alone and a batch of one have different ids.
    """

    targets: tuple[str, ...]
    values: tuple[int, ...]
    datas: tuple[bytes, ...]
    salt: bytes
    predecessor: bytes = NOTHING_BEFORE
    is_batch: bool = False

    @property
    def arguments(self) -> tuple[Any, ...]:
        if self.is_batch:
            return list(self.targets), list(self.values), list(self.datas), self.predecessor, self.salt
        return self.targets[0], self.values[0], self.datas[0], self.predecessor, self.salt

    @property
    def id(self) -> bytes:
        several = "[]" if self.is_batch else ""
        kinds = [f"address{several}", f"uint256{several}", f"bytes{several}", "bytes32", "bytes32"]
        return keccak(encode(kinds, self.arguments))


def of(call: Call, why: str) -> Operation:
    """The same call for another reason is another operation."""
    return Operation((call.to,), (0,), (call.data,), keccak(text=why))


def schedule(chamber: Chamber, call: Call, why: str) -> Call:
    """What the governor is to do so that the timelock makes the call. Raises GovernanceRefused."""
    timelock, operation = chamber.contract(TIMELOCK), of(call, why)
    if timelock.read("getTimestamp", operation.id):
        raise GovernanceRefused("The same act for the same reason was scheduled before: give another reason.")
    scheduling = timelock.prepare("schedule", *operation.arguments, timelock.read("getMinDelay"))
    chamber.rehearse(chamber.book.address("MutuelGovernor"), scheduling)
    return scheduling


def find(chamber: Chamber, operation_id: bytes) -> Operation:
    """Raises GovernanceRefused for an id that was never scheduled, or that the node tells something else about."""
    return _told(operation_id, chamber.newest(TIMELOCK, SCHEDULED, lambda _: True, operation_id))


def _told(operation_id: bytes, events: Sequence[Event]) -> Operation:
    """Every call of an act, in order: one that is not shown is one that nobody judged."""
    calls = {one.args["index"]: one.args for one in events if one.name == "CallScheduled"}
    if not calls:
        raise GovernanceRefused(f"The timelock was never told to do 0x{operation_id.hex()}.")
    inside = [calls[index] for index in sorted(calls)]
    alone = Operation(
        tuple(said["target"] for said in inside),
        tuple(said["value"] for said in inside),
        tuple(raw(said["data"]) for said in inside),
        next((raw(one.args["salt"]) for one in events if one.name == "CallSalt"), bytes(32)),
        raw(inside[0]["predecessor"]),
    )
    found = next((one for one in (alone, replace(alone, is_batch=True)) if one.id == operation_id), None)
    if found is None:
        raise GovernanceRefused(f"What the node tells of 0x{operation_id.hex()} does not give this number.")
    return found


def execute(chamber: Chamber, operation_id: bytes, sender: str) -> Call:
    """Raises GovernanceRefused."""
    operation = find(chamber, operation_id)
    ready, now = ready_at(chamber, operation_id), chamber.now()
    if now < ready:
        raise GovernanceRefused(f"This act must wait until {moment(ready)}; it is {moment(now)}.")
    function = "executeBatch" if operation.is_batch else "execute"
    call = chamber.contract(TIMELOCK).prepare(function, *operation.arguments)
    chamber.rehearse(sender, call)
    return call


def cancel(chamber: Chamber, operation_id: bytes) -> Call:
    """For the Safe. Raises GovernanceRefused."""
    find(chamber, operation_id)
    ready_at(chamber, operation_id)
    call = chamber.contract(TIMELOCK).prepare("cancel", operation_id)
    chamber.rehearse(chamber.book.address("Safe"), call)
    return call


def pending(chamber: Chamber) -> list[tuple[Operation, int]]:
    """What waits, with the second from which it may be executed."""
    told = defaultdict[bytes, list[Event]](list)
    for event in chamber.events(TIMELOCK, *SCHEDULED):
        told[raw(event.args["id"])].append(event)
    times = chamber.contract(TIMELOCK).read_many("getTimestamp", [(one,) for one in told])
    return [(_told(one, told[one]), at) for one, at in zip(told, times, strict=True) if at > DONE]


def ready_at(chamber: Chamber, operation_id: bytes) -> int:
    """UTC seconds from which anyone may execute it. Raises GovernanceRefused for what does not wait any more."""
    at = int(chamber.contract(TIMELOCK).read("getTimestamp", operation_id))
    if at == DONE:
        raise GovernanceRefused("This act was executed already.")
    if at == 0:
        raise GovernanceRefused("This act was cancelled.")
    return at
