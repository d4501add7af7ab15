"""The units of the product, and how they are read from and written as decimal text."""

from __future__ import annotations

import re
from typing import Final, NewType

from mutuel.domain.errors import (
    NegativeNumber,
    NotANumber,
    NumberTooLarge,
    TooManyDecimals,
    ZeroPrice,
    require_range,
)

MicroUsdc = NewType("MicroUsdc", int)
"""USDC x 10^6, never negative."""
Price8 = NewType("Price8", int)
"""US dollars x 10^8, as traded, greater than zero."""
Timestamp = NewType("Timestamp", int)
"""UTC seconds since 1970; on chain `block.timestamp`."""
Bps = NewType("Bps", int)
"""Hundredths of a per cent, 0 to 10,000."""

USDC_DECIMALS: Final = 6
PRICE_DECIMALS: Final = 8
ONE_USDC: Final = MicroUsdc(10**USDC_DECIMALS)
BPS: Final = 10_000
VOTE: Final = 10**18
"""Smallest units of one vote."""
MAX_USDC: Final = MicroUsdc(2**64 - 1)
"""The widest money field on chain."""
MAX_PRICE: Final = Price8(2**63 - 1)
"""The widest price field on chain (int64)."""
MINUTE: Final = 60
"""Spans are seconds; a day is one of UTC, which has no leap seconds."""
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY
MONDAY: Final = 4 * DAY
"""The first one, 1970-01-05 00:00 UTC: weeks begin at it and multiples of a week later."""

_PLAIN_DECIMAL = re.compile(r"(-?)([0-9]{1,30})(?:\.([0-9]{1,30}))?", re.ASCII)


def parse_usdc(text: str) -> MicroUsdc:
    """Micro-USDC of a decimal such as "12.5". Zero is allowed; nothing is rounded.

    Raises NotANumber, NegativeNumber, TooManyDecimals (more than 6), NumberTooLarge.
    """
    whole, decimals = _split(text)
    return MicroUsdc(_scaled(text, whole, decimals, USDC_DECIMALS, MAX_USDC))


def format_usdc(amount: int) -> str:
    """ "12.500000": always six decimals, so that text sorts, compares and parses without loss."""
    return _format(amount, USDC_DECIMALS)


def short_usdc(amount: int) -> str:
    """ "1,000" or "0.000001": as people read it, exactly; whole numbers without decimals."""
    whole, decimals = format_usdc(amount).split(".")
    fraction = decimals.rstrip("0")
    return f"{int(whole):,}" + (f".{fraction}" if fraction else "")


def parse_price(text: str) -> Price8:
    """Price8 of a decimal such as "645.57". Nothing is rounded.

    Raises NotANumber, NegativeNumber, TooManyDecimals (more than 8), NumberTooLarge, ZeroPrice.
    """
    whole, decimals = _split(text)
    return _positive(text, _scaled(text, whole, decimals, PRICE_DECIMALS, MAX_PRICE))


def format_price(price: int) -> str:
    """ "645.57000000": always eight decimals."""
    return _format(price, PRICE_DECIMALS)


def short_price(price: int) -> str:
    """ "645.57": eight decimals with trailing zeros cut, but never fewer than two."""
    whole, decimals = format_price(price).split(".")
    return f"{whole}.{decimals.rstrip('0').ljust(2, '0')}"


def dollars(price: int) -> str:
    """ "$12,345.60": a price as people read it, exactly."""
    sign, (whole, decimals) = "-" if price < 0 else "", short_price(abs(price)).split(".")
    return f"{sign}${int(whole):,}.{decimals}"


def to_tick_half_up(price: Price8, tick: Price8) -> Price8:
    """The multiple of `tick` nearest to `price`; exactly half way goes up."""
    return Price8((2 * price + tick) // (2 * tick) * tick)


def bps(value: int) -> Bps:
    """A checked rate in basis points, 0 to 10,000. Raises OutOfRange."""
    return Bps(require_range("basis points", value, 0, BPS))


def share_down(amount: int, rate: Bps) -> MicroUsdc:
    """floor(amount * rate / 10,000)."""
    return MicroUsdc(amount * rate // BPS)


def _split(text: str) -> tuple[str, str]:
    match = _PLAIN_DECIMAL.fullmatch(text)
    if match is None:
        raise NotANumber(text[:80])
    sign, whole, decimals = match.groups(default="")
    if sign:
        raise NegativeNumber(text)
    return whole, decimals


def _scaled(text: str, whole: str, decimals: str, places: int, largest: int) -> int:
    if len(decimals) > places:
        raise TooManyDecimals(text, places)
    value = int(whole + decimals.ljust(places, "0"))
    if value > largest:
        raise NumberTooLarge(text)
    return value


def _positive(text: str, value: int) -> Price8:
    if value == 0:
        raise ZeroPrice(text)
    return Price8(value)


def _format(value: int, places: int) -> str:
    sign, digits = "-" if value < 0 else "", str(abs(value)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"
