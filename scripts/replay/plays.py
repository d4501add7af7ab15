"""Matches as they were, or as somebody invented them, laid out in time.

A folder holds `matches.toml`, as config/matches.toml, and for each match a file in Cricsheet's shape named by its
Cricsheet id. The file may say under `replay` how the match went by the clock: `overSeconds`, `breakSeconds` and
`stops`, pairs of seconds after the start between which it rained.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mutuel.domain.matches import Match
from mutuel.domain.products import fixtures

OVER, BREAK = 240, 600
RESULT: Final = 30
"""Seconds from the last ball to the official result."""
SYNTHETIC = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "matches"


@dataclass(frozen=True, slots=True)
class Over:
    """One over of innings 0, 1, ...; a super over is an innings of its own."""

    innings: int
    number: int
    runs: int
    ended_at: int


@dataclass(frozen=True)
class Play:
    """A match from its first ball to its official result; times in UTC seconds. `winner` is 0, 1 or None."""

    match: Match
    file: Mapping[str, Any]
    overs: tuple[Over, ...]
    stops: tuple[tuple[int, int], ...]
    decided_at: int
    winner: int | None
    abandoned: bool

    def side_of(self, innings: int) -> int:
        """Who batted, by the names that Cricsheet gives."""
        return self.match.feeds["cricsheet"].sides.index(self.file["innings"][innings]["team"])

    def is_stopped(self, now: int) -> bool:
        return any(begin <= now < end for begin, end in self.stops)


def load(folder: Path) -> tuple[Play, ...]:
    """The plays of a folder, none without a matches.toml. Raises BadConfig, OSError, ValueError."""
    listed = folder / "matches.toml"
    if not listed.exists():
        return ()
    matches = fixtures.parse(tomllib.loads(listed.read_text()))
    return tuple(play(match, json.loads(_path(folder, match).read_bytes())) for match in matches)


def play(match: Match, file: Mapping[str, Any]) -> Play:
    """`file` laid out from the match's start on."""
    pace = file.get("replay", {})
    stops = tuple((match.start + begin, match.start + end) for begin, end in pace.get("stops", ()))
    overs = tuple(_overs(match.start, file["innings"], pace, stops))
    ended = max([match.start, *(over.ended_at for over in overs)])
    outcome = file["info"]["outcome"]
    abandoned = outcome.get("result") == "no result"
    decided_at = max([ended, *(end for _, end in stops)]) if abandoned else ended + RESULT
    named = outcome.get("winner") or outcome.get("eliminator") or outcome.get("bowl_out")
    winner = match.feeds["cricsheet"].sides.index(named) if named else None
    return Play(match, file, overs, stops, decided_at, winner, abandoned)


def _overs(
    start: int,
    innings: Sequence[Mapping[str, Any]],
    pace: Mapping[str, Any],
    stops: Sequence[tuple[int, int]],
) -> Iterator[Over]:
    now = start
    for place, one in enumerate(innings):
        now += pace.get("breakSeconds", BREAK) if place else 0
        for number, over in enumerate(one["overs"]):
            now = _later(now, pace.get("overSeconds", OVER), stops)
            runs = sum(ball["runs"]["total"] for ball in over["deliveries"])
            yield Over(place, number, runs, now)


def _later(now: int, seconds: int, stops: Sequence[tuple[int, int]]) -> int:
    """`seconds` of play after `now`; nothing is played while it rains."""
    end = now + seconds
    for begin, resume in sorted(stops):
        if begin < end and resume > now:
            end += resume - max(begin, now)
    return end


def _path(folder: Path, match: Match) -> Path:
    return folder / f"{match.feeds['cricsheet'].id}.json"
