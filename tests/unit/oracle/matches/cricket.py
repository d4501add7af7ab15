"""Twenty-over matches cut into windows by their overs: real ones where the files lie beside the project, and an
invented twin of each shape."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any

from mutuel.domain.matches import Feed, Match, Mode, Window, closes_early_at
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.results import MatchState, MatchVerdict, decide_match
from oracle.observations.matches.ask import wanted
from oracle.observations.matches.story import Saying, votes
from oracle.sources import cricsheet as archive
from oracle.sources import espn as scoreboard
from tests.real import REAL
from tests.unit.oracle.sources.matches import FIRST, SECOND, cricsheet, espn, steady
from tests.unit.oracle.sources.payloads import body

OVER, BREAK, SLOT = 270, 900, 600
"""Seconds of an over, between innings, and of a planned window of two overs: real ones took 385 to 657."""
QUORUM = Quorum((Entry("espn", 1), Entry("betfair", 2), Entry("cricsheet", 3)), 2, 2, is_match=True)

REAL_WINNERS = {
    "501265": None, "829813": None, "1178424": None, "533282": None, "1257949": None, "1142504": None,
    "1136578": "Kings XI Punjab", "829743": "Sunrisers Hyderabad", "336025": "Chennai Super Kings",
    "1216547": "Royal Challengers Bangalore", "1312200": "Gujarat Titans", "1304116": "Punjab Kings",
}  # fmt: skip
"""What data/sports/SOURCES.md says about each file."""

TWINS: dict[str, tuple[dict[str, Any], tuple[int, ...], str | None]] = {
    "no_result_in_the_first_innings": ({"result": "no result"}, (11,), None),
    "no_result_two_overs_into_the_chase": ({"result": "no result"}, (20, 2), None),
    "no_result_of_five_overs": ({"result": "no result"}, (5, 4), None),
    "no_result_before_the_chase": ({"result": "no result"}, (19,), None),
    "dls_tie": ({"result": "tie", "method": "D/L"}, (13, 10), None),
    "tie_without_a_super_over": ({"result": "tie"}, (20, 20), None),
    "dls_win_of_the_chase": ({"winner": SECOND, "by": {"wickets": 9}, "method": "D/L"}, (20, 12), SECOND),
    "dls_win_of_the_defence": ({"winner": FIRST, "by": {"runs": 16}, "method": "D/L"}, (20, 12), FIRST),
    "dls_win_of_eight_overs": ({"winner": FIRST, "by": {"runs": 3}, "method": "D/L"}, (20, 8), FIRST),
    "super_over": ({"result": "tie", "eliminator": FIRST}, (20, 20, 1, 1), FIRST),
    "bowl_out": ({"result": "tie", "bowl_out": SECOND}, (20, 20), SECOND),
    "win_in_the_last_over": ({"winner": SECOND, "by": {"wickets": 7}}, (20, 19), SECOND),
}


@dataclass(frozen=True)
class Played:
    """A match that is over: when each over ended, and what two feeds say about it."""

    match: Match
    winner: str | None
    over_ends: tuple[int, ...]
    archived: bytes

    @property
    def ended_at(self) -> int:
        return self.over_ends[-1]

    @property
    def code(self) -> int | None:
        return None if self.winner is None else self.match.sides.index(self.winner)

    @property
    def windows(self) -> tuple[Window, ...]:
        """Those to play, each closed early if a keeper hears at once that its overs are bowled."""
        return tuple(self._closed(place, window) for place, window in enumerate(self.match.to_play()))

    def _closed(self, place: int, window: Window) -> Window:
        overs = self.match.overs_until(place)
        early = closes_early_at(window, self.over_ends[overs - 1]) if overs <= len(self.over_ends) else None
        return window if early is None else replace(window, close_at=early)

    def state(self) -> MatchState:
        """What the archive says."""
        state = archive.parse_match(self.archived, wanted(self.match, "cricsheet"))
        assert isinstance(state, MatchState)
        return state

    def decided(self, now: int) -> MatchVerdict:
        """By the scoreboard half a minute after the last ball, and the archive later."""
        flags = (self.code == 0, self.code == 1)
        shown = scoreboard.parse_scoreboard(
            body(espn(winners=flags, teams=self.match.sides)), wanted(self.match, "espn")
        )
        assert isinstance(shown, MatchState)
        sayings = [
            Saying("espn", self.ended_at + 30, shown),
            Saying("cricsheet", self.ended_at + 3_600, self.state()),
        ]
        return decide_match(
            QUORUM, votes(sayings, ["espn", "cricsheet"], self.match.start), self.match.latest_end, now
        )


def real(number: str) -> Played:
    archived = (REAL / "sports" / "cricket" / f"{number}.json").read_bytes()
    return played(archived, REAL_WINNERS[number])


def twin(name: str) -> Played:
    outcome, lengths, winner = TWINS[name]
    innings = [
        steady(*((7 * i + 3 * over) % 11 for over in range(length))) for i, length in enumerate(lengths)
    ]
    return played(body(cricsheet(outcome, innings, super_over=True)), winner)


def played(archived: bytes, winner: str | None) -> Played:
    """Starts at 14:00 UTC of its day."""
    file = json.loads(archived)
    day = date.fromisoformat(file["info"]["dates"][0])
    start = int(datetime.combine(day, time(14), UTC).timestamp())
    sides = tuple(file["info"]["teams"])
    match = Match(
        number=77,
        sport="CRICKET",
        sides=(sides[0], sides[1]),
        start=start,
        latest_end=start + 8 * 3_600,
        mode=Mode.OVERS,
        window_seconds=SLOT,
        windows=20,
        overs=20,
        feeds={
            name: Feed(id, (sides[0], sides[1])) for name, id in (("espn", "c/8/77"), ("cricsheet", "77"))
        },
    )
    return Played(match, winner, tuple(_over_ends(file["innings"], start)), archived)


def _over_ends(innings: list[dict[str, Any]], start: int) -> list[int]:
    ends, now = [], start
    for place, one in enumerate(innings):
        now += BREAK if place else 0
        for _ in one["overs"]:
            now += OVER
            ends.append(now)
    return ends
