"""Every parser against 1,000 bodies that a broken or hostile server could send: values or a typed refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from mutuel.domain.results import MatchState
from mutuel.domain.units import MAX_PRICE
from oracle.sources import (
    alphavantage,
    betfair,
    binance,
    bloomberg,
    chainlink,
    coinbase,
    halts,
    kraken,
    nasdaq,
    nyse,
    polygon,
    pyth,
    redstone,
    stooq,
    streams,
    tiingo,
    yahoo,
)
from oracle.sources.closes import Closes, Refusal
from oracle.sources.minutes import Minutes
from oracle.sources.spots import Spot
from oracle.sources.streams import SignedReport
from scripts.replay.signing_network import DIGEST
from tests.unit.oracle.sources import (
    exchanges,
    test_alphavantage,
    test_chainlink,
    test_feeds,
    test_halts,
    test_licensed,
    test_nasdaq,
    test_polygon,
    test_redstone,
    test_stooq,
    test_streams,
    test_tiingo,
    test_yahoo,
)
from tests.unit.oracle.sources.fuzz import bodies
from tests.unit.oracle.sources.pages import SESSION
from tests.unit.oracle.sources.payloads import SYMBOL, body, nasdaq_history, nasdaq_info

EACH = 1_000
MINUTES = exchanges.ends()
Case = tuple[Callable[[bytes], Any], bytes]


def of(parse: Callable[[bytes, Any], Any], subject: object, good: object) -> Case:
    """A parser with what it is asked for, and a body that it reads."""
    return lambda noise: parse(noise, subject), good if isinstance(good, bytes) else body(good)


def _feed(name: str) -> Case:
    parse, wanted, payload = test_feeds.PARSERS[name]
    return of(parse, wanted, payload)


CASES: Mapping[str, Case] = {
    "chainlink": (
        lambda noise: chainlink.parse_close(
            noise,
            test_chainlink.AAPL,
            test_chainlink.AT,
            SESSION.day,
            {DIGEST: test_chainlink.NETWORK.signer_set},
        ),
        test_chainlink.good(),
    ),
    "nasdaq history": of(nasdaq.parse_history, SYMBOL, nasdaq_history([("11/04/2022", "$1,138.38")] * 2)),
    "nasdaq quote": of(
        nasdaq.parse_info, SYMBOL, nasdaq_info(test_nasdaq.LIVE, test_nasdaq.CLOSE, "After-Hours")
    ),
    "yahoo": of(yahoo.parse_chart, SYMBOL, test_yahoo.CHART),
    "alphavantage": of(alphavantage.parse_daily, SYMBOL, test_alphavantage.SERIES),
    "polygon bars": of(polygon.parse_bars, SYMBOL, test_polygon.GOOD),
    "polygon splits": of(polygon.parse_splits, SYMBOL, test_polygon.SPLITS),
    "tiingo": of(tiingo.parse_prices, SYMBOL, test_tiingo.ROWS),
    "stooq": of(stooq.parse_daily, "aapl.us", test_stooq.TABLE),
    "nyse": of(nyse.parse_closes, "BRK B", test_licensed.NYSE),
    "bloomberg": of(bloomberg.parse_history, "BRK/B US Equity", test_licensed.BLOOMBERG),
    "coinbase": of(coinbase.parse_candles, "BTC-USD", exchanges.coinbase(MINUTES)),
    "coinbase advanced": of(coinbase.parse_candles, "BTC-USD", exchanges.coinbase_advanced(MINUTES)),
    "kraken": of(kraken.parse_ohlc, "XBTUSD", exchanges.kraken(MINUTES)),
    "binance": of(binance.parse_klines, "BTCUSDT", exchanges.binance(MINUTES)),
    "pyth": of(pyth.parse_update, f"{exchanges.PYTH_BTC}@{exchanges.T}", exchanges.pyth()),
    "redstone": (
        lambda noise: redstone.parse_packages(noise, test_redstone.SUBJECT, test_redstone.SIGNERS),
        body({"BTC": test_redstone.PACKAGES[:3]}),
    ),
    "streams": (
        lambda noise: streams.parse_report(noise, test_streams.BTC, exchanges.T),
        body({"report": test_streams.report()}),
    ),
    "nasdaq halts": (
        halts.parse_nasdaq,
        test_halts.rss(("AAPL", "15:42:38", "T1", ""), ("MSFT", "10:00:00", "LUDP", "10:05:00")),
    ),
    "nyse halts": (
        halts.parse_nyse,
        (test_halts.HEADER + "2026-10-14,15:42:38,MB,Master,Nasdaq,LULD,2026-10-14,16:00:00\n").encode(),
    ),
    "espn": _feed("espn"),
    "oddsapi": _feed("oddsapi"),
    "apifootball": _feed("apifootball"),
    "cricsheet": _feed("cricsheet"),
    "betfair": of(betfair.parse_stream, test_feeds.FEEDS["betfair"][1], test_feeds.STREAM),
}


@pytest.mark.parametrize("name", CASES)
def test_parse__1000_fuzzed_bodies__values_within_bounds_or_a_typed_refusal(name: str) -> None:
    parse, good = CASES[name]
    assert not isinstance(parse(good), Refusal)
    results = [parse(noise) for noise in bodies(good, EACH, seed=len(name))]
    assert len(results) == EACH
    refused = [result for result in results if isinstance(result, Refusal)]
    assert len(refused) > EACH // 4  # the noise bites
    assert all(refusal.detail.isprintable() and 0 < len(refusal.detail) < 400 for refusal in refused)
    for result in results:
        if not isinstance(result, Refusal):
            assert all(0 < price <= MAX_PRICE for price in _prices(result))
            assert all(abs(number) < 2**63 for number in _whole_numbers(result))  # SQL holds no others


def _prices(result: object) -> Iterable[int]:
    """The prices of what was read; what is no kind of answer at all is no good."""
    match result:
        case Closes():
            return result.by_day.values()
        case Minutes():
            return result.by_end.values()
        case Spot():
            return (result.price,)
        case MatchState() | SignedReport() | tuple():
            return ()
    raise AssertionError(f"{type(result)} is no answer")


def _whole_numbers(value: object) -> Iterator[int]:
    """All that are in an answer."""
    if isinstance(value, int):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            yield from _whole_numbers(getattr(value, one.name))
    elif isinstance(value, tuple | frozenset):
        for item in value:
            yield from _whole_numbers(item)
