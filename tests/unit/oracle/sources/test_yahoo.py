from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from oracle.evidence import canonical
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.yahoo import parse_chart
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.payloads import SYMBOL, body, yahoo_chart

OPEN = int(datetime(2026, 10, 14, 13, 30, tzinfo=UTC).timestamp())
CHART = yahoo_chart([(OPEN - 86_400, 191.4499969482422), (OPEN, 92.22428894042969)], [(OPEN, 7, 1)])


def test_parse_chart__chart_with_split__adjusted_closes_exact_and_the_event() -> None:
    parsed = parse_chart(body(CHART), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2026, 10, 13): 191_44999694, date(2026, 10, 14): 92_22428894}
    assert parsed.basis.name == "SPLIT_ADJUSTED"
    assert parsed.as_of == 1_700_514_000
    assert parsed.splits is not None
    assert [(split.numerator, split.denominator) for split in parsed.splits] == [(7, 1)]


def test_parse_chart__lost_bar__left_out() -> None:
    parsed = parse_chart(body(yahoo_chart([(OPEN - 86_400, 10.5), (OPEN, None)])), SYMBOL)
    assert isinstance(parsed, Closes)
    assert list(parsed.by_day) == [date(2026, 10, 13)]


@needs_real_data
def test_parse_chart__real_payloads__close_or_refusal() -> None:
    read = json.loads((REAL / "api" / "yahoo_v8_chart_AAPL_1d_20231120.json").read_text())["body"]
    parsed = parse_chart(body(read), "AAPL")
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2023, 11, 20): 191_44999694}
    live = json.loads((REAL / "api" / "yahoo_v8_chart_AAPL_5m_midsession_20261005.json").read_text())["body"]
    assert isinstance(parse_chart(body(live), "AAPL"), Refusal)
    for error in json.loads((REAL / "api" / "yahoo_errors.json").read_text()):
        text = error["body_text"].encode() if "body_text" in error else body(error["body"])
        assert isinstance(parse_chart(text, "AAPL"), Refusal)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"chart": {"result": None, "error": {"code": "Not Found", "description": "gone"}}}, Why.ERROR_BODY),
        ({"finance": {"result": None, "error": {"code": "Unauthorized"}}}, Why.ERROR_BODY),
        ({"chart": {"result": [], "error": None}}, Why.ERROR_BODY),
        ({"quoteResponse": {"result": [], "error": None}}, Why.ERROR_BODY),
        (yahoo_chart([(OPEN, 10.0)], symbol="AAP"), Why.WRONG_SYMBOL),
        (yahoo_chart([(OPEN, 10.0)], currency="GBp"), Why.WRONG_CURRENCY),
        (yahoo_chart([(OPEN, 10.0)], currency=None), Why.WRONG_CURRENCY),
        (yahoo_chart([(OPEN, 10.0)], exchangeTimezoneName="Europe/London"), Why.WRONG_SHAPE),
        (yahoo_chart([(OPEN, 10.0)], dataGranularity="5m"), Why.WRONG_SHAPE),
        (yahoo_chart([(OPEN, -1.0)]), Why.BAD_PRICE),
        (yahoo_chart([(OPEN, 1e12)]), Why.BAD_PRICE),
        (yahoo_chart([(10**18, 1.0)]), Why.BAD_PRICE),
        (yahoo_chart([(OPEN, 10.0)], [(OPEN, 0, 1)]), Why.WRONG_SHAPE),
        (yahoo_chart([(OPEN, 10.0)], [(OPEN, 10**29, 1)]), Why.WRONG_SHAPE),
        (yahoo_chart([(OPEN, 10.0)], [(OPEN, 2, 10**29)]), Why.WRONG_SHAPE),
        (yahoo_chart([(OPEN, 10.0)], [(OPEN + n, 2, 1) for n in range(101)]), Why.WRONG_SHAPE),
    ],
)
def test_parse_chart__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_chart(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_parse_chart__closes_and_times_of_different_length__wrong_shape() -> None:
    chart = yahoo_chart([(OPEN, 10.0)])
    chart["chart"]["result"][0]["timestamp"].append(OPEN + 86_400)
    refused = parse_chart(body(chart), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE


@pytest.mark.parametrize("text", [b"Too Many Requests", b"Too Many Requests\r\n"])
def test_parse_chart__rate_limit_text__rate_limited(text: bytes) -> None:
    refused = parse_chart(text, SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.RATE_LIMITED


@pytest.mark.parametrize(
    "code", ["\\ud800", "\\u0000", "\\u001b[2J"], ids=["half_a_character", "zero", "escape"]
)
def test_parse_chart__refused_in_words_that_nobody_can_keep__are_spelt_out(code: str) -> None:
    """Evidence is UTF-8, the database refuses zeros: one source must not stop all by its choice of words."""
    refused = parse_chart(b'{"chart":{"error":{"code":"' + code.encode() + b'"}}}', "AAPL")
    assert isinstance(refused, Refusal)
    assert refused.why is Why.ERROR_BODY
    assert refused.detail.isprintable()
    assert canonical({"refusal": str(refused)})
