"""ESPN, The Odds API, Betfair's recorder and Cricsheet as they would have answered during a match."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from scripts.replay.faults import Fault
from scripts.replay.plays import Over, Play
from scripts.replay.replay import Replay, broken

Json = dict[str, Any]
PUBLISHED: Final = 1_800
"""Seconds after the result at which Cricsheet has its file; the real one takes days."""
SETTLED: Final = 300
"""Seconds after the result at which Betfair settles its market."""
WICKETS: Final = 10


def add_feeds(app: FastAPI, replay: Replay) -> None:
    """All four, for the matches that they know by an id."""
    _add_espn(app, replay)
    _add_oddsapi(app, replay)
    _add_betfair(app, replay)
    _add_cricsheet(app, replay)


def _add_espn(app: FastAPI, replay: Replay) -> None:
    @app.get("/apis/site/v2/sports/{sport}/{league}/scoreboard")
    async def espn(sport: str, league: str) -> Response:
        fault = replay.faults.get("espn")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse({"code": 500, "message": "Application error"})
        path = f"{sport}/{league}/"
        shown = [one for one in replay.plays if _id(one, "espn").startswith(path)]
        return JSONResponse({"events": [espn_event(one, replay.clock(), fault) for one in shown]})


def _add_oddsapi(app: FastAPI, replay: Replay) -> None:
    @app.get("/v4/sports/{sport}/scores/")
    async def oddsapi(sport: str) -> Response:
        fault = replay.faults.get("oddsapi")
        if (refused := await broken(fault)) is not None:
            return refused
        if fault is Fault.NOTICE:
            return JSONResponse({"message": "Too many requests", "error_code": "EXCEEDED_FREQ_LIMIT"}, 429)
        shown = [one for one in replay.plays if _id(one, "oddsapi").startswith(f"{sport}/")]
        return JSONResponse([oddsapi_event(one, replay.clock()) for one in shown])


def _add_betfair(app: FastAPI, replay: Replay) -> None:
    @app.get("/{number}.jsonl")
    async def betfair(number: str) -> Response:
        fault = replay.faults.get("betfair")
        if (refused := await broken(fault)) is not None:
            return refused
        found = next((one for one in replay.plays if _id(one, "betfair") == number), None)
        if found is None or fault is Fault.NOTICE:
            return JSONResponse({"op": "status", "statusCode": "FAILURE"}, 200 if found else 404)
        lines = (json.dumps(message) for message in betfair_messages(found, replay.clock(), fault))
        return PlainTextResponse("\n".join(lines))


def _add_cricsheet(app: FastAPI, replay: Replay) -> None:
    @app.get("/{number}.json")
    async def cricsheet(number: str) -> Response:
        fault = replay.faults.get("cricsheet")
        if (refused := await broken(fault)) is not None:
            return refused
        found = next((one for one in replay.plays if _id(one, "cricsheet") == number), None)
        if found is None or replay.clock() < found.decided_at + PUBLISHED:
            return PlainTextResponse("Not Found", 404)
        return JSONResponse({key: value for key, value in found.file.items() if key != "replay"})


def espn_event(play: Play, now: int, fault: Fault | None = None) -> Json:
    """One event of the scoreboard; with the fault OTHER_WINNER the loser is flagged."""
    name, state, completed = _espn_status(play, now)
    winner = _told(play.winner, fault) if completed else None
    feed = play.match.feeds["espn"]
    competitors = [
        {"homeAway": ("home", "away")[side], "winner": winner == side, "team": {"displayName": called}}
        for side, called in enumerate(feed.sides)
    ]
    status = {"type": {"name": name, "state": state, "completed": completed}}
    return {
        "id": feed.id.rpartition("/")[2],
        "competitions": [{"status": status, "competitors": competitors}],
    }


def oddsapi_event(play: Play, now: int) -> Json:
    feed = play.match.feeds["oddsapi"]
    runs = [0, 0]
    for over in play.overs:
        if over.ended_at <= now:
            runs[play.side_of(over.innings)] += over.runs
    scores = [{"name": name, "score": str(total)} for name, total in zip(feed.sides, runs, strict=True)]
    return {
        "id": feed.id.partition("/")[2],
        "sport_key": feed.id.partition("/")[0],
        "commence_time": _iso(play.match.start),
        "completed": now >= play.decided_at,
        "home_team": feed.sides[0],
        "away_team": feed.sides[1],
        "scores": scores if now >= play.match.start else None,
        "last_update": _iso(min(now, play.decided_at)) if now >= play.match.start else None,
    }


def betfair_messages(play: Play, now: int, fault: Fault | None = None) -> Iterator[Json]:
    """The recorder's lines up to `now`: a score after each over, the end, and the settled market."""
    yield _score(play, play.match.start - 1_800, [], "PRE_MATCH", "MATCH_SCHEDULED")
    if now >= play.match.start:
        yield _score(play, play.match.start, [], "IN_RUNNING", "MATCH_STABLE")
    bowled = [over for over in play.overs if over.ended_at <= now and over.innings < 2]
    for count, over in enumerate(bowled, 1):
        yield _score(play, over.ended_at, bowled[:count], "IN_RUNNING", "MATCH_STABLE")
    if now >= play.decided_at:
        yield _score(play, play.decided_at, bowled, "FINISHED", "MATCH_COMPLETE")
    if now >= play.decided_at + SETTLED:
        yield _settled(play, _told(play.winner, fault))


