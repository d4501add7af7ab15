"""The Odds API's scores: goals, points or runs of matches of the last three days, with the time of the last update.

It gives numbers and never a winner. In cricket the side with fewer runs wins after rain (D/L) and equal runs may have
been decided by a super over, so there it only tells that a match is over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import ConfigDict, SecretStr, TypeAdapter, ValidationError

from mutuel.domain.results import MatchState, Play, Winner
from oracle.foreign import Unreadable, decoded
from oracle.sources.closes import Payload, Refusal, Why, not_json
from oracle.sources.feeds import (
    FeedAnswer,
    FeedDeclaration,
    WantedMatch,
    answer,
    decided,
    side_of,
    sides_of,
    utc_seconds,
)
from oracle.sources.transport import Access, Web

DECLARATION = FeedDeclaration(
    name="oddsapi",
    group="the odds api",
    tells_play=False,
    tells_overs=False,
    known_at="last_update of the final score",
    terms="paid key; scores may be used, not resold",
)
MAX_SCORE: Final = 10_000
RATE_LIMITS: Final = {"EXCEEDED_FREQ_LIMIT", "OUT_OF_USAGE_CREDITS"}


@dataclass(frozen=True)
class OddsApi:
    """`url` is the API's root, `key` the subscriber's. A feed id is sport/event, for example "soccer_epl/4f1c"."""

    url: str
    key: SecretStr
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, web: Web, wanted: WantedMatch) -> FeedAnswer:
        """The one event, live or up to three days after its end."""
        sport, _, event = wanted.id.partition("/")
        query = {"daysFrom": "3", "dateFormat": "iso", "eventIds": event}
        if self.url and not self.key.get_secret_value():
            return FeedAnswer(self.declaration, (), Refusal(Why.NOT_AUTHORISED, "no key is set"))
        secret = {"apiKey": self.key.get_secret_value()}
        page = await web.get(f"{self.url}/v4/sports/{sport}/scores/", query, Access(secret))
        return answer(self.declaration, page, parse_scores, wanted)


class _Named(Payload):
    model_config = ConfigDict(alias_generator=None, frozen=True)  # the vendor writes snake_case


class _Score(_Named):
    name: str
    score: str


class _Event(_Named):
    id: str
    completed: bool
    home_team: str
    away_team: str
    scores: list[_Score] | None = None
    last_update: str | None = None


class _Error(_Named):
    message: str
    error_code: str = ""


_ANSWER: TypeAdapter[list[_Event] | _Error] = TypeAdapter(list[_Event] | _Error)


def parse_scores(body: bytes, wanted: WantedMatch) -> MatchState | Refusal:
    """The state of the one event that is asked for."""
    try:
        found = _ANSWER.validate_python(decoded(body))
    except Unreadable as error:
        return not_json(body, error)
    except ValidationError as error:
        return Refusal(Why.WRONG_SHAPE, error.errors(include_url=False, include_input=False)[0]["msg"][:200])
    if isinstance(found, _Error):
        limited = found.error_code in RATE_LIMITS
        return Refusal(Why.RATE_LIMITED if limited else Why.ERROR_BODY, found.error_code[:40] or "an error")
    events = [event for event in found if event.id == wanted.id.partition("/")[2]]
    if len(events) != 1:
        return Refusal(Why.WRONG_MATCH, f"{len(events)} events of that id")
    return _state(events[0], wanted, is_cricket=wanted.id.startswith("cricket"))


def _state(event: _Event, wanted: WantedMatch, *, is_cricket: bool) -> MatchState | Refusal:
    sides = sides_of([event.home_team, event.away_team], wanted)
    if isinstance(sides, Refusal):
        return sides
    if not event.completed:
        return MatchState(Play.ON if event.scores else Play.AHEAD)
    if is_cricket:
        return MatchState(Play.OVER)
    by_side = {side_of(one.name, wanted): _points(one.score) for one in event.scores or ()}
    first, second = by_side.get(0), by_side.get(1)
    if first is None or second is None or len(by_side) != 2:
        return Refusal(Why.RESULT_UNCLEAR, "completed without a score of each side")
    winner = Winner.NOBODY if first == second else Winner.FIRST if first > second else Winner.SECOND
    return decided(winner, utc_seconds(event.last_update))


def _points(text: str) -> int | None:
    return (
        int(text)
        if text.isascii() and text.isdecimal() and len(text) < 6 and int(text) <= MAX_SCORE
        else None
    )
