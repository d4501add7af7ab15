"""Recomputes winners from price files alone, with none of the product's code: floats and all."""

import csv
import gzip
import itertools
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

Z = (-0.8416, -0.2533, 0.2533, 0.8416)
LOOK_BACK = 5


class Day(NamedTuple):
    """A share's day as it was traded; `ratio` of the split that took effect on it, else 1."""

    day: date
    close: float
    ratio: float


class Verdict(NamedTuple):
    """What a market should have come to; prices in dollars."""

    edges: tuple[float, ...]
    value: float
    winner: int


def stock_days(folder: Path, symbol: str) -> list[Day]:
    """From the table of prices as traded."""
    (path,) = folder.glob("quandl_wiki_*.csv")
    with path.open() as lines:
        rows = [row for row in csv.DictReader(lines) if row["ticker"] == symbol]
    return sorted(
        Day(date.fromisoformat(row["date"]), float(row["close"]), float(row["split_ratio"])) for row in rows
    )


def stock_verdict(days: list[Day], basis: date, last: date) -> Verdict:
    """Of the week after `basis` that ends with `last`, in shares of `basis`."""
    at = next(i for i, day in enumerate(days) if day.day == basis)
    end = next(i for i, day in enumerate(days) if day.day == last)
    edges = _edges(_in_last_shares(days[at - LOOK_BACK : at + 1]), end - at, 0.01)
    value = days[end].close * math.prod(day.ratio for day in days[at + 1 : end + 1])
    return _verdict(edges, value)


def coin_ticks(folder: Path, symbol: str) -> list[tuple[int, float]]:
    """(second at which the minute ended, close), from the minute bars named by their opening minute."""
    (path,) = folder.glob(f"{symbol.lower()}_*1m*.csv.gz")
    with gzip.open(path, "rt") as lines:
        return sorted(_tick(row) for row in csv.DictReader(lines))


def coin_verdict(ticks: list[tuple[int, float]], monday: int, tick: float) -> Verdict:
    """Of the UTC week from `monday` on; `tick` in dollars."""
    midnights = [monday - n * 86_400 for n in range(LOOK_BACK, -1, -1)]
    closes = [_at(ticks, midnight) for midnight in midnights]
    return _verdict(_edges(closes, 7, tick), _at(ticks, monday + 7 * 86_400))


def stock_moves(days: list[Day], basis: date, last: date) -> tuple[float, float]:
    """Closes of `basis` and `last`, both in shares of `basis`."""
    at = next(i for i, day in enumerate(days) if day.day == basis)
    end = next(i for i, day in enumerate(days) if day.day == last)
    return days[at].close, days[end].close * math.prod(day.ratio for day in days[at + 1 : end + 1])


def coin_moves(ticks: list[tuple[int, float]], start: int, end: int) -> tuple[float, float]:
    return _at(ticks, start), _at(ticks, end)


def _in_last_shares(days: list[Day]) -> list[float]:
    return [day.close / math.prod(later.ratio for later in days[i + 1 :]) for i, day in enumerate(days)]


def _edges(closes: list[float], sessions: int, tick: float) -> tuple[float, ...]:
    squares = [math.log(b / a) ** 2 for a, b in itertools.pairwise(closes)]
    sigma = math.sqrt(sum(squares) / len(squares))
    raw = [closes[-1] * math.exp(z * sigma * math.sqrt(sessions)) for z in Z]
    return tuple(math.floor(edge / tick + 0.5) * tick for edge in raw)


def _verdict(edges: tuple[float, ...], value: float) -> Verdict:
    # A price on an edge belongs to the upper range; the cent's noise must not push it below.
    return Verdict(edges, value, sum(value >= edge - 1e-6 for edge in edges))


def _tick(row: dict[str, str]) -> tuple[int, float]:
    opened = datetime.fromisoformat(row["timestamp"]).replace(tzinfo=UTC)
    return int(opened.timestamp()) + 60, float(row["close"])


def _at(ticks: list[tuple[int, float]], moment: int) -> float:
    """The close of the last bar that ended by `moment`."""
    return max(tick for tick in ticks if tick[0] <= moment)[1]
