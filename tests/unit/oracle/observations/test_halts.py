"""What records of halts say about a close."""

from __future__ import annotations

from datetime import date

import pytest

from oracle.observations.halts import at_close
from oracle.sources.closes import Refusal, Why
from oracle.sources.halts import Halt, HaltRecord
from oracle.sources.transport import Page
from tests.unit.oracle.asking import DAYS
from tests.unit.oracle.halt_records import Record

CLOSE = DAYS.on(date(2026, 10, 16)).close
HALT = Halt("AAPL", CLOSE - 600, None, "T1")


@pytest.mark.parametrize("silent", [Record(hangs=True), Record(Refusal(Why.WRONG_SHAPE, "unreadable"))])
def test_at_close__a_record_does_not_answer__flags_nothing(silent: Record) -> None:
    told = Record((HALT,))
    found = at_close([told], 0.01, "AAPL", CLOSE)
    assert found == HaltRecord(HALT, (Page("/rss", 200, b"<rss/>"),))
    assert at_close([told, silent], 0.01, "AAPL", CLOSE) is None


def test_at_close__no_record_is_named__no_halt() -> None:
    assert at_close([], 0.01, "AAPL", CLOSE) is None
