"""Proposals and acts as the API shows them: their state follows from their events and the time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from backend.governance.calls import Reader
from backend.governance.repository import GovernanceRepository
from backend.governance.schemas import Act, ActState, Proposal, ProposalState
from backend.pages import Key, cut, decode
from backend.schemas import Page
from mutuel.db.mirror import Event
from mutuel.domain.units import VOTE
from mutuel.text import shortened

AGAINST, FOR, ABSTAIN = 0, 1, 2
LONGEST: Final = 4_000
"""Characters of a description: whoever may propose may write a book."""


class GovernanceService:
    """`now`: chain time."""

    def __init__(self, repository: GovernanceRepository, reader: Reader, now: int) -> None:
        self._repository, self._reader, self._now = repository, reader, now

    def proposals(self, limit: int, cursor: str | None) -> Page[Proposal]:
        """Raises MalformedCursor."""
        shown, following = cut(self._repository.proposed(decode(cursor), limit + 1), limit, key_of)
        ids = [event.about for event in shown]
        fates, tallies = self._repository.fates(ids), self._repository.tallies(ids)
        percents, supply = self._repository.quorum_percents(), self._repository.supply()
        items = [
            self._proposal(event, fates.get(event.about, ()), tallies.get(event.about, {}), percents, supply)
            for event in shown
        ]
        return Page(items=items, next_cursor=following)

    def acts(self, limit: int, cursor: str | None) -> Page[Act]:
        """Raises MalformedCursor."""
        shown, following = cut(self._repository.scheduled(decode(cursor), limit + 1), limit, key_of)
        events = self._repository.acts([event.about for event in shown])
        return Page(items=[self._act(event, events[event.about]) for event in shown], next_cursor=following)

    def _proposal(
        self,
        event: Event,
        fates: Sequence[Event],
        tally: Mapping[int, int],
        percents: Sequence[tuple[int, int]],
        supply: int,
    ) -> Proposal:
        args: Mapping[str, Any] = event.args
        starts = int(args["voteStart"])
        extended = [
            int(str(fate.args["extendedDeadline"])) for fate in fates if fate.name == "ProposalExtended"
        ]
        ends = max([int(args["voteEnd"]), *extended])
        percent = next((percent for since, percent in reversed(percents) if since <= starts), 0)
        quorum = supply * percent // 100
        wei = (int(str(one)) for one in args["values"])
        calls, left_out = self._reader.several(zip(args["targets"], args["calldatas"], wei, strict=True))
        return Proposal(
            proposal_id=int(args["proposalId"]),
            state=state_of({fate.name for fate in fates}, starts, ends, self._now, tally, quorum),
            description=shortened(args["description"], LONGEST),
            proposer=args["proposer"],
            at=event.timestamp,
            votes_from=starts,
            votes_until=ends,
            votes_for=tally.get(FOR, 0) // VOTE,
            votes_against=tally.get(AGAINST, 0) // VOTE,
            votes_abstain=tally.get(ABSTAIN, 0) // VOTE,
            quorum=-(-quorum // VOTE),
            calls=calls,
            calls_left_out=left_out,
            tx=event.tx_hash,
        )

    def _act(self, first: Event, events: Sequence[Event]) -> Act:
        """`events`: of every time that this same act was scheduled; a cancelled one may be scheduled again."""
        later = [event for event in events if key_of(event) >= key_of(first)]
        end = next((event for event in later if event.name != "CallScheduled"), None)
        scheduled = [
            event.args for event in later if event.tx_hash == first.tx_hash and event.name == "CallScheduled"
        ]
        calls, left_out = self._reader.several(
            (str(one["target"]), str(one["data"]), int(str(one["value"]))) for one in scheduled
        )
        ready_at = first.timestamp + int(str(first.args["delay"]))
        return Act(
            act_id=first.about,
            state=act_state(end, ready_at, self._now),
            at=first.timestamp,
            ready_at=ready_at,
            ended_at=end.timestamp if end else None,
            calls=calls,
            calls_left_out=left_out,
            tx=first.tx_hash,
        )


def key_of(event: Event) -> Key:
    return event.block_number, event.log_index


def state_of(
    fates: set[str], starts: int, ends: int, now: int, tally: Mapping[int, int], quorum: int
) -> ProposalState:
    """As OpenZeppelin's Governor computes it; nothing of this governor's waits in a queue of its own."""
    if "ProposalExecuted" in fates:
        return ProposalState.EXECUTED
    if "ProposalCanceled" in fates:
        return ProposalState.CANCELED
    if now <= starts:
        return ProposalState.PENDING
    if now <= ends:
        return ProposalState.ACTIVE
    enough = tally.get(FOR, 0) + tally.get(ABSTAIN, 0) >= quorum
    won = tally.get(FOR, 0) > tally.get(AGAINST, 0)
    return ProposalState.SUCCEEDED if enough and won else ProposalState.DEFEATED


def act_state(end: Event | None, ready_at: int, now: int) -> ActState:
    if end is not None:
        return ActState.CANCELLED if end.name == "Cancelled" else ActState.EXECUTED
    return ActState.WAITING if now < ready_at else ActState.READY
