from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from mutuel.domain.products import weekly_range
from mutuel.domain.products.planned import Around
from mutuel.domain.products.weekly_range import PlannedRange
from mutuel.domain.units import Bps
from oracle.calendar import Session
from oracle.markets.closes import agreed_closes
from oracle.observations.observe import Asked
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from tests.unit.oracle.asking import DAYS, TICK, ask, listing

HISTORIES = load(SYNTHETIC)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("now", "basis", "first", "last"),
    [
        ("2026-10-09T15:00", date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 16)),
        ("2026-10-11T12:00", date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 16)),
        ("2026-10-12T13:29", date(2026, 10, 9), date(2026, 10, 12), date(2026, 10, 16)),
        ("2026-10-12T13:30", date(2026, 10, 16), date(2026, 10, 19), date(2026, 10, 23)),
        ("2026-12-31T22:00", date(2026, 12, 31), date(2027, 1, 4), date(2027, 1, 8)),
        ("2026-04-02T22:00", date(2026, 4, 2), date(2026, 4, 6), date(2026, 4, 10)),
    ],
)
def test_planned__moments_around_an_opening__the_week_that_has_not_begun(
    now: str, basis: date, first: date, last: date
) -> None:
    plan = ranges("AAPL", now)[0]
    assert plan.ready_at == DAYS.on(basis).closes_are_corrected_at
    assert plan.until == DAYS.on(first).open - 1
    assert plan.market.observe_at == DAYS.on(last).close
    assert plan.closes_at[-1] == DAYS.on(basis).close


def test_planned__stock__the_same_market_before_and_after_an_outage() -> None:
    this, following = ranges("AAPL", "2026-10-10T15:00")
    assert (this.ready_at, this.until) == (at("2026-10-09T21:20"), at("2026-10-12T13:30") - 1)
    assert following.ready_at == at("2026-10-16T21:20")
    assert this.market_id != following.market_id
    for moment in ("2026-10-09T15:00", "2026-10-12T13:29"):
        assert ranges("AAPL", moment)[0].market_id == this.market_id


def ranges(symbol: str, now: str) -> list[PlannedRange]:
    return list(weekly_range.planned(listing(symbol), Around(DAYS.sessions), at(now)))


def history(faults: dict[str, Fault], count: int) -> list[int]:
    basis = DAYS.on(date(2026, 10, 16))
    answers = ask(HISTORIES, "AAPL", basis, date(2026, 9, 20), faults)
    asked = Asked("AAPL", basis, basis.day, TICK, basis.day)
    sessions: tuple[Session, ...] = DAYS.closed_by(basis.close, count)
    return list(agreed_closes(answers, sessions, asked, Bps(50)))


def test_agreed_closes__over_a_split__one_series_in_new_shares() -> None:
    closes = history({}, 10)
    assert len(closes) == 10
    assert all(abs(today - before) * 10 < before for before, today in pairwise(closes))


def test_agreed_closes__sources_apart_or_alone__nothing_to_cut_ranges_from() -> None:
    assert history({"yahoo": Fault.SKEWED}, 10) == []
    assert history({"yahoo": Fault.NOTICE}, 10) == []
