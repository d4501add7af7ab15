"""Queries about markets. Everything one request asks comes from one snapshot of the mirror."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, not_, or_, tuple_
from sqlmodel import Session, col, select

from backend.markets.records import IN_DISPUTE, At, MarketRecord, template_of
from backend.pages import Key
from mutuel.db.mirror import Bet, Block, Claim, Cursor, Event, Market, Outbox, Pool, Question, Template
from mutuel.db.oracle import Price
from mutuel.domain.market import Kind, Phase, State
from mutuel.domain.parimutuel import Pools

CHANGES: Final = {"MarketCreated": "created", "MarketSettled": "settled", "MarketVoided": "void"}
MAX_PRICES: Final = 2_000


class MarketRepository:
    """`name_of` gives a template its name in the address book."""

    def __init__(self, session: Session, name_of: Callable[[int], str]) -> None:
        self._session, self._name_of = session, name_of

    def at(self) -> At:
        """The mirrored block; block 0 before the first one."""
        cursor = self._session.exec(select(Cursor)).first()
        number = cursor.block_number if cursor else 0
        block = self._session.get(Block, number)
        return At(number, block.timestamp if block else 0)

    def one(self, market_id: int) -> MarketRecord | None:
        row = self._session.get(Market, market_id)
        return self.records([row])[0] if row else None

    def several(self, market_ids: Iterable[int]) -> list[MarketRecord]:
        return self.records(self._session.exec(select(Market).where(_in(Market.market_id, market_ids))).all())

    def page(
        self,
        *,
        conditions: Sequence[ColumnElement[bool]] = (),
        after: Key | None,
        limit: int,
        soonest_first: bool = False,
    ) -> list[MarketRecord]:
        """At most `limit` markets by close, each page after the key (close, id) of the one before."""
        key = tuple_(col(Market.closes_at), col(Market.market_id))
        order = [col(Market.closes_at), col(Market.market_id)]
        query = select(Market).where(*conditions).limit(limit)
        if after is not None:
            last = tuple_(*after)
            query = query.where(key > last if soonest_first else key < last)
        query = query.order_by(*(order if soonest_first else [column.desc() for column in order]))
        return self.records(self._session.exec(query).all())

    def records(self, rows: Sequence[Market]) -> list[MarketRecord]:
        """The rows with everything that belongs to them, in four queries however many they are."""
        ids = [row.market_id for row in rows]
        pools: dict[int, dict[int, Pool]] = defaultdict(dict)
        for pool in self._all(Pool, Pool.market_id, ids):
            pools[pool.market_id][pool.outcome] = pool
        questions = {
            q.question_id: q for q in self._all(Question, Question.question_id, [r.question_id for r in rows])
        }
        templates = {
            t.template_id: template_of(t, self._name_of(t.template_id))
            for t in self._all(Template, Template.template_id, [row.template_id for row in rows])
        }
        seqs = self.seqs(ids)
        return [
            MarketRecord(
                row=row,
                template=templates[row.template_id],
                pools=_pools(row.outcomes, pools[row.market_id]),
                bets=sum(pool.bets for pool in pools[row.market_id].values()),
                question=questions.get(row.question_id),
                seq=seqs.get(row.market_id, 0),
            )
            for row in rows
        ]

    def seqs(self, market_ids: Iterable[int]) -> dict[int, int]:
        """The number of each market's last change."""
        query = (
            select(Outbox.market_id, func.max(Outbox.seq))
            .where(_in(Outbox.market_id, market_ids))
            .group_by(col(Outbox.market_id))
        )
        return dict(self._session.exec(query).all())

    def exposure(self, market_id: int, account: str) -> int:
        """Everything the account has staked in the market, micro-USDC."""
        query = select(func.sum(Bet.stake)).where(Bet.account == account, Bet.market_id == market_id)
        return int(self._session.exec(query).one() or 0)

    def bets(self, condition: ColumnElement[bool], after: Key | None, limit: int) -> Sequence[Bet]:
        """Newest first."""
        query = _newest(select(Bet).where(condition), Bet, after, limit)
        rows: Sequence[Bet] = self._session.exec(query).all()
        return rows

    def claims(self, condition: ColumnElement[bool], after: Key | None, limit: int) -> Sequence[Claim]:
        """Newest first."""
        query = _newest(select(Claim).where(condition), Claim, after, limit)
        rows: Sequence[Claim] = self._session.exec(query).all()
        return rows

    def changes(self, market: Market) -> Sequence[Event]:
        """The market's creation and decision; found by their blocks, so that no event is searched for."""
        blocks = [block for block in (market.created_block, market.decided_block) if block is not None]
        query = select(Event).where(
            _in(Event.block_number, blocks), _in(Event.name, CHANGES), Event.about == str(market.market_id)
        )
        return self._session.exec(query).all()

    def prices(self, symbol: str, since: int, until: int) -> Sequence[Price]:
        """The latest MAX_PRICES in [since, until] of the source that has most of them, oldest first."""
        window = (Price.symbol == symbol, col(Price.at).between(since, until))
        by_size = select(Price.source).where(*window).group_by(col(Price.source))
        source = self._session.exec(by_size.order_by(func.count().desc(), col(Price.source)).limit(1)).first()
        query = (
            select(Price)
            .where(*window, Price.source == source)
            .order_by(col(Price.at).desc())
            .limit(MAX_PRICES)
        )
        return self._session.exec(query).all()[::-1]

    def _all(self, table: Any, column: Any, keys: Iterable[Any]) -> Sequence[Any]:
        return self._session.exec(select(table).where(_in(column, keys))).all()


