from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest

from mutuel.domain import errors
from mutuel.domain.matches import Match, Mode
from mutuel.domain.products import fixtures, match_windows
from mutuel.domain.products.planned import Around, Planned
from tests.unit.domain.products.spans import LISTINGS, at

WINNER, SAFE = LISTINGS["CRICKET-WINNER"], LISTINGS["CRICKET-WINNER-SAFE"]
FILE = """
[[matches]]
number = 7
sport = "CRICKET"
sides = ["First", "Second"]
start = 2026-05-15T14:00:00Z
latest_end = 2026-05-15T23:30:00+01:30
mode = "time"
window_seconds = 600
windows = 6

[[matches.interruptions]]
at = 2026-05-15T14:25:00Z
known_at = 2026-05-15T14:30:00Z
resume_at = 2026-05-15T15:00:00Z
windows = 3
"""
CONFIG = tomllib.loads(FILE)
START = at("2026-05-15T14:00")


def matches(**changes: Any) -> tuple[Match, ...]:
    config = deepcopy(CONFIG)
    config["matches"][0] |= changes
    return fixtures.parse(config)


def planned(now: int, found: tuple[Match, ...] | None = None) -> list[Planned]:
    return list(match_windows.planned(WINNER, Around(matches=found or matches(interruptions=[])), now))


def test_planned__match_to_come__its_windows_a_day_before() -> None:
    plans = planned(START - 86_400)
    assert [plan.market.index for plan in plans] == list(range(6))
    assert {plan.market.period for plan in plans} == {7}
    assert {plan.ready_at for plan in plans} == {START - 86_400}
    assert {plan.market.observe_at for plan in plans} == {at("2026-05-15T22:00")}
    assert plans[0].market.edges == ()


def test_planned__keeper_was_away__only_windows_with_ten_minutes_notice() -> None:
    assert [plan.market.index for plan in planned(START)] == [1, 2, 3, 4, 5]
    assert [plan.market.index for plan in planned(START + 1)] == [2, 3, 4, 5]


def test_planned__rain__announced_again_under_new_numbers() -> None:
    plans = planned(at("2026-05-15T14:30"), matches())
    assert [(plan.market.index, plan.market.open_at) for plan in plans] == [
        (6 + i, at("2026-05-15T15:00") + i * 600) for i in range(3)
    ]
    assert {plan.ready_at for plan in plans} == {at("2026-05-15T14:30")}


def test_planned__other_sport_or_template__is_not_offered() -> None:
    assert planned(START - 3_600, matches(sport="CHESS", interruptions=[])) == []
    only_safe = matches(templates=["CRICKET-WINNER-SAFE"], interruptions=[])
    assert planned(START - 3_600, only_safe) == []
    assert len(list(match_windows.planned(SAFE, Around(matches=only_safe), START - 3_600))) == 6


def test_parse__file__as_written() -> None:
    (match,) = matches()
    assert (match.number, match.mode, match.sides) == (7, Mode.TIME, ("First", "Second"))
    assert match.latest_end == at("2026-05-15T22:00")
    assert match.interruptions[0].windows == 3
    assert fixtures.parse({}) == ()


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("number", 0, "number"),
        ("sides", ["First", "First"], "two different"),
        ("sides", ["First"], "two different"),
        ("mode", "balls", "mode"),
        ("windows", 257, "windows"),
        ("window_seconds", 59, "window_seconds"),
        ("start", "2026-05-15", "start must be of type datetime"),
        ("colour", "red", "unknown keys"),
        ("feeds", {"cricsheet": 7}, "feeds"),
    ],
)
def test_parse__match_that_cannot_be__is_refused_by_name(key: str, value: Any, sentence: str) -> None:
    with pytest.raises(errors.BadConfig, match=sentence):
        matches(**{key: value})


def test_parse__time_without_offset__is_refused() -> None:
    with pytest.raises(errors.BadConfig, match="offset"):
        fixtures.parse(tomllib.loads(FILE.replace("2026-05-15T14:00:00Z", "2026-05-15T14:00:00")))


def test_parse__one_number_twice__is_refused() -> None:
    with pytest.raises(errors.BadConfig, match="same number"):
        fixtures.parse({"matches": [*CONFIG["matches"], *CONFIG["matches"]]})


def test_parse__end_before_the_start__is_refused() -> None:
    with pytest.raises(errors.BadConfig, match="after start"):
        fixtures.parse(tomllib.loads(FILE.replace("23:30:00+01:30", "13:30:00+01:30")))
