"""Two vendors' histories of the same sessions, spoken in every source's own shape and read by its own parser.

As traded is the exchange's own table where there is one (2014 in the real files); before, and for a stock that it
lacks, the second vendor's prices with the splits undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from mutuel.domain.resolution.decide import Entry, Flag, Quorum, Verdict, decide
from mutuel.domain.resolution.decide import Final as Decided
from mutuel.domain.resolution.observation import Observation
from mutuel.domain.units import Price8
from oracle import calendar
from oracle.calendar import Calendar, Session
from oracle.observations.observe import Asked, Finding, observe
from oracle.sources import alphavantage, nasdaq, yahoo
from oracle.sources.adapter import Answer, Declaration
from oracle.sources.closes import Closes, Refusal
from scripts.replay import vendors
from scripts.replay.histories import Bar, load

TICK: Final = Price8(10**6)
SHOWN: Final = 8
"""Sessions in an answer."""
THREE: Final = Quorum((Entry("nasdaq", 1), Entry("yahoo", 2), Entry("alphavantage", 2)))
FIVE: Final = Quorum((*THREE.entries, Entry("tiingo", 2), Entry("polygon", 3)))
"""As many as a source with licensed feeds beside the three would have."""
Answers = tuple[Answer[Closes], ...]


@dataclass
class Close:
    """One session of one stock as both vendors have it; `traded` and `adjusted` end with it, `basis` is the day before
    the market."""

    symbol: str
    session: Session
    basis: date
    traded: Sequence[Bar]
    adjusted: Sequence[Bar]
    splits: Sequence[Bar]

    @cached_property
    def said(self) -> Answers:
        """What the three say, read from bodies in their own shapes; Yahoo's prices are 32-bit floats."""
        opened = [_days(self.session.day.year).on(bar.day) for bar in self.adjusted]
        chart = vendors.yahoo_chart(self.symbol, self.adjusted, opened, self.splits)
        bodies = (
            (nasdaq.DECLARATION, nasdaq.parse_history, vendors.nasdaq_history(self.symbol, self.traded)),
            (yahoo.DECLARATION, yahoo.parse_chart, chart),
            (
                alphavantage.DECLARATION,
                alphavantage.parse_daily,
                vendors.alphavantage_daily(self.symbol, self.traded),
            ),
        )
        return tuple(
            Answer(source, (), parse(json.dumps(body).encode(), self.symbol))
            for source, parse, body in bodies
        )

    @property
    def expected(self) -> int:
        """The exchange's close in shares of the basis day, 10^-8 USD."""
        ratio = Fraction(1)
        for bar in self.splits:
            if self.basis < bar.day:
                ratio *= bar.split
        return int(Fraction(self.traded[-1].close) * 10**8 * ratio)

    @property
    def asked(self) -> Asked:
        return Asked(self.symbol, self.session, self.basis, TICK, self.session.day)


@cache
def closes(folder: Path) -> tuple[Close, ...]:
    """Every session of every stock that the second vendor has, each for a market that began the day before."""
    return tuple(_closes(folder))


def five(three: Answers) -> Answers:
    """Two more vendors with prices as traded."""
    more = (_renamed(three[2], "tiingo", "consolidated tape"), _renamed(three[2], "polygon", "direct feeds"))
    return (*three, *more)


def verdict(said: Answers, close: Close, quorum: Quorum = THREE) -> Verdict:
    """What the rules make of it at 17:20 New York time."""
    seen = [one.result for one in findings(said, close) if isinstance(one.result, Observation)]
    now = close.session.closes_are_corrected_at
    return decide(quorum, seen, Flag.NONE, close.session.close, now)


def findings(said: Answers, close: Close) -> tuple[Finding, ...]:
    return observe(said, close.asked)


def is_right(found: Verdict, close: Close) -> bool:
    """Final, and on the exchange's close to the cent."""
    return isinstance(found, Decided) and abs(found.reading.value - close.expected) <= TICK


def bent(said: Answers, index: int, **changes: Any) -> Answers:
    """`said` with fields of one source's closes replaced."""
    result = said[index].result
    assert isinstance(result, Closes)
    return put(said, index, replace(result, **changes))


def put(said: Answers, index: int, result: Closes | Refusal) -> Answers:
    """`said` with another result of one source."""
    return (*said[:index], replace(said[index], result=result), *said[index + 1 :])


def scaled(said: Answers, index: int, factor: Decimal) -> Answers:
    """`said` with every price of one source multiplied, decimals beyond the eighth cut off."""
    result = said[index].result
    assert isinstance(result, Closes)
    return bent(
        said, index, by_day={day: Price8(int(price * factor)) for day, price in result.by_day.items()}
    )


def _closes(folder: Path) -> Iterator[Close]:
    histories = load(folder)
    for symbol, adjusted in sorted(histories.adjusted.items()):
        official = {bar.day: bar for bar in histories.as_traded.get(symbol, ())}
        traded = [official.get(bar.day) or _as_traded(adjusted, index) for index, bar in enumerate(adjusted)]
        for last in range(SHOWN, len(adjusted)):
            today, window = adjusted[last].day, slice(last - SHOWN + 1, last + 1)
            yield Close(
                symbol,
                _days(today.year).on(today),
                adjusted[last - 1].day,
                traded[window],
                vendors.adjusted_as_of(adjusted[window.start :], today)[:SHOWN],
                [bar for bar in adjusted[window] if bar.split != 1],
            )


def _as_traded(adjusted: Sequence[Bar], index: int) -> Bar:
    """The bar as it was printed that evening, on the cent."""
    shown = vendors.adjusted_as_of(adjusted[index:], adjusted[index].day)[0]
    cents = {name: round(getattr(shown, name), 2) for name in ("open", "high", "low", "close")}
    return replace(shown, **cents)


def _renamed(answer: Answer[Closes], name: str, group: str) -> Answer[Closes]:
    source: Declaration = replace(answer.source, name=name, group=group)
    return replace(answer, source=source)


def _days(year: int) -> Calendar:
    return calendar.exchange("XNYS", max(year, 2014))
