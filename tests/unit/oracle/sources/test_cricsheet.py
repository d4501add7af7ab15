from __future__ import annotations

import pytest

from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.sources.closes import Refusal, Why
from oracle.sources.cricsheet import parse_match
from tests.unit.oracle.sources.matches import CRICKET_IDS, FIRST, SECOND, cricsheet, steady, wanted
from tests.unit.oracle.sources.payloads import body

MATCH = wanted(CRICKET_IDS["cricsheet"])


@pytest.mark.parametrize(
    ("outcome", "winner", "awarded"),
    [
        ({"winner": FIRST, "by": {"runs": 3}}, Winner.FIRST, False),
        ({"winner": SECOND, "by": {"wickets": 9}, "method": "D/L"}, Winner.SECOND, False),
        ({"result": "tie", "eliminator": FIRST}, Winner.FIRST, False),
        ({"result": "tie", "bowl_out": SECOND}, Winner.SECOND, False),
        ({"result": "tie"}, Winner.NOBODY, False),
        ({"result": "tie", "method": "D/L"}, Winner.NOBODY, False),
        ({"result": "no result"}, Winner.NOBODY, False),
        ({"result": "draw"}, Winner.NOBODY, False),
        ({"winner": FIRST, "method": "Awarded"}, Winner.FIRST, True),
    ],
)
def test_parse_match__outcome__the_official_result(
    outcome: dict[str, object], winner: Winner, awarded: bool
) -> None:
    assert parse_match(body(cricsheet(outcome)), MATCH) == MatchState(Play.OVER, winner, awarded=awarded)


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        (cricsheet({}), Why.RESULT_UNCLEAR),
        (cricsheet({"result": "tied"}), Why.RESULT_UNCLEAR),
        (cricsheet({"winner": "Others"}), Why.RESULT_UNCLEAR),
        (cricsheet({"winner": FIRST, "result": "tie"}), Why.RESULT_UNCLEAR),
        (cricsheet({"result": "tie", "eliminator": FIRST, "bowl_out": SECOND}), Why.RESULT_UNCLEAR),
        (cricsheet({"winner": FIRST}, teams=(FIRST, "Others")), Why.WRONG_MATCH),
        (cricsheet({"winner": FIRST}, day="2026-09-13"), Why.WRONG_MATCH),
    ],
)
def test_parse_match__not_a_clear_result__refused(payload: object, why: Why) -> None:
    refused = parse_match(body(payload), MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_parse_match__innings__runs_of_full_overs_without_super_overs() -> None:
    first, second = steady(4, 5, 6), [*steady(7, 8), [6, 6]]
    payload = cricsheet({"winner": SECOND}, [first, second, steady(11), steady(12)], super_over=True)
    state = parse_match(body(payload), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings == (
        Innings(0, (4, 5, 6), (None,) * 3, is_over=True),
        Innings(1, (7, 8), (None,) * 2, is_over=True),
    )


def test_parse_match__wides_and_noballs__do_not_complete_an_over() -> None:
    payload = cricsheet({"winner": FIRST}, [steady(4)])
    payload["innings"][0]["overs"][0]["deliveries"][5]["extras"] = {"wides": 1}
    state = parse_match(body(payload), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings[0].runs == ()


def test_parse_match__over_that_the_umpire_miscounted__is_full() -> None:
    payload = cricsheet({"winner": FIRST}, [[[1, 0, 0, 0, 0]]])
    payload["innings"][0]["miscounted_overs"] = {"0": {"balls": 5, "umpire": "A"}}
    state = parse_match(body(payload), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings[0].runs == (1,)


def test_parse_match__an_over_missing_in_the_file__unknown() -> None:
    payload = cricsheet({"winner": FIRST}, [steady(4, 5, 6)])
    del payload["innings"][0]["overs"][1]
    state = parse_match(body(payload), MATCH)
    assert isinstance(state, MatchState)
    assert state.innings[0].runs == (4, None, 6)


@pytest.mark.parametrize(
    ("place", "number"),
    [
        *((("runs", "total"), one) for one in (-1, 101, 10**6, 10**29, "9" * 4_300)),
        *((("over",), one) for one in (-1, 200, 10**29, "9" * 4_300)),
    ],
)
def test_parse_match__number_that_no_match_has__refused(place: tuple[str, ...], number: int | str) -> None:
    payload = cricsheet({"winner": FIRST}, [steady(4, 5)])
    over = payload["innings"][0]["overs"][0]
    holder = over if place == ("over",) else over["deliveries"][0]["runs"]
    holder[place[-1]] = number
    refused = parse_match(body(payload), MATCH)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE
