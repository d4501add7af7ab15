from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors
from mutuel.domain.resolution import rounds
from mutuel.domain.resolution.rounds import Feed, Round
from tests.vectors import load

T = 1_000_000
FEED = Feed(phase=3, max_age=2_000)


def round_of(given_: dict[str, Any] | None) -> Round | None:
    return Round(int(given_["id"]), int(given_["answer"]), given_["updatedAt"]) if given_ else None


@pytest.mark.parametrize(("given_", "expect"), load("rounds"))
def test_check_round__vector__matches(given_: dict[str, Any], expect: Any) -> None:
    pinned = given_["feed"]
    seen = round_of(given_["round"])
    assert seen is not None
    arguments = (
        Feed(pinned["phase"], pinned["maxAge"], pinned["settleDelay"]),
        seen,
        round_of(given_["next"]),
        int(given_["latestId"]),
        given_["at"],
        given_["now"],
    )
    if isinstance(expect, str):
        assert rounds.check_round(*arguments) == int(expect)
        return
    with pytest.raises(getattr(errors, expect["error"])):
        rounds.check_round(*arguments)


@given(
    stamps=st.lists(st.integers(T - 1_500, T + 1_500), min_size=1, max_size=12).map(sorted),
    wait=st.integers(0, 300),
)
def test_check_round__feed_in_order__accepts_at_most_one_round_and_round_at_finds_it(
    stamps: list[int], wait: int
) -> None:
    feed_rounds = [Round(3 << 64 | i, 100 + i, stamp) for i, stamp in enumerate(stamps, start=1)]
    now = max(T + wait, stamps[-1])
    accepted = []
    for i, one in enumerate(feed_rounds):
        after = feed_rounds[i + 1] if i + 1 < len(feed_rounds) else None
        try:
            rounds.check_round(FEED, one, after, feed_rounds[-1].id, T, now)
        except errors.RoundRefused:
            continue
        accepted.append(one)
    assert len(accepted) <= 1
    if accepted:
        assert rounds.round_at(FEED, feed_rounds[::-1], feed_rounds[-1].id, T, now) == accepted[0]
    else:
        with pytest.raises(errors.RoundRefused):
            rounds.round_at(FEED, feed_rounds, feed_rounds[-1].id, T, now)
