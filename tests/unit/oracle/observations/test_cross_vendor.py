"""Two vendors over every session: never a dispute between right prices, never a final value from a wrong one."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from mutuel.domain.errors import DuplicateSource
from mutuel.domain.resolution.decide import Delay, Dispute, Final, Quorum
from mutuel.domain.resolution.observation import Basis, Split
from mutuel.domain.units import Price8
from oracle.sources import nasdaq, yahoo
from oracle.sources.closes import Closes, day_number
from scripts.replay import vendors
from scripts.replay.histories import SYNTHETIC
from tests.real import REAL, needs_real_data
from tests.unit.oracle.observations.crossing import (
    FIVE,
    THREE,
    Answers,
    Close,
    bent,
    closes,
    five,
    is_right,
    put,
    scaled,
    verdict,
)

NASDAQ, YAHOO, ALPHA = range(3)
Fault = Callable[[Answers, Close], Answers]
FOLDERS = (
    pytest.param(SYNTHETIC, id="synthetic"),
    pytest.param(
        REAL / "prices",
        id="2012-2014",
        marks=needs_real_data,
    ),
)
DAY = timedelta(days=1)


def body(value: object) -> bytes:
    return json.dumps(value).encode()


def split_untold(said: Answers, close: Close) -> Answers:
    """Yahoo has divided a 7:1 split out that nobody tells: the real 600 % between raw and split-adjusted."""
    return scaled(said, YAHOO, Decimal(1) / 7)


def split_told_by_one(said: Answers, close: Close) -> Answers:
    """Alpha Vantage tells a 2:1 split of this morning, Yahoo does not: who borrows splits has none."""
    told = (Split(day_number(close.session.day), 2, 1),)
    return bent(said, ALPHA, splits=told)


def dividends_out(said: Answers, close: Close) -> Answers:
    """A total-return series that says it is as traded."""
    return scaled(said, ALPHA, Decimal("0.99"))


def dividends_declared(said: Answers, close: Close) -> Answers:
    return bent(said, ALPHA, basis=Basis.TOTAL_RETURN)


def hundredfold(said: Answers, close: Close) -> Answers:
    return scaled(said, NASDAQ, Decimal(100))


def hundredth(said: Answers, close: Close) -> Answers:
    return scaled(said, YAHOO, Decimal("0.01"))


def stale_day(said: Answers, close: Close) -> Answers:
    """The newest close is still yesterday's."""
    result = said[ALPHA].result
    assert isinstance(result, Closes)
    return bent(said, ALPHA, by_day={d: p for d, p in result.by_day.items() if d < close.session.day})


def after_hours(said: Answers, close: Close) -> Answers:
    """Nasdaq's history lacks the session, and its quote only has the live print of the evening."""
    info = vendors.nasdaq_info(close.symbol, close.traded[-1], close.session, close.session.close + 3_600)
    data = info["data"]
    assert isinstance(data, dict)
    return put(
        said, NASDAQ, nasdaq.parse_info(body(info | {"data": data | {"secondaryData": None}}), close.symbol)
    )


def mid_session(said: Answers, close: Close) -> Answers:
    """Yahoo's last trade is from before the close: the bar is still alive."""
    return bent(said, YAHOO, as_of=close.session.close - 60)


def wrong_symbol(said: Answers, close: Close) -> Answers:
    history = vendors.nasdaq_history("ZZZZ", close.traded)
    return put(said, NASDAQ, nasdaq.parse_history(body(history), close.symbol))


def wrong_currency(said: Answers, close: Close) -> Answers:
    """Pence of another exchange under the same name."""
    opened = [close.session] * len(close.adjusted)
    chart = vendors.yahoo_chart(close.symbol, close.adjusted, opened, (), "GBp")
    return put(said, YAHOO, yahoo.parse_chart(body(chart), close.symbol))


def zone_ahead(said: Answers, close: Close) -> Answers:
    """Every session under the date after it."""
    return _shifted(said, DAY)


def zone_behind(said: Answers, close: Close) -> Answers:
    return _shifted(said, -DAY)


def _shifted(said: Answers, by: timedelta) -> Answers:
    result = said[ALPHA].result
    assert isinstance(result, Closes)
    return bent(said, ALPHA, by_day={day + by: price for day, price in result.by_day.items()})


