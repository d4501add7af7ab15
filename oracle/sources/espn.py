"""ESPN's scoreboard: any sport's matches of a day, with a status and a flag on the winner.

Only `completed` says that a match is decided: a score is there from the first ball on, and `state` is "post" for a
postponed match too. A word that is not known here says nothing about play once `state` is neither "pre" nor "in".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mutuel.domain.results import MatchState, Play, Winner
from mutuel.domain.units import DAY
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.feeds import FeedAnswer, FeedDeclaration, WantedMatch, answer, decided, sides_of, utc_day
from oracle.sources.transport import Web

DECLARATION = FeedDeclaration(
    name="espn",
    group="espn",
    tells_play=True,
    tells_overs=False,
    known_at="none; the time it was first seen counts",
    terms="undocumented web endpoint without promises; no right to commercial use",
)
STOPPED: Final = {"STATUS_RAIN_DELAY", "STATUS_DELAYED", "STATUS_SUSPENDED", "STATUS_POSTPONED"}
NOBODY: Final = {"STATUS_ABANDONED", "STATUS_CANCELED", "STATUS_NO_RESULT"}
AWARDED: Final = {"STATUS_FORFEIT", "STATUS_AWARDED", "STATUS_WALKOVER"}


@dataclass(frozen=True)
class Espn:
    """`url` is the API's root. A feed id is sport/league/event, for example "cricket/8048/1422119"."""

    url: str
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer:
        """The scoreboard of the days around the start: ESPN dates matches by a day of its own."""
        path = wanted.id.rpartition("/")[0]
        days = f"{utc_day(wanted.start - DAY)}-{utc_day(wanted.latest_end)}"
        page = await web.get(
            f"{self.url}/apis/site/v2/sports/{path}/scoreboard", {"dates": days, "limit": "300"}
        )
        return answer(self.declaration, page, parse_scoreboard, wanted)


class _Type(Payload):
    name: str
    state: str
    completed: bool | None = None


class _Status(Payload):
    type: _Type


class _Team(Payload):
    display_name: str


class _Competitor(Payload):
    winner: bool | None = None
    team: _Team


class _Competition(Payload):
    status: _Status
    competitors: list[_Competitor]


class _Event(Payload):
    id: str
    competitions: list[_Competition]


class _Scoreboard(Payload):
    events: list[_Event]


def parse_scoreboard(body: bytes, wanted: WantedMatch) -> MatchState | Refusal:
    """The state of the one event that is asked for."""
    board = read(_Scoreboard, body)
    if isinstance(board, Refusal):
        return board
    event_id = wanted.id.rpartition("/")[2]
    found = [one for event in board.events if event.id == event_id for one in event.competitions]
    if len(found) != 1:
        return Refusal(Why.WRONG_MATCH, f"{len(found)} competitions of event {event_id[:20]}")
    sides = sides_of([one.team.display_name for one in found[0].competitors], wanted)
    return sides if isinstance(sides, Refusal) else _state(found[0], sides)


def _state(competition: _Competition, sides: tuple[int, int]) -> MatchState | Refusal:
    status = competition.status.type
    if status.completed is None:
        return Refusal(Why.RESULT_UNCLEAR, "it does not say whether the match is completed")
    if status.name in NOBODY:
        return decided(Winner.NOBODY)
    if status.name in STOPPED:
        return MatchState(Play.STOPPED)
    if status.completed or status.name in AWARDED:
        return _decided(competition, sides)
    play = {"pre": Play.AHEAD, "in": Play.ON}.get(status.state)
    if play is None:
        return Refusal(
            Why.RESULT_UNCLEAR, f"not completed, yet {status.name[:40]!r} in state {status.state[:20]!r}"
        )
    return MatchState(play)


def _decided(competition: _Competition, sides: tuple[int, int]) -> MatchState | Refusal:
    flags = [one.winner for one in competition.competitors]
    if None in flags or all(flags):
        return Refusal(Why.RESULT_UNCLEAR, f"completed, but the winners are {flags}")
    won = [side for side, flag in zip(sides, flags, strict=True) if flag]
    winner = Winner(won[0]) if won else Winner.NOBODY
    return MatchState(Play.OVER, winner, awarded=competition.status.type.name in AWARDED)
