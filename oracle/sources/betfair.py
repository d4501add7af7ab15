"""Betfair's cricket: the score stream (op=ccm) and the market's definition (op=mcm), as a recorder keeps them.

The body is one message per line, in order. Scores tell how far an innings has come, at the end of each over and when;
who won is told by the settled market alone, since runs do not know D/L. Messages carry other matches too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pydantic import Field, TypeAdapter, ValidationError

from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.foreign import Unreadable, decoded
from oracle.sources.closes import MAX_TIME, Payload, Refusal, Why, not_json
from oracle.sources.feeds import (
    MAX_RUNS,
    FeedAnswer,
    FeedDeclaration,
    WantedMatch,
    answer,
    side_of,
    utc_seconds,
)
from oracle.sources.transport import Web

DECLARATION = FeedDeclaration(
    name="betfair",
    group="betfair",
    tells_play=False,
    tells_overs=True,
    known_at="the first message that called the match complete, else when the market was settled",
    terms="account and licence of the exchange; content may not be published",
    is_file=True,
)
MAX_LINES: Final = 50_000
MAX_OVERS: Final = 200
WICKETS: Final = 10
PLAY: Final = {"PRE_MATCH": Play.AHEAD, "IN_RUNNING": Play.ON, "FINISHED": Play.OVER}


@dataclass(frozen=True)
class Betfair:
    """`url` is where the recorder's files lie, one per market: a feed id is the market's, "1.200806927"."""

    url: str
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer:
        page = await web.get(f"{self.url}/{wanted.id}.jsonl", {})
        return answer(self.declaration, page, parse_stream, wanted)


class _Info(Payload):
    fixture_status: str | None = None
    event_status: str | None = None
    max_overs: int | None = None


class _Score(Payload):
    innings_num: int
    batting_team: str | None = None
    innings_runs: int = Field(default=0, ge=0, le=MAX_RUNS)
    innings_overs: str = "0.0"
    innings_wickets: int = 0


class _Stats(Payload):
    innings_stats: tuple[_Score, ...] = ()


class _Team(Payload):
    name: str
    selection_id: int | None = None


class _Change(Payload):
    market_id: str
    fixture_info: _Info | None = None
    match_stats: _Stats | None = None
    home_team: _Team | None = None
    away_team: _Team | None = None


class _Runner(Payload):
    id: int
    status: str


class _Definition(Payload):
    status: str
    settled_time: str | None = None
    runners: tuple[_Runner, ...] = ()


class _Market(Payload):
    id: str
    market_definition: _Definition | None = None


class _Message(Payload):
    pt: int = Field(gt=0, le=MAX_TIME * 1_000)  # milliseconds
    cc: tuple[_Change, ...] = ()
    mc: tuple[_Market, ...] = ()


_MESSAGE: TypeAdapter[_Message] = TypeAdapter(_Message)


@dataclass
class _Book:
    """Runs and time at the end of each over of one innings, as first told."""

    side: int
    at_end: dict[int, tuple[int, int]] = field(default_factory=lambda: {0: (0, 0)})
    is_over: bool = False


@dataclass
class _Seen:
    """What the messages have told so far."""

    play: Play | None = None
    completed_at: int | None = None
    max_overs: int | None = None
    selections: dict[int, int] = field(default_factory=dict)
    books: dict[int, _Book] = field(default_factory=dict)
    closed: _Definition | None = None


def parse_stream(body: bytes, wanted: WantedMatch) -> MatchState | Refusal:
    """The state after the last line."""
    lines = [line for line in body.splitlines() if line.strip()]
    if not 0 < len(lines) <= MAX_LINES:
        return Refusal(Why.WRONG_SHAPE, f"{len(lines)} messages")
    seen = _Seen()
    try:
        for message in map(_message, lines):
            _take(seen, message, wanted)
    except Unreadable as error:
        return not_json(body, error)
    except ValidationError as error:
        return Refusal(Why.WRONG_SHAPE, error.errors(include_url=False, include_input=False)[0]["msg"][:200])
    return _state(seen)


def _message(line: bytes) -> _Message:
    return _MESSAGE.validate_python(decoded(line))


def _take(seen: _Seen, message: _Message, wanted: WantedMatch) -> None:
    at = message.pt // 1_000
    for change in message.cc:
        if change.market_id == wanted.id:
            _take_teams(seen, (change.home_team, change.away_team), wanted)
            _take_info(seen, change.fixture_info, at)
            for score in change.match_stats.innings_stats if change.match_stats else ():
                _take_score(seen, score, at, wanted)
    for market in message.mc:
        definition = market.market_definition
        if market.id == wanted.id and definition is not None:
            seen.closed = definition if definition.status == "CLOSED" else None


def _take_teams(seen: _Seen, teams: Iterable[_Team | None], wanted: WantedMatch) -> None:
    for team in teams:
        side = side_of(team.name, wanted) if team else None
        if team is not None and side is not None and team.selection_id is not None:
            seen.selections[team.selection_id] = side


def _take_info(seen: _Seen, info: _Info | None, at: int) -> None:
    if info is None:
        return
    seen.max_overs = info.max_overs or seen.max_overs
    seen.play = PLAY.get(info.fixture_status or "", seen.play)
    if info.event_status == "MATCH_COMPLETE":
        seen.completed_at = seen.completed_at or at


def _take_score(seen: _Seen, score: _Score, at: int, wanted: WantedMatch) -> None:
    """Only innings of our sides: before the toss the feed calls a side "0", later innings have no name."""
    side = side_of(score.batting_team, wanted)
    if side is None or score.innings_num not in (1, 2):
        return
    book = seen.books.setdefault(score.innings_num, _Book(side))
    whole, _, balls = score.innings_overs.partition(".")
    if not (whole.isdecimal() and len(whole) <= 3 and int(whole) <= MAX_OVERS):
        return
    if book.side == side and balls in ("", "0"):
        book.at_end.setdefault(int(whole), (score.innings_runs, at))
    book.is_over |= score.innings_wickets >= WICKETS or int(whole) == seen.max_overs


def _state(seen: _Seen) -> MatchState | Refusal:
    if seen.play is None and seen.closed is None:
        return Refusal(Why.WRONG_MATCH, "nothing about this match")
    innings = tuple(_innings(seen, number) for number in sorted(seen.books))
    if seen.closed is None:
        return MatchState(seen.play or Play.AHEAD, innings=innings)
    winner = _winner(seen.closed, seen.selections)
    if isinstance(winner, Refusal):
        return winner
    known_at = seen.completed_at or utc_seconds(seen.closed.settled_time)
    return MatchState(Play.OVER, winner, known_at, innings=innings)


def _innings(seen: _Seen, number: int) -> Innings:
    book = seen.books[number]
    overs = range(max(book.at_end))
    is_over = book.is_over or number + 1 in seen.books or seen.play is Play.OVER
    ends = [book.at_end.get(over + 1) for over in overs]
    return Innings(
        book.side,
        tuple(_runs(book.at_end.get(over), book.at_end.get(over + 1)) for over in overs),
        tuple(None if end is None else end[1] for end in ends),
        is_over,
    )


def _runs(before: tuple[int, int] | None, after: tuple[int, int] | None) -> int | None:
    return None if before is None or after is None else after[0] - before[0]


def _winner(closed: _Definition, selections: dict[int, int]) -> Winner | Refusal:
    told = {selections.get(runner.id): runner.status for runner in closed.runners}
    statuses = [told.get(0), told.get(1)]
    if len(closed.runners) != 2 or None in statuses:
        return Refusal(Why.WRONG_MATCH, "the market's runners are not the two sides")
    if statuses in (["WINNER", "WINNER"], ["REMOVED", "REMOVED"]):
        return Winner.NOBODY  # a dead heat, or a void market
    if sorted(map(str, statuses)) != ["LOSER", "WINNER"]:
        return Refusal(Why.RESULT_UNCLEAR, f"settled with {statuses}"[:200])
    return Winner(statuses.index("WINNER"))
