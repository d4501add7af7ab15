"""What the API says about governance."""

from enum import StrEnum

from backend.schemas import Address, BigNumber, Hash, Schema, Seconds


class Argument(Schema):
    """A value as the chain has it; of a struct one for each field, named `struct.field`."""

    name: str
    value: str  # long ones are cut


class ReadableCall(Schema):
    """A call in words. Calls inside another follow it, one deeper.

    What the address book or an ABI does not know has no function and one argument, `data`, the bytes as they are.
    """

    depth: int
    to: Address
    contract: str | None  # its name in the address book
    function: str | None  # None: not in the contract's ABI
    value: BigNumber  # wei that are sent along; of a call inside another, the other's arguments say it
    arguments: list[Argument]


class ProposalState(StrEnum):
    PENDING = "pending"  # announced: the vote has not begun
    ACTIVE = "active"
    CANCELED = "canceled"
    DEFEATED = "defeated"
    SUCCEEDED = "succeeded"  # anyone may carry it out
    EXECUTED = "executed"


class Proposal(Schema):
    """Votes are whole ones, rounded down."""

    proposal_id: BigNumber
    state: ProposalState
    description: str  # a long one is cut
    proposer: Address
    at: Seconds
    votes_from: Seconds
    votes_until: Seconds  # later when the quorum came late
    votes_for: BigNumber
    votes_against: BigNumber
    votes_abstain: BigNumber
    quorum: BigNumber  # of votes for and abstaining, rounded up
    calls: list[ReadableCall]
    calls_left_out: int  # of a proposal that nobody should have to read
    tx: Hash


class ActState(StrEnum):
    WAITING = "waiting"
    READY = "ready"  # anyone may execute it
    EXECUTED = "executed"
    CANCELLED = "cancelled"


class Act(Schema):
    """Something that the governor had scheduled."""

    act_id: Hash
    state: ActState
    at: Seconds
    ready_at: Seconds
    ended_at: Seconds | None  # executed or cancelled
    calls: list[ReadableCall]
    calls_left_out: int
    tx: Hash
