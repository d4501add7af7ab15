"""What a source says about daily closes, or why it says nothing usable.

A parser turns bytes into `Closes` or a `Refusal`; it never raises, never fetches and never looks at a clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel

from mutuel.domain.resolution.observation import Basis, Split
from mutuel.domain.units import Price8
from mutuel.text import printable
from oracle.foreign import Unreadable, decoded

MAX_PRICE = Decimal(10**9)
"""Above this a dollar price is a mistake of the source, whatever it means."""
MAX_ROWS = 20_000
MAX_SPLITS = 100
"""Of one symbol in one answer; no company split its shares that often."""
EPOCH = date(1970, 1, 1)
MAX_TIME: Final = 2**32 - 1
"""UTC seconds; nobody's market lasts longer."""
_EIGHT_DECIMALS = Decimal(10**8)


class Why(StrEnum):
    """Kinds of refusal; `Refusal.detail` says the rest in plain words."""

    OFF = "off"
    RESTING = "resting"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    HTTP_STATUS = "http-status"
    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    ERROR_BODY = "error-body"
    RATE_LIMITED = "rate-limited"
    WRONG_SHAPE = "wrong-shape"
    WRONG_SYMBOL = "wrong-symbol"
    WRONG_CURRENCY = "wrong-currency"
    WRONG_BASIS = "wrong-basis"
    BAD_PRICE = "bad-price"
    NOT_AUTHORISED = "not-authorised"
    SESSION_MISSING = "session-missing"
    SESSION_UNFINISHED = "session-unfinished"
    SPLITS_UNKNOWN = "splits-unknown"
    MINUTE_MISSING = "minute-missing"
    MINUTE_UNFINISHED = "minute-unfinished"
    REPORT_MISSING = "report-missing"
    WRONG_MATCH = "wrong-match"
    RESULT_UNCLEAR = "result-unclear"
    OVERS_MISSING = "overs-missing"
    FAULT = "fault"
    """Our own: whoever asked could not make sense of the answer, and should have."""


NOT_YET: Final = frozenset(
    {
        *(Why.SESSION_MISSING, Why.SESSION_UNFINISHED, Why.SPLITS_UNKNOWN, Why.WRONG_BASIS),
        *(Why.MINUTE_MISSING, Why.MINUTE_UNFINISHED, Why.REPORT_MISSING),
        *(Why.RESULT_UNCLEAR, Why.OVERS_MISSING),
    }
)
"""Refusals of a source that works but has no such price, or not yet."""


LONGEST_DETAIL: Final = 300


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no value. `detail` never holds a key or an address with one.

    It often quotes the source, and goes into evidence, database and logs: what none of them could hold is spelt out.
    """

    why: Why
    detail: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", printable(self.detail)[:LONGEST_DETAIL])

    @property
    def is_loss(self) -> bool:
        """Whether the source itself failed: it is off, silent, refuses us, or speaks in a way that nobody reads."""
        return self.why not in NOT_YET

    def __str__(self) -> str:
        return f"{self.why}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Closes:
    """Daily closes of one symbol as one source prints them.

    `by_day` holds 10^-8 units of `currency` per share of `basis`. `splits` are the source's own split events,
    or None when its answer carries none. `as_of` is the UTC second of the last trade it knows, if it says.
    """

    symbol: str
    currency: str
    basis: Basis
    by_day: Mapping[date, Price8]
    splits: tuple[Split, ...] | None = None
    as_of: int | None = None


class Payload(BaseModel):
    """A vendor's answer, as far as we read it; what we do not read may change without breaking us."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True)


class SnakePayload(BaseModel):
    """The same, of a vendor that writes names_like_this."""

    model_config = ConfigDict(frozen=True)


_P = TypeVar("_P", bound=BaseModel)


def read(model: type[_P], body: bytes) -> _P | Refusal:
    """`body` as JSON in the shape of `model`; decimals stay exact, so that no float ever holds a price."""
    try:
        value = decoded(body)
    except Unreadable as error:
        return not_json(body, error)
    return shaped(model, value)


def shaped(model: type[_P], value: object) -> _P | Refusal:
    """A value of JSON in the shape of `model`."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        return Refusal(Why.WRONG_SHAPE, f"{where or 'body'}: {first['msg']}"[:200])
    except (ArithmeticError, RecursionError) as error:
        return Refusal(Why.WRONG_SHAPE, f"{type(error).__name__} in a value")


def fault(error: Exception) -> Refusal:
    """What a source counts as whose answer met a fault of this program. The words of `error` may hold anything."""
    return Refusal(Why.FAULT, f"{type(error).__name__} in our own reading of it")


def price8_down(value: Decimal) -> Price8 | None:
    """`value` dollars in 10^-8 USD, further decimals cut off; None for what cannot be a price."""
    if not (value.is_finite() and 0 < value <= MAX_PRICE):
        return None
    scaled = int((value * _EIGHT_DECIMALS).to_integral_value(ROUND_DOWN))
    return Price8(scaled) if scaled > 0 else None


def priced_by_day(rows: Iterable[tuple[object, date | None, Decimal]]) -> dict[date, Price8] | Refusal:
    """The closes of rows as (what the vendor writes for the day, the day, the price); a row that names no session, one
    that was there before, or no price spoils them all."""
    found: dict[date, Price8] = {}
    for written, day, value in rows:
        price = price8_down(value)
        if day is None or day in found:
            return Refusal(
                Why.WRONG_SHAPE, f"{str(written)[:30]!r} is no session, or one that was there before"
            )
        if price is None:
            return bad_price(day, value)
        found[day] = price
    return found


def day_number(day: date) -> int:
    """The UTC day number by which the rules name a session."""
    return (day - EPOCH).days


def bad_price(day: object, text: object) -> Refusal:
    return Refusal(Why.BAD_PRICE, f"{str(text)[:40]!r} on {day} is not a price")


def not_json(body: bytes, error: Unreadable) -> Refusal:
    return Refusal(Why.NOT_JSON, f"{error} in {len(body)} bytes")
