from __future__ import annotations

import json
from datetime import date

import httpx
import pytest

from mutuel.domain.resolution.observation import Split
from oracle.sources.closes import Closes, Refusal, Why, day_number
from oracle.sources.tiingo import SOURCE, parse_prices
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.pages import KEY, closes_of
from tests.unit.oracle.sources.payloads import SYMBOL, body, tiingo_prices

ROWS = tiingo_prices([("2026-10-12", 191.44, 1.0), ("2026-10-13", 47.9, 4.0)])


def test_parse_prices__rows__closes_as_traded_and_the_split() -> None:
    parsed = parse_prices(body(ROWS), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2026, 10, 12): 191_44000000, date(2026, 10, 13): 47_90000000}
    assert parsed.splits == (Split(day_number(date(2026, 10, 13)), 4, 1),)
    assert (parsed.currency, parsed.basis.name) == ("USD", "AS_TRADED")


def test_parse_prices__row_without_a_factor__splits_unknown() -> None:
    parsed = parse_prices(body([ROWS[0] | {"splitFactor": None}, ROWS[1]]), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.splits is None


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"detail": "Not found."}, Why.ERROR_BODY),
        ({}, Why.WRONG_SHAPE),
        ([ROWS[0] | {"date": "2026-10-12T14:30:00.000Z"}], Why.WRONG_SHAPE),  # an intraday series
        ([ROWS[0] | {"date": "2026-10-12xT00:00:00.000Z"}], Why.WRONG_SHAPE),
        ([ROWS[0], ROWS[0]], Why.WRONG_SHAPE),
        ([ROWS[0] | {"close": 0}], Why.BAD_PRICE),
        ([ROWS[0] | {"splitFactor": 0}], Why.WRONG_SHAPE),
        ([{"last": 51.27, "ticker": "AAPL"}], Why.WRONG_SHAPE),
    ],
)
def test_parse_prices__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_prices(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__class_of_shares__behind_a_dash_up_to_today_with_the_key_in_the_header() -> None:
    quoting = body(ROWS) + b" " + KEY.get_secret_value().encode()
    answer, asked = await closes_of(
        SOURCE.at("http://x", KEY), [httpx.Response(200, content=quoting)], "BRK.B"
    )
    path = "/tiingo/daily/BRK-B/prices?format=json&startDate=2026-10-07&endDate=2026-10-14"
    assert answer.pages[0].path == asked[0].url.raw_path.decode() == path
    assert asked[0].headers["Authorization"] == f"Token {KEY.get_secret_value()}"
    assert answer.pages[0].body.endswith(b" ***")


@needs_real_data
def test_parse_prices__real_payloads__read_or_refused() -> None:
    told = json.loads((REAL / "api" / "tiingo_daily_prices_GOOGL.json").read_text())["body"]
    parsed = parse_prices(body(told), "GOOGL")
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2015, 1, 2): 529_55000000, date(2015, 1, 5): 519_46000000}
    both = json.loads((REAL / "api" / "tiingo_iex_and_eod_20211105.json").read_text())
    day = parse_prices(body(both["/tiingo/daily/usd/prices"]), "USD")
    assert isinstance(day, Closes)
    assert day.by_day == {date(2021, 11, 4): 48_77000000}
    assert isinstance(parse_prices(body(both["/iex/usd"]), "USD"), Refusal)
    meta = json.loads((REAL / "api" / "tiingo_daily_meta_GOOGL.json").read_text())["body"]
    assert isinstance(parse_prices(body(meta), "GOOGL"), Refusal)
