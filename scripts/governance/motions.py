"""Proposals of the DAO: put, voted on, carried out, withdrawn. What a proposal says is read back from its event."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Call
from mutuel.domain.units import VOTE
from mutuel.text import moment
from scripts.governance.chamber import Chamber, raw
from scripts.governance.errors import GovernanceRefused

GOVERNOR: Final = "MutuelGovernor"
PROPOSED: Final = ("ProposalCreated",)
SUPPORT: Final = {"against": 0, "for": 1, "abstain": 2}


class State(IntEnum):
    """OpenZeppelin's states of a proposal."""

    PENDING = 0
    ACTIVE = 1
    CANCELED = 2
    DEFEATED = 3
    SUCCEEDED = 4
    QUEUED = 5
    EXPIRED = 6
    EXECUTED = 7


@dataclass(frozen=True)
class Motion:
    """What the governor does if the vote succeeds, and why."""

    targets: tuple[str, ...]
    values: tuple[int, ...]
    calldatas: tuple[bytes, ...]
    description: str

    @property
    def id(self) -> int:
        kinds = ["address[]", "uint256[]", "bytes[]", "bytes32"]
        return int.from_bytes(keccak(encode(kinds, [*self.acts, keccak(text=self.description)])), "big")

    @property
    def acts(self) -> tuple[list[str], list[int], list[bytes]]:
        return list(self.targets), list(self.values), list(self.calldatas)


def of(calls: Sequence[Call], description: str) -> Motion:
    targets, datas = tuple(call.to for call in calls), tuple(call.data for call in calls)
    return Motion(targets, (0,) * len(targets), datas, description)


def protected(description: str, proposer: str) -> str:
    """So ended, the same proposal can be put by nobody else, who would then withdraw it for good (OpenZeppelin)."""
    return f"{description} #proposer={proposer}"


def propose(chamber: Chamber, motion: Motion, proposer: str) -> Call:
    """Raises GovernanceRefused."""
    governor, votes = chamber.contract(GOVERNOR), chamber.contract("MutuelVotes")
    if not motion.description.strip():
        raise GovernanceRefused("Say why: a proposal without a reason cannot be judged.")
    needed, held = governor.read("proposalThreshold"), votes.read("getVotes", proposer)
    if held < needed:
        raise GovernanceRefused(
            f"{proposer} has {held // VOTE:,} votes; a proposal needs {needed // VOTE:,} "
            "(they count once you `delegate` them)."
        )
    call = governor.prepare("propose", *motion.acts, motion.description)
    chamber.rehearse(proposer, call)
    return call


def find(chamber: Chamber, proposal_id: int) -> Motion:
    """Raises GovernanceRefused for an id that nobody proposed, or that the node tells something else about."""
    motion = told(chamber, proposal_id)
    if motion.id != proposal_id:
        raise GovernanceRefused(
            f"What the node tells of proposal {proposal_id} does not give this number: another node may, unless its "
            "description is no text."
        )
    return motion


def told(chamber: Chamber, proposal_id: int) -> Motion:
    """What the node says that was proposed. Raises GovernanceRefused for an id that nobody proposed."""
    found = chamber.newest(GOVERNOR, PROPOSED, lambda event: event.args["proposalId"] == proposal_id)
    if not found:
        raise GovernanceRefused(f"Nobody made a proposal {proposal_id} here.")
    said = found[0].args
    datas = tuple(raw(data) for data in said["calldatas"])
    return Motion(tuple(said["targets"]), tuple(said["values"]), datas, said["description"])


def state(chamber: Chamber, proposal_id: int) -> State:
    """Of a proposal that exists."""
    return State(chamber.contract(GOVERNOR).read("state", proposal_id))


def delegate(chamber: Chamber, holder: str, to: str) -> Call:
    """Whom a holder's votes count for from now on: the holder or another. Raises GovernanceRefused."""
    votes = chamber.contract("MutuelVotes")
    if not (held := votes.read("balanceOf", holder)):
        raise GovernanceRefused(f"{holder} holds no votes.")
    if votes.read("delegates", holder) == to:
        raise GovernanceRefused(f"The {held // VOTE:,} votes of {holder} count for {to} already.")
    call = votes.prepare("delegate", to)
    chamber.rehearse(holder, call)
    return call


def vote(chamber: Chamber, proposal_id: int, voter: str, support: str, reason: str = "") -> Call:
    """Raises GovernanceRefused."""
    governor, now = chamber.contract(GOVERNOR), chamber.now()
    find(chamber, proposal_id)
    starts, ends = (
        governor.read("proposalSnapshot", proposal_id),
        governor.read("proposalDeadline", proposal_id),
    )
    if now <= starts:
        raise GovernanceRefused(f"Voting begins after {moment(starts)}; it is {moment(now)}.")
    if now > ends:
        raise GovernanceRefused(f"Voting ended at {moment(ends)}.")
    if governor.read("getVotes", voter, starts) == 0:
        raise GovernanceRefused(
            f"{voter} had no delegated votes at {moment(starts)}, so its vote counts nothing."
        )
    call = governor.prepare("castVoteWithReason", proposal_id, SUPPORT[support], reason)
    chamber.rehearse(voter, call)
    return call


def carry_out(chamber: Chamber, proposal_id: int, sender: str) -> Call:
    """The governor does what was voted: files a ruling, or schedules an act. Raises GovernanceRefused."""
    motion = find(chamber, proposal_id)
    _require_success(chamber, proposal_id)
    description = keccak(text=motion.description)
    call = chamber.contract(GOVERNOR).prepare("execute", *motion.acts, description)
    chamber.rehearse(sender, call)
    return call


def cancel(chamber: Chamber, proposal_id: int, sender: str) -> Call:
    """By the proposer, before the vote begins. Raises GovernanceRefused."""
    motion, governor = find(chamber, proposal_id), chamber.contract(GOVERNOR)
    if state(chamber, proposal_id) is not State.PENDING:
        raise GovernanceRefused("A proposal can only be withdrawn before its vote begins.")
    if governor.read("proposalProposer", proposal_id) != sender:
        raise GovernanceRefused("Only its proposer withdraws a proposal.")
    call = governor.prepare("cancel", *motion.acts, keccak(text=motion.description))
    chamber.rehearse(sender, call)
    return call


def _require_success(chamber: Chamber, proposal_id: int) -> None:
    standing = state(chamber, proposal_id)
    if standing in (State.PENDING, State.ACTIVE):
        ends = chamber.contract(GOVERNOR).read("proposalDeadline", proposal_id)
        raise GovernanceRefused(f"The vote goes on until {moment(ends)}.")
    if standing is State.EXECUTED:
        raise GovernanceRefused("This proposal was carried out already.")
    if standing is not State.SUCCEEDED:
        raise GovernanceRefused(f"This proposal was {standing.name.lower()}.")
