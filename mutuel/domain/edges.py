"""Where the five weekly ranges are cut (rules 1.3): equally likely under last week's volatility.

The only module that computes with something else than integers: logarithms need Decimal, 40 digits, half even.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from itertools import pairwise
from typing import Final

from mutuel.domain.errors import TooFewCloses, require_range
from mutuel.domain.units import Price8

LOOKBACK: Final = 5
LONG_LOOKBACK: Final = 20
"""Used when five quiet sessions leave two edges on one tick."""
QUINTILES: Final = tuple(Decimal(z) for z in ("-0.8416", "-0.2533", "0.2533", "0.8416"))
"""Normal quintiles, as fixed by rule 1.3."""
_CONTEXT: Final = Context(prec=40, rounding=ROUND_HALF_EVEN)


def quintile_edges(closes: Sequence[Price8], sessions: int, tick: Price8) -> tuple[Price8, ...]:
    """Four strictly rising edges around the last close, each a multiple of `tick`.

    r_i = ln(C_i / C_{i-1}) over the last 5 sessions; sigma = sqrt(sum(r_i^2) / 5), mean taken as 0;
    edge = S0 * exp(z * sigma * sqrt(sessions)), rounded to the tick, half up. Two edges equal: the same over the
    last 20 sessions; still equal: neighbours are moved one tick apart, outwards from the second edge.

    `closes` are official closes, oldest first, in shares of one day; at least 6 (21 for the long look).
    With fewer than 21 the long look takes all there are. Raises TooFewCloses, and OutOfRange when the lowest edge
    would not be a price.
    """
    if len(closes) <= LOOKBACK:
        raise TooFewCloses(len(closes), LOOKBACK + 1)
    edges = _edges(closes[-LOOKBACK - 1 :], sessions, tick)
    if not _rising(edges):
        edges = _edges(closes[-LONG_LOOKBACK - 1 :], sessions, tick)
    if not _rising(edges):
        edges = _one_tick_apart(edges, tick)
    require_range("lowest edge", edges[0], tick, edges[-1])
    return tuple(Price8(edge) for edge in edges)


def _edges(closes: Sequence[Price8], sessions: int, tick: Price8) -> list[int]:
    with localcontext(_CONTEXT):
        last, spread = Decimal(closes[-1]) / tick, _sigma(closes) * Decimal(sessions).sqrt()
        ticks = [last * (z * spread).exp() for z in QUINTILES]
        return [int(edge.to_integral_value(ROUND_HALF_UP)) * tick for edge in ticks]


def _sigma(closes: Sequence[Price8]) -> Decimal:
    returns = [(Decimal(today) / yesterday).ln() for yesterday, today in pairwise(closes)]
    return (sum((r * r for r in returns), Decimal(0)) / len(returns)).sqrt()


def _rising(edges: Sequence[int]) -> bool:
    return all(low < high for low, high in pairwise(edges))


def _one_tick_apart(edges: Sequence[int], tick: int) -> list[int]:
    lowest, second, third, highest = edges
    third = max(third, second + tick)
    return [min(lowest, second - tick), second, third, max(highest, third + tick)]
