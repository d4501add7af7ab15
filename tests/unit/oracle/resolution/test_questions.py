from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mutuel.domain.ids import market_id
from oracle.calendar import UnknownSession
from oracle.resolution.questions import answer_at, session_of
from tests.unit.oracle.asking import DAYS, question

FRIDAY = DAYS.on(date(2026, 10, 16))
ASKED = question("AAPL", FRIDAY, date(2026, 10, 9))


def test_answer_at__stock__waits_for_corrected_closes() -> None:
    assert answer_at(ASKED) == FRIDAY.closes_are_corrected_at


def test_answer_at__no_session_closes_then__only_that_question_is_refused_and_later() -> None:
    strange = replace(ASKED, observe_at=FRIDAY.close + 1)
    assert answer_at(strange) == FRIDAY.close + 1 + ASKED.listing.source.timetable.not_before
    with pytest.raises(UnknownSession, match="No session closes"):
        session_of(strange)


def test_basis_day__period_beyond_the_calendar__is_refused() -> None:
    strange = replace(ASKED, market_id=market_id(ASKED.listing.template.id, 2**32 - 1, 0))
    with pytest.raises(UnknownSession, match="in no calendar"):
        _ = strange.basis_day
