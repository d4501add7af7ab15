"""The tail of the outbox and the markets it names."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from backend.markets.records import At, MarketRecord
from backend.markets.repository import MarketRepository
from mutuel.db.mirror import Outbox

MAX_TAIL = 5_000


class Tail(NamedTuple):
    """`last` is the greatest id read; `full` tells that more may wait behind it."""

    last: int
    market_ids: set[int]
    full: bool


class StreamRepository:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._markets = MarketRepository(session, str)

    def end(self) -> int:
        """The greatest id; 0 in an empty outbox."""
        return self._session.exec(select(func.max(Outbox.id))).one() or 0

    def tail(self, after: int) -> Tail:
        """At most MAX_TAIL notifications behind `after`; a rebuilt outbox, which ends before it, is new."""
        if self.end() < after:
            after = 0
        query = select(Outbox.id, Outbox.market_id).where(col(Outbox.id) > after).order_by(col(Outbox.id))
        rows = self._session.exec(query.limit(MAX_TAIL)).all()
        last = rows[-1][0] if rows else after
        return Tail(last or after, {market_id for _, market_id in rows}, len(rows) == MAX_TAIL)

    def markets(self, market_ids: Iterable[int]) -> tuple[At, list[MarketRecord]]:
        return self._markets.at(), self._markets.several(market_ids)

    def at(self) -> At:
        return self._markets.at()
