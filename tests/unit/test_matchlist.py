from __future__ import annotations

from pathlib import Path

import pytest

from mutuel.matchlist import MatchList

GOOD = """
[[matches]]
number = 7
sport = "CRICKET"
sides = ["Harbour Lights", "Mill Town"]
start = 2026-10-13T14:00:00Z
latest_end = 2026-10-13T18:00:00Z
mode = "time"
window_seconds = 600
windows = 6
[matches.feeds.espn]
id = "cricket/1/77"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "matches.toml"


def test_read__no_file_then_one__its_matches_at_the_next_look(path: Path) -> None:
    listed = MatchList(path)
    assert listed.read() == ()
    path.write_text(GOOD)
    assert [match.number for match in listed.read()] == [7]
    path.write_text(GOOD.replace("windows = 6", "windows = 60"))
    assert [match.windows for match in listed.read()] == [60]


@pytest.mark.parametrize(
    "bad",
    [
        GOOD.encode()[:70],
        GOOD.encode() + b'\nnumber = "seven',
        GOOD.replace("windows = 6", "windows = 0").encode(),
        GOOD.replace("espn", "esqn").encode(),
        b"\xff\xfe\x00",
    ],
    ids=["half_written", "no_toml", "no_match", "unknown_feed", "no_text"],
)
def test_read__file_that_cannot_be_read__what_it_said_before_counts(path: Path, bad: bytes) -> None:
    listed = MatchList(path, feeds={"espn"})
    path.write_text(GOOD)
    before = listed.read()
    path.write_bytes(bad)
    assert listed.read() == listed.read() == before != ()
    path.write_text(GOOD + "\n")
    assert listed.read() == before


def test_read__bad_from_the_beginning__no_match_and_no_failure(path: Path) -> None:
    path.write_bytes(b"[[matches]\n")
    assert MatchList(path).read() == ()
