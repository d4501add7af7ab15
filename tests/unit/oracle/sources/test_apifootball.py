from __future__ import annotations

import pytest

from mutuel.domain.results import MatchState, Play, Winner
from oracle.sources.apifootball import parse_fixture
from oracle.sources.closes import Refusal, Why
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.matches import FOOTBALL_IDS, apifootball, wanted
from tests.unit.oracle.sources.payloads import body

MATCH = wanted(FOOTBALL_IDS["apifootball"])


@pytest.mark.parametrize(
    ("payload", "state"),
    [
        (apifootball(), MatchState(Play.OVER, Winner.FIRST)),
        (apifootball("AET", (1, 1), goals=(2, 1)), MatchState(Play.OVER, Winner.NOBODY)),
        (apifootball("PEN", (0, 0), goals=(0, 0)), MatchState(Play.OVER, Winner.NOBODY)),
        (apifootball("FT", (0, 4), goals=(4, 0)), MatchState(Play.OVER, Winner.SECOND)),
        (apifootball("ABD", (1, 0)), MatchState(Play.OVER, Winner.NOBODY)),
        (apifootball("AWD", (None, None)), MatchState(Play.OVER, Winner.FIRST, awarded=True)),
        (apifootball("WO", winner=None), MatchState(Play.OVER, Winner.NOBODY, awarded=True)),
        (apifootball("NS", (None, None)), MatchState(Play.AHEAD)),
        (apifootball("2H", (None, None), goals=(3, 0)), MatchState(Play.ON)),
        (apifootball("INT", (None, None)), MatchState(Play.STOPPED)),
    ],
)
def test_parse_fixture__status__score_after_90_minutes(payload: object, state: MatchState) -> None:
    assert parse_fixture(body(payload), MATCH) == state


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (apifootball(fulltime=(None, None), goals=(2, 1)), Why.RESULT_UNCLEAR),
        (apifootball(fulltime=(-1, 0)), Why.RESULT_UNCLEAR),
        (apifootball("HALF"), Why.RESULT_UNCLEAR),
        (apifootball(number=79), Why.WRONG_MATCH),
        (apifootball(errors={"rateLimit": "Too many requests."}), Why.RATE_LIMITED),
        (apifootball(errors={"token": "missing"}), Why.ERROR_BODY),
    ],
)
def test_parse_fixture__not_a_clear_result__refused(payload: object, why: Why) -> None:
    refused = parse_fixture(body(payload), MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is why


@needs_real_data
@pytest.mark.parametrize(
    ("number", "sides"), [("1125626", ("Faetano", "Cailungo")), ("1035430", ("Luton", "Liverpool"))]
)
def test_parse_fixture__real_live_matches__undecided(number: str, sides: tuple[str, str]) -> None:
    real = (REAL / "api/exchange/sports_data/api_football_v3_fixtures_live_excerpt.json").read_bytes()
    assert parse_fixture(real, wanted(number, sides)) == MatchState(Play.ON)
