"""Which weeks the demo plays."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scripts.demo.stand import ROOT, Plan

SYNTHETIC: Final = ROOT / "tests" / "fixtures" / "prices"
STOCKS: Final = ("AAPL-WEEK", "MSFT-WEEK")
COINS: Final = ("BTC-WEEK",)


def _moment(text: str) -> int:
    """UTC seconds of an ISO date or time."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def synthetic_week() -> Plan:
    """Two stocks and a coin in one week of invented prices, in the middle of which a share is split 4 for 1."""
    return Plan("week", _moment("2026-10-11T12:00"), _moment("2026-10-19"), SYNTHETIC, (*STOCKS, *COINS))


def synthetic_season() -> Plan:
    """The same, going on for nine weeks: for watching."""
    return Plan("season", _moment("2026-10-11T12:00"), _moment("2026-12-14"), SYNTHETIC, (*STOCKS, *COINS))


def real_histories(folder: Path) -> list[Plan]:
    """Ten weeks of two stocks in 2014, with the 7 for 1 split of 9 June, a Monday holiday and an early close; and three
    weeks of bitcoin in January 2022, on a chain of their own."""
    return [
        Plan("stocks-2014", _moment("2014-04-26T12:00"), _moment("2014-07-03T17:00"), folder, STOCKS),
        Plan("bitcoin-2022", _moment("2022-01-09T12:00"), _moment("2022-01-31"), folder, COINS),
    ]
