"""A stock's chart needs one source that tells splits: whichever answers first."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session, select

from mutuel.db.oracle import Price
from oracle.prices import Charts
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