def one_upstream(said: Answers, close: Close) -> Answers:
    """The exchange is silent; the two that are left print the same tape."""
    return said[1:]


def one_up(said: Answers, close: Close) -> Answers:
    return scaled(five(said), 3, Decimal("1.006"))


def one_down(said: Answers, close: Close) -> Answers:
    return scaled(five(said), NASDAQ, Decimal("0.994"))


def two_up(said: Answers, close: Close) -> Answers:
    return scaled(scaled(five(said), 3, Decimal("1.006")), 4, Decimal("1.006"))


def two_apart(said: Answers, close: Close) -> Answers:
    return scaled(scaled(five(said), YAHOO, Decimal("1.006")), 4, Decimal("0.994"))


FAULTS: tuple[tuple[str, Fault, Quorum, type], ...] = (
    ("split-mismatch", split_untold, THREE, Dispute),
    ("split-mismatch-told-by-one", split_told_by_one, THREE, Delay),
    ("dividend-basis", dividends_out, THREE, Dispute),
    ("dividend-basis-declared", dividends_declared, THREE, Delay),
    ("100x-unit", hundredfold, THREE, Dispute),
    ("100x-unit-down", hundredth, THREE, Dispute),
    ("stale-day", stale_day, THREE, Delay),
    ("after-hours-print", after_hours, THREE, Delay),
    ("after-hours-print-mid-session", mid_session, THREE, Delay),
    ("wrong-symbol", wrong_symbol, THREE, Delay),
    ("wrong-currency", wrong_currency, THREE, Delay),
    ("time-zone-a-day-ahead", zone_ahead, THREE, Delay),
    ("time-zone-a-day-behind", zone_behind, THREE, Delay),
    ("duplicated-source-one-upstream", one_upstream, Quorum(THREE.entries, needed=2), Delay),
    ("1-of-5-plus-0.6-per-cent", one_up, FIVE, Dispute),
    ("1-of-5-minus-0.6-per-cent", one_down, FIVE, Dispute),
    ("2-of-5-plus-0.6-per-cent", two_up, FIVE, Dispute),
    ("2-of-5-apart", two_apart, FIVE, Dispute),
)


@pytest.mark.parametrize("folder", FOLDERS)
def test_decide__every_session__final_on_the_exchanges_close(folder: Path) -> None:
    """Yahoo's 32-bit floats included: noise of that size never trips anything."""
    wrong = [
        (close.symbol, close.session.day)
        for close in closes(folder)
        if not is_right(verdict(close.said, close), close)
    ]
    assert len(closes(folder)) > 130
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_decide__five_sources__final_on_the_exchanges_close(folder: Path) -> None:
    wrong = [c for c in closes(folder) if not is_right(verdict(five(c.said), c, FIVE), c)]
    assert wrong == []


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    ("fault", "quorum", "expected"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_decide__fault_in_any_session__caught(
    folder: Path, fault: Fault, quorum: Quorum, expected: type
) -> None:
    found = {
        (close.symbol, close.session.day): verdict(fault(close.said, close), close, quorum)
        for close in closes(folder)
    }
    assert {key: type(one) for key, one in found.items() if not isinstance(one, expected)} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_decide__same_source_twice__refused(folder: Path) -> None:
    for close in closes(folder):
        said = close.said
        with pytest.raises(DuplicateSource):
            verdict((*said, said[YAHOO]), close)


@needs_real_data
def test_decide__the_vendors_own_total_return_series__disputed_on_every_session_of_2014() -> None:
    with (REAL / "prices" / "quandl_wiki_sample_2014_raw_and_adjusted.csv").open() as file:
        series = {
            (row["ticker"], date.fromisoformat(row["date"])): Decimal(row["adj_close"])
            for row in csv.DictReader(file)
        }
    checked = 0
    for close in closes(REAL / "prices"):
        total = series.get((close.symbol, close.session.day))
        if total is not None:
            said = bent(
                close.said, ALPHA, by_day={close.session.day: Price8(int(total * 10**8))}, splits=None
            )
            assert not isinstance(verdict(said, close), Final), close.session.day
            checked += 1
    assert checked == 504
