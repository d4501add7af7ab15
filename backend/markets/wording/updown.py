"""UPDOWN: the price at the end against the price at the start."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from backend.markets.wording.text import moment
from mutuel.domain.naming import DOWN, UP


def winning(record: MarketRecord, about: About) -> list[str]:
    start, end = moment(record.start_at or 0), moment(record.market.observe_at)
    return [
        f"{UP} wins if the price of {about.name} at {end} is above its price at {start}; "
        f"{DOWN} wins if it is below.",
        "If both prices are equal, every stake goes back in full.",
    ]
