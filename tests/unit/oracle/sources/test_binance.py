from __future__ import annotations

import csv

import pytest

from oracle.sources.binance import SOURCE, parse_klines
from oracle.sources.closes import Refusal, Why
from oracle.sources.minutes import Minutes, close_at
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources import exchanges
from tests.unit.oracle.sources.exchanges import T
from tests.unit.oracle.sources.pages import asked_of
from tests.unit.oracle.sources.payloads import body

MARKET = "BTCUSDT"
ROWS = exchanges.binance(exchanges.ends())
ERROR = {"code": -1121, "msg": "Invalid symbol."}


def test_parse_klines__rows__close_of_the_minute_in_tether() -> None:
    parsed = parse_klines(body(ROWS), MARKET)
    assert isinstance(parsed, Minutes)
    assert close_at(parsed, T) == 77_020_00000000
    assert parsed.currency == "USDT"


def test_declaration__tether_is_not_the_dollar__said_as_currency_and_group() -> None:
    declared = SOURCE.at("http://x").declaration
    assert (declared.currency, declared.group) == ("USDT", "tether")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (ERROR, Why.ERROR_BODY),
        ({"code": -1003, "msg": "Too many requests."}, Why.RATE_LIMITED),
        ({"code": 0, "msg": "Service unavailable from a restricted location."}, Why.ERROR_BODY),
        ([], Why.MINUTE_MISSING),
        ({}, Why.WRONG_SHAPE),
        ([ROWS[0][:6]], Why.WRONG_SHAPE),
        ([[ROWS[0][0] + 1, *ROWS[0][1:]]], Why.WRONG_SHAPE),
        ([[*ROWS[0][:6], ROWS[0][6] + 3_600_000, *ROWS[0][7:]]], Why.WRONG_SHAPE),  # hours, not minutes
        ([[*ROWS[0][:4], "0", *ROWS[0][5:]]], Why.BAD_PRICE),
    ],
)
def test_parse_klines__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_klines(body(answer), MARKET)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__moment__asks_in_milliseconds() -> None:
    answer, path = await asked_of(SOURCE.at("http://x"), body(ROWS))
    asked = f"symbol=BTCUSDT&interval=1m&startTime={(T - 300) * 1_000}&endTime={(T + 300) * 1_000}"
    assert path == f"/api/v3/klines?{asked}"
    assert isinstance(answer.result, Minutes)


async def test_fetch__error_with_its_status__the_vendors_words_tell_more() -> None:
    answer, _ = await asked_of(SOURCE.at("http://x"), body(ERROR), status=400)
    assert isinstance(answer.result, Refusal)
    assert str(answer.result) == "error-body: -1121: Invalid symbol."


@needs_real_data
def test_parse_klines__real_payloads__read_or_refused() -> None:
    with (REAL / "api" / "binance_klines_csv_ADABTC_1m_20211127.csv").open() as file:
        rows = [[int(cell) if cell.isdigit() else cell for cell in row] for row in csv.reader(file)]
    parsed = parse_klines(body(rows), "ADABTC")
    assert isinstance(parsed, Minutes)
    assert close_at(parsed, 1_637_971_320) == 2_859
    documented = (REAL / "api" / "binance_klines_response.json").read_bytes()
    refused = parse_klines(documented, MARKET)  # the example of the manual is a week's candle
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE
