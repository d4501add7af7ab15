"""Cricsheet's ball-by-ball files: the archive of cricket, published some time after a match.

A tie that was decided has no `winner`: the winner stands under `eliminator` (super over) or `bowl_out`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from pydantic import ConfigDict, Field

from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.sources.closes import Payload, Refusal, Why, read
from oracle.sources.feeds import FeedAnswer, FeedDeclaration, WantedMatch, answer, side_of, sides_of
from oracle.sources.transport import Web

DECLARATION = FeedDeclaration(
    name="cricsheet",
    group="cricsheet",
    tells_play=False,
    tells_overs=True,
    known_at="none; the time it was first seen counts",
    terms="open data with attribution; files appear after the match",
    is_file=True,
)
NOBODY: Final = {"tie", "draw", "no result"}
AWARDED: Final = "Awarded"
MAX_OVERS: Final = 200
MAX_BALL: Final = 100
"""Runs off one ball, and balls of one over; far more than anybody ever saw."""
ILLEGAL: Final = {"wides", "noballs"}


@dataclass(frozen=True)
class Cricsheet:
    """`url` is where the archive or a mirror of it lies, one file per match: a feed id is its name."""

    url: str
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer:
        page = await web.get(f"{self.url}/{wanted.id}.json", {})
        return answer(self.declaration, page, parse_match, wanted)


class _Snake(Payload):
    model_config = ConfigDict(alias_generator=None, frozen=True)  # Cricsheet writes snake_case


class _Outcome(_Snake):
    winner: str | None = None
    result: str | None = None
    eliminator: str | None = None
    bowl_out: str | None = None
    method: str | None = None


class _Info(_Snake):
    teams: list[str]
    dates: list[date]
    outcome: _Outcome
    balls_per_over: int = Field(default=6, ge=1, le=MAX_BALL)


class _Runs(_Snake):
    total: int = Field(ge=0, le=MAX_BALL)


class _Ball(_Snake):
    runs: _Runs
    extras: dict[str, int] = Field(default_factory=dict)


class _Over(_Snake):
    over: int = Field(ge=0, lt=MAX_OVERS)
    deliveries: list[_Ball] = Field(max_length=MAX_BALL)


class _Miscount(_Snake):
    balls: int = Field(ge=0, le=MAX_BALL)


class _Innings(_Snake):
    team: str
    overs: tuple[_Over, ...] = ()
    super_over: bool = False
    miscounted_overs: dict[str, _Miscount] = Field(default_factory=dict)


class _Match(_Snake):
    info: _Info
    innings: tuple[_Innings, ...] = ()


def parse_match(body: bytes, wanted: WantedMatch) -> MatchState | Refusal:
    """How the match ended, and the runs of each over of its innings without super overs."""
    match = read(_Match, body)
    if isinstance(match, Refusal):
        return match
    sides = sides_of(match.info.teams, wanted)
    if isinstance(sides, Refusal):
        return sides
    if not any(_is_of(wanted, day) for day in match.info.dates):
        return Refusal(Why.WRONG_MATCH, f"these sides on {match.info.dates[:2]}")
    winner = _winner(match.info.outcome, wanted)
    if isinstance(winner, Refusal):
        return winner
    innings = _all_innings(match, wanted)
    if isinstance(innings, Refusal):
        return innings
    awarded = match.info.outcome.method == AWARDED
    return MatchState(Play.OVER, winner, awarded=awarded, innings=innings)


def _is_of(wanted: WantedMatch, day: date) -> bool:
    """Cricsheet dates by the ground's day, which may be a day off UTC's."""
    slack = timedelta(days=1)
    first, last = (datetime.fromtimestamp(at, UTC).date() for at in (wanted.start, wanted.latest_end))
    return first - slack <= day <= last + slack


def _winner(outcome: _Outcome, wanted: WantedMatch) -> Winner | Refusal:
    named = [name for name in (outcome.winner, outcome.eliminator, outcome.bowl_out) if name is not None]
    if not named and outcome.result in NOBODY:
        return Winner.NOBODY
    side = side_of(named[0], wanted) if len(named) == 1 else None
    contradiction = outcome.winner is not None and outcome.result is not None
    if side is None or contradiction:
        return Refusal(Why.RESULT_UNCLEAR, f"the outcome names {named[:3]} and {outcome.result!r}"[:200])
    return Winner(side)


def _all_innings(match: _Match, wanted: WantedMatch) -> tuple[Innings, ...] | Refusal:
    found = []
    for one in match.innings:
        side = side_of(one.team, wanted)
        if side is None or len(one.overs) > MAX_OVERS:
            return Refusal(Why.WRONG_SHAPE, f"{len(one.overs)} overs of {one.team[:30]!r}")
        if not one.super_over:
            runs = _runs(one, match.info.balls_per_over)
            found.append(Innings(side, runs, (None,) * len(runs), is_over=True))
    return tuple(found)


def _runs(innings: _Innings, balls: int) -> tuple[int | None, ...]:
    """Runs of every over that was bowled in full: all but an unfinished last one."""
    by_over: Mapping[int, _Over] = {one.over: one for one in innings.overs}
    count = min(max(by_over, default=-1) + 1, MAX_OVERS)
    last = by_over.get(count - 1)
    if last is not None and _legal(last) < _balls(innings, last, balls):
        count -= 1
    return tuple(_total(by_over.get(over)) for over in range(count))


def _balls(innings: _Innings, over: _Over, balls: int) -> int:
    miscounted = innings.miscounted_overs.get(str(over.over))
    return miscounted.balls if miscounted else balls


def _legal(over: _Over) -> int:
    return sum(1 for ball in over.deliveries if not ILLEGAL & ball.extras.keys())


def _total(over: _Over | None) -> int | None:
    return None if over is None else sum(ball.runs.total for ball in over.deliveries)
