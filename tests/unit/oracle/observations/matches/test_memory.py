from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mutuel.db.engine import create_tables, open_engine
from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.observations.matches import memory
from oracle.observations.matches.memory import polled_at, recall, remember
from oracle.observations.matches.story import Saying
from oracle.sources.betfair import DECLARATION as BETFAIR
from oracle.sources.closes import Refusal, Why
from oracle.sources.espn import DECLARATION
from oracle.sources.feeds import FeedAnswer
from oracle.sources.transport import Page

FULL = MatchState(
    Play.OVER, Winner.NOBODY, 90, awarded=True, innings=(Innings(1, (4, None), (80, None), is_over=True),)
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path / 'mutuel.db'}")
    create_tables(engine)
    yield engine
    engine.dispose()


def answer(result: MatchState | Refusal) -> FeedAnswer:
    return FeedAnswer(DECLARATION, (Page("/", 200, b"{}"),), result)


def test_remember__the_same_again__is_written_once_and_survives_whole(database: Engine) -> None:
    for now in (100, 130, 160):
        remember(database, 7, [answer(FULL)], now)
    assert recall(database, 7) == (Saying("espn", 100, FULL),)
    assert polled_at(database, 7) == 160


def test_remember__something_new__oldest_first(database: Engine) -> None:
    playing = MatchState(Play.ON)
    told = [(100, playing), (130, FULL), (160, playing)]
    for now, state in told:
        remember(database, 7, [answer(state)], now)
    assert [(saying.at, saying.state) for saying in recall(database, 7)] == told


def test_remember__refusal__says_nothing_and_forgets_nothing(database: Engine) -> None:
    remember(database, 7, [answer(FULL)], 100)
    remember(database, 7, [answer(Refusal(Why.TIMED_OUT, "slow"))], 130)
    assert recall(database, 7) == (Saying("espn", 100, FULL),)


def test_remember__feed_that_never_rests__is_heard_so_often_and_no_more(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "MOST", 3)
    flapping = [MatchState(Play.ON if at % 2 else Play.STOPPED) for at in range(10)]
    for at, state in enumerate(flapping):
        remember(database, 7, [answer(state)], at)
    assert [saying.at for saying in recall(database, 7)] == [0, 1, 2]
    other = FeedAnswer(BETFAIR, (Page("/", 200, b"{}"),), FULL)
    remember(database, 7, [other], 11)
    assert recall(database, 7)[-1] == Saying("betfair", 11, FULL)


def test_recall__another_match__nothing(database: Engine) -> None:
    remember(database, 7, [answer(FULL)], 100)
    assert recall(database, 8) == ()
    assert polled_at(database, 8) == 0
