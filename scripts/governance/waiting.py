"""Acts that wait in the timelock: scheduled by the governor, executed by anyone after 24 h, cancelled by the Safe."""

from dataclasses import dataclass
from typing import Final

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Call
from scripts.governance.chamber import Chamber, Event, raw
from scripts.governance.errors import GovernanceRefused
from scripts.governance.wording import moment

TIMELOCK: Final = "Timelock"
NOTHING_BEFORE: Final = bytes(32)
DONE: Final = 1  # OpenZeppelin's mark in place of a time


@dataclass(frozen=True)
class Operation:
    """One call that the timelock makes."""

    target: str
    data: bytes
    salt: bytes

    @property
    def arguments(self) -> tuple[str, int, bytes, bytes, bytes]:
        return self.target, 0, self.data, NOTHING_BEFORE, self.salt

    @property
    def id(self) -> bytes:
        return keccak(encode(["address", "uint256", "bytes", "bytes32", "bytes32"], self.arguments))


def of(call: Call, why: str) -> Operation:
    """The same call for another reason is another operation."""
    return Operation(call.to, call.data, keccak(text=why))


def schedule(chamber: Chamber, call: Call, why: str) -> Call:
    """What the governor is to do so that the timelock makes the call. Raises GovernanceRefused."""
    timelock, operation = chamber.contract(TIMELOCK), of(call, why)
    if timelock.read("getTimestamp", operation.id):
        raise GovernanceRefused("The same act for the same reason was scheduled before: give another reason.")
    scheduling = timelock.prepare("schedule", *operation.arguments, timelock.read("getMinDelay"))
    chamber.rehearse(chamber.book.address("MutuelGovernor"), scheduling)
    return scheduling


def find(chamber: Chamber, operation_id: bytes) -> Operation:
    """Raises GovernanceRefused for an id that was never scheduled."""
    found = {
        event.name: event.arguments for event in chamber.events(TIMELOCK, lambda e: _names(e, operation_id))
    }
    if "CallScheduled" not in found:
        raise GovernanceRefused(f"The timelock was never told to do 0x{operation_id.hex()}.")
    said = found["CallScheduled"]
    return Operation(said["target"], raw(said["data"]), raw(found.get("CallSalt", {}).get("salt", bytes(32))))


def execute(chamber: Chamber, operation_id: bytes, sender: str) -> Call:
    """Raises GovernanceRefused."""
    operation = find(chamber, operation_id)
    ready_at, now = _ready_at(chamber, operation_id), chamber.now()
    if now < ready_at:
        raise GovernanceRefused(f"This act must wait until {moment(ready_at)}; it is {moment(now)}.")
    call = chamber.contract(TIMELOCK).prepare("execute", *operation.arguments)
    chamber.rehearse(sender, call)
    return call


def cancel(chamber: Chamber, operation_id: bytes) -> Call:
    """For the Safe. Raises GovernanceRefused."""
    find(chamber, operation_id)
    _ready_at(chamber, operation_id)
    call = chamber.contract(TIMELOCK).prepare("cancel", operation_id)
    chamber.rehearse(chamber.book.address("Safe"), call)
    return call


def pending(chamber: Chamber) -> list[tuple[Operation, int]]:
    """What waits, with the second from which it may be executed."""
    scheduled = chamber.events(TIMELOCK, lambda event: event.name == "CallScheduled")
    ids = list(dict.fromkeys(raw(event.arguments["id"]) for event in scheduled))
    times = chamber.contract(TIMELOCK).read_many("getTimestamp", [(one,) for one in ids])
    return [(find(chamber, one), at) for one, at in zip(ids, times, strict=True) if at > DONE]


def _names(event: Event, operation_id: bytes) -> bool:
    return event.name in ("CallScheduled", "CallSalt") and raw(event.arguments["id"]) == operation_id


def _ready_at(chamber: Chamber, operation_id: bytes) -> int:
    at = int(chamber.contract(TIMELOCK).read("getTimestamp", operation_id))
    if at == DONE:
        raise GovernanceRefused("This act was executed already.")
    if at == 0:
        raise GovernanceRefused("This act was cancelled.")
    return at
