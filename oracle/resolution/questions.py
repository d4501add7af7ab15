"""The undecided markets as the oracle sees them: product, questions, and where all of them stand on chain."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, case, col, exists, func, not_, or_, select
from sqlmodel.sql.expression import Select

from mutuel.db.mirror import NO_EVIDENCE, Bet, MarketQuestion
from mutuel.db.mirror import Market as Row
from mutuel.db.mirror import Question as Asked
from mutuel.domain.ids import MarketId, contest_id, market_key, question_id
from mutuel.domain.market import UNDECIDED, Kind, Market, State
from mutuel.domain.products.listing import Asset, AssetClass, Listing, Source
from mutuel.domain.referee import Answer, questions_of
from mutuel.domain.resolution.question import RULING_TIME, Path
from mutuel.domain.resolution.rounds import SETTLE_DELAY
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.schedule import feed_may_decide
from mutuel.domain.units import Timestamp
from oracle import calendar
from oracle.acts import Acts
from oracle.calendar import Override
from oracle.resolution.plan import OPEN, Deed, QuestionStanding, Standing
from oracle.sources.closes import EPOCH
from oracle.world import World

STREAM_DELAY: Final = 2
"""Seconds until the report of a second can be asked for."""

MOST_HANGING: Final = 50
"""Questions that nobody waits for, in one look."""


@dataclass(frozen=True, slots=True)
class Question:
    """One price or result that a market waits for. `subject` is 32 bytes."""

    id: str
    market_id: int
    listing: Listing
    asset: Asset
    source: Source
    observe_at: int
    subject: bytes

    @property
    def number(self) -> bytes:
        """The id as Resolution takes it: 32 bytes."""
        return bytes.fromhex(self.id[2:])

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


@dataclass(frozen=True, slots=True)
class Waiting:
    """An undecided market and its questions, in the order of `referee.questions_of`."""

    market: Market
    listing: Listing
    is_contested: bool
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What the keeper sees at one look: the undecided markets that the chain, too, holds undecided."""

    seen: tuple[tuple[Waiting, Standing], ...]

    @property
    def questions(self) -> dict[str, Question]:
        """Every question that somebody waits for, by its id."""
        return {question.id: question for waiting, _ in self.seen for question in waiting.questions}


def undecided(world: World, now: int) -> list[Waiting]:
    """Markets that the mirror holds undecided, of products that this service knows; oldest observation first.

    Without those in which nobody staked before betting ended: nothing is to be decided there.
    """
    wanted = select(Row).where(_is_waited_for(now))
    with Session(world.database, expire_on_commit=False) as session:
        rows = session.exec(wanted.order_by(col(Row.observe_at), col(Row.market_id))).all()
    return [_waiting(listing, row) for row in rows if (listing := world.listing(row.template_id)) is not None]


def left_behind(world: World, sight: Sight, now: int) -> Sight:
    """Markets that nobody waits for, of whose questions a report or a dispute is open on chain: one for each such
    question, at most MOST_HANGING, what can end first before the rest. Without questions that a market in `sight`
    waits for.
    """
    with Session(world.database, expire_on_commit=False) as session:
        found = session.exec(_hanging(world, now)).all()
        rows = session.exec(select(Row).where(col(Row.market_id).in_([market for market, _ in found]))).all()
    hanging = {question for _, question in found}
    known = [
        replace(one, is_contested=_own_id(world, one) in hanging)  # also of a market that expired meanwhile
        for row in rows
        if (listing := world.listing(row.template_id)) is not None
        for one in [_waiting(listing, row)]
    ]
    answers, waited_for = _answers(world, known), sight.questions.keys()
    seen = ((one, _standing(world, one, answers, set())) for one in known)
    return Sight(tuple((one, _without(standing, waited_for)) for one, standing in seen))


