"""UPDOWN: the price at the end against the price at the start."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from mutuel.domain.naming import DOWN, UP
from mutuel.text import minute


def winning(record: MarketRecord, about: About) -> list[str]:
    start, end = minute(record.start_at or 0), minute(record.market.observe_at)
    return [
        f"{UP} wins if the price of {about.name} at {end} is above its price at {start}; "
        f"{DOWN} wins if it is below.",
        "If both prices are equal, every stake goes back in full.",
    ]
