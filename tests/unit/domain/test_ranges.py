from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import ranges
from mutuel.domain.errors import EdgesNotAscending
from tests.vectors import ints, load

INT64 = st.integers(-(2**63), 2**63 - 1)
EDGES = st.lists(INT64, min_size=1, max_size=4, unique=True).map(sorted)
POOLS = st.lists(st.integers(0, 300), min_size=2, max_size=5)


@pytest.mark.parametrize(("given_", "expect"), load("index_of"))
def test_index_of__vector__matches(given_: dict[str, Any], expect: int) -> None:
    assert ranges.index_of(int(given_["value"]), ints(given_["edges"])) == expect


@given(value=INT64, edges=EDGES)
def test_index_of__any_value__lies_in_exactly_one_range(value: int, edges: list[int]) -> None:
    lows, highs = [None, *edges], [*edges, None]
    holding = [
        i
        for i, (low, high) in enumerate(zip(lows, highs, strict=True))
        if (low is None or low <= value) and (high is None or value < high)
    ]
    assert holding == [ranges.index_of(value, edges)]


@given(edges=EDGES)
def test_index_of__value_on_an_edge__belongs_to_the_upper_range(edges: list[int]) -> None:
    assert [ranges.index_of(edge, edges) for edge in edges] == list(range(1, len(edges) + 1))


@pytest.mark.parametrize("edges", [(1, 1), (2, 1), (1, 3, 2)])
def test_check_edges__not_strictly_rising__is_refused(edges: tuple[int, ...]) -> None:
    with pytest.raises(EdgesNotAscending):
        ranges.check_edges(edges)


@given(edges=EDGES)
def test_check_edges__strictly_rising__passes(edges: list[int]) -> None:
    ranges.check_edges(edges)


@pytest.mark.parametrize(("given_", "expect"), load("merge_thin"))
def test_merge_thin__vector__matches(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    groups = ranges.merge_thin(ints(given_["pools"]), int(given_["threshold"]))
    assert list(groups) == expect["groups"]
    assert ranges.pack_merge_map(groups) == expect["map"]


@given(pools=POOLS, threshold=st.integers(0, 400))
def test_merge_thin__any_pools__gives_a_partition_into_runs_of_neighbours(
    pools: list[int], threshold: int
) -> None:
    groups = ranges.merge_thin(pools, threshold)
    assert len(groups) == len(pools)
    assert all(groups[group] == group <= i for i, group in enumerate(groups))
    assert list(groups) == sorted(groups)


@given(pools=POOLS, threshold=st.integers(0, 400))
def test_merge_thin__three_or_more_ranges__leaves_no_thin_group_beside_another(
    pools: list[int], threshold: int
) -> None:
    groups = ranges.merge_thin(pools, threshold)
    held = {g: sum(pool for pool, of in zip(pools, groups, strict=True) if of == g) for g in groups}
    assert len(pools) < 3 or len(held) == 1 or min(held.values()) >= threshold


@given(pools=POOLS, threshold=st.integers(0, 400), where=st.integers(0, 4), more=st.integers(1, 200))
def test_merge_thin__more_stake__never_merges_further(
    pools: list[int], threshold: int, where: int, more: int
) -> None:
    fuller = list(pools)
    fuller[where % len(pools)] += more
    before, after = ranges.merge_thin(pools, threshold), ranges.merge_thin(fuller, threshold)
    assert len(set(after)) >= len(set(before))
