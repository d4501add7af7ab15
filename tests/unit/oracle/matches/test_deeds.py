"""What is due for a match: which windows close early, how many are cancelled between two looks, and which first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mutuel.db.engine import create_tables, open_engine
from mutuel.domain.ids import market_id, market_key
from mutuel.domain.matches import Interruption, Match, Mode
from mutuel.domain.products.catalogue import parse
from mutuel.domain.results import MatchState, Play
from oracle.matches import deeds, reports
from oracle.matches.deeds import AT_ONCE
from oracle.observations.matches.memory import remember
from oracle.resolution.questions import Sight
from oracle.sources.espn import DECLARATION
from oracle.sources.feeds import FeedAnswer
from oracle.sources.transport import Page
from tests.unit.oracle.asking import PRODUCTS
from tests.unit.oracle.observations.matches.test_story import MATCH, T, batted

LISTING = parse(tomllib.loads(PRODUCTS.read_text())).listings["CRICKET-WINNER"]
WINDOWS = 60
RAIN = (Interruption(T, T, T, windows=0),)
NOW = T + 5


def window(match: int, index: int) -> Any:
    """A window that closes later the lower its index is."""
    name = market_id(LISTING.template.id, match, index)
    waiting = SimpleNamespace(
        listing=LISTING,
        market=SimpleNamespace(id=name),
        questions=(SimpleNamespace(market_id=name, listing=LISTING),),
    )
    return waiting, SimpleNamespace(closes_at=NOW + 60 * (WINDOWS - index))


@pytest.fixture
def cancelled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The indices of the windows that were cancelled."""
    found: list[int] = []

    def cancel(_world: Any, _acts: Any, _match: Any, lost: Any, *_: Any) -> bool:
        found.extend(market_key(one.market_id).index for one in lost)
        return True

    monkeypatch.setattr(reports, "cancel", cancel)
    return found


def rained(tmp_path: Path, *numbers: int) -> Any:
    """A world of matches in which play stopped."""
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    matches = [replace(MATCH, number=number, windows=WINDOWS, interruptions=RAIN) for number in numbers]
    return SimpleNamespace(database=database, match_poll=30, matches=lambda: matches)


def cancel_once(world: Any, sight: Sight) -> None:
    """What the keeper does at one look."""
    acts: Any = None  # what was done before, only the chain says
    for due in list(deeds.due(world, acts, sight, NOW)):
        if due.key.startswith("cancel:"):
            due.act()


def test_due__play_stopped_before_sixty_windows__a_few_at_each_look_those_that_close_first(
    tmp_path: Path, cancelled: list[int]
) -> None:
    world = rained(tmp_path, 77)
    for look in range(1, WINDOWS // AT_ONCE + 1):
        open_ones = [index for index in range(WINDOWS) if index not in cancelled]
        cancel_once(world, Sight(tuple(window(77, index) for index in open_ones)))
        assert cancelled == [*range(WINDOWS - 1, WINDOWS - 1 - look * AT_ONCE, -1)]
    assert sorted(cancelled) == [*range(WINDOWS)]


def test_due__cancelled_window_that_the_chain_shows_open__is_cancelled_again(
    tmp_path: Path, cancelled: list[int]
) -> None:
    """A reorg took it back."""
    world, sight = rained(tmp_path, 77), Sight((window(77, 5),))
    cancel_once(world, sight)
    cancel_once(world, sight)
    assert cancelled == [5, 5]


def test_due__play_stopped_in_several_matches__all_together_no_more_at_one_look(
    tmp_path: Path, cancelled: list[int]
) -> None:
    seen = Sight(tuple(window(number, index) for number in (77, 78, 79) for index in range(WINDOWS)))
    cancel_once(rained(tmp_path, 77, 78, 79), seen)
    assert 3 <= len(cancelled) <= AT_ONCE


OVERS = replace(MATCH, mode=Mode.OVERS)
RESUMED = replace(OVERS, interruptions=(Interruption(T + 1_900, T + 2_400, T + 3_600),))
"""Three windows had closed; the other three come again as 6, 7 and 8."""


@pytest.mark.parametrize(
    ("match", "bowled", "at", "closing"),
    [
        (OVERS, 2, 480, {0: 300}),
        (OVERS, 4, 480, {0: 300, 1: 900}),  # overs of 120 s: at half of its length, not before
        (OVERS, 1, 480, {}),
        (OVERS, 2, 594, {}),  # an early close would be no earlier
        (OVERS, 3, 700, {}),  # an innings cut short: what is never bowled closes as planned
        (MATCH, 2, 480, {}),  # windows by time
        (RESUMED, 7, 4_100, {}),
        (RESUMED, 8, 4_100, {6: 3_900}),  # overs are counted over the windows that stand
    ],
)
def test_due__overs_bowled__their_window_closes_from_half_its_length_on(
    tmp_path: Path, match: Match, bowled: int, at: int, closing: dict[int, int]
) -> None:
    """R-EARLY."""
    assert early_closes(tmp_path, match, bowled, at) == closing


def test_due__template_that_never_closes_early__is_left_alone(tmp_path: Path) -> None:
    fixed = replace(LISTING, template=replace(LISTING.template, closable_early=False))
    assert early_closes(tmp_path, OVERS, 2, 480, listing=fixed) == {}


def test_due__window_closed_early_before__not_again(tmp_path: Path) -> None:
    assert early_closes(tmp_path, OVERS, 2, 480, closes=500) == {}


def early_closes(
    tmp_path: Path, match: Match, bowled: int, at: int, *, listing: Any = LISTING, closes: int | None = None
) -> dict[int, int]:
    """By index of window, from when on it may be closed early, if somebody looks `at`: seconds of the match. On chain
    every window closes at `closes`, or as planned."""
    world = rained(tmp_path)
    world.matches = lambda: [match]
    world.engine = SimpleNamespace(prepare=lambda *words: words)
    told = MatchState(Play.ON, innings=(batted(0, *[6] * bowled),))
    remember(world.database, match.number, [FeedAnswer(DECLARATION, (Page("/", 200, b"{}"),), told)], T)
    seen = []
    for one in match.announced():
        waiting, standing = window(match.number, one.index)
        waiting.questions[0].listing = listing
        standing.closes_at = one.close_at if closes is None else T + closes
        seen.append((waiting, standing))
    acts: Any = SimpleNamespace(do=bool)
    found = [
        one for one in deeds.due(world, acts, Sight(tuple(seen)), T + at) if one.key.startswith("early:")
    ]
    return {market_key(int(one.key.removeprefix("early:"))).index: one.at - T for one in found}
