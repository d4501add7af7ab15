from __future__ import annotations

from decimal import Decimal

import pytest

from oracle.sources.closes import Refusal, Why
from oracle.sources.minutes import MAX_MINUTES, Candle, Minutes, close_at, minutes
from tests.unit.oracle.sources.exchanges import T


def candle(end: int, close: str = "100", volume: str = "1") -> Candle:
    price = Decimal(close)
    return Candle(end - 60, price, price + 1, price - 1, price, Decimal(volume))


def why(result: object) -> Why | None:
    return result.why if isinstance(result, Refusal) else None


def seen(*candles: Candle) -> Minutes:
    found = minutes("BTC-USD", "USD", candles)
    assert isinstance(found, Minutes)
    return found


def test_close_at__minute_that_ends_then__its_close_whatever_the_order() -> None:
    found = seen(candle(T + 60, "103"), candle(T, "102.123456789"), candle(T - 60, "101"))
    assert close_at(found, T) == 102_12345678
    assert found.latest == 103_00000000


@pytest.mark.parametrize(
    ("candles", "at", "expected"),
    [
        ([candle(T)], T, Why.MINUTE_UNFINISHED),  # it may still go on
        ([candle(T - 60)], T, Why.MINUTE_UNFINISHED),
        ([candle(T - 60), candle(T + 60)], T, Why.MINUTE_MISSING),  # a bucket without trades is left out
        ([candle(T, volume="0"), candle(T + 60)], T, Why.MINUTE_MISSING),  # or filled with an old price
        ([candle(T), candle(T + 60)], T + 1, Why.MINUTE_MISSING),
    ],
)
def test_close_at__no_finished_traded_minute_ends_then__refused(
    candles: list[Candle], at: int, expected: Why
) -> None:
    assert why(close_at(seen(*candles), at)) is expected


@pytest.mark.parametrize(
    ("candles", "expected"),
    [
        ([], Why.MINUTE_MISSING),
        ([candle(T + 1)], Why.WRONG_SHAPE),
        ([candle(T), candle(T, "101")], Why.WRONG_SHAPE),
        ([candle(0)], Why.WRONG_SHAPE),
        ([candle(T * 1_000)], Why.WRONG_SHAPE),  # milliseconds for seconds
        ([candle(T + 60 * index) for index in range(MAX_MINUTES + 1)], Why.WRONG_SHAPE),
        ([candle(T, "0")], Why.BAD_PRICE),
        ([candle(T, "-5")], Why.BAD_PRICE),
        ([candle(T, "1e10")], Why.BAD_PRICE),
        ([candle(T, volume="-1")], Why.BAD_PRICE),
        ([candle(T)._replace(high=Decimal("99.5"))], Why.BAD_PRICE),
        ([candle(T)._replace(low=Decimal("100.5"))], Why.BAD_PRICE),
        ([candle(T)._replace(open=Decimal("NaN"))], Why.BAD_PRICE),
    ],
)
def test_minutes__candles_that_cannot_be__typed_refusal(candles: list[Candle], expected: Why) -> None:
    assert why(minutes("BTC-USD", "USD", candles)) is expected
