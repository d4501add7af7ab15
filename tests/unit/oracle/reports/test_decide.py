"""The whole way from vendors' answers to a verdict, over the replayed histories."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from mutuel.domain.resolution.decide import Delay, Dispute, Final
from mutuel.domain.resolution.observation import Observation
from oracle.observations.observe import Finding
from oracle.sources.closes import Refusal, Why
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from tests.real import REAL, needs_real_data
from tests.unit.oracle.asking import DAYS, ask, decided

ROOT = Path(__file__).parents[4]
HISTORIES = load(SYNTHETIC)
BASIS, SPLIT_WEEK = date(2026, 10, 9), DAYS.on(date(2026, 10, 16))


def refusals(findings: Sequence[Finding]) -> list[Why]:
    return [one.result.why for one in findings if isinstance(one.result, Refusal)]


def traded(symbol: str, day: date) -> int:
    close = next(bar.close for bar in HISTORIES.as_traded[symbol] if bar.day == day)
    return int(close * Decimal(10**8))


def test_decide__week_with_a_split__all_three_in_the_old_share() -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS)
    assert isinstance(found.verdict, Final)
    assert found.verdict.reading.value == traded("AAPL", SPLIT_WEEK.day) * 4
    assert found.verdict.mask == 0b0011001  # nasdaq, yahoo, alphavantage


@pytest.mark.parametrize(
    ("symbol", "basis", "last", "ratio"),
    [
        ("AAPL", date(2026, 10, 2), date(2026, 10, 9), 1),  # the week before the split
        ("AAPL", date(2026, 10, 16), date(2026, 10, 23), 1),  # and after it
        # The split takes effect on the Monday.
        ("MSFT", date(2026, 11, 13), date(2026, 11, 20), Decimal("1.5")),
        ("MSFT", date(2026, 11, 20), date(2026, 11, 27), 1),  # an early close
    ],
)
def test_decide__other_weeks__value_in_shares_of_the_basis_day(
    symbol: str, basis: date, last: date, ratio: Decimal
) -> None:
    found = decided(HISTORIES, symbol, DAYS.on(last), basis)
    assert isinstance(found.verdict, Final)
    assert found.verdict.reading.value == int(traded(symbol, last) * ratio)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Fault.HANG, Why.TIMED_OUT),
        (Fault.ERROR, Why.HTTP_STATUS),
        (Fault.HTML, Why.NOT_JSON),
        (Fault.NOTICE, Why.RATE_LIMITED),
        (Fault.LATE, Why.SESSION_MISSING),
        (Fault.WRONG_SYMBOL, Why.WRONG_SYMBOL),
        (Fault.WRONG_CURRENCY, Why.WRONG_CURRENCY),
    ],
)
def test_decide__one_source_refused__delay_that_names_the_fault(fault: Fault, why: Why) -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {"yahoo": fault})
    assert isinstance(found.verdict, Delay)
    assert refusals(found.findings) == [why]


@pytest.mark.parametrize("vendor", ["nasdaq", "yahoo", "alphavantage"])
@pytest.mark.parametrize("fault", [Fault.HUNDREDFOLD, Fault.SKEWED, Fault.TOTAL_RETURN])
def test_decide__wrong_price_from_any_one_source__dispute(vendor: str, fault: Fault) -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {vendor: fault})
    assert isinstance(found.verdict, Dispute)


@pytest.mark.parametrize("vendor", ["nasdaq", "yahoo", "alphavantage"])
def test_decide__closes_a_session_late_at_any_one_source__never_final(vendor: str) -> None:
    """Where yesterday's close is more than 50 bps away, or a split with it; nothing can see a smaller mistake."""
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {vendor: Fault.WRONG_DAY})
    assert not isinstance(found.verdict, Final)


@pytest.mark.parametrize("vendor", ["yahoo", "alphavantage"])
def test_decide__split_that_one_source_does_not_tell__never_final(vendor: str) -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {vendor: Fault.SPLIT_MISMATCH})
    assert not isinstance(found.verdict, Final)


def test_decide__history_late_but_quote_says_the_close__nasdaq_still_speaks() -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {"nasdaq": Fault.LATE})
    assert isinstance(found.verdict, Final)
    assert len(found.findings[0].answer.pages) == 2


def test_collect__one_source_hangs__the_others_answers_are_all_there() -> None:
    answers = ask(HISTORIES, "AAPL", SPLIT_WEEK, BASIS, {"nasdaq": Fault.HANG})
    assert isinstance(answers[0].result, Refusal)
    assert not any(isinstance(answer.result, Refusal) for answer in answers[1:])


def test_evidence__two_processes_that_hash_differently__identical_root() -> None:
    words = "from tests.unit.oracle.reports.test_decide import evidence_root; print(evidence_root())"
    told = subprocess.run(
        [sys.executable, "-c", words],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    assert told.stdout.splitlines()[-1] == evidence_root()


def evidence_root() -> str:
    """Of one decision, across a split, from the vendors' answers on."""
    return decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS).evidence.root.hex()


def test_evidence__decision__no_key_inside() -> None:
    found = decided(HISTORIES, "AAPL", SPLIT_WEEK, BASIS).evidence
    assert "a-secret-key" not in str(found.manifest)
    assert not any(b"a-secret-key" in body for body in found.bodies)


def test_observe__values__are_as_traded_votes_named_by_source() -> None:
    found = decided(HISTORIES, "MSFT", SPLIT_WEEK, BASIS)
    seen = [finding.result for finding in found.findings]
    assert all(isinstance(one, Observation) for one in seen)
    assert [one.source for one in seen if isinstance(one, Observation)] == ["nasdaq", "yahoo", "alphavantage"]


@pytest.mark.parametrize("symbol", ["AAPL", "MSFT"])
def test_decide__every_session_of_the_synthetic_history__final_and_right(symbol: str) -> None:
    bars = HISTORIES.as_traded[symbol]
    verdicts = [
        decided(HISTORIES, symbol, DAYS.on(today.day), before.day).verdict
        for before, today in pairwise(bars[10:])
    ]
    assert Counter(type(verdict) for verdict in verdicts) == {Final: len(bars) - 11}


@needs_real_data
@pytest.mark.parametrize("symbol", ["AAPL", "MSFT"])
def test_decide__every_session_of_2014__final_on_the_exchanges_close(symbol: str) -> None:
    """252 sessions each, the 7:1 split included: no false dispute, the value is the close in yesterday's shares."""
    histories = load(REAL / "prices")
    bars = histories.as_traded[symbol]
    for before, today in pairwise(bars):
        verdict = decided(histories, symbol, DAYS.on(today.day), before.day).verdict
        assert isinstance(verdict, Final), today.day
        expected = int(today.close * 10**8) * today.split.numerator // today.split.denominator
        assert abs(verdict.reading.value - expected) <= 10**6, today.day
