"""A stock's chart needs one source that tells splits: whichever answers first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session, select

from mutuel.db.oracle import Price
from oracle.calendar import with_overrides
from oracle.charts.prices import Charts
from tests.unit.oracle.asking import DAYS
from tests.unit.oracle.close_answers import PRICE, QUESTION, SESSION, told, world

NOW = SESSION.closes_are_corrected_at


@pytest.mark.parametrize(
    ("down", "source"),
    [((), "yahoo"), (("yahoo",), "alphavantage"), (("yahoo", "alphavantage"), None)],
)
def test_step__first_that_tells_splits_is_down__the_next_one(
    tmp_path: Path, down: tuple[str, ...], source: str | None
) -> None:
    made: Any = world(tmp_path)
    made.catalogue = SimpleNamespace(listings={"AAPL-WEEK": QUESTION.listing})
    made.calendar = lambda *_: DAYS
    for name in down:
        told(made)[name].price = None
    assert Charts(made).step(NOW) == (1 if source else 0)
    with Session(made.database) as session:
        rows = [(row.source, row.at, row.price) for row in session.exec(select(Price)).all()]
    assert rows == ([(source, SESSION.close, PRICE)] if source else [])


def test_step__exchange_closes_early_at_short_notice__the_close_is_shown_at_its_own_time(
    tmp_path: Path,
) -> None:
    made: Any = world(tmp_path)
    made.catalogue = SimpleNamespace(listings={"AAPL-WEEK": QUESTION.listing})
    early = replace(SESSION, close=SESSION.close - 3 * 3_600)
    made.calendar = lambda *_: with_overrides(DAYS, {SESSION.day: early})
    assert Charts(made).step(NOW) == 1
    with Session(made.database) as session:
        assert session.exec(select(Price.at)).all() == [early.close]
