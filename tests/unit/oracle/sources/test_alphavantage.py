from __future__ import annotations

import json
from datetime import date
from typing import Any

import httpx
import pytest

from oracle.sources.alphavantage import SOURCE, parse_daily
from oracle.sources.closes import Closes, Refusal, Why
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.pages import KEY, closes_of
from tests.unit.oracle.sources.payloads import SYMBOL, alphavantage_daily, body

SERIES = alphavantage_daily({"2024-05-03": ("165.71", "1.0"), "2024-05-02": ("330.5", "2.0")})
NOTICES: tuple[tuple[dict[str, Any], Why], ...] = (
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


@needs_real_data
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


async def test_fetch__class_of_shares__asked_for_as_the_vendor_writes_it_and_the_key_in_no_page() -> None:
    answer, asked = await closes_of(
        SOURCE.at("http://x", KEY), [httpx.Response(200, content=body(SERIES))], "BRK.B"
    )
    assert asked[0].url.params["symbol"] == "BRK-B"
    assert asked[0].url.params["apikey"] == KEY.get_secret_value()
    assert "apikey" not in answer.pages[0].path
    assert isinstance(answer.result, Refusal)
    assert answer.result.why is Why.WRONG_SYMBOL


async def test_fetch__no_key__refused_without_a_request() -> None:
    answer, asked = await closes_of(SOURCE.at("http://x"), [])
    assert str(answer.result) == "not-authorised: no key is set"
    assert asked == []
