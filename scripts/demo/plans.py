"""Which weeks the demo plays."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.demo.stand import ROOT, Plan
from scripts.deploy import products

SYNTHETIC: Final = ROOT / "tests" / "fixtures" / "prices"
STOCKS: Final = ("AAPL-WEEK", "MSFT-WEEK")
COINS: Final = ("BTC-WEEK",)
EVERYTHING: Final = tuple(products.load(ROOT / "config" / "products.toml").listings)


def _moment(text: str) -> int:
    """UTC seconds of an ISO date or time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


WATCHED_FROM: Final = _moment("2026-10-13T13:45")
"""A quarter of an hour before a match, with all kinds of markets open."""


def synthetic_week() -> Plan:
    """Every kind of market in one week of invented prices and matches, in the middle of which a share is split 4 for 1.

    It begins on the Friday before, when the closes are corrected that the week starts from.
    """
    start, end = _moment("2026-10-09T21:00"), _moment("2026-10-19")
    begin, finish = _moment("2026-10-14T18:00"), _moment("2026-10-14T19:00")
    return Plan("week", start, end, SYNTHETIC, EVERYTHING, rounds_from=begin, rounds_until=finish, windows=2)


def synthetic_disputes() -> Plan:
    """One week of two shares, up to the Friday close over which the sources will quarrel; nobody bets on another."""
    start, end = _moment("2026-10-09T21:00"), _moment("2026-10-16T20:00")
    templates = ("AAPL-WEEK", "MSFT-WEEK", "AAPL-DAY", "MSFT-DAY")
    return Plan("disputes", start, end, SYNTHETIC, templates, since=end)


def synthetic_season() -> Plan:
    """The same, going on for nine weeks: for watching."""
    start, end = _moment("2026-10-09T21:00"), _moment("2026-12-14")
    return Plan("season", start, end, SYNTHETIC, EVERYTHING, rounds_from=WATCHED_FROM, rounds_until=end)


def real_histories(folder: Path) -> list[Plan]:
    """Ten weeks of two stocks in 2014, with the 7 for 1 split of 9 June, a Monday holiday and an early close; and three
    weeks of bitcoin in January 2022, on a chain of their own."""
    return [
        Plan("stocks-2014", _moment("2014-04-26T12:00"), _moment("2014-07-03T17:00"), folder, STOCKS),
        Plan("bitcoin-2022", _moment("2022-01-09T12:00"), _moment("2022-01-31"), folder, COINS),
    ]