def market_conditions(
    *, phase: Phase | None, kind: Kind | None, template_ids: list[int] | None, now: int
) -> list[ColumnElement[bool]]:
    """What a list asks for; None asks for everything."""
    conditions = []
    if phase is not None:
        conditions.append(phase_condition(phase, now))
    if kind is not None:
        conditions.append(col(Market.kind) == int(kind))
    if template_ids is not None:
        conditions.append(_in(Market.template_id, template_ids))
    return conditions


def phase_condition(wanted: Phase, now: int) -> ColumnElement[bool]:
    """The rows whose `mutuel.domain.market.phase` at `now` is `wanted`."""
    if wanted in (Phase.SETTLED, Phase.VOID):
        return col(Market.state) == (State.SETTLED if wanted is Phase.SETTLED else State.VOID)
    undecided, opens, closes = col(Market.state) == State.OPEN, col(Market.open), col(Market.closes_at)
    if wanted is Phase.ANNOUNCED:
        return and_(undecided, opens > now)
    if wanted is Phase.OPEN:
        return and_(undecided, opens <= now, closes > now)
    closed = and_(undecided, opens <= now, closes <= now)
    disputed = _in(Market.question_id, select(Question.question_id).where(_in(Question.state, IN_DISPUTE)))
    if wanted is Phase.DISPUTED:
        return and_(closed, disputed)
    observed = col(Market.observe_at) <= now
    return and_(closed, not_(disputed), observed if wanted is Phase.SETTLING else not_(observed))


def _pools(outcomes: int, rows: dict[int, Pool]) -> Pools:
    return Pools(
        tuple(rows[i].stake if i in rows else 0 for i in range(outcomes)),
        tuple(rows[i].weight if i in rows else 0 for i in range(outcomes)),
    )


def _in(column: Any, values: Any) -> ColumnElement[bool]:
    return col(column).in_(values if hasattr(values, "subquery") else list(values))


def _newest(query: Any, table: Any, after: Key | None, limit: int) -> Any:
    block, index = col(table.block_number), col(table.log_index)
    if after is not None:
        query = query.where(or_(block < after[0], and_(block == after[0], index < after[1])))
    return query.order_by(block.desc(), index.desc()).limit(limit)
