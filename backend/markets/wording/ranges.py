"""RANGE: the range that holds the price wins."""

from itertools import pairwise

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from backend.markets.wording.text import EN_DASH, dollars, moment


def labels(record: MarketRecord, _about: About) -> list[str]:
    """A price on an edge belongs to the upper range, and the words say so."""
    edges = record.market.edges
    inner = [f"{dollars(low)} {EN_DASH} {dollars(high)}" for low, high in pairwise(edges)]
    return [f"below {dollars(edges[0])}", *inner, f"{dollars(edges[-1])} or more"]


def winning(record: MarketRecord, about: About) -> list[str]:
    return [
        f"The range that holds the price of {about.name} at {moment(record.market.observe_at)} wins; "
        "a price exactly on an edge belongs to the upper range.",
    ]
