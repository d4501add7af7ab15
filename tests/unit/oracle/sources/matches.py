"""Synthetic twins of the result feeds' payloads: their shapes, an invented match."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from oracle.sources.feeds import WantedMatch

START = 1_791_900_000
FIRST, SECOND = "Harbour Lights", "Mill Town"
CRICKET_IDS = {"espn": "cricket/8048/77", "oddsapi": "cricket_cup/ev77", "betfair": "1.77", "cricsheet": "77"}
FOOTBALL_IDS = {"espn": "soccer/cup/78", "oddsapi": "soccer_cup/ev78", "apifootball": "78"}


def wanted(id: str, sides: tuple[str, str] = (FIRST, SECOND), start: int = START) -> WantedMatch:
    return WantedMatch(id, sides, start, start + 6 * 3_600)


def espn(
    name: str = "STATUS_FINAL",
    state: str = "post",
    completed: bool | None = True,
    winners: tuple[bool | None, bool | None] = (True, False),
    event: str = "77",
    teams: tuple[str, str] = (FIRST, SECOND),
) -> dict[str, Any]:
    status = {"name": name, "state": state} | ({} if completed is None else {"completed": completed})
    competitors = [
        {"id": str(i), "homeAway": ("home", "away")[i], "score": "1", "team": {"displayName": team}}
        | ({} if winner is None else {"winner": winner})
        for i, (team, winner) in enumerate(zip(teams, winners, strict=True))
    ]
    other = {"id": "1", "competitions": [{"status": {"type": status}, "competitors": competitors}]}
    found = {"id": event, "competitions": [{"status": {"type": status}, "competitors": competitors}]}
    return {"season": {"year": 2026}, "events": [other, found]}


def oddsapi(
    scores: tuple[str, str] | None = ("3", "1"),
    *,
    completed: bool = True,
    event: str = "ev78",
    last_update: str | None = "2026-10-14T12:00:00Z",
    home: str = SECOND,
    away: str = FIRST,
) -> list[dict[str, Any]]:
    """`scores` in the order first side, second side; the vendor's home side is ours second."""
    told = scores and [
        {"name": name, "score": score} for name, score in zip((FIRST, SECOND), scores, strict=True)
    ]
    match = {
        "id": event,
        "sport_key": "soccer_cup",
        "home_team": home,
        "away_team": away,
        "completed": completed,
    }
    return [match | {"commence_time": "2026-10-14T10:00:00Z", "scores": told, "last_update": last_update}]


def apifootball(
    short: str = "FT",
    fulltime: tuple[int | None, int | None] = (2, 1),
    goals: tuple[int, int] = (2, 1),
    number: int = 78,
    winner: bool | None = True,
    errors: object = (),
) -> dict[str, Any]:
    """Home is our first side."""
    loser = None if winner is None else not winner
    match = {
        "fixture": {"id": number, "timestamp": START, "status": {"long": "", "short": short, "elapsed": 90}},
        "teams": {
            "home": {"id": 1, "name": FIRST, "winner": winner},
            "away": {"id": 2, "name": SECOND, "winner": loser},
        },
        "goals": {"home": goals[0], "away": goals[1]},
        "score": {"halftime": {"home": 0, "away": 0}, "fulltime": {"home": fulltime[0], "away": fulltime[1]}},
    }
    return {"get": "fixtures", "errors": errors if errors else [], "results": 1, "response": [match]}


Overs = Sequence[Sequence[int]]
"""Runs of each ball, per over."""


def steady(*runs: int) -> list[list[int]]:
    """Full overs with these runs, all off the first ball."""
    return [[one, 0, 0, 0, 0, 0] for one in runs]


def cricsheet(
    outcome: dict[str, Any],
    innings: Sequence[Overs] = (),
    *,
    teams: tuple[str, str] = (FIRST, SECOND),
    day: str = "2026-10-13",
    super_over: bool = False,
) -> dict[str, Any]:
    """`innings[0]` is batted by the first of `teams`; a super over adds two more innings of one over."""
    played: list[dict[str, Any]] = [{"team": teams[i % 2], "overs": [_over(n, balls) for n, balls in enumerate(overs)]}
              for i, overs in enumerate(innings)]  # fmt: skip
    for one in played[2:] if super_over else ():
        one["super_over"] = True
    info = {"balls_per_over": 6, "dates": [day], "teams": list(teams), "overs": 20, "outcome": outcome}
    return {"meta": {"data_version": "1.1.0"}, "info": info, "innings": played}


def _over(number: int, balls: Sequence[int]) -> dict[str, Any]:
    return {
        "over": number,
        "deliveries": [{"batter": "A", "runs": {"batter": r, "extras": 0, "total": r}} for r in balls],
    }


def betfair_score(
    at: int,
    innings: Sequence[tuple[str, int, str, int]],
    status: str = "IN_RUNNING",
    event: str = "MATCH_STABLE",
) -> dict[str, Any]:
    """A score message at UTC second `at`; innings as (team, runs, overs, wickets)."""
    stats = [
        {
            "inningsNum": n,
            "battingTeam": team,
            "inningsRuns": runs,
            "inningsOvers": overs,
            "inningsWickets": out,
        }
        for n, (team, runs, overs, out) in enumerate(innings, 1)
    ]
    change = {
        "eventId": "5",
        "marketId": "1.77",
        "fixtureInfo": {"fixtureStatus": status, "eventStatus": event, "maxOvers": 20},
        "matchStats": {"currentInnings": len(innings), "inningsStats": stats},
        "homeTeam": {"name": FIRST, "selectionId": 10},
        "awayTeam": {"name": SECOND, "selectionId": 20},
    }
    return {"op": "ccm", "pt": at * 1_000, "cc": [change]}


def betfair_market(at: int, statuses: tuple[str, str], state: str = "CLOSED") -> dict[str, Any]:
    runners = [{"id": id, "status": status} for id, status in zip((10, 20), statuses, strict=True)]
    definition = {"status": state, "settledTime": "2026-10-13T19:00:00.000Z", "runners": runners}
    return {"op": "mcm", "pt": at * 1_000, "mc": [{"id": "1.77", "marketDefinition": definition}]}


def lines(*messages: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(message).encode() for message in messages)
