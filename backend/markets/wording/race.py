"""RACE: which of two prices changed more, compared exactly."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from mutuel.text import minute


def winning(record: MarketRecord, about: About) -> list[str]:
    first, second = about.runners
    start, end = minute(record.start_at or 0), minute(record.market.observe_at)
    return [
        f"{first} or {second}: the one whose price rises more, or falls less, from {start} to {end} wins. "
        "The two changes are compared as fractions, without rounding.",
        "If both changed alike, or one of the four prices cannot be established, every stake goes back in full.",
    ]
