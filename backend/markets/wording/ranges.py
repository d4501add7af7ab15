"""RANGE: the range that holds the price wins."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from mutuel.text import minute


def winning(record: MarketRecord, about: About) -> list[str]:
    return [
        f"The range that holds the price of {about.name} at {minute(record.market.observe_at)} wins; "
        "a price exactly on an edge belongs to the upper range.",
    ]
