from __future__ import annotations

import json

import pytest

from oracle.sources.closes import Refusal, Why
from oracle.sources.coinbase import SOURCE, parse_candles
from oracle.sources.minutes import Minutes, close_at
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources import exchanges
from tests.unit.oracle.sources.exchanges import T
from tests.unit.oracle.sources.pages import asked_of
from tests.unit.oracle.sources.payloads import body

MARKET = "BTC-USD"
ROWS = exchanges.coinbase(exchanges.ends())
NAMED = exchanges.coinbase_advanced(exchanges.ends())


@pytest.mark.parametrize("answer", [ROWS, NAMED])
def test_parse_candles__numbers_or_strings_newest_first__close_of_the_minute(answer: object) -> None:
    parsed = parse_candles(body(answer), MARKET)
    assert isinstance(parsed, Minutes)
    assert close_at(parsed, T) == 77_020_00000000
    assert (parsed.currency, parsed.latest) == ("USD", 77_001_50000000)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"message": "NotFound"}, Why.ERROR_BODY),
        ({"message": "Public rate limit exceeded", "candles": NAMED["candles"]}, Why.ERROR_BODY),
        ({}, Why.ERROR_BODY),
        ([], Why.MINUTE_MISSING),
        ({"candles": []}, Why.MINUTE_MISSING),
        ([[T - 60, 1, 2, 1.5]], Why.WRONG_SHAPE),
        ([[T - 60, 77_012, 77_000, 77_020, 77_001, 1]], Why.BAD_PRICE),  # open, high, low, close by mistake
        ("down for maintenance", Why.WRONG_SHAPE),
    ],
)
def test_parse_candles__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_candles(body(answer), MARKET)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__moment__asks_for_the_minutes_around_it() -> None:
    answer, path = await asked_of(SOURCE.at("http://x"), body(ROWS))
    assert path == (
        "/products/BTC-USD/candles?granularity=60&start=2026-10-11T11%3A55%3A00Z&end=2026-10-11T12%3A05%3A00Z"
    )
    assert isinstance(answer.result, Minutes)


async def test_fetch__price_with_an_error_status__refused() -> None:
    answer, _ = await asked_of(SOURCE.at("http://x"), body(ROWS), status=404)
    assert isinstance(answer.result, Refusal)
    assert answer.result.why is Why.HTTP_STATUS


@needs_real_data
def test_parse_candles__real_payloads__read() -> None:
    hour = parse_candles((REAL / "api" / "coinbase_http_candles.json").read_bytes(), MARKET)
    assert isinstance(hour, Minutes)
    assert hour.by_end[1_712_192_460] == 66_181_60000000
    recorded = json.loads((REAL / "api" / "coinbase_exchange_ticker_candles_20240313.json").read_text())
    minute = parse_candles(body(recorded["candles"]), MARKET)
    assert isinstance(minute, Minutes)
    assert minute.latest == 73_370_65000000
    assert isinstance(parse_candles(body(recorded["ticker"]), MARKET), Refusal)
