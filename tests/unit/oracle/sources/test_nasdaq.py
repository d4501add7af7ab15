from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.nasdaq import parse_history, parse_info, read_dollars, read_stamp
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.payloads import SYMBOL, body, nasdaq_entry, nasdaq_history, nasdaq_info

LIVE = nasdaq_entry("$1,214.40", "Nov 20, 2026 6:31 PM ET", live=True)
CLOSE = nasdaq_entry("$1,047.92", "Closed at Nov 20, 2026 4:00 PM ET", live=False)


def test_parse_history__table__closes_as_traded_without_split_events() -> None:
    parsed = parse_history(
        body(nasdaq_history([("11/04/2022", "$138.38"), ("11/03/2022", "$1,138.8")])), SYMBOL
    )
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2022, 11, 4): 138_38000000, date(2022, 11, 3): 1138_80000000}
    assert (parsed.currency, parsed.basis.name, parsed.splits) == ("USD", "AS_TRADED", None)


@needs_real_data
def test_parse__real_payloads__closes() -> None:
    history = json.loads((REAL / "api" / "nasdaq_quote_historical_AAPL_202211.json").read_text())["body"]
    info = json.loads((REAL / "api" / "nasdaq_quote_info_AACQU_20200728.json").read_text())["body"]
    parsed, quoted = parse_history(body(history), "AAPL"), parse_info(body(info), "AACQU")
    assert isinstance(parsed, Closes)
    assert parsed.by_day[date(2022, 11, 4)] == 138_38000000
    assert isinstance(quoted, Closes)
    assert quoted.by_day == {date(2020, 7, 28): 10_40000000}


def test_parse_info__after_hours__reads_the_close_and_not_the_live_print() -> None:
    parsed = parse_info(body(nasdaq_info(LIVE, CLOSE, "After-Hours")), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2026, 11, 20): 1047_92000000}
    assert parsed.as_of == int(datetime(2026, 11, 20, 21, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("primary", "secondary", "status"),
    [
        (LIVE, None, "After-Hours"),
        (LIVE, None, "Closed"),
        (LIVE, nasdaq_entry("$1,047.92", "", live=False), "Closed"),
        (
            nasdaq_entry("$10.40", "DATA AS OF Jul 28, 2020 9:27 AM ET - PRE-MARKET", live=True),
            None,
            "Closed",
        ),
        (nasdaq_entry("$10.40", "DATA AS OF Jul 28, 2020", live=False), None, "Open"),
        (None, None, "Closed"),
    ],
)
def test_parse_info__no_entry_is_a_close__unfinished(primary: Any, secondary: Any, status: str) -> None:
    answer = nasdaq_info(primary, secondary, status)
    refused = parse_info(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.SESSION_UNFINISHED


def test_parse_info__closed_market_with_one_dated_quote__that_is_the_close() -> None:
    quote = nasdaq_entry("$10.40", "DATA AS OF Jul 28, 2020", live=False)
    parsed = parse_info(body(nasdaq_info(quote, None, "Market Closed")), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2020, 7, 28): 10_40000000}


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (nasdaq_history([("11/04/2022", "$138.38")], symbol="MSFT"), Why.WRONG_SYMBOL),
        (nasdaq_history([("11/04/2022", "N/A")]), Why.BAD_PRICE),
        (nasdaq_history([("11/04/2022", "€138.38")]), Why.BAD_PRICE),
        (nasdaq_history([("11/04/2022", "$1.00"), ("11/04/2022", "$2.00")]), Why.BAD_PRICE),
        (nasdaq_history([("2022-11-04", "$138.38")]), Why.WRONG_SHAPE),
        ({"data": None, "status": {"bCodeMessage": [{"code": 1001, "errorMessage": "no"}]}}, Why.ERROR_BODY),
        ({"data": {"symbol": SYMBOL, "tradesTable": {"rows": [{"date": 1}]}}}, Why.WRONG_SHAPE),
        ([], Why.WRONG_SHAPE),
    ],
)
def test_parse_history__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_history(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_parse_info__wrong_currency_or_symbol__typed_refusal() -> None:
    pence = nasdaq_info(None, CLOSE | {"currency": "GBp"}, "Closed")
    for answer, why in ((pence, Why.WRONG_CURRENCY), (nasdaq_info(None, CLOSE, "", "X"), Why.WRONG_SYMBOL)):
        refused = parse_info(body(answer), SYMBOL)
        assert isinstance(refused, Refusal)
        assert refused.why is why


@pytest.mark.parametrize(
    ("text", "day", "at", "is_close"),
    [
        ("Closed at Jun 25, 2026 4:00 PM ET", date(2026, 6, 25), "2026-06-25T20:00:00+00:00", True),
        ("CLOSED AT 1:00 PM ET ON Nov 27, 2026", date(2026, 11, 27), "2026-11-27T18:00:00+00:00", True),
        (
            "DATA AS OF Nov 19, 2019 9:27 AM ET - PRE-MARKET",
            date(2019, 11, 19),
            "2019-11-19T14:27:00+00:00",
            False,
        ),
        ("DATA AS OF Jul 28, 2020", date(2020, 7, 28), None, False),
    ],
)
def test_read_stamp__vendor_spellings__day_minute_and_meaning(
    text: str, day: date, at: str | None, is_close: bool
) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert (stamp.day, stamp.is_close) == (day, is_close)
    assert stamp.at == (None if at is None else int(datetime.fromisoformat(at).timestamp()))


@pytest.mark.parametrize(
    "text", ["", "N/A", "Foo 1, 2020", "Feb 30, 2020", "Jan 1, 0000", "Jan 1, 2020 4:99 PM ET"]
)
def test_read_stamp__no_day__none(text: str) -> None:
    assert read_stamp(text) is None


@pytest.mark.parametrize(
    "text", ["", "$", "$1,2", "$0.00", "-$1.00", "$1e3", "$1.123456789", "£1.00", "1 USD"]
)
def test_read_dollars__not_a_dollar_amount__none(text: str) -> None:
    assert read_dollars(text) is None
