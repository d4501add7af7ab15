"""The matches of config/matches.toml as typed values. A pure function of the parsed file.

[[matches]]
number = 1304116
sport = "CRICKET"
sides = ["Lucknow", "Rajasthan"]       # outcome 0, outcome 1
start = 2026-05-15T14:00:00Z
latest_end = 2026-05-15T22:00:00Z      # with its reserve day; the result must be known by then
mode = "time"                          # or "overs"
window_seconds = 600
windows = 20
overs_per_window = 2                   # optional; mode "overs"
templates = ["CRICKET-WINNER"]         # optional; default: every template of the sport
overs = 20                             # optional; per innings, for markets on ranges of overs

[matches.feeds.cricsheet]              # the match's id at each result feed that has it
id = "1304116"
sides = ["LSG", "RR"]                  # optional; what the feed calls the sides

[[matches.interruptions]]              # optional: rain
at = 2026-05-15T15:00:00Z              # play stopped; what had not closed was voided
known_at = 2026-05-15T15:05:00Z        # when it was known that it goes on
resume_at = 2026-05-15T15:40:00Z
windows = 12                           # optional; default: as many as were voided
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mutuel.domain.errors import BadConfig
from mutuel.domain.matches import MAX_WINDOWS, Feed, Interruption, Match, Mode
from mutuel.domain.products.table import Table
from mutuel.domain.units import MINUTE, WEEK

MOST_OVERS: Final = 50


def parse(config: Mapping[str, Any]) -> tuple[Match, ...]:
    """The matches of a parsed file, in its order. Raises BadConfig."""
    top = Table("matches", config)
    found = tuple(_match(row) for row in top.rows("matches"))
    top.end()
    numbers = [match.number for match in found]
    if len(set(numbers)) != len(numbers):
        raise BadConfig("matches", "two have the same number")
    return found


def _match(row: Table) -> Match:
    sides = _sides(row)
    match = Match(
        number=row.number("number", 1, 2**32 - 1),
        sport=row.take("sport", str),
        sides=sides,
        start=row.moment("start"),
        latest_end=row.moment("latest_end"),
        mode=row.member("mode", Mode),
        window_seconds=row.number("window_seconds", MINUTE, WEEK),
        windows=row.number("windows", 1, MAX_WINDOWS),
        overs_per_window=row.number("overs_per_window", 1, MOST_OVERS, 2),
        templates=row.words("templates"),
        overs=row.number("overs", 0, MOST_OVERS, 0),
        feeds={name: _feed(feed, sides) for name, feed in row.tables("feeds", {})},
        interruptions=tuple(_interruption(stop) for stop in row.rows("interruptions")),
    )
    row.end()
    if match.start >= match.latest_end:
        raise BadConfig(row.where, "latest_end must be after start")
    row.checked("interruptions", match.announced)
    return match


def _feed(table: Table, sides: tuple[str, str]) -> Feed:
    feed = Feed(table.take("id", str), _sides(table) if "sides" in table.rest else sides)
    table.end()
    return feed


def _sides(row: Table) -> tuple[str, str]:
    sides = row.words("sides")
    if len(set(sides)) != 2 or len(sides) != 2:
        raise BadConfig(row.where, "sides must be two different names")
    return sides[0], sides[1]


def _interruption(row: Table) -> Interruption:
    windows = row.number("windows", 0, MAX_WINDOWS, MAX_WINDOWS)
    stop = Interruption(row.moment("at"), row.moment("known_at"), row.moment("resume_at"), windows)
    row.end()
    return stop
