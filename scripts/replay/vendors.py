"""The vendors' own shapes of a history, as of a simulated moment."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from mutuel.domain.units import HOUR
from oracle.calendar import NEW_YORK, Session
from scripts.replay.histories import Bar

Json = dict[str, object]


def adjusted_as_of(bars: Sequence[Bar], today: date) -> list[Bar]:
    """Bars of a file that is split-adjusted to its end, as they looked on `today`: splits to come are undone."""
    splits = [bar for bar in bars if bar.split != 1]
    return [_times(bar, _ratio_after(splits, today, bar.day)) for bar in bars]


def nasdaq_history(symbol: str, bars: Sequence[Bar]) -> Json:
    rows = [
        {
            "date": bar.day.strftime("%m/%d/%Y"),
            "close": _dollars(bar.close),
            "volume": f"{int(bar.volume):,}",
            "open": _dollars(bar.open),
            "high": _dollars(bar.high),
            "low": _dollars(bar.low),
        }
        for bar in reversed(bars)
    ]
    headers = {name: name.title() for name in ("date", "volume", "open", "high", "low")}
    table = {"asOf": None, "headers": headers | {"close": "Close/Last"}, "rows": rows}
    return _nasdaq({"symbol": symbol, "totalRecords": len(rows), "tradesTable": table})


def nasdaq_info(symbol: str, bar: Bar, session: Session, now: int) -> Json:
    """After hours `primaryData` is a later print, here 1 % off; `secondaryData` is the close."""
    closed = datetime.fromtimestamp(session.close, UTC).astimezone(NEW_YORK)
    last = datetime.fromtimestamp(now, UTC).astimezone(NEW_YORK)
    after_hours = now - session.close < 4 * HOUR
    close = {
        "lastSalePrice": _dollars(bar.close),
        "netChange": "0.00",
        "percentageChange": "0%",
        "lastTradeTimestamp": f"Closed at {_minute(closed)} ET",
        "isRealTime": False,
    }
    live = close | {
        "lastSalePrice": _dollars(bar.close * Decimal("1.01")),
        "lastTradeTimestamp": f"{_minute(last)} ET",
        "isRealTime": True,
    }
    primary, secondary = (live, close) if after_hours else (close, None)
    status = "After-Hours" if after_hours else "Closed"
    return _nasdaq(
        {"symbol": symbol, "assetClass": "STOCKS", "marketStatus": status}
        | {"primaryData": primary, "secondaryData": secondary}
    )


def nasdaq_error(message: str) -> Json:
    status = {
        "rCode": 400,
        "bCodeMessage": [{"code": 1001, "errorMessage": message}],
        "developerMessage": None,
    }
    return {"data": None, "message": None, "status": status}


def yahoo_chart(
    symbol: str,
    bars: Sequence[Bar],
    sessions: Sequence[Session],
    splits: Sequence[Bar],
    currency: str = "USD",
) -> Json:
    """`bars` and `sessions` go together; `splits` are the bars on whose day a split took effect."""
    quote = {
        name: [_float32(getattr(bar, name)) for bar in bars] for name in ("open", "high", "low", "close")
    }
    volume = {"volume": [int(bar.volume) for bar in bars]}
    last = sessions[-1].close if sessions else 0
    meta = {
        "currency": currency,
        "symbol": symbol,
        "exchangeName": "NMS",
        "instrumentType": "EQUITY",
        "regularMarketTime": last,
        "regularMarketPrice": quote["close"][-1] if bars else None,
        "exchangeTimezoneName": "America/New_York",
        "priceHint": 2,
        "dataGranularity": "1d",
    }
    result: Json = {
        "meta": meta,
        "timestamp": [session.open for session in sessions],
        "indicators": {"quote": [quote | volume], "adjclose": [{"adjclose": quote["close"]}]},
    }
    if splits:
        result["events"] = {"splits": dict(map(_split_event, splits))}
    return {"chart": {"result": [result], "error": None}}


def yahoo_error(code: str, description: str) -> Json:
    return {"chart": {"result": None, "error": {"code": code, "description": description}}}


def alphavantage_daily(symbol: str, bars: Sequence[Bar], *, splits: bool = True) -> Json:
    series = {bar.day.isoformat(): _alphavantage_row(bar, splits) for bar in reversed(bars)}
    meta = {
        "1. Information": "Daily Time Series with Splits and Dividend Events",
        "2. Symbol": symbol,
        "3. Last Refreshed": bars[-1].day.isoformat() if bars else "",
        "4. Output Size": "Compact",
        "5. Time Zone": "US/Eastern",
    }
    return {"Meta Data": meta, "Time Series (Daily)": series}


def alphavantage_notice() -> Json:
    return {"Information": "Our standard API rate limit is 25 requests per day. Please subscribe to a plan."}


def _alphavantage_row(bar: Bar, splits: bool) -> Json:
    return {
        "1. open": f"{bar.open:f}",
        "2. high": f"{bar.high:f}",
        "3. low": f"{bar.low:f}",
        "4. close": f"{bar.close:f}",
        "5. adjusted close": f"{bar.close:f}",
        "6. volume": f"{int(bar.volume)}",
        "7. dividend amount": f"{bar.dividend:.4f}",
        "8. split coefficient": _coefficient(bar.split) if splits else "1.0",
    }


def _coefficient(split: Fraction) -> str:
    return str((Decimal(split.numerator) / split.denominator).quantize(Decimal("0.0001")))


def _split_event(bar: Bar) -> tuple[str, Json]:
    opening = int(datetime(bar.day.year, bar.day.month, bar.day.day, 9, 30, tzinfo=NEW_YORK).timestamp())
    new, old = bar.split.numerator, bar.split.denominator
    return str(opening), {"date": opening, "numerator": new, "denominator": old, "splitRatio": f"{new}:{old}"}


def _ratio_after(splits: Sequence[Bar], shown: date, own: date) -> Fraction:
    """What the file divided out that `shown` did not know yet, for a bar of `own` day."""
    ratio = Fraction(1)
    for bar in splits:
        if bar.day > max(shown, own):
            ratio *= bar.split
    return ratio


def _times(bar: Bar, ratio: Fraction) -> Bar:
    def scaled(price: Decimal) -> Decimal:
        return price * ratio.numerator / ratio.denominator

    if ratio == 1:
        return bar
    return replace(
        bar,
        open=scaled(bar.open),
        high=scaled(bar.high),
        low=scaled(bar.low),
        close=scaled(bar.close),
        volume=bar.volume * ratio.denominator / ratio.numerator,
    )


def _float32(price: Decimal) -> float:
    """Yahoo prints 32-bit floats with the digits of 64-bit ones: 645.57 comes as 645.5700073242188."""
    narrowed: float = struct.unpack("f", struct.pack("f", float(price)))[0]
    return narrowed


def _dollars(price: Decimal) -> str:
    return f"${price:,.2f}" if price == round(price, 2) else f"${price:,.4f}".rstrip("0")


def _minute(moment: datetime) -> str:
    hour = moment.hour % 12 or 12
    return f"{moment.strftime('%b')} {moment.day}, {moment.year} {hour}:{moment:%M} {moment:%p}"


def _nasdaq(data: Json) -> Json:
    return {"data": data, "message": None, "status": {"rCode": 200, "bCodeMessage": None}}
