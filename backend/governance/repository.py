"""Queries about governance, over the events of the governor, its votes and the timelock."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import String, cast, func
from sqlmodel import Session, col, select

from backend.events import of_each
from backend.pages import Key, newest
from mutuel.chain.abi import ZERO_ADDRESS
from mutuel.db.mirror import Event
from mutuel.db.types import ExactSum, Uint256

GOVERNOR: Final = "MutuelGovernor"
TIMELOCK: Final = "Timelock"
VOTES: Final = "MutuelVotes"
CAST: Final = ("VoteCast", "VoteCastWithParams")
ENDS: Final = ("ProposalExtended", "ProposalExecuted", "ProposalCanceled")
ACT: Final = ("CallScheduled", "CallExecuted", "Cancelled")
FIRST_HOLDERS: Final = 1_000
MOST_EVENTS: Final = 5_000
"""Of one page: a proposal and an act have few events beside votes, which are added up in the database."""


class GovernanceRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def proposed(self, after: Key | None, limit: int) -> Sequence[Event]:
        """Latest first."""
        return self._page(GOVERNOR, "ProposalCreated", after, limit)

    def scheduled(self, after: Key | None, limit: int) -> Sequence[Event]:
        """The first call of each act, latest first."""
        args: Any = Event.args
        return self._page(TIMELOCK, "CallScheduled", after, limit, args["index"].as_string() == "0")

    def fates(self, proposal_ids: Collection[str]) -> Mapping[str, Sequence[Event]]:
        """Per proposal what became of it, in order."""
        return of_each(self._session, GOVERNOR, ENDS, proposal_ids, MOST_EVENTS)

    def acts(self, ids: Collection[str]) -> Mapping[str, Sequence[Event]]:
        """Per act everything that was said of it, in order."""
        return of_each(self._session, TIMELOCK, ACT, ids, MOST_EVENTS)

    def tallies(self, proposal_ids: Collection[str]) -> Mapping[str, Mapping[int, int]]:
        """Per proposal the votes by kind (0 against, 1 for, 2 abstaining), in their smallest units."""
        args: Any = Event.args
        support = cast(args["support"].as_string(), String)
        query = (
            select(Event.about, support, ExactSum(cast(args["weight"].as_string(), Uint256)))
            .where(Event.contract == GOVERNOR, col(Event.name).in_(CAST), col(Event.about).in_(proposal_ids))
            .group_by(col(Event.about), support)
        )
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for about, kind, weight in self._session.exec(query):
            found[about][int(kind)] = int(weight)
        return found

    def supply(self) -> int:
        """All votes that there will ever be, in their smallest units: they were made in one block."""
        made = (Event.contract == VOTES, Event.name == "Transfer")
        born = select(func.min(Event.block_number)).where(*made).scalar_subquery()
        query = select(Event).where(*made, col(Event.block_number) == born).limit(FIRST_HOLDERS)
        minted = [event.args for event in self._session.exec(query) if event.args["from"] == ZERO_ADDRESS]
        return sum(int(str(args["value"])) for args in minted)

    def quorum_percents(self) -> list[tuple[int, int]]:
        """Since when (UTC seconds) which per cent of all votes is a quorum, in order."""
        query = (
            select(Event)
            .where(Event.contract == GOVERNOR, Event.name == "QuorumNumeratorUpdated")
            .order_by(col(Event.block_number), col(Event.log_index))
            .limit(MOST_EVENTS)
        )
        changes = self._session.exec(query)
        return [(event.timestamp, int(str(event.args["newQuorumNumerator"]))) for event in changes]

    def _page(
        self, contract: str, name: str, after: Key | None, limit: int, *conditions: Any
    ) -> Sequence[Event]:
        query = select(Event).where(Event.contract == contract, Event.name == name, *conditions)
        rows: Sequence[Event] = self._session.exec(newest(query, Event, after, limit)).all()
        return rows
