"""Recomputes who won markets that are not ranges, from the files of prices and matches alone."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tests.integration.demo import histories

SAME = 1e-9


class Played(NamedTuple):
    """A decided market: what its id and its row say. Times in UTC seconds."""

    template: str
    period: int
    place: int
    start: int
    observed: int


class Files(NamedTuple):
    """Where the truth stands."""

    prices: Path
    matches: Path


def winner(files: Files, market: Played) -> int | None:
    """Outcome of an up/down on a stock, a race or a match; None where nobody won."""
    first, _, rest = market.template.partition("-")
    if first == "CRICKET":
        return _of_match(files.matches, market)
    assets = [first] if rest == "DAY" else [first, rest.split("-")[0]]
    moves = [_moves(files.prices, asset, market) for asset in assets]
    gains = [end / start for start, end in moves] + [1.0]  # against itself, a price of 1 that stays
    difference = gains[0] - gains[1]
    return None if abs(difference) < SAME else int(difference > 0)


def _moves(folder: Path, asset: str, market: Played) -> tuple[float, float]:
    if asset in ("BTC", "ETH"):
        return histories.coin_moves(histories.coin_ticks(folder, asset), market.start, market.observed)
    basis, last = (_day(market.start), _day(market.observed))
    return histories.stock_moves(histories.stock_days(folder, asset), basis, last)


def _of_match(folder: Path, market: Played) -> int | None:
    file = json.loads((folder / f"{market.period}.json").read_bytes())
    sides: list[str] = file["info"]["teams"]
    if market.template == "CRICKET-OVERS":
        return _of_overs(file, market.place)
    outcome = file["info"]["outcome"]
    named = outcome.get("winner") or outcome.get("eliminator")
    return sides.index(named) if named else None


def _of_overs(file: Mapping[str, Any], window: int) -> int | None:
    """Who made more runs in the window's overs; None if both made as many, or did not bat that long."""
    innings = file["innings"][:2]
    runs = [_runs(one, window, file["info"]["overs"]) for one in innings]
    if len(runs) < 2 or runs[0] is None or runs[1] is None or runs[0] == runs[1]:
        return None
    teams: list[str] = file["info"]["teams"]
    return teams.index(innings[0 if runs[0] > runs[1] else 1]["team"])


def _runs(innings: Mapping[str, Any], window: int, most: int) -> int | None:
    """Runs in the window's overs, two unless the innings has no more; None unless all were bowled in full."""
    asked = range(2 * window, min(2 * window + 2, most))
    overs = [over for over in innings["overs"] if over["over"] in asked and len(over["deliveries"]) >= 6]
    return (
        sum(ball["runs"]["total"] for over in overs for ball in over["deliveries"])
        if len(overs) == len(asked)
        else None
    )


def _day(second: int) -> date:
    return datetime.fromtimestamp(second, UTC).date()
