from __future__ import annotations

import pytest

from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.sources.betfair import parse_stream
from oracle.sources.closes import Refusal, Why
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.matches import (
    CRICKET_IDS,
    FIRST,
    SECOND,
    START,
    betfair_market,
    betfair_score,
    lines,
    wanted,
)

MATCH = wanted(CRICKET_IDS["betfair"])
ONE_OVER = betfair_score(START + 240, [(FIRST, 7, "1.0", 0)])
NEXT_BALL_WIDE = betfair_score(START + 260, [(FIRST, 8, "1.0", 0)])
TWO_OVERS = betfair_score(START + 480, [(FIRST, 12, "2.0", 0)])
COMPLETE = betfair_score(
    START + 900, [(FIRST, 12, "2.0", 0), (SECOND, 13, "1.4", 0)], "FINISHED", "MATCH_COMPLETE"
)
FINISHED = (Innings(0, (7, 5), (START + 240, START + 480), is_over=True), Innings(1, (), (), is_over=True))


def test_parse_stream__overs__runs_and_ends_as_first_told() -> None:
    state = parse_stream(lines(ONE_OVER, NEXT_BALL_WIDE, TWO_OVERS), MATCH)
    assert state == MatchState(
        Play.ON, innings=(Innings(0, (7, 5), (START + 240, START + 480), is_over=False),)
    )


@pytest.mark.parametrize(
    ("statuses", "winner"),
    [
        (("WINNER", "LOSER"), Winner.FIRST),
        (("LOSER", "WINNER"), Winner.SECOND),
        (("WINNER", "WINNER"), Winner.NOBODY),
        (("REMOVED", "REMOVED"), Winner.NOBODY),
    ],
)
def test_parse_stream__settled_market__the_official_result_known_at_the_end(
    statuses: tuple[str, str], winner: Winner
) -> None:
    state = parse_stream(lines(ONE_OVER, TWO_OVERS, COMPLETE, betfair_market(START + 1_900, statuses)), MATCH)
    assert state == MatchState(Play.OVER, winner, START + 900, innings=FINISHED)


def test_parse_stream__finished_but_unsettled__over_without_a_winner() -> None:
    open_market = betfair_market(START + 901, ("ACTIVE", "ACTIVE"), "SUSPENDED")
    assert parse_stream(lines(ONE_OVER, TWO_OVERS, COMPLETE, open_market), MATCH) == MatchState(
        Play.OVER, innings=FINISHED
    )


def test_parse_stream__message_lost_at_the_end_of_an_over__both_overs_unknown() -> None:
    later = betfair_score(START + 720, [(FIRST, 20, "3.0", 0)])
    state = parse_stream(lines(ONE_OVER, later), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings[0].runs == (7, None, None)


def test_parse_stream__another_match_in_the_stream__is_left_out() -> None:
    other = betfair_score(START + 250, [("Others", 99, "2.0", 0)])
    other["cc"][0]["marketId"] = "1.78"
    mixed = {**ONE_OVER, "cc": [*ONE_OVER["cc"], *other["cc"]]}
    state = parse_stream(lines(mixed), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings[0].runs == (7,)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", Why.WRONG_SHAPE),
        (lines(ONE_OVER) + b"\n{broken", Why.NOT_JSON),
        (lines(ONE_OVER) + b'\n{"pt": 1e5000}', Why.NOT_JSON),
        (lines(betfair_score(START + 240, [(FIRST, 10_001, "1.0", 0)])), Why.WRONG_SHAPE),
        (lines(betfair_score(START + 240, [(FIRST, -1, "1.0", 0)])), Why.WRONG_SHAPE),
        (lines({"op": "ccm", "pt": 1, "cc": []}), Why.WRONG_MATCH),
        (lines(betfair_market(START, ("WINNER", "LOSER"))), Why.WRONG_MATCH),
        (lines(ONE_OVER, betfair_market(START, ("WINNER", "REMOVED"))), Why.RESULT_UNCLEAR),
    ],
)
def test_parse_stream__unusable__refused(body: bytes, why: Why) -> None:
    refused = parse_stream(body, MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is why


@needs_real_data
def test_parse_stream__real_recording__netherlands_beat_papua_new_guinea() -> None:
    scores = (REAL / "sports/cricket/betfair_1.200806927_T20I_NED_v_PNG_score_feed.jsonl").read_bytes()
    market = (REAL / "sports/odds/betfair_1.200806927_T20I_NED_v_PNG_market.jsonl").read_bytes()
    definitions = [line for line in market.splitlines() if b'"marketDefinition"' in line]
    sides = ("Papua New Guinea", "Netherlands")
    asked = wanted("1.200806927", sides, start=1_657_537_200)
    state = parse_stream(scores + b"\n" + b"\n".join(definitions), asked)
    assert isinstance(state, MatchState)
    assert (state.play, state.winner, state.known_at) == (Play.OVER, Winner.SECOND, 1_657_550_299)
    first, second = state.innings
    assert (first.side, sum(runs or 0 for runs in first.runs), len(first.runs)) == (1, 163, 20)
    assert (second.side, len(second.runs), second.runs[13:15]) == (0, 19, (None, None))
