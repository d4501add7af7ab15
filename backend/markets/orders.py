"""The orders in which markets are listed; a page's cursor holds the key of its last market."""

from typing import Final, NamedTuple

from backend.markets.records import MarketRecord
from backend.markets.schemas import Sort
from backend.pages import Key


class Order(NamedTuple):
    """By a column of the mirror's markets, then by id, so that no two markets are equal."""

    name: str
    column: str
    rising: bool

    def key(self, record: MarketRecord) -> Key:
        return getattr(record.row, self.column), record.row.market_id


LATEST_CLOSE: Final = Order("", "closes_at", rising=False)
ORDERS: Final = {
    Sort.NEWEST: Order(Sort.NEWEST, "created_block", rising=False),
    Sort.CLOSING: Order(Sort.CLOSING, "closes_at", rising=True),
    Sort.POOL: Order(Sort.POOL, "staked", rising=False),
}
