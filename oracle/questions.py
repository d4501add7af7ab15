"""The undecided markets as the oracle sees them: product, question, and where both stand on chain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from sqlmodel import Session, select

from mutuel.db.mirror import Market
from mutuel.domain.ids import SubjectRule, market_key, subject_of
from mutuel.domain.market import State
from mutuel.domain.products.listing import Asset, AssetClass, Listing, Source
from mutuel.domain.resolution.question import Path
from mutuel.domain.resolution.rounds import SETTLE_DELAY
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.schedule import feed_may_decide
from oracle import calendar
from oracle.calendar import Override
from oracle.plan import Standing
from oracle.sources.closes import EPOCH
from oracle.world import World

STREAM_DELAY: Final = 2
"""Seconds until the report of a second can be asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a market waits for. `subject` is 32 bytes."""

    id: str
    market_id: int
    listing: Listing
    asset: Asset
    source: Source
    observe_at: int
    subject: bytes
    edges: tuple[int, ...]

    @property
    def basis_day(self) -> date:
        """The session in whose shares a stock's price is expressed (its market's period). Raises UnknownSession."""
        period = market_key(self.market_id).period
        try:
            return EPOCH + timedelta(days=period)
        except OverflowError:
            raise calendar.UnknownSession(f"Day {period} is in no calendar.") from None

    @property
    def is_stock(self) -> bool:
        return self.asset.asset_class is AssetClass.STOCK

    @property
    def arguments(self) -> tuple[int, int, bytes]:
        """(source, time, subject), by which Resolution names the question."""
        return self.source.id, self.observe_at, self.subject


def undecided(world: World) -> list[Question]:
    """Markets that the mirror holds undecided, of products that this service knows; oldest observation first."""
    with Session(world.database, expire_on_commit=False) as session:
        rows = session.exec(select(Market).where(Market.state == State.OPEN)).all()
    known = [(listing, row) for row in rows if (listing := world.listing(row.template_id)) is not None]
    found = [_question(listing, row) for listing, row in known]
    return sorted(found, key=lambda question: (question.observe_at, question.market_id))


def standings(
    world: World, questions: Sequence[Question], locked: Collection[int], checked: Collection[str]
) -> dict[int, Standing]:
    """Where each market stands on chain now, by market id; markets that are decided there are left out.

    `locked`: markets whose end of betting was announced; `checked`: questions whose proof was compared.
    """
    views = world.engine.read_many("market", [[question.market_id] for question in questions])
    ids = [[bytes.fromhex(question.id[2:])] for question in questions]
    seen = world.resolution.read_many("observation", ids)
    finals = world.resolution.read_many("finalAt", ids)
    clocks = world.resolution.read_many("clockOf", ids)
    return {
        question.market_id: replace(
            _standing(world, question, view, observation, final_at, clock),
            is_locked=question.market_id in locked,
            is_checked=question.id in checked,
        )
        for question, view, observation, final_at, clock in zip(
            questions, views, seen, finals, clocks, strict=True
        )
        if view["state"] == State.OPEN
    }


def answer_at(question: Question, overrides: tuple[Override, ...] = ()) -> int:
    """From when the question can be answered: after the feed's settle delay, once the stream's report of that second
    is out, or when corrected closes are."""
    timetable = question.source.timetable
    if timetable.path is not Path.REPORT:
        return question.observe_at + (STREAM_DELAY if question.source.stream else SETTLE_DELAY + 1)
    return max(question.observe_at + timetable.not_before, _corrected_at(question, overrides))


def _corrected_at(question: Question, overrides: tuple[Override, ...]) -> int:
    """0 where nothing is corrected, or no session closes at that time: then asking is refused, not planning."""
    try:
        return session_of(question, overrides).closes_are_corrected_at if question.is_stock else 0
    except calendar.UnknownSession:
        return 0


def session_of(question: Question, overrides: tuple[Override, ...] = ()) -> calendar.Session:
    """The session whose close is asked for. Raises UnknownSession."""
    days = calendar.at(question.asset.calendar, question.observe_at, overrides)
    return days.closing_at(question.observe_at)


def _question(listing: Listing, row: Market) -> Question:
    subject = subject_of(SubjectRule(listing.template.subject_rule), row.market_id)
    edges = tuple(int(edge) for edge in row.edges[: row.outcomes - 1])
    return Question(
        id=row.question_id,
        market_id=row.market_id,
        listing=listing,
        asset=listing.asset,
        source=listing.source,
        observe_at=row.observe_at,
        subject=subject,
        edges=edges,
    )


def _standing(
    world: World,
    question: Question,
    view: Mapping[str, Any],
    observation: Sequence[Any],
    final_at: int,
    clock: Mapping[str, int],
) -> Standing:
    state, _, low, high, _, _ = observation
    life = question.observe_at - view["open"]
    return Standing(
        path=question.source.timetable.path,
        closes_at=view["closesAt"],
        observe_at=question.observe_at,
        edges=question.edges,
        answer_at=answer_at(question, world.overrides),
        is_locked=False,
        state=QuestionState(state),
        may_prove=feed_may_decide(question.source.heartbeat, life),
        is_proved=clock["proposedAt"] == 0,  # only reports start a clock
        low=low,
        high=high,
        final_at=final_at,
        challenged_at=clock["challengedAt"],
        disputed_at=clock["disputedAt"],
    )
