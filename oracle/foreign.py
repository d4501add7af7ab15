"""JSON that somebody else wrote: a vendor, a feed, an archive. All of theirs is read here.

A number of a few characters can be worth millions of digits. Writing it out takes seconds that no time-out interrupts,
and Python refuses to print it, so what nothing here can be is refused before anybody calculates with it.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final, NoReturn

DIGITS: Final = 30
"""Of a whole number. Identifiers and milliseconds have up to 19."""
LONGEST: Final = 100
"""Characters of a number with a fraction or an exponent; a binary float written out in full has about 60."""
MAGNITUDE: Final = 40
"""The highest power of ten at either end."""


class Unreadable(ValueError):
    """No JSON, or none that anything here can mean."""


def decoded(body: bytes) -> Any:
    """The value of `body`; decimals stay exact, so that no float ever holds a price. Raises Unreadable."""
    try:
        return json.loads(body, parse_int=_whole, parse_float=_decimal, parse_constant=_refused)
    except Unreadable:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Unreadable(type(error).__name__) from None


def _whole(text: str) -> int:
    return int(text) if len(text) <= DIGITS + text.startswith("-") else _refused(text)


def _decimal(text: str) -> Decimal:
    found = Decimal(text) if len(text) <= LONGEST else _refused(text)
    return found if abs(found.adjusted()) <= MAGNITUDE else _refused(text)


def _refused(text: str) -> NoReturn:
    raise Unreadable(f"{text:.20} is not a number that anything here has")
