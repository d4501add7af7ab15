from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from mutuel.chain.client import Client
from mutuel.chain.sender import Sender
from mutuel.domain.ids import market_id
from oracle.reports import propose
from oracle.sources.closes import day_number
from tests.chain.undone import undone
from tests.integration.oracle.house import House, furnished

BTC, AAPL, MSFT = 1, 2, 3
"""Template ids."""
FRIDAY_2120 = int(datetime(2026, 10, 9, 21, 20, tzinfo=UTC).timestamp())
SATURDAY = int(datetime(2026, 10, 17, 12, tzinfo=UTC).timestamp())


@dataclass
class Week:
    """Two stocks' markets, settled: of one everybody was honest, of the other the reporters signed a close 3 % too
    high over honest evidence. One winner of the honest one has claimed."""

    house: House
    honest: int
    lied: int
    bettors: list[Sender]


@pytest.fixture(scope="module")
def week(chain: tuple[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Week]:
    url, book = chain
    with (
        Client(url) as client,
        pytest.MonkeyPatch.context() as patch,
        undone(client),
        furnished(url, book, tmp_path_factory.mktemp("week")) as house,
    ):
        yield _played(house, patch)


def _played(house: House, patch: pytest.MonkeyPatch) -> Week:
    honest, lied = (market_id(one, day_number(date(2026, 10, 9)), 0) for one in (AAPL, MSFT))
    _let_them_lie(house, patch, market=lied)
    house.advance_to(FRIDAY_2120)
    house.work()
    bettors = house.bet_on_each(honest, [100, 61, 100, 100, 33])
    house.bet_on_each(lied, [100] * 5)
    house.work_until(SATURDAY)
    winner = bettors[house.market(honest)["winner"]]
    winner.send(house.world.engine.prepare("claim", honest, False))
    house.mirror.catch_up()
    return Week(house, honest, lied, bettors)


def _let_them_lie(house: House, patch: pytest.MonkeyPatch, market: int) -> None:
    written = propose.report_of

    def lie(question: Any, *others: Any, **named: Any) -> dict[str, Any]:
        report = written(question, *others, **named)
        if question.market_id == market:
            report["values"] = [value * 103 // 100 for value in report["values"]]
        return report

    patch.setattr(propose, "report_of", lie)
