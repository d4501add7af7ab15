from __future__ import annotations

import pytest

from mutuel.domain.results import MatchState, Play, Winner
from oracle.sources.closes import Refusal, Why
from oracle.sources.oddsapi import parse_scores
from tests.unit.oracle.sources.matches import CRICKET_IDS, FOOTBALL_IDS, oddsapi, wanted
from tests.unit.oracle.sources.payloads import body

KNOWN = 1_791_979_200
MATCH = wanted(FOOTBALL_IDS["oddsapi"])


@pytest.mark.parametrize(
    ("payload", "state"),
    [
        (oddsapi(("3", "1")), MatchState(Play.OVER, Winner.FIRST, KNOWN)),
        (oddsapi(("1", "10")), MatchState(Play.OVER, Winner.SECOND, KNOWN)),
        (oddsapi(("2", "2")), MatchState(Play.OVER, Winner.NOBODY, KNOWN)),
        (oddsapi(("2", "1"), last_update=None), MatchState(Play.OVER, Winner.FIRST)),
        (oddsapi(("2", "1"), completed=False), MatchState(Play.ON)),
        (oddsapi(None, completed=False), MatchState(Play.AHEAD)),
    ],
)
def test_parse_scores__event__compared_as_numbers(payload: object, state: MatchState) -> None:
    assert parse_scores(body(payload), MATCH) == state


def test_parse_scores__cricket_with_more_runs_for_the_loser__names_no_winner() -> None:
    after_rain = oddsapi(("191", "126"), event="ev77")
    assert parse_scores(body(after_rain), wanted(CRICKET_IDS["oddsapi"])) == MatchState(Play.OVER)


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (oddsapi(None), Why.RESULT_UNCLEAR),
        (oddsapi(("3", "")), Why.RESULT_UNCLEAR),
        (oddsapi(("3", "-1")), Why.RESULT_UNCLEAR),
        (oddsapi(("3", "1e3")), Why.RESULT_UNCLEAR),
        (oddsapi(event="other"), Why.WRONG_MATCH),
        (oddsapi(home="Others"), Why.WRONG_MATCH),
        ({"message": "slow down", "error_code": "EXCEEDED_FREQ_LIMIT"}, Why.RATE_LIMITED),
        ({"message": "who are you", "error_code": "INVALID_KEY"}, Why.ERROR_BODY),
    ],
)
def test_parse_scores__not_a_clear_result__refused(payload: object, why: Why) -> None:
    refused = parse_scores(body(payload), MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is why
