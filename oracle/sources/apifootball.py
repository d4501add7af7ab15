"""API-Football's fixtures: football, decided by the score after 90 minutes.

It answers every refusal with HTTP 200 and an object under `errors`. `goals` and `teams.winner` include extra time;
`score.fulltime` is the score that the rules ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from mutuel.domain.results import MatchState, Play, Winner
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.feeds import FeedAnswer, FeedDeclaration, WantedMatch, answer, decided, sides_of
from oracle.sources.transport import Access, Web

DECLARATION = FeedDeclaration(
    name="apifootball",
    group="api-sports",
    tells_play=True,
    tells_overs=False,
    known_at="none; the time it was first seen counts",
    terms="paid key; personal and commercial use in own products, no resale",
)
PLAY: Final = {
    **dict.fromkeys(("TBD", "NS"), Play.AHEAD),
    **dict.fromkeys(("1H", "HT", "2H", "ET", "BT", "P", "LIVE"), Play.ON),
    **dict.fromkeys(("SUSP", "INT", "PST"), Play.STOPPED),
}
FINISHED: Final = {"FT", "AET", "PEN"}
NOBODY: Final = {"CANC", "ABD"}
AWARDED: Final = {"AWD", "WO"}
MAX_GOALS: Final = 200


@dataclass(frozen=True)
class ApiFootball:
    """`url` is the API's root, `key` the subscriber's. A feed id is the fixture's number."""

    url: str
    key: SecretStr
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer:
        query = {"id": wanted.id}
        if self.url and not self.key.get_secret_value():
            return FeedAnswer(self.declaration, (), Refusal(Why.NOT_AUTHORISED, "no key is set"))
        headers = {"x-apisports-key": self.key.get_secret_value()}
        page = await web.get(f"{self.url}/fixtures", query, Access(sign=lambda _path: headers))
        return answer(self.declaration, page, parse_fixture, wanted)


class _Status(Payload):
    short: str


class _Fixture(Payload):
    id: int
    status: _Status


class _Team(Payload):
    name: str
    winner: bool | None = None


class _Teams(Payload):
    home: _Team
    away: _Team


class _Goals(Payload):
    home: int | None = None
    away: int | None = None


class _Score(Payload):
    fulltime: _Goals = _Goals()


class _Match(Payload):
    fixture: _Fixture
    teams: _Teams
    score: _Score = _Score()


class _Answer(Payload):
    errors: list[Any] | dict[str, Any]
    response: list[_Match]


def parse_fixture(body: bytes, wanted: WantedMatch) -> MatchState | Refusal:
    """The state of the one match that is asked for."""
    answered = read(_Answer, body)
    if isinstance(answered, Refusal):
        return answered
    if answered.errors:
        limited = "rateLimit" in answered.errors or "requests" in answered.errors
        return Refusal(
            Why.RATE_LIMITED if limited else Why.ERROR_BODY, f"errors: {list(answered.errors)[:3]}"[:200]
        )
    found = [match for match in answered.response if str(match.fixture.id) == wanted.id]
    if len(found) != 1:
        return Refusal(Why.WRONG_MATCH, f"{len(found)} fixtures of that number")
    sides = sides_of([found[0].teams.home.name, found[0].teams.away.name], wanted)
    return sides if isinstance(sides, Refusal) else _state(found[0], sides)


def _state(match: _Match, sides: tuple[int, int]) -> MatchState | Refusal:
    short = match.fixture.status.short
    if short in PLAY:
        return MatchState(PLAY[short])
    if short in NOBODY:
        return decided(Winner.NOBODY)
    if short in AWARDED:
        return MatchState(Play.OVER, _awarded_to(match.teams, sides), awarded=True)
    if short not in FINISHED:
        return Refusal(Why.RESULT_UNCLEAR, f"unknown status {short[:10]!r}")
    home, away = match.score.fulltime.home, match.score.fulltime.away
    if home is None or away is None or not (0 <= home <= MAX_GOALS and 0 <= away <= MAX_GOALS):
        return Refusal(Why.RESULT_UNCLEAR, "finished without a score after 90 minutes")
    return decided(Winner.NOBODY if home == away else Winner(sides[0] if home > away else sides[1]))


def _awarded_to(teams: _Teams, sides: tuple[int, int]) -> Winner:
    if teams.home.winner is teams.away.winner:
        return Winner.NOBODY
    return Winner(sides[0] if teams.home.winner else sides[1])
