"""Queries about markets. Everything one request asks comes from one snapshot of the mirror."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import Session, col, select

from backend.markets.filters import among
from backend.markets.orders import LATEST_CLOSE, Order
from backend.markets.records import Asked, At, MarketRecord
from backend.pages import Key, newest
from mutuel.db.domain import market_of, questions_by_role, template_of
from mutuel.db.mirror import (
    Bet,
    Block,
    Claim,
    Cursor,
    Event,
    Market,
    MarketQuestion,
    Outbox,
    Pool,
    Question,
    Role,
    Template,
)
from mutuel.db.oracle import Price
from mutuel.domain import market as rules
from mutuel.domain.parimutuel import Pools
from mutuel.domain.referee import QuestionKey

CHANGES: Final = (
    *("MarketCreated", "MarketClosedEarly", "MarketReported", "MarketContested"),
    *("MarketSettled", "MarketVoided"),
)
ENGINE: Final = "ParimutuelEngine"
MAX_PRICES: Final = 2_000
CHART_PIECES: Final = 50


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
        return self.records(
            self._session.exec(select(Market).where(among(Market.market_id, market_ids))).all()
        )

    def page(
        self,
        *,
        conditions: Sequence[ColumnElement[bool]] = (),
        after: Key | None,
        limit: int,
        order: Order = LATEST_CLOSE,
    ) -> list[MarketRecord]:
        """At most `limit` markets in this order, each page after the key of the last one before."""
        columns = [col(getattr(Market, order.column)), col(Market.market_id)]
        query = select(Market).where(*conditions).limit(limit)
        if after is not None:
            last = tuple_(*after)
            query = query.where(tuple_(*columns) > last if order.rising else tuple_(*columns) < last)
        query = query.order_by(*(columns if order.rising else [column.desc() for column in columns]))
        return self.records(self._session.exec(query).all())

    def where(self, condition: ColumnElement[bool]) -> list[MarketRecord]:
        """All markets of a condition that bounds their number, by id."""
        query = select(Market).where(condition).order_by(col(Market.market_id))
        return self.records(self._session.exec(query).all())

    def records(self, rows: Sequence[Market]) -> list[MarketRecord]:
        """The rows with everything that belongs to them, in five queries however many they are."""
        ids = [row.market_id for row in rows]
        pools: dict[int, dict[int, Pool]] = defaultdict(dict)
        for pool in self._all(Pool, Pool.market_id, ids):
            pools[pool.market_id][pool.outcome] = pool
        templates = {
            t.template_id: template_of(t, self._name_of(t.template_id))
            for t in self._all(Template, Template.template_id, [row.template_id for row in rows])
        }
        seqs, asked = self.seqs(ids), self._asked(rows, templates)
        return [
            MarketRecord(
                row=row,
                template=templates[row.template_id],
                pools=_pools(row.outcomes, pools[row.market_id]),
                bets=sum(pool.bets for pool in pools[row.market_id].values()),
                questions=asked[row.market_id],
                seq=seqs.get(row.market_id, 0),
            )
            for row in rows
        ]

    def _asked(
        self, rows: Sequence[Market], templates: Mapping[int, rules.Template]
    ) -> dict[int, tuple[Asked, ...]]:
        """Per market its questions in the order of their observations, a contest's last."""
        links: dict[int, dict[Role, str]] = defaultdict(dict)
        for link in self._all(MarketQuestion, MarketQuestion.market_id, [row.market_id for row in rows]):
            links[link.market_id][Role(link.role)] = link.question_id
        named = {question_id for of in links.values() for question_id in of.values()}
        answers = {q.question_id: q for q in self._all(Question, Question.question_id, named)}
        found = {}
        for row in rows:
            keys = questions_by_role(market_of(row, templates[row.template_id]))
            of = links[row.market_id]
            found[row.market_id] = tuple(
                Asked(role, of[role], *_where(keys.get(role), row), answers.get(of[role]))
                for role in Role
                if role in of
            )
        return found

    def seqs(self, market_ids: Iterable[int]) -> dict[int, int]:
        """The number of each market's last change."""
        query = (
            select(Outbox.market_id, func.max(Outbox.seq))
            .where(among(Outbox.market_id, market_ids))
            .group_by(col(Outbox.market_id))
        )
        return dict(self._session.exec(query).all())

    def exposure(self, market_id: int, account: str) -> int:
        """Everything the account has staked in the market, micro-USDC."""
        query = select(func.sum(Bet.stake)).where(Bet.account == account, Bet.market_id == market_id)
        return int(self._session.exec(query).one() or 0)

    def bets(self, condition: ColumnElement[bool], after: Key | None, limit: int) -> Sequence[Bet]:
        """Newest first."""
        query = newest(select(Bet).where(condition), Bet, after, limit)
        rows: Sequence[Bet] = self._session.exec(query).all()
        return rows

    def claims(self, condition: ColumnElement[bool], after: Key | None, limit: int) -> Sequence[Claim]:
        """Newest first."""
        query = newest(select(Claim).where(condition), Claim, after, limit)
        rows: Sequence[Claim] = self._session.exec(query).all()
        return rows

    def changes(self, market_id: int) -> Sequence[Event]:
        """The few events that changed the market's state, in order."""
        query = select(Event).where(
            Event.about == str(market_id), among(Event.name, CHANGES), Event.contract == ENGINE
        )
        return self._session.exec(query.order_by(col(Event.block_number), col(Event.log_index))).all()

    def prices(self, symbol: str, since: int, until: int) -> Sequence[Price]:
        """The latest MAX_PRICES in [since, until] of the source that covers most of it, oldest first.

        Not of the one with most rows: the live prices of the last hour are many, and are no chart of a week.
        """
        window = (Price.symbol == symbol, col(Price.at).between(since, until))
        piece = (col(Price.at) - since) // max(1, (until - since) // CHART_PIECES)
        by_reach = select(Price.source).where(*window).group_by(col(Price.source))
        reach = func.count(func.distinct(piece)).desc()
        source = self._session.exec(
            by_reach.order_by(reach, func.count().desc(), col(Price.source)).limit(1)
        ).first()
        query = (
            select(Price)
            .where(*window, Price.source == source)
            .order_by(col(Price.at).desc())
            .limit(MAX_PRICES)
        )
        return self._session.exec(query).all()[::-1]

    def latest_price(self, symbol: str) -> Price | None:
        query = select(Price).where(Price.symbol == symbol).order_by(col(Price.at).desc(), col(Price.source))
        row: Price | None = self._session.exec(query.limit(1)).first()
        return row

    def _all(self, table: Any, column: Any, keys: Iterable[Any]) -> Sequence[Any]:
        return self._session.exec(select(table).where(among(column, keys))).all()


def _where(key: QuestionKey | None, row: Market) -> tuple[int | None, int]:
    """Source and time of a question; a contest's has no source, and is about the end."""
    return (None, row.observe_at) if key is None else (key.source_id, key.observe_at)


def _pools(outcomes: int, rows: dict[int, Pool]) -> Pools:
    return Pools(
        tuple(rows[i].stake if i in rows else 0 for i in range(outcomes)),
        tuple(rows[i].weight if i in rows else 0 for i in range(outcomes)),
    )
