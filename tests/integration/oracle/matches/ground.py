"""One match on a chain: its file of fixtures, its replayed feeds, and a house whose keeper only knows cricket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mutuel.chain.sender import Sender
from mutuel.domain.ids import market_id
from mutuel.domain.matches import Match
from scripts.replay import plays
from scripts.replay.plays import Play
from tests.integration.oracle.house import House, furnished

TEMPLATES = ("CRICKET-WINNER", "CRICKET-WINNER-SAFE", "CRICKET-OVERS")
WINNER, SAFE, OVERS = TEMPLATES
POLL = 60
STAKES = [30, 20]
"""Whole USDC on the first and the second side of every window with bets."""
UNDECIDED = {1, 4}


@dataclass
class Ground:
    """A house at the time of one match."""

    house: House
    play: Play

    def market_id(self, template: str, window: int) -> int:
        listing = self.house.world.catalogue.listings[template]
        return market_id(listing.template.id, self.play.match.number, window)

    def view(self, template: str, window: int) -> dict[str, Any]:
        return self.house.market(self.market_id(template, window))

    def question(self, template: str, window: int) -> list[Any]:
        """State, value, low, high, knownAt, ruled."""
        return self.house.observation(self.market_id(template, window))

    def play_until(self, seconds: int, step: int = 300) -> None:
        """Lets the match go on to `seconds` after its start; the keeper looks every `step` seconds."""
        end = self.play.match.start + seconds
        for moment in [*range(self.house.now() + step, end, step), end]:
            if moment > self.house.now():
                self.house.advance_to(moment)
            self.house.work()

    def bet(self, template: str, window: int) -> list[Sender]:
        return self.house.bet_on_each(self.market_id(template, window), STAKES)

    def end(self, hours: int = 4) -> None:
        """Results, challenge windows and settlements are over after three hours."""
        self.play_until(self.play.decided_at - self.play.match.start + hours * 3_600, step=1_800)


@contextmanager
def ground(url: str, book: Path, folder: Path, match: Match, file: dict[str, Any]) -> Iterator[Ground]:
    """`match` is given its file's play and announced in the folder's matches.toml."""
    fixtures = folder / "matches.toml"
    fixtures.write_text(toml_of(match))
    play = plays.play(match, file)
    words: dict[str, Any] = {"templates": TEMPLATES, "matches": fixtures, "match_poll": POLL}
    with furnished(url, book, folder, (play,), **words) as house:
        yield Ground(house, play)


def invented(number: int, start: int) -> tuple[Match, dict[str, Any]]:
    """One of the four matches of the demo, moved to `start`."""
    found = next(one for one in plays.load(plays.SYNTHETIC) if one.match.number == number)
    match = replace(found.match, start=start, latest_end=start + 4 * 3_600)
    return match, dated(dict(found.file), start)


def dated(file: dict[str, Any], start: int) -> dict[str, Any]:
    day = datetime.fromtimestamp(start, UTC).date().isoformat()
    return deepcopy(file | {"info": file["info"] | {"dates": [day]}})


def toml_of(match: Match) -> str:
    def moment(at: int) -> str:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    feeds = "\n".join(
        f"[matches.feeds.{name}]\nid = {json.dumps(feed.id)}\nsides = {json.dumps(feed.sides)}"
        for name, feed in match.feeds.items()
    )
    return (
        f"[[matches]]\nnumber = {match.number}\nsport = {json.dumps(match.sport)}\n"
        f"sides = {json.dumps(match.sides)}\nstart = {moment(match.start)}\nlatest_end = {moment(match.latest_end)}\n"
        f'mode = "{match.mode.value}"\nwindow_seconds = {match.window_seconds}\nwindows = {match.windows}\n'
        f"overs = {match.overs}\ntemplates = {json.dumps(match.templates)}\n{feeds}\n"
    )
