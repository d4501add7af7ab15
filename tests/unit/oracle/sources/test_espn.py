from __future__ import annotations

import pytest

from mutuel.domain.results import MatchState, Play, Winner
from oracle.sources.closes import Refusal, Why
from oracle.sources.espn import parse_scoreboard
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.matches import CRICKET_IDS, FIRST, SECOND, espn, wanted
from tests.unit.oracle.sources.payloads import body

MATCH = wanted(CRICKET_IDS["espn"])


@pytest.mark.parametrize(
    ("payload", "state"),
    [
        (espn(), MatchState(Play.OVER, Winner.FIRST)),
        (espn(winners=(False, True)), MatchState(Play.OVER, Winner.SECOND)),
        (espn(teams=(SECOND, FIRST)), MatchState(Play.OVER, Winner.SECOND)),
        (espn(winners=(False, False)), MatchState(Play.OVER, Winner.NOBODY)),
        (espn("STATUS_ABANDONED"), MatchState(Play.OVER, Winner.NOBODY)),
        (espn("STATUS_FORFEIT"), MatchState(Play.OVER, Winner.FIRST, awarded=True)),
        (espn("STATUS_SCHEDULED", "pre", False), MatchState(Play.AHEAD)),
        (espn("STATUS_IN_PROGRESS", "in", False), MatchState(Play.ON)),
        (espn("STATUS_RAIN_DELAY", "in", False), MatchState(Play.STOPPED)),
        (espn("STATUS_POSTPONED", "post", True), MatchState(Play.STOPPED)),
    ],
)
def test_parse_scoreboard__status__what_it_means(payload: object, state: MatchState) -> None:
    assert parse_scoreboard(body(payload), MATCH) == state


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (espn(completed=None), Why.RESULT_UNCLEAR),
        (espn("STATUS_END_OF_REGULATION", "post", False), Why.RESULT_UNCLEAR),  # is play stopped, or over?
        (espn("STATUS_TEATIME", "interval", False), Why.RESULT_UNCLEAR),
        (espn(winners=(None, None)), Why.RESULT_UNCLEAR),
        (espn(winners=(True, None)), Why.RESULT_UNCLEAR),
        (espn(winners=(True, True)), Why.RESULT_UNCLEAR),
        (espn(event="78"), Why.WRONG_MATCH),
        (espn(teams=(FIRST, "Others")), Why.WRONG_MATCH),
    ],
)
def test_parse_scoreboard__not_a_clear_result__refused(payload: object, why: Why) -> None:
    refused = parse_scoreboard(body(payload), MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is why


@needs_real_data
def test_parse_scoreboard__real_payload__the_winner() -> None:
    real = (REAL / "api/exchange/sports_data/espn_scoreboard_final_excerpt.json").read_bytes()
    asked = wanted("football/nfl/401872948", ("Green Bay Packers", "Atlanta Falcons"))
    assert parse_scoreboard(real, asked) == MatchState(Play.OVER, Winner.SECOND)
