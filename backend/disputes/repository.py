"""Queries about disputed questions. Only questions of our markets count: about others anybody may ask."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.disputes.schemas import DisputeFilter
from backend.events import of_each
from backend.pages import Key, newest
from mutuel.db.mirror import Event, MarketQuestion, Question, Source
from mutuel.db.oracle import Decision
from mutuel.domain.resolution.table import OVER

RESOLUTION: Final = "Resolution"
OPENING: Final = ("Challenged", "Disputed")
SAID: Final = ("Challenged", "BondPaid")
DECIDED: Final = ("final", "dispute", "void", "crossCheck")
"""Kinds of decisions that may speak for a question without being on chain: mere looks do not."""
MOST_EVENTS: Final = 1_000
"""Of one page: a question has two challenges and their bonds at most."""


class Began(NamedTuple):
    """A question and the event that first disputed it."""

    event: Event
    question: Question

    @property
    def key(self) -> Key:
        return self.event.block_number, self.event.log_index


class DisputeRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, state: DisputeFilter, market_id: int | None, after: Key | None, limit: int
    ) -> Sequence[Began]:
        """Latest first."""
        query = (
            select(Event, Question)
            .join(Question, col(Question.question_id) == col(Event.about))
            .where(
                Event.contract == RESOLUTION, col(Event.name).in_(OPENING), _is_first(), _waited(market_id)
            )
        )
        if state is not DisputeFilter.ALL:
            over = col(Question.state).in_(OVER)
            query = query.where(over if state is DisputeFilter.PAST else ~over)
        found = self._session.exec(newest(query, Event, after, limit))
        return [Began(event, question) for event, question in found]

    def waiting(self, question_ids: Collection[str]) -> dict[str, tuple[int, int]]:
        """Per question the first of the markets that wait for it, and how many they are."""
        query = (
            select(MarketQuestion.question_id, func.min(MarketQuestion.market_id), func.count())
            .where(col(MarketQuestion.question_id).in_(question_ids))
            .group_by(col(MarketQuestion.question_id))
        )
        return {question_id: (first, count) for question_id, first, count in self._session.exec(query)}

    def said(self, question_ids: Collection[str]) -> Mapping[str, Sequence[Event]]:
        """Per question its challenges and paid bonds, in order."""
        return of_each(self._session, RESOLUTION, SAID, question_ids, MOST_EVENTS)

    def sources(self) -> dict[int, Source]:
        """All: there are tens at most."""
        return {source.source_id: source for source in self._session.exec(select(Source))}

    def decisions(self, roots: Mapping[str, str | None]) -> dict[str, Decision]:
        """Per question what the oracle decided: under the root that is on chain, else its latest decision."""
        counts = or_(col(Decision.kind).in_(DECIDED), col(Decision.evidence_root).in_(set(roots.values())))
        newest = (
            select(func.max(Decision.id))
            .where(col(Decision.question_id).in_(list(roots)), counts)
            .group_by(col(Decision.question_id), col(Decision.evidence_root))
        )
        rows = self._session.exec(
            select(Decision).where(col(Decision.id).in_(newest)).order_by(col(Decision.id)).limit(MOST_EVENTS)
        )
        found: dict[str, Decision] = {}
        for row in rows:
            if row.question_id in found and found[row.question_id].evidence_root == roots[row.question_id]:
                continue
            found[row.question_id] = row
        return found


def _is_first() -> ColumnElement[bool]:
    """No earlier event disputed the same question."""
    other = aliased(Event)
    block, index = col(other.block_number), col(other.log_index)
    earlier = or_(
        block < col(Event.block_number), and_(block == col(Event.block_number), index < col(Event.log_index))
    )
    same = (col(other.about) == col(Event.about), col(other.contract) == RESOLUTION)
    return ~exists().where(*same, col(other.name).in_(OPENING), earlier)


def _waited(market_id: int | None) -> ColumnElement[bool]:
    of = [] if market_id is None else [col(MarketQuestion.market_id) == market_id]
    return exists().where(col(MarketQuestion.question_id) == col(Event.about), *of)
