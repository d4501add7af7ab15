from __future__ import annotations

from itertools import product

import pytest

from mutuel.domain.errors import UnknownSource
from mutuel.domain.resolution.decide import Delay, Dispute, DisputeReason, Entry, Final, Flag, Quorum, Void
from mutuel.domain.results import Innings, Vote, Winner, decide_match, over_winner

QUORUM = Quorum((Entry("espn", 1), Entry("betfair", 2), Entry("cricsheet", 3)), 2, 2, is_match=True)
NOW = 1_000
END = 2_000
FIRST, SECOND, NOBODY = Winner.FIRST, Winner.SECOND, Winner.NOBODY


def votes(**winners: Winner) -> dict[str, Vote]:
    return {feed: Vote(winner, 900) for feed, winner in winners.items()}


@pytest.mark.parametrize("winner", [FIRST, SECOND])
def test_decide_match__two_groups_agree__final_known_at_the_lower_median(winner: Winner) -> None:
    decided = decide_match(QUORUM, {"espn": Vote(winner, 700), "betfair": Vote(winner, 650)}, END, NOW)
    assert isinstance(decided.verdict, Final)
    assert (decided.verdict.reading.value, decided.verdict.mask) == (winner, 0b011)
    assert (decided.known_at, decided.flags) == (650, Flag.NONE)


def test_decide_match__all_see_no_winner__void_with_the_flag() -> None:
    decided = decide_match(QUORUM, votes(espn=NOBODY, cricsheet=NOBODY), END, NOW)
    assert decided.verdict == Void(0b101, (0, 0))
    assert decided.flags is Flag.NO_WINNER


@pytest.mark.parametrize(
    ("feeds", "outcomes"),
    [
        (feeds, outcomes)
        for feeds in (
            ("espn", "betfair"),
            ("espn", "cricsheet"),
            ("betfair", "cricsheet"),
            ("espn", "betfair", "cricsheet"),
        )
        for outcomes in product(Winner, repeat=len(feeds))
        if len(set(outcomes)) > 1
    ],
)
def test_decide_match__any_two_feeds_differ__never_settles(
    feeds: tuple[str, ...], outcomes: tuple[Winner, ...]
) -> None:
    decided = decide_match(QUORUM, votes(**dict(zip(feeds, outcomes, strict=True))), END, NOW)
    assert isinstance(decided.verdict, Dispute)
    if NOBODY in outcomes:
        assert decided.flags == Flag.HALT | Flag.NO_WINNER
        assert set(decided.verdict.values) == {0}
    else:
        assert decided.verdict.reason is DisputeReason.CODES_DIFFER
        assert decided.verdict.values == tuple(map(int, outcomes))


@pytest.mark.parametrize("winner", list(Winner))
def test_decide_match__awarded__somebody_has_to_rule(winner: Winner) -> None:
    cast = votes(espn=winner, betfair=winner) | {"cricsheet": Vote(winner, 900, awarded=True)}
    decided = decide_match(QUORUM, cast, END, NOW)
    assert isinstance(decided.verdict, Dispute)
    assert Flag.HALT in decided.flags


def test_decide_match__one_feed_alone__waits_and_goes_to_a_dispute_in_the_end() -> None:
    assert isinstance(decide_match(QUORUM, votes(espn=FIRST), END, NOW).verdict, Delay)
    assert decide_match(QUORUM, {}, END, END + 86_401).verdict == Dispute(DisputeReason.SILENCE)


def test_decide_match__two_feeds_of_one_group__not_enough() -> None:
    same = Quorum((Entry("espn", 1), Entry("betfair", 1)), 2, 2, is_match=True)
    assert isinstance(decide_match(same, votes(espn=FIRST, betfair=FIRST), END, NOW).verdict, Delay)


def test_decide_match__feed_that_is_no_entry__refused() -> None:
    with pytest.raises(UnknownSource):
        decide_match(QUORUM, votes(oddsapi=FIRST), END, NOW)


def innings(side: int, *runs: int | None, is_over: bool = False) -> Innings:
    return Innings(side, runs, tuple(range(100, 100 + len(runs))), is_over)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (innings(1, 5, 7), innings(0, 6, 5), (SECOND, 101)),
        (innings(1, 5, 7), innings(0, 6, 9), (FIRST, 101)),
        (innings(0, 5, 7), innings(1, 6, 6), (NOBODY, 101)),
        (innings(0, 5, 7), innings(1, 6), None),
        (innings(0, 5), innings(1, 6, 6), None),
        (innings(0, 5, 7), innings(1, 6, is_over=True), (NOBODY, None)),
        (innings(0, 5, is_over=True), innings(1), (NOBODY, None)),
    ],
)
def test_over_winner__same_overs_of_both_innings__more_runs(
    first: Innings, second: Innings, expected: tuple[Winner, int | None] | None
) -> None:
    assert over_winner([first, second], range(2), is_over=False) == expected


def test_over_winner__match_is_over_before_the_second_side_batted__nobody() -> None:
    assert over_winner([innings(0, 5, 7)], range(2), is_over=True) == (NOBODY, None)


def test_over_winner__an_over_that_the_feed_lost__no_answer() -> None:
    with pytest.raises(LookupError):
        over_winner([innings(0, 5, None), innings(1, 5, 5)], range(2), is_over=True)