def _hanging(world: World, now: int) -> Select[int, str]:
    """A market of each open question that no market waits for, and the question; what can end first before the rest,
    so that disputes opened for nothing keep nobody's bond waiting. A proof has no evidence, and no bond.
    """
    ours = [listing.template.id for listing in world.catalogue.listings.values()]
    open_ = and_(
        col(Asked.state).in_(OPEN),
        or_(Asked.state != QuestionState.PROPOSED, col(Asked.evidence_root) != NO_EVIDENCE),
    )
    return (
        select(func.min(Row.market_id), col(MarketQuestion.question_id))
        .join(MarketQuestion, col(MarketQuestion.market_id) == col(Row.market_id))
        .join(Asked, col(Asked.question_id) == col(MarketQuestion.question_id))
        .where(open_, col(Row.template_id).in_(ours), not_(_is_waited_for(now)))
        .group_by(col(MarketQuestion.question_id))
        .order_by(func.min(_ends_at()), col(MarketQuestion.question_id))
        .limit(MOST_HANGING)
    )


def _ends_at() -> ColumnElement[int]:
    """From when an open question can be ended, as far as the mirror tells: a challenge's 12 hours are not in it."""
    return case(
        (col(Asked.state) == QuestionState.DISPUTED, col(Asked.disputed_at) + RULING_TIME),
        (col(Asked.state) == QuestionState.RULED, col(Asked.effective_at)),
        else_=func.coalesce(Asked.window_ends, 0),
    )


def _is_waited_for(now: int) -> ColumnElement[bool]:
    """Undecided, and somebody staked or still may."""
    staked = exists().where(col(Bet.market_id) == col(Row.market_id))
    return and_(col(Row.state).in_(UNDECIDED), or_(col(Row.closes_at) > now, staked))


def _without(standing: Standing, waited_for: Collection[str]) -> Standing:
    return replace(standing, questions=tuple(q for q in standing.questions if q.id not in waited_for))


def settled_since(world: World, since: int) -> list[Question]:
    """What the markets asked that were observed at `since` or later, UTC seconds, and are settled."""
    wanted = select(Row).where(Row.state == State.SETTLED, col(Row.observe_at) >= since)
    with Session(world.database, expire_on_commit=False) as session:
        rows = session.exec(wanted.order_by(col(Row.observe_at), col(Row.market_id))).all()
    known = [
        _waiting(listing, row) for row in rows if (listing := world.listing(row.template_id)) is not None
    ]
    return [question for one in known for question in one.questions]


def look(world: World, acts: Acts, now: int) -> Sight:
    """Reads where every undecided market and each of its questions stands."""
    waiting = undecided(world, now)
    views = world.engine.read_many("market", [[one.market.id] for one in waiting])
    still = [
        (one, view)
        for one, view in zip(waiting, views, strict=True)
        if view["state"] in UNDECIDED and (view["staked"] or now < view["closesAt"])
    ]
    asked = [_as_seen(one, view["closesAt"]) for one, view in still]
    answers = _answers(world, asked)
    reread = [_reread_key(name, held) for name, held in answers.items()]
    done = acts.done_among([*reread, *(Deed.LOCK.of(one.market.id) for one in asked)])
    # A check that was sent disputed its proof: while that stands undisputed on chain, a reorg took the check back.
    done |= acts.noted_among([Deed.CROSS_CHECK.of(name) for name in answers])
    empty = {one.market.id for one, view in still if not view["staked"]}
    return Sight(
        tuple(
            (one, replace(_standing(world, one, answers, done), is_empty=one.market.id in empty))
            for one in asked
        )
    )


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


def questions_for(market: Market, listing: Listing) -> tuple[Question, ...]:
    """What `market` waits for, in the order of `referee.questions_of`."""
    runners = zip(listing.assets, listing.sources, strict=True)
    by_source = {source.id: (asset, source) for asset, source in runners}
    return tuple(
        Question(
            id="0x" + question_id(*key).hex(),
            market_id=market.id,
            listing=listing,
            asset=by_source[key.source_id][0],
            source=by_source[key.source_id][1],
            observe_at=key.observe_at,
            subject=key.subject,
        )
        for key in questions_of(market)
    )


