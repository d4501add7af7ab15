"""`python -m scripts.replay.synthesize`: writes the synthetic price histories of tests/fixtures/prices.

Random walks from a fixed seed, in the formats of the real files. The tickers are those of the product's
configuration, the prices are invented. The period has a change of daylight saving, an early close, a split in
the middle of a week, another on a Monday, and dividends.
"""

from __future__ import annotations

import csv
import gzip
import io
import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from fractions import Fraction

from mutuel.domain.units import MINUTE, MONDAY, WEEK
from oracle import calendar
from scripts.replay.histories import SYNTHETIC as FOLDER

FIRST, LAST = date(2026, 8, 31), date(2026, 12, 18)
CRYPTO_FIRST, CRYPTO_LAST = datetime(2026, 9, 7, tzinfo=UTC), datetime(2026, 12, 19, tzinfo=UTC)
STEP, DENSE = 20 * MINUTE, MINUTE


@dataclass(frozen=True)
class Stock:
    symbol: str
    cents: int
    splits: dict[date, Fraction]
    dividends: dict[date, str]
    still: tuple[date, ...] = ()
    """Days that close where the day before did."""
    off: Mapping[date, int] = field(default_factory=dict)
    """Cents by which the second vendor's close differs, where chance does not say."""


TIED, CONTESTED = date(2026, 10, 13), date(2026, 10, 15)
"""Days on which MSFT does not move: for every vendor, and for all but one that is a cent away."""

STOCKS = (
    Stock("AAPL", 88_800, {date(2026, 10, 14): Fraction(4)}, {date(2026, 11, 9): "0.27"}),
    Stock(
        "MSFT",
        33_300,
        {date(2026, 11, 16): Fraction(3, 2)},
        {date(2026, 11, 19): "0.83"},
        (TIED, CONTESTED),
        {date(2026, 10, 12): 0, TIED: 0, date(2026, 10, 14): 0, CONTESTED: 1},
    ),
)
COINS = (("btc", 77_700, 1), ("eth", 333_300, 100))
"""Symbol, starting price in ticks, ticks to the dollar."""

Row = tuple[date, list[int], int, Fraction, str]
"""Session, prices (open, high, low, close) in cents, volume, split ratio, dividend."""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    histories = {stock.symbol: list(walk(stock)) for stock in STOCKS}
    wiki = (line for symbol, rows in histories.items() for line in wiki_lines(symbol, rows))
    header = "ticker,date,open,high,low,close,volume,ex-dividend,split_ratio"
    adjusted = "adj_open,adj_high,adj_low,adj_close,adj_volume"
    _write("quandl_wiki_synthetic_2026_raw_and_adjusted.csv", f"{header},{adjusted}", wiki)
    for symbol, rows in histories.items():
        _write(
            f"csvdir_daily_{symbol}.csv",
            "date,open,high,low,close,volume,dividend,split",
            csvdir_lines(rows, {stock.symbol: stock for stock in STOCKS}[symbol].off),
        )
    for symbol, ticks, per_dollar in COINS:
        name = f"{symbol}_synthetic_1m_{CRYPTO_FIRST:%Y%m%d}_{CRYPTO_LAST:%Y%m%d}.csv.gz"
        _write(name, "timestamp,open,high,low,close,volume", minute_lines(symbol, ticks, per_dollar))


def walk(stock: Stock) -> Iterator[Row]:
    """A daily walk with a standard deviation of 1.6 %; a split divides the price at its opening."""
    draw, cents = random.Random(stock.symbol), stock.cents
    for session in calendar.exchange("XNYS", LAST.year).between(FIRST, LAST):
        split = stock.splits.get(session.day, Fraction(1))
        cents = round(cents / split)
        start, moved = cents, max(100, cents + round(cents * draw.gauss(0.0005, 0.016)))
        cents = start if session.day in stock.still else moved
        high, low = max(start, cents) + draw.randrange(1, 90), min(start, cents) - draw.randrange(1, 90)
        volume = round(draw.randrange(20_000, 60_000) * 1_000 * split)
        yield session.day, [start, high, low, cents], volume, split, stock.dividends.get(session.day, "0.0")


def wiki_lines(symbol: str, rows: list[Row]) -> Iterator[list[str]]:
    """As traded; the adjusted columns divide later splits out, as the original's do."""
    for row, (day, prices, volume, split, dividend) in enumerate(rows):
        later = _product(split for _, _, _, split, _ in rows[row + 1 :])
        adjusted = [f"{float(Fraction(price, 100) / later):.12f}" for price in prices]
        traded = [_dollars(price) for price in prices]
        yield [
            *(symbol, day.isoformat(), *traded, f"{volume}.0", dividend, str(float(split))),
            *(*adjusted, f"{round(volume * later)}.0"),
        ]


def csvdir_lines(rows: list[Row], given: Mapping[date, int]) -> Iterator[list[str]]:
    """A second vendor: split-adjusted, six decimals, now and then a hundredth of a per cent away."""
    draw = random.Random(len(rows))
    for row, (day, prices, volume, split, dividend) in enumerate(rows):
        later = _product(split for _, _, _, split, _ in rows[row + 1 :])
        by_chance = draw.choice((0, 0, 0, 1, -1)) if prices[3] > 10_000 else 0
        off = given.get(day, by_chance)
        shown = [_six(Fraction(price, 100) / later) for price in (*prices[:3], prices[3] + off)]
        yield [day.isoformat(), *shown, str(round(volume * later)), dividend, str(float(split))]


def minute_lines(symbol: str, ticks: int, per_dollar: int) -> Iterator[list[str]]:
    """Minute bars, but only every twentieth, and every one in the half hour around each Monday 00:00 UTC."""
    draw = random.Random(symbol)
    for second in _seconds(int(CRYPTO_FIRST.timestamp()), int(CRYPTO_LAST.timestamp())):
        start, ticks = ticks, max(1, ticks + round(ticks * draw.gauss(0, 0.0022)))
        prices = (start, max(start, ticks) + 1, min(start, ticks) - 1, ticks)
        shown = [str(price / per_dollar) for price in prices]
        opened = datetime.fromtimestamp(second - 60, UTC)
        yield [opened.strftime("%Y-%m-%d %H:%M:%S.000000"), *shown, f"{draw.randrange(10**6, 10**7)}.0"]


def _seconds(first: int, last: int) -> Iterator[int]:
    """The closing seconds of the bars that are kept."""
    for second in range(first, last + 1, DENSE):
        to_monday = (second - MONDAY + WEEK // 2) % WEEK - WEEK // 2
        if second % STEP == 0 or abs(to_monday) <= 15 * 60:
            yield second


def _product(ratios: Iterable[Fraction]) -> Fraction:
    total = Fraction(1)
    for ratio in ratios:
        total *= ratio
    return total


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def _six(price: Fraction) -> str:
    return str(round(price * 10**6) / 10**6)


def _write(name: str, header: str, lines: Iterable[list[str]]) -> None:
    text = io.StringIO()
    text.write(header + "\n")
    csv.writer(text, lineterminator="\n").writerows(lines)
    raw = text.getvalue().encode()
    (FOLDER / name).write_bytes(gzip.compress(raw, mtime=0) if name.endswith(".gz") else raw)


if __name__ == "__main__":
    main()
