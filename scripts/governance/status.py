"""What is under way, in words: votes, acts that wait, and what a proposal or an act would do."""

from collections.abc import Iterator, Sequence

from mutuel.domain.units import VOTE
from mutuel.text import moment
from scripts.governance import motions, waiting
from scripts.governance.chamber import Chamber
from scripts.governance.motions import GOVERNOR, PROPOSED, Motion, State
from scripts.governance.waiting import Operation
from scripts.governance.wording import described


def overview(chamber: Chamber) -> Iterator[str]:
    """Every proposal that is not over, then everything in the timelock."""
    yield f"It is {moment(chamber.now())} on chain {chamber.book.chain_id}."
    created = chamber.events(GOVERNOR, *PROPOSED)
    open_ = [event.args["proposalId"] for event in created]
    living = [
        one for one in open_ if motions.state(chamber, one) in (State.PENDING, State.ACTIVE, State.SUCCEEDED)
    ]
    yield f"{len(living)} proposals are under way."
    for proposal_id in living:
        yield from proposal(chamber, proposal_id, motions.told(chamber, proposal_id))
    pending = waiting.pending(chamber)
    yield f"{len(pending)} acts wait in the timelock."
    for operation, ready_at in pending:
        yield from act(chamber, operation, ready_at)


def proposal(chamber: Chamber, proposal_id: int, motion: Motion) -> Iterator[str]:
    governor = chamber.contract(GOVERNOR)
    against, for_, abstain = governor.read("proposalVotes", proposal_id)
    starts, ends = (governor.read(name, proposal_id) for name in ("proposalSnapshot", "proposalDeadline"))
    yield f"proposal {proposal_id}: {motions.state(chamber, proposal_id).name.lower()}"
    if motion.id != proposal_id:
        yield "  BEWARE: what follows does not give this number; the node lies, or the description is no text."
    yield f"  why: {motion.description}"
    yield f"  votes from {moment(starts)} until {moment(ends)}"
    yield f"  for {for_ // VOTE:,}, against {against // VOTE:,}, abstain {abstain // VOTE:,}"
    yield from _calls(chamber, motion.targets, motion.values, motion.calldatas)


def act(chamber: Chamber, operation: Operation, ready_at: int) -> Iterator[str]:
    left = ready_at - chamber.now()
    when = "may be executed now" if left <= 0 else f"may be executed from {moment(ready_at)}"
    yield f"act 0x{operation.id.hex()}: {when}"
    if operation.predecessor != waiting.NOTHING_BEFORE:
        yield f"  only after act 0x{operation.predecessor.hex()}"
    yield from _calls(chamber, operation.targets, operation.values, operation.datas)


def _calls(
    chamber: Chamber, targets: Sequence[str], values: Sequence[int], datas: Sequence[bytes]
) -> Iterator[str]:
    for to, wei, data in zip(targets, values, datas, strict=True):
        if wei:
            yield f"  with {wei} wei:"
        yield from (f"  {line}" for line in described(chamber, to, data))
