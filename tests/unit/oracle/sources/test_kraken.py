from __future__ import annotations

import pytest

from oracle.sources.closes import Refusal, Why
from oracle.sources.kraken import SOURCE, parse_ohlc
from oracle.sources.minutes import Minutes, close_at
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources import exchanges
from tests.unit.oracle.sources.exchanges import T
from tests.unit.oracle.sources.pages import asked_of
from tests.unit.oracle.sources.payloads import body

PAIR = "XBTUSD"
ANSWER = exchanges.kraken(exchanges.ends())


@pytest.mark.parametrize("name", ["XXBTZUSD", "XBTUSD"])
def test_parse_ohlc__new_or_old_name_of_the_pair__close_of_the_minute(name: str) -> None:
    parsed = parse_ohlc(body(exchanges.kraken(exchanges.ends(), name)), PAIR)
    assert isinstance(parsed, Minutes)
    assert close_at(parsed, T) == 77_020_00000000


def test_parse_ohlc__last_row_is_the_minute_asked_for__it_still_goes_on() -> None:
    parsed = parse_ohlc(body(exchanges.kraken(exchanges.ends()[:2])), PAIR)
    assert isinstance(parsed, Minutes)
    refused = close_at(parsed, T)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.MINUTE_UNFINISHED


def test_parse_ohlc__minute_without_trades__repeats_an_old_price_that_is_refused() -> None:
    parsed = parse_ohlc(body(exchanges.kraken(exchanges.ends(), volume="0.00000000")), PAIR)
    assert isinstance(parsed, Minutes)
    refused = close_at(parsed, T)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.MINUTE_MISSING


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"error": ["EQuery:Unknown asset pair"]}, Why.ERROR_BODY),
        ({"error": ["EAPI:Rate limit exceeded"]}, Why.RATE_LIMITED),
        ({"error": ["EGeneral:Too many requests"]}, Why.RATE_LIMITED),
        (ANSWER | {"error": ["EService:Busy"]}, Why.ERROR_BODY),  # prices beside an error
        ({"error": []}, Why.ERROR_BODY),
        ({"error": [], "result": {"last": 0}}, Why.WRONG_SYMBOL),
        (exchanges.kraken(exchanges.ends(), "XBTUSDT"), Why.WRONG_SYMBOL),
        (exchanges.kraken(exchanges.ends(), "XETHZUSD"), Why.WRONG_SYMBOL),
        ({"error": [], "result": {PAIR: []}}, Why.MINUTE_MISSING),
        ({"error": [], "result": {PAIR: [[T - 60, "1", "2"]]}}, Why.WRONG_SHAPE),
        ({"error": [], "result": {PAIR: 5}}, Why.WRONG_SYMBOL),
    ],
)
def test_parse_ohlc__unusable_answer_with_http_200__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_ohlc(body(answer), PAIR)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__moment__asks_from_a_little_before_it() -> None:
    answer, path = await asked_of(SOURCE.at("http://x"), body(ANSWER))
    assert path == f"/0/public/OHLC?pair=XBTUSD&interval=1&since={T - 360}"
    assert isinstance(answer.result, Minutes)


@needs_real_data
def test_parse_ohlc__real_payloads__read_or_refused() -> None:
    read = (REAL / "api" / "kraken_http_ohlc.json").read_bytes()
    parsed = parse_ohlc(read, "XBTUSDT")
    assert isinstance(parsed, Minutes)
    assert len(parsed.by_end) == 60
    assert close_at(parsed, 1_762_816_800) == 106_171_40000000
    assert isinstance(close_at(parsed, max(parsed.by_end)), Refusal)
    refused = parse_ohlc(read, PAIR)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SYMBOL
    for name in ("ticker", "system_status", "asset_pairs_tokenized"):
        assert isinstance(parse_ohlc((REAL / "api" / f"kraken_http_{name}.json").read_bytes(), PAIR), Refusal)
