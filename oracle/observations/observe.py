"""From what sources print to observations: one session, one basis, one tick.

A print becomes the price as traded that day (the vendor's splits undone, on the tick), and then the price in shares
of the basis day (every split since then multiplied in). A source without split events borrows those on which all
others agree; if they do not agree, it has no voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from mutuel.domain.errors import OutOfRange
from mutuel.domain.resolution.observation import (
    Basis,
    Observation,
    Split,
    as_traded_half_up,
    rebase_down,
)
from mutuel.domain.units import Price8, Timestamp, format_price
from oracle.calendar import NEW_YORK, Session
from oracle.sources.adapter import Answer, Wanted
from oracle.sources.closes import Closes, Refusal, Why, day_number
from oracle.sources.spots import Prices

Splits = tuple[Split, ...]
LOOK_BACK: Final = timedelta(days=10)
"""How far before the basis day sources are asked for, to have a few sessions to look at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The close of `session` in shares of `basis_day`, which is not later; `read_on` is today in New York."""

    symbol: str
    session: Session
    basis_day: date
    tick: Price8
    read_on: date

    def described(self) -> dict[str, object]:
        """As it stands in the evidence."""
        return {
            "symbol": self.symbol,
            "session": self.session.day.isoformat(),
            "basisDay": self.basis_day.isoformat(),
            "readOn": self.read_on.isoformat(),
            "tick": format_price(self.tick),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What one answer comes to. `printed` and `splits` are what the value was computed from."""

    answer: Answer[Closes] | Answer[Prices]
    result: Observation | Refusal
    printed: Price8 | None = None
    splits: Splits = ()


def wanted(asked: Asked) -> Wanted:
    """What the sources are asked: the same all day, up to its last second in New York, so that equal answers give
    equal evidence."""
    midnight = datetime.combine(asked.read_on + timedelta(days=1), time(), NEW_YORK)
    return Wanted(asked.symbol, asked.basis_day - LOOK_BACK, asked.session, int(midnight.timestamp()) - 1)


def observe(answers: Sequence[Answer[Closes]], asked: Asked) -> tuple[Finding, ...]:
    """One finding per answer, in their order."""
    agreed = agreed_splits(answers, asked.basis_day, asked.read_on)
    return tuple(_finding(answer, asked, agreed) for answer in answers)


def agreed_splits(answers: Iterable[Answer[Closes]], after: date, until: date) -> Splits | Refusal:
    """The splits in (after, until] of all sources that tell any; a refusal if they differ or none tells."""
    told = {
        _within(answer.result.splits, after, until)
        for answer in answers
        if isinstance(answer.result, Closes) and answer.result.splits is not None
    }
    if len(told) == 1:
        return told.pop()
    return Refusal(Why.SPLITS_UNKNOWN, "the sources disagree on splits" if told else "no source tells splits")


def close_in_shares_of(closes: Closes, day: date, basis_day: date, splits: Splits, asked: Asked) -> Price8:
    """The close of `day` in shares of `basis_day`, cut off at the eighth decimal. Raises OutOfRange, KeyError."""
    traded_on, shown_on = day_number(day), day_number(asked.read_on)
    if closes.basis is Basis.AS_TRADED:
        shown_on = traded_on
    traded = as_traded_half_up(closes.by_day[day], shown_on, traded_on, splits, asked.tick)
    return rebase_down(traded, traded_on, day_number(basis_day), splits)


def _finding(answer: Answer[Closes], asked: Asked, agreed: Splits | Refusal) -> Finding:
    closes, day = answer.result, asked.session.day
    if isinstance(closes, Refusal):
        return Finding(answer, closes)
    splits = agreed if closes.splits is None else closes.splits
    refusal = unusable(closes, asked) or (splits if isinstance(splits, Refusal) else None)
    printed = closes.by_day.get(day)
    if refusal is not None or isinstance(splits, Refusal):
        return Finding(answer, refusal or Refusal(Why.SPLITS_UNKNOWN, ""), printed)
    try:
        value = close_in_shares_of(closes, day, asked.basis_day, splits, asked)
    except OutOfRange as error:
        return Finding(answer, Refusal(Why.BAD_PRICE, str(error)), printed, splits)
    as_of = Timestamp(closes.as_of or asked.session.close)
    seen = Observation(answer.source.name, value, Basis.AS_TRADED, as_of)
    return Finding(answer, seen, printed, _within(splits, asked.basis_day, asked.read_on))


def unusable(closes: Closes, asked: Asked) -> Refusal | None:
    """None if the close asked for is there and final; else why not."""
    day = asked.session.day
    if closes.basis is Basis.TOTAL_RETURN:
        return Refusal(Why.WRONG_BASIS, "dividends are divided out")
    if day not in closes.by_day:
        return Refusal(Why.SESSION_MISSING, f"no close of {day}")
    newest = max(closes.by_day)
    if newest > asked.read_on:
        return Refusal(Why.WRONG_SHAPE, f"a close of {newest}, which is not over")
    if newest == day and closes.as_of is not None and closes.as_of < asked.session.close:
        return Refusal(Why.SESSION_UNFINISHED, f"the last trade it knows is of {closes.as_of}")
    return None


def _within(splits: Iterable[Split], after: date, until: date) -> Splits:
    first, last = day_number(after), day_number(until)
    return tuple(sorted((one for one in splits if first < one.ex_day <= last), key=lambda one: one.ex_day))
