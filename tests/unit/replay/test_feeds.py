"""The replayed feeds through the real adapters, at every stage of the four invented matches."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from pydantic import SecretStr

from mutuel.domain.results import MatchState, Play, Winner
from mutuel.settings import Settings
from oracle.observations.matches.ask import collect, feeds, wanted
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Web
from scripts.replay import plays
from scripts.replay.faults import Fault
from scripts.replay.feeds import PUBLISHED, SETTLED
from scripts.replay.histories import Histories
from scripts.replay.replay import Replay
from scripts.replay.server import create_app

PLAYS = {play.match.number: play for play in plays.load(plays.SYNTHETIC)}
URL = "http://feeds"
SETTINGS = Settings(
    espn_url=URL, oddsapi_url=URL, oddsapi_key=SecretStr("a-secret-key"), betfair_url=URL, cricsheet_url=URL
)
DECIDED, TIED, RAINED, ABANDONED = 8001, 8002, 8003, 8004


def ask(number: int, now: int, faults: dict[str, Fault] | None = None) -> dict[str, MatchState | Refusal]:
    """What each feed says about a match at `now`."""
    app = create_app(Replay(Histories({}, {}, {}), lambda: now, dict(faults or {}), tuple(PLAYS.values())))
    match = PLAYS[number].match
    known = feeds(SETTINGS)
    chosen = [(known[name], wanted(match, name)) for name in match.feeds]

    async def run() -> dict[str, MatchState | Refusal]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            answers = await collect(chosen, Web(client, attempts=1), 30)
            return {answer.source.name: answer.result for answer in answers}

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("number", "winner"),
    [(DECIDED, Winner.SECOND), (TIED, Winner.NOBODY), (RAINED, Winner.FIRST), (ABANDONED, Winner.NOBODY)],
)
def test_feeds__after_the_match__all_that_tell_a_winner_agree(number: int, winner: Winner) -> None:
    told = ask(number, PLAYS[number].decided_at + PUBLISHED)
    states = {name: state for name, state in told.items() if isinstance(state, MatchState)}
    assert len(states) == 4
    assert {name: state.winner for name, state in states.items() if name != "oddsapi"} == dict.fromkeys(
        ("espn", "betfair", "cricsheet"), winner
    )
    assert (states["oddsapi"].play, states["oddsapi"].winner) == (Play.OVER, None)
    assert states["betfair"].known_at == PLAYS[number].decided_at


def test_feeds__during_the_match__ball_by_ball_and_nothing_of_the_future() -> None:
    match = PLAYS[DECIDED].match
    told = ask(DECIDED, match.start + 1_000)
    assert told["espn"] == MatchState(Play.ON)
    betfair = told["betfair"]
    assert isinstance(betfair, MatchState)
    assert [one.runs for one in betfair.innings] == [(6, 8, 4)]
    assert isinstance(told["cricsheet"], Refusal)
    assert ask(DECIDED, match.start - 60)["espn"] == MatchState(Play.AHEAD)


def test_feeds__rain__play_stops_and_goes_on() -> None:
    match = PLAYS[RAINED].match
    states = [ask(RAINED, match.start + at)["espn"] for at in (1_299, 1_300, 2_499, 2_500)]
    assert states == [MatchState(play) for play in (Play.ON, Play.STOPPED, Play.STOPPED, Play.ON)]


def test_feeds__result_just_known__each_in_its_own_time() -> None:
    played = PLAYS[DECIDED]
    told = ask(DECIDED, played.decided_at + SETTLED - 1)
    assert told["espn"] == MatchState(Play.OVER, Winner.SECOND)
    betfair = told["betfair"]
    assert isinstance(betfair, MatchState)
    assert (betfair.play, betfair.winner) == (Play.OVER, None)


@pytest.mark.parametrize("feed", ["espn", "betfair"])
def test_feeds__other_winner__the_loser_is_named(feed: str) -> None:
    told = ask(DECIDED, PLAYS[DECIDED].decided_at + PUBLISHED, {feed: Fault.OTHER_WINNER})[feed]
    assert isinstance(told, MatchState)
    assert told.winner is Winner.FIRST


@pytest.mark.parametrize("feed", ["espn", "oddsapi", "betfair"])
@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.HTML, Fault.NOTICE])
def test_feeds__fault__a_refusal(feed: str, fault: Fault) -> None:
    assert isinstance(ask(DECIDED, PLAYS[DECIDED].decided_at + PUBLISHED, {feed: fault})[feed], Refusal)


def test_collect__a_feed_hangs__the_others_answer_in_time() -> None:
    known = feeds(SETTINGS)
    match = PLAYS[DECIDED].match
    app = create_app(
        Replay(Histories({}, {}, {}), lambda: match.latest_end, {"espn": Fault.HANG}, tuple(PLAYS.values()))
    )
    chosen = [(known[name], wanted(match, name)) for name in match.feeds]

    async def run() -> list[MatchState | Refusal]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return [answer.result for answer in await collect(chosen, Web(client, attempts=1), 0.5)]

    hung, *others = asyncio.run(run())
    assert isinstance(hung, Refusal)
    assert hung.why is Why.TIMED_OUT
    assert all(isinstance(one, MatchState) for one in others)
