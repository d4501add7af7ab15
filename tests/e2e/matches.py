"""Matches for the browser's house: the fixtures' invented one again every other day, so that one is always ahead."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.replay import plays

MODEL: Final = plays.SYNTHETIC / "8001.json"
FIRST_NUMBER: Final = 9_001
EVERY: Final = 2 * 86_400
LENGTH: Final = 4 * 3_600
SIDES: Final = ("Harbour Lights", "Mill Town")
WINDOWS: Final = 3
WINDOW_SECONDS: Final = 600


def write(folder: Path, first: int, count: int) -> Path:
    """A folder as `scripts.replay` wants it; the first match starts at `first`, UTC seconds."""
    folder.mkdir(parents=True)
    listed = [_match(FIRST_NUMBER + place, first + place * EVERY) for place in range(count)]
    (folder / "matches.toml").write_text("\n".join(listed))
    for place in range(count):
        shutil.copy(MODEL, folder / f"{FIRST_NUMBER + place}.json")
    return folder


def _match(number: int, start: int) -> str:
    return f"""
[[matches]]
number = {number}
sport = "CRICKET"
sides = ["{SIDES[0]}", "{SIDES[1]}"]
start = {_moment(start)}
latest_end = {_moment(start + LENGTH)}
mode = "time"
window_seconds = {WINDOW_SECONDS}
windows = {WINDOWS}
overs = 5

[matches.feeds.espn]
id = "cricket/9000/{number}"

[matches.feeds.betfair]
id = "1.{number}"

[matches.feeds.cricsheet]
id = "{number}"
"""


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
