"""Pyth's Hermes: the first update of a price feed at or after a moment, with its own measure of doubt.

An update says its price as `price * 10^expo`, and `conf`, half the width of the band in which its publishers lie. The
update of a moment is the one whose predecessor came before it and which itself came at it or at most two seconds later.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from mutuel.domain.units import BPS
from oracle.sources.adapter import Declaration, KeyIn, Moment, Request, Vendor
from oracle.sources.closes import Refusal, SnakePayload, Why, bad_price, price8_down, read
from oracle.sources.minutes import LATEST
from oracle.sources.spots import Spot

DECLARATION: Final = Declaration(
    name="pyth",
    group="pyth",
    sessions="updates carry their publishing second, UTC",
    terms="key required since August 2026; commercial plans",
)
FEEDS: Final = {
    "BTC": "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43",
    "ETH": "ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace",
}
"""Ids of the dollar feeds."""
MOST_DOUBT: Final = 25
"""Basis points of the price: half of what two sources may differ by."""
LATE: Final = 2
EXPONENTS: Final = range(-18, 1)
DIGITS: Final = 30


def request(wanted: Moment) -> Request:
    """The update of the moment; a coin without a feed is asked for by a name that nobody has."""
    feed = FEEDS.get(wanted.symbol, wanted.symbol)
    path = f"/v2/updates/price/{wanted.at}"
    return Request(f"{feed}@{wanted.at}", path, {"ids[]": feed, "encoding": "hex", "parsed": "true"})


class _Price(SnakePayload):
    price: str
    conf: str
    expo: int
    publish_time: int


class _Meta(SnakePayload):
    prev_publish_time: int | None = None


class _Update(SnakePayload):
    id: str
    price: _Price
    metadata: _Meta = _Meta()


class _Answer(SnakePayload):
    parsed: list[_Update] | None = None


def parse_update(body: bytes, subject: str) -> Spot | Refusal:
    """The price of `subject`, a feed's id and the second asked for: "e62d...@1791720000"."""
    answer = read(_Answer, body)
    if isinstance(answer, Refusal):
        return answer
    feed, _, second = subject.partition("@")
    updates = answer.parsed or []
    if len(updates) != 1 or updates[0].id.removeprefix("0x") != feed:
        return Refusal(Why.WRONG_SYMBOL, f"{len(updates)} updates, not the one of feed {feed[:12]}")
    return _spot(updates[0], feed, int(second))


def _spot(update: _Update, feed: str, at: int) -> Spot | Refusal:
    told, before = update.price, update.metadata.prev_publish_time
    if not at <= told.publish_time <= min(at + LATE, LATEST):
        return Refusal(Why.MINUTE_MISSING, f"the update is of {str(told.publish_time)[:20]}, not of {at}")
    if before is not None and before >= at and told.publish_time != at:
        return Refusal(Why.MINUTE_MISSING, f"an earlier update, of {str(before)[:20]}, is the one of {at}")
    value, doubt = _scaled(told.price, told.expo), _scaled(told.conf, told.expo)
    price = None if value is None else price8_down(value)
    if value is None or doubt is None or price is None:
        return bad_price(at, told.price)
    if doubt < 0 or doubt * BPS > MOST_DOUBT * value:
        return Refusal(Why.BAD_PRICE, f"its own doubt of {str(doubt)[:20]} is too wide")
    return Spot(feed, DECLARATION.currency, at, price)


def _scaled(digits: str, exponent: int) -> Decimal | None:
    """`digits * 10^exponent`; None for what is no whole number of a sane size."""
    plain = digits.removeprefix("-")
    if exponent not in EXPONENTS or not (plain.isascii() and plain.isdigit()) or len(plain) > DIGITS:
        return None
    return Decimal(digits).scaleb(exponent)


SOURCE: Final = Vendor(DECLARATION, request, parse_update, KeyIn(scheme="Bearer"))
