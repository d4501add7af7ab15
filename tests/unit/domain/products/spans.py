"""Sessions and moments for the tests of products, and the shipped listings."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from mutuel.domain.products.catalogue import parse

SHIPPED = tomllib.loads((Path(__file__).parents[4] / "config" / "products.toml").read_text())
LISTINGS = parse(SHIPPED).listings


class Day(NamedTuple):
    """A session in daylight saving time, unless its times say otherwise."""

    open: int
    close: int

    @property
    def closes_are_corrected_at(self) -> int:
        return self.close + 4_800


def at(text: str) -> int:
    """UTC seconds of a moment without an offset."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def day(text: str, close: str = "20:00", opens: str = "13:30") -> Day:
    return Day(at(f"{text}T{opens}"), at(f"{text}T{close}"))


FRIDAY = day("2014-06-06")
WEEK = [day(f"2014-06-{number:02}") for number in range(9, 14)]
NEXT = [day(f"2014-06-{number:02}") for number in range(16, 21)]
SESSIONS = [day("2014-06-05"), FRIDAY, *WEEK, *NEXT, day("2014-06-23")]