def _espn_status(play: Play, now: int) -> tuple[str, str, bool]:
    if now < play.match.start:
        return "STATUS_SCHEDULED", "pre", False
    if now >= play.decided_at:
        return "STATUS_ABANDONED" if play.abandoned else "STATUS_FINAL", "post", True
    return ("STATUS_RAIN_DELAY" if play.is_stopped(now) else "STATUS_IN_PROGRESS"), "in", False


def _score(play: Play, at: int, bowled: list[Over], status: str, event: str) -> Json:
    feed = play.match.feeds["betfair"]
    stats = []
    for innings in sorted({over.innings for over in bowled}):
        own = [over for over in bowled if over.innings == innings]
        stats.append(
            {
                "inningsNum": innings + 1,
                "battingTeam": feed.sides[play.side_of(innings)],
                "inningsRuns": sum(over.runs for over in own),
                "inningsOvers": f"{len(own)}.0",
                "inningsWickets": 0,
            }
        )
    teams = {
        name: {"name": called, "selectionId": side + 1}
        for side, (name, called) in enumerate(zip(("homeTeam", "awayTeam"), feed.sides, strict=True))
    }
    info = {"fixtureStatus": status, "eventStatus": event, "maxOvers": play.match.overs or None}
    change = {"marketId": feed.id, "fixtureInfo": info, "matchStats": {"inningsStats": stats}, **teams}
    return {"op": "ccm", "pt": at * 1_000, "cc": [change]}


def _settled(play: Play, winner: int | None) -> Json:
    at = play.decided_at + SETTLED
    statuses = (
        ["REMOVED"] * 2 if winner is None else ["WINNER" if side == winner else "LOSER" for side in (0, 1)]
    )
    runners = [{"id": side + 1, "status": status} for side, status in enumerate(statuses)]
    definition = {"status": "CLOSED", "settledTime": _iso(at), "runners": runners}
    market = {"id": play.match.feeds["betfair"].id, "marketDefinition": definition}
    return {"op": "mcm", "pt": at * 1_000, "mc": [market]}


def _told(winner: int | None, fault: Fault | None) -> int | None:
    if fault is not Fault.OTHER_WINNER:
        return winner
    return 0 if winner is None else 1 - winner


def _id(play: Play, feed: str) -> str:
    return play.match.feeds[feed].id if feed in play.match.feeds else ""


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
