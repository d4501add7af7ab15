"""RACE: which of two prices changed more, compared exactly."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from backend.markets.wording.text import moment


def winning(record: MarketRecord, about: About) -> list[str]:
    first, second = about.runners
    start, end = moment(record.start_at or 0), moment(record.market.observe_at)
    return [
        f"{first} or {second}: the one whose price rises more, or falls less, from {start} to {end} wins. "
        "The two changes are compared as fractions, without rounding.",
        "If both changed alike, or one of the four prices cannot be established, every stake goes back in full.",
    ]