def _as_seen(waiting: Waiting, closes_at: int) -> Waiting:
    """With the close that the chain knows, which may be earlier than the mirror's."""
    early = Timestamp(closes_at) if closes_at < waiting.market.close_at else None
    return replace(waiting, market=replace(waiting.market, early_close_at=early))


def _waiting(listing: Listing, row: Row) -> Waiting:
    edges = () if Kind(row.kind).is_match else tuple(int(edge) for edge in row.edges[: row.outcomes - 1])
    market = Market(
        id=MarketId(row.market_id),
        template=listing.template,
        open_at=Timestamp(row.open),
        close_at=Timestamp(row.close),
        observe_at=Timestamp(row.observe_at),
        edges=edges,
    )
    return Waiting(market, listing, row.state == State.CONTESTED, questions_for(market, listing))


@dataclass(frozen=True, slots=True)
class _Held:
    """What Resolution holds about one question."""

    answer: Answer
    final_at: int
    clock: Mapping[str, int]


def _answers(world: World, waiting: Sequence[Waiting]) -> dict[str, _Held]:
    """By question id. Markets may share a question: it is read once."""
    shared = {question.id for one in waiting for question in one.questions}
    ids = sorted(shared | {_own_id(world, one) for one in waiting if one.is_contested})
    asked = [[bytes.fromhex(name[2:])] for name in ids]
    seen = world.resolution.read_many("observation", asked)
    finals = world.resolution.read_many("finalAt", asked)
    clocks = world.resolution.read_many("clockOf", asked)
    return {
        name: _Held(Answer(QuestionState(state), *rest), final_at, clock)
        for name, (state, *rest), final_at, clock in zip(ids, seen, finals, clocks, strict=True)
    }


def _reread_key(name: str, held: _Held) -> str:
    return Deed.CORRECT.of(name, held.clock["seq"])


def _own_id(world: World, waiting: Waiting) -> str:
    return "0x" + contest_id(bytes.fromhex(world.engine.address[2:]), waiting.market.id).hex()


def _standing(world: World, waiting: Waiting, held: Mapping[str, _Held], done: set[str]) -> Standing:
    life = waiting.market.observe_at - waiting.market.open_at
    return Standing(
        market=waiting.market,
        is_locked=Deed.LOCK.of(waiting.market.id) in done,
        questions=tuple(
            _question_standing(world, one, held[one.id], life, done) for one in waiting.questions
        ),
        own=_own_standing(waiting, _own_id(world, waiting), held) if waiting.is_contested else None,
    )


def _question_standing(
    world: World, question: Question, held: _Held, life: int, done: set[str]
) -> QuestionStanding:
    return QuestionStanding(
        id=question.id,
        path=question.source.timetable.path,
        observe_at=question.observe_at,
        answer_at=answer_at(question, world.overrides),
        answer=held.answer,
        may_prove=feed_may_decide(question.source.heartbeat, life),
        is_proved=held.clock["proposedAt"] == 0,  # only reports start a clock
        is_checked=Deed.CROSS_CHECK.of(question.id) in done,
        is_reread=_reread_key(question.id, held) in done,
        seq=held.clock["seq"],
        corrections=held.clock["corrections"],
        window_ends=held.clock["windowEnds"],
        final_at=held.final_at,
        challenged_at=held.clock["challengedAt"],
        disputed_at=held.clock["disputedAt"],
    )


def _own_standing(waiting: Waiting, name: str, held: Mapping[str, _Held]) -> QuestionStanding:
    """The question of a contested market is never answered, only ruled."""
    own, at = held[name], waiting.market.observe_at
    disputed_at = own.clock["disputedAt"]
    return QuestionStanding(
        name, Path.REPORT, at, at, own.answer, final_at=own.final_at, disputed_at=disputed_at
    )
