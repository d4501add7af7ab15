from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.sources.alphavantage import parse_daily, split_ratio
from oracle.sources.closes import Closes, Refusal, Why
from tests.unit.oracle.real import REAL
from tests.unit.oracle.sources.fuzz import bodies
from tests.unit.oracle.sources.payloads import SYMBOL, alphavantage_daily, body

SERIES = alphavantage_daily({"2024-05-03": ("165.71", "1.0"), "2024-05-02": ("330.5", "2.0")})
NOTICES = (
    ({"Information": "Our standard API rate limit is 25 requests per day."}, Why.RATE_LIMITED),
    ({"Note": "Our standard API call frequency is 5 calls per minute."}, Why.RATE_LIMITED),
    ({"Information": "This is a premium endpoint."}, Why.RATE_LIMITED),
    ({"Error Message": "Invalid API call."}, Why.ERROR_BODY),
    ({"Global Quote": {}}, Why.ERROR_BODY),
    ({}, Why.ERROR_BODY),
)


def test_parse_daily__series__closes_as_traded_and_splits() -> None:
    parsed = parse_daily(body(SERIES), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2024, 5, 3): 165_71000000, date(2024, 5, 2): 330_50000000}
    assert parsed.basis.name == "AS_TRADED"
    assert parsed.splits is not None
    assert [(split.numerator, split.denominator) for split in parsed.splits] == [(2, 1)]


def test_parse_daily__series_without_coefficients__splits_unknown() -> None:
    parsed = parse_daily(body(alphavantage_daily({"2024-05-03": ("165.71", None)})), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.splits is None


@pytest.mark.parametrize(("notice", "why"), NOTICES)
def test_parse_daily__apology_with_http_200__typed_refusal(notice: object, why: Why) -> None:
    refused = parse_daily(body(notice), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_parse_daily__prices_beside_a_notice__refused() -> None:
    refused = parse_daily(body(SERIES | {"Information": "limit"}), SYMBOL)
    assert isinstance(refused, Refusal)


@pytest.mark.skipif(
    not REAL.exists(), reason="the real payload is not part of the project; its twin is above"
)
def test_parse_daily__real_payloads__close_or_refusal() -> None:
    read = (REAL / "api" / "alphavantage_daily_adjusted_IBM_20240503.json").read_bytes()
    parsed = parse_daily(read, "IBM")
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2024, 5, 3): 165_71000000}
    for error in json.loads((REAL / "api" / "alphavantage_errors.json").read_text()):
        assert isinstance(parse_daily(body(error["body"]), "IBM"), Refusal)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (alphavantage_daily({"2024-05-03": ("165.71", "1.0")}, symbol="MSFT"), Why.WRONG_SYMBOL),
        (alphavantage_daily({"2024-05-03": ("0.0", "1.0")}), Why.BAD_PRICE),
        (alphavantage_daily({"2024-05-03": ("None", "1.0")}), Why.WRONG_SHAPE),
        (alphavantage_daily({"2024-05-03": ("165.71", "0.0")}), Why.WRONG_SHAPE),
        (alphavantage_daily({"2024-05-03": ("165.71", "0." + "3" * 40)}), Why.WRONG_SHAPE),
        (alphavantage_daily({"2024-05-03": ("165.71", "1." + "0" * 40)}), Why.WRONG_SHAPE),
        (
            alphavantage_daily(
                {f"20{n:02}-05-03": ("165.71", "2.0") for n in range(100)} | {"1999-05-03": ("1", "2")}
            ),
            Why.WRONG_SHAPE,
        ),
        (alphavantage_daily({"2024-13-03": ("165.71", "1.0")}), Why.WRONG_SHAPE),
        (alphavantage_daily({}), Why.ERROR_BODY),
    ],
)
def test_parse_daily__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_daily(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


@pytest.mark.parametrize(
    ("printed", "ratio"),
    [
        ("7.0", Fraction(7)),
        ("1.5", Fraction(3, 2)),
        ("0.3333", Fraction(1, 3)),
        ("0.142857", Fraction(1, 7)),
        ("1.0000", Fraction(1)),
        ("1.00137", Fraction(100_137, 100_000)),
    ],
)
def test_split_ratio__printed_coefficient__simple_fraction_that_prints_so(
    printed: str, ratio: Fraction
) -> None:
    assert split_ratio(Decimal(printed)) == ratio


@settings(max_examples=200)
@given(bodies(st.just(SERIES)))
def test_parse_daily__any_bytes__never_raises(noise: bytes) -> None:
    assert isinstance(parse_daily(noise, SYMBOL), Closes | Refusal)
