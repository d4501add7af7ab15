"""Price histories in the files they come in: two kinds of daily CSV and minute bars.

- `quandl_wiki*.csv`: as traded, with the split ratio on the ex-date (column `ticker` names the stock);
- `csvdir_daily_<SYMBOL>.csv`: a second vendor, split-adjusted up to the file's last day;
- `<symbol>_*_1m_*.csv` (or `.csv.gz`): bars named by their opening minute, UTC.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from mutuel.domain.units import MINUTE

WOBBLE = Decimal("0.0004")
"""How far, at most, a price wanders off the straight line between two known ones."""
SYNTHETIC = Path(__file__).parents[2] / "tests" / "fixtures" / "prices"
"""Invented histories that are part of the project."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One session; `split` and `dividend` take effect at its opening."""

    day: date
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    volume: Decimal
    dividend: Decimal
    split: Fraction


@dataclass(frozen=True)
class Ticks:
    """Prices by the second from which they are known, ascending, without gaps in order."""

    times: Sequence[int]
    prices: Sequence[Decimal]

    def at(self, now: int) -> Decimal | None:
        """The latest price known at `now`."""
        index = bisect_right(self.times, now)
        return self.prices[index - 1] if index else None

    def shown(self, second: int) -> Decimal | None:
        """What an exchange shows at any second: the history's own price where it has one, else one between its
        neighbours, always the same one and in their decimals."""
        index = bisect_right(self.times, second)
        if not index or index == len(self.times) or self.times[index - 1] == second:
            return self.at(second)
        (start, end), (before, after) = self.times[index - 1 : index + 1], self.prices[index - 1 : index + 1]
        way = Decimal(second - start) / (end - start)
        off = Decimal(zlib.crc32(b"%d" % second)) / 2**31 - 1  # -1 to 1
        straight = before + (after - before) * way
        return (straight + before * WOBBLE * off * 4 * way * (1 - way)).quantize(before)


@dataclass(frozen=True)
class Histories:
    """By symbol: bars as traded, bars split-adjusted to the end of the file, ticks."""

    as_traded: Mapping[str, Sequence[Bar]] = field(default_factory=dict)
    adjusted: Mapping[str, Sequence[Bar]] = field(default_factory=dict)
    ticks: Mapping[str, Ticks] = field(default_factory=dict)


def load(folder: Path) -> Histories:
    """Everything of the three kinds in `folder`. Raises FileNotFoundError when there is nothing."""
    wiki = [path for path in sorted(folder.glob("*.csv")) if path.name.startswith("quandl_wiki")]
    csvdir = sorted(folder.glob("csvdir_daily_*.csv"))
    minutes = sorted((*folder.glob("*_1m_*.csv"), *folder.glob("*_1m_*.csv.gz")))
    if not (wiki or csvdir or minutes):
        raise FileNotFoundError(f"No price history in {folder}.")
    return Histories(
        as_traded={ticker: bars for path in wiki for ticker, bars in _wiki(path).items()},
        adjusted={path.stem.removeprefix("csvdir_daily_"): list(_csvdir(path)) for path in csvdir},
        ticks={path.name.split("_")[0].upper(): _ticks(path) for path in minutes},
    )


def _wiki(path: Path) -> dict[str, list[Bar]]:
    found: dict[str, list[Bar]] = {}
    for row in _rows(path):
        found.setdefault(row["ticker"], []).append(_bar(row, row["ex-dividend"], row["split_ratio"]))
    return {ticker: sorted(bars, key=lambda bar: bar.day) for ticker, bars in found.items()}


def _csvdir(path: Path) -> Iterator[Bar]:
    for row in _rows(path):
        yield _bar(row, row["dividend"], row["split"])


def _bar(row: Mapping[str, str], dividend: str, split: str) -> Bar:
    return Bar(
        day=date.fromisoformat(row["date"]),
        open=Decimal(row["open"]),
        high=Decimal(row["high"]),
        low=Decimal(row["low"]),
        close=Decimal(row["close"]),
        volume=Decimal(row["volume"]),
        dividend=Decimal(dividend),
        split=Fraction(split).limit_denominator(1_000),
    )


def _ticks(path: Path) -> Ticks:
    """A bar's close is known when its minute is over."""
    rows = [(_second(row["timestamp"]) + MINUTE, Decimal(row["close"])) for row in _rows(path)]
    return Ticks([second for second, _ in rows], [price for _, price in rows])


def _second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return csv.DictReader(io.StringIO(text))
