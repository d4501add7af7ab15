"""The replayed exchanges, asked by the adapters that ask the real ones."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx
import pytest

from oracle.observations.collect import collect
from oracle.sources import binance, coinbase, kraken
from oracle.sources.adapter import Adapter, Answer, Moment
from oracle.sources.closes import Refusal, Why
from oracle.sources.minutes import Minutes, close_at
from oracle.sources.transport import Web
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.replay import Replay
from scripts.replay.server import create_app

URL = "http://vendors"
ADAPTERS: tuple[Adapter[Moment, Minutes], ...] = tuple(
    module.SOURCE.at(URL) for module in (coinbase, kraken, binance)
)
HISTORIES = load(SYNTHETIC)
T = int(datetime(2026, 10, 14, 12, 10, tzinfo=UTC).timestamp())


async def no_pause(_seconds: float) -> None:
    return None


def ask(now: int, symbol: str = "BTC", faults: Mapping[str, Fault] | None = None) -> list[Answer[Minutes]]:
    app = create_app(Replay(HISTORIES, lambda: now, dict(faults or {})))

    async def run() -> tuple[Answer[Minutes], ...]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            return await collect(ADAPTERS, Web(client, sleep=no_pause), Moment(symbol, T), 0.5)

    return list(asyncio.run(run()))


def closes(answers: list[Answer[Minutes]]) -> list[int | Why]:
    """What each says about T."""
    found: list[int | Why] = []
    for answer in answers:
        close = answer.result if isinstance(answer.result, Refusal) else close_at(answer.result, T)
        found.append(close.why if isinstance(close, Refusal) else close)
    return found


@pytest.mark.parametrize("symbol", ["BTC", "ETH"])
def test_create_app__minute_is_over__each_within_two_basis_points_of_the_history(symbol: str) -> None:
    known = HISTORIES.ticks[symbol].shown(T)
    assert known is not None
    prices = closes(ask(T + 70, symbol))
    assert len(prices) == 3
    for price in prices:
        assert isinstance(price, int)
        assert abs(price - known * 10**8) * 10_000 <= known * 10**8 * 2 + 10**10


def test_create_app__minute_not_over__nothing_later_is_shown() -> None:
    assert closes(ask(T - 1)) == [Why.MINUTE_UNFINISHED] * 3
    assert closes(ask(T + 3_600)) == closes(ask(T + 70))


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.HANG, [Why.TIMED_OUT] * 3),
        (Fault.ERROR, [Why.HTTP_STATUS] * 3),
        (Fault.HTML, [Why.NOT_JSON] * 3),
        (Fault.NOTICE, [Why.ERROR_BODY, Why.RATE_LIMITED, Why.RATE_LIMITED]),
        (Fault.LATE, [Why.MINUTE_MISSING] * 3),
    ],
)
def test_create_app__fault__each_vendors_own_words_are_understood(fault: Fault, expected: list[Why]) -> None:
    faults = dict.fromkeys(("coinbase", "kraken", "binance"), fault)
    assert closes(ask(T + 70, faults=faults)) == expected


@pytest.mark.parametrize("fault", [Fault.SKEWED, Fault.HUNDREDFOLD, Fault.WRONG_CURRENCY, Fault.WRONG_SYMBOL])
def test_create_app__wrong_prices__more_than_half_a_per_cent_away(fault: Fault) -> None:
    (right, *_), (wrong, *_) = closes(ask(T + 70)), closes(ask(T + 70, faults={"coinbase": fault}))
    assert isinstance(right, int)
    assert isinstance(wrong, int)
    assert abs(right - wrong) * 10_000 > 50 * right


def test_shown__any_second__same_again_and_exact_where_the_history_knows() -> None:
    ticks = HISTORIES.ticks["ETH"]
    start = next(index for index, at in enumerate(ticks.times) if at > T)
    for index in range(start, start + 20):
        assert ticks.shown(ticks.times[index]) == ticks.prices[index]
        seconds = range(ticks.times[index], ticks.times[index + 1], 60)
        between = [ticks.shown(second) for second in seconds]
        assert between == [ticks.shown(second) for second in seconds]
        assert len(set(between)) > len(between) // 2
    assert ticks.shown(ticks.times[0] - 1) is None
    assert ticks.shown(ticks.times[-1] + 5) == ticks.prices[-1]
