from __future__ import annotations

from dataclasses import replace

import pytest

from mutuel.domain.matches import Feed, Interruption, Match, Mode
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.results import Innings, MatchState, Play, Vote, Winner
from oracle.observations.matches.story import Saying, observed, over_since, overs_bowled, votes

QUORUM = Quorum((Entry("espn", 1), Entry("betfair", 2), Entry("cricsheet", 3)), 2, 2, is_match=True)
T = 1_791_900_000
MATCH = Match(
    number=77,
    sport="CRICKET",
    sides=("Harbour Lights", "Mill Town"),
    start=T,
    latest_end=T + 30_000,
    mode=Mode.TIME,
    window_seconds=600,
    windows=6,
    feeds={"espn": Feed("cricket/1/77", ("Harbour Lights", "Mill Town"))},
)
FIRST = MatchState(Play.OVER, Winner.FIRST)
SECOND = MatchState(Play.OVER, Winner.SECOND)


def says(source: str, at: int, state: MatchState | Play) -> Saying:
    return Saying(source, T + at, MatchState(state) if isinstance(state, Play) else state)


def batted(side: int, *runs: int | None, is_over: bool = False, ended: int | None = None) -> Innings:
    return Innings(side, runs, (ended,) * len(runs), is_over)


def test_votes__result_without_a_time__known_when_first_seen() -> None:
    sayings = [says("espn", 0, Play.ON), says("espn", 100, FIRST), says("espn", 160, FIRST)]
    assert votes(sayings, ["espn", "betfair"], T) == {"espn": Vote(Winner.FIRST, T + 100)}


def test_votes__result_with_its_official_time__known_then() -> None:
    told = replace(FIRST, known_at=T + 42)
    assert votes([says("betfair", 100, told)], ["betfair"], T) == {"betfair": Vote(Winner.FIRST, T + 42)}


@pytest.mark.parametrize("told", [-T + 1, -1, 101, 2**32 - 1 - T])
def test_votes__official_time_before_the_match_or_after_it_was_seen__known_when_first_seen(told: int) -> None:
    """Else one feed's wrong clock voids every window as known before its close, or makes a report from the future."""
    sayings = [says("betfair", 0, Play.ON), says("betfair", 100, replace(FIRST, known_at=T + told))]
    assert votes(sayings, ["betfair"], T) == {"betfair": Vote(Winner.FIRST, T + 100)}


def test_votes__feed_corrects_itself__the_new_result_and_its_own_time() -> None:
    sayings = [
        says("espn", 100, FIRST),
        says("espn", 200, SECOND),
        says("espn", 300, replace(SECOND, awarded=True)),
    ]
    assert votes(sayings, ["espn"], T) == {"espn": Vote(Winner.SECOND, T + 300, awarded=True)}
    assert votes([*sayings, says("espn", 400, Play.ON)], ["espn"], T) == {}


def test_votes__range_of_overs__who_made_more_runs_when_its_last_over_ended() -> None:
    innings = (batted(1, 4, 6, 9, is_over=True), batted(0, 8, 3, ended=T + 90))
    sayings = [says("betfair", 100, MatchState(Play.ON, innings=innings))]
    assert votes(sayings, ["betfair"], T, range(2)) == {"betfair": Vote(Winner.FIRST, T + 90)}
    assert votes(sayings, ["betfair"], T, range(2, 3)) == {}


def test_votes__range_of_overs_never_bowled__nobody() -> None:
    over = MatchState(Play.OVER, innings=(batted(1, 4, 6, is_over=True),))
    assert votes([says("betfair", 100, over)], ["betfair"], T, range(2)) == {
        "betfair": Vote(Winner.NOBODY, T + 100)
    }


def test_votes__feed_lost_an_over__no_vote_on_it() -> None:
    lost = MatchState(Play.OVER, innings=(batted(1, 4, None, is_over=True), batted(0, 5, 5, is_over=True)))
    assert votes([says("betfair", 100, lost)], ["betfair"], T, range(2)) == {}


def test_over_since__enough_feeds__from_the_one_that_completed_them() -> None:
    sayings = [says("espn", 100, FIRST), says("oddsapi", 110, Play.OVER), says("betfair", 150, Play.OVER)]
    assert over_since(sayings[:2], QUORUM) is None
    assert over_since(sayings, QUORUM) == T + 150
    assert over_since([*sayings, says("espn", 200, Play.ON)], QUORUM) is None


def test_observed__rain__open_stop_announces_nothing_until_play_is_on_again() -> None:
    sayings = [says("espn", 0, Play.ON), says("espn", 700, Play.STOPPED)]
    stopped = observed(MATCH, sayings, ["espn"], QUORUM)
    assert stopped.interruptions == (Interruption(T + 700, T + 700, T + 700, windows=0),)
    assert [window.index for window in stopped.to_play()] == [0]

    resumed = observed(MATCH, [*sayings, says("espn", 2_000, Play.ON)], ["espn"], QUORUM)
    assert resumed.interruptions == (Interruption(T + 700, T + 2_000, T + 2_000),)
    again = [window for window in resumed.to_play() if window.index >= MATCH.windows]
    assert [window.index for window in again] == [6, 7, 8, 9, 10]
    assert all(window.open_at >= T + 2_000 + 600 for window in again)


@pytest.mark.parametrize(
    "sayings",
    [
        [says("apifootball", 50, Play.ON), says("espn", 100, Play.STOPPED)],
        [says("apifootball", 50, Play.AHEAD), says("espn", 100, Play.STOPPED)],
        [says("espn", 100, Play.STOPPED)],  # the other has said nothing: one alone voids no window
        [says("betfair", 100, Play.STOPPED)],
        [says("espn", 100, Play.AHEAD)],
    ],
)
def test_observed__a_teller_says_play_is_on_or_none_says_stop__no_stop(sayings: list[Saying]) -> None:
    assert observed(MATCH, sayings, ["espn", "apifootball"], QUORUM).interruptions == ()


def test_observed__both_tellers_say_stop__from_the_second_on_until_one_says_play() -> None:
    sayings = [
        *(says("espn", 100, Play.STOPPED), says("apifootball", 160, Play.STOPPED)),
        says("apifootball", 900, Play.ON),
    ]
    stopped = observed(MATCH, sayings, ["espn", "apifootball"], QUORUM).interruptions
    assert stopped == (Interruption(T + 160, T + 900, T + 900),)


def test_observed__decided__no_window_opens_any_more() -> None:
    done = observed(MATCH, [says("espn", 650, FIRST), says("cricsheet", 660, FIRST)], ["espn"], QUORUM)
    assert done.decided_at == T + 660
    assert [window.index for window in done.to_play()] == [0, 1]


def test_observed__stop_that_ends_with_the_match__announces_nothing() -> None:
    abandoned = MatchState(Play.OVER, Winner.NOBODY)
    sayings = [says("espn", 700, Play.STOPPED), says("espn", 900, abandoned), says("betfair", 950, abandoned)]
    assert [window.index for window in observed(MATCH, sayings, ["espn"], QUORUM).to_play()] == [0]


def test_overs_bowled__feeds_differ__the_fewest() -> None:
    more = MatchState(Play.ON, innings=(batted(0, 4, 5, 6, is_over=True), batted(1, 3)))
    less = MatchState(Play.ON, innings=(batted(0, 4, 5, 6),))
    assert overs_bowled([says("espn", 0, Play.ON)]) == 0
    assert overs_bowled([says("betfair", 0, more)]) == 4
    assert overs_bowled([says("betfair", 0, more), says("cricsheet", 0, less)]) == 3
