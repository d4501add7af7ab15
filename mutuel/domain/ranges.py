"""Outcomes as ranges over one signed integer (rules 1.2, 1.3, 1.7)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from mutuel.domain.errors import EdgesNotAscending

MAX_OUTCOMES = 5


def check_edges(edges: Sequence[int]) -> None:
    """Raises EdgesNotAscending unless every edge is above the one before."""
    if any(low >= high for low, high in pairwise(edges)):
        raise EdgesNotAscending(tuple(edges))


def index_of(value: int, edges: Sequence[int]) -> int:
    """Index of the half-open range [edge, next edge) that holds `value`; first and last are open-ended.

    Equals the number of edges <= value, so a value on an edge belongs to the upper range. `edges` rise
    strictly (see check_edges).
    """
    return bisect_right(edges, value)


def merge_thin(pools: Sequence[int], threshold: int) -> tuple[int, ...]:
    """For each range the lowest range of its group, after thin groups joined towards the centre.

    R-MERGE, one pass: with c = floor(n/2), groups 0 .. c-1 below `threshold` join the next one up, groups
    n-1 .. c+1 the next one down, each looked at with what has joined it already; then a thin centre joins the
    nearest group below it, or above if there is none. Fewer than three pools never merge. Groups are runs of
    neighbours; all zeros means that one group is left. Amounts in micro-USDC, `threshold` absolute.
    """
    n = len(pools)
    group = list(range(n))
    if n < 3:
        return tuple(group)
    held, centre = list(pools), n // 2
    inwards = [(i, i + 1) for i in range(centre)] + [(i, i - 1) for i in range(n - 1, centre, -1)]
    for thin, inner in inwards:
        if held[thin] < threshold:
            _join(group, held, thin, inner)
    if held[centre] < threshold:
        neighbours = [g for g in group if g < centre][-1:] + [g for g in group if g > centre][:1]
        if neighbours:
            _join(group, held, centre, neighbours[0])
    return tuple(group.index(g) for g in group)


def pack_merge_map(groups: Sequence[int]) -> int:
    """The 15-bit merge map of the chain: three bits per range, range 0 lowest."""
    return sum(group << 3 * i for i, group in enumerate(groups))


def _join(group: list[int], held: list[int], thin: int, into: int) -> None:
    """Moves all of group `thin` into group `into`. A group is named by the range that received it."""
    held[into] += held[thin]
    group[:] = [into if g == thin else g for g in group]
