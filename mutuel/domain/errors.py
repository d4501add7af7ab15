"""Refusals of the rules, in plain words.

    DomainError
    ├── InputRefused          what somebody typed or sent cannot be read
    │   ├── NotANumber
    │   ├── TooManyDecimals
    │   ├── NegativeNumber
    │   ├── ZeroPrice
    │   ├── NumberTooLarge
    │   └── OutcomeUnnamed
    ├── BetRefused            a readable bet that the rules do not accept now
    │   ├── NotOpenYet
    │   ├── BettingClosed
    │   ├── UnknownOutcome
    │   ├── StakeTooSmall
    │   ├── CapExceeded
    │   ├── PoolFull
    │   └── WeightTooLow
    ├── ResolutionRefused     the question or market is not in a state that allows the step
    │   ├── BadState
    │   ├── TooEarly
    │   ├── TooLate
    │   ├── QuestionNotFinal
    │   ├── MarketContested
    │   ├── NotContestable
    │   ├── NothingToContest
    │   ├── QuorumMissing
    │   ├── NothingNew
    │   ├── NoCorrectionLeft
    │   ├── NotVetoable
    │   ├── SequencerDown
    │   └── RoundRefused
    └── RuleBroken            a caller or a configuration asks for something that cannot exist
        ├── OutOfRange
        ├── EdgesNotAscending
        ├── NotRepresentable
        ├── TooFewCloses
        ├── UnknownSource
        ├── DuplicateSource
        └── BadConfig

Each class holds the values that explain it, so that an API can send them beside the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


class DomainError(Exception):
    """Root of every refusal; `str()` is a sentence for people, `values` the numbers in it."""

    sentence: ClassVar[str] = "The rules refuse this."

    @property
    def values(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def __str__(self) -> str:
        return self.sentence.format(**self.values)


class InputRefused(DomainError):
    """What somebody typed or sent cannot be read."""


@dataclass(eq=False)
class NotANumber(InputRefused):
    sentence = "{text!r} is not a plain decimal number."
    text: str


@dataclass(eq=False)
class TooManyDecimals(InputRefused):
    sentence = "{text!r} has more than {allowed} decimals."
    text: str
    allowed: int


@dataclass(eq=False)
class NegativeNumber(InputRefused):
    sentence = "{text!r} is negative."
    text: str


@dataclass(eq=False)
class ZeroPrice(InputRefused):
    sentence = "{text!r} is zero, which no price can be."
    text: str


@dataclass(eq=False)
class NumberTooLarge(InputRefused):
    sentence = "{text!r} is larger than anything the protocol can hold."
    text: str


@dataclass(eq=False)
class OutcomeUnnamed(InputRefused):
    sentence = "{text!r} names no outcome of this market: it has {names}, or by number 0 to {last}."
    text: str
    names: str
    last: int


class BetRefused(DomainError):
    """A readable bet that the rules do not accept now."""


@dataclass(eq=False)
class NotOpenYet(BetRefused):
    sentence = "Betting opens at {open_at}."
    open_at: int


@dataclass(eq=False)
class BettingClosed(BetRefused):
    sentence = "Betting closed at {close_at}."
    close_at: int


@dataclass(eq=False)
class UnknownOutcome(BetRefused):
    sentence = "Outcome {outcome} does not exist: this market has {outcomes} outcomes, counted from 0."
    outcome: int
    outcomes: int


@dataclass(eq=False)
class StakeTooSmall(BetRefused):
    sentence = "The stake is below the minimum of {minimum} micro-USDC."
    minimum: int


@dataclass(eq=False)
class CapExceeded(BetRefused):
    sentence = "This account can still stake {left} micro-USDC in this market."
    left: int


@dataclass(eq=False)
class PoolFull(BetRefused):
    sentence = "The pool can still take {left} micro-USDC."
    left: int


@dataclass(eq=False)
class WeightTooLow(BetRefused):
    sentence = "The bet would weigh {weight}, less than the minimum of {minimum} asked for."
    weight: int
    minimum: int


class ResolutionRefused(DomainError):
    """The question or the market is not in a state that allows this step."""


@dataclass(eq=False)
class BadState(ResolutionRefused):
    sentence = "{event} is not possible from {state}."
    state: str
    event: str


@dataclass(eq=False)
class TooEarly(ResolutionRefused):
    sentence = "Not possible before {at}."
    at: int


@dataclass(eq=False)
class TooLate(ResolutionRefused):
    sentence = "Not possible after {at}."
    at: int


@dataclass(eq=False)
class QuestionNotFinal(ResolutionRefused):
    sentence = "The question is {state}, so the market cannot settle yet."
    state: str


@dataclass(eq=False)
class MarketContested(ResolutionRefused):
    sentence = "The sources name different winners: the market can be contested until {until}."
    until: int


@dataclass(eq=False)
class NotContestable(ResolutionRefused):
    sentence = "Markets of this template are never contested."


@dataclass(eq=False)
class NothingToContest(ResolutionRefused):
    sentence = "The sources name one winner, or have not spoken yet."


@dataclass(eq=False)
class QuorumMissing(ResolutionRefused):
    sentence = "{have} {what} have answered; {need} are needed."
    what: str
    have: int
    need: int


@dataclass(eq=False)
class NothingNew(ResolutionRefused):
    sentence = "A proof of {value} adds nothing to what is stored."
    value: int


@dataclass(eq=False)
class NoCorrectionLeft(ResolutionRefused):
    sentence = "A proposal is corrected {most} times at most."
    most: int


@dataclass(eq=False)
class NotVetoable(ResolutionRefused):
    sentence = "Only a ruling of the DAO can be vetoed."


@dataclass(eq=False)
class SequencerDown(ResolutionRefused):
    sentence = "The chain's sequencer is down; nothing becomes final."


@dataclass(eq=False)
class RoundRefused(ResolutionRefused):
    sentence = "Round {round_id} does not hold the price at {at}: {reason}."
    round_id: int
    at: int
    reason: str


class RuleBroken(DomainError):
    """A caller or a configuration asks for something that cannot exist."""


@dataclass(eq=False)
class OutOfRange(RuleBroken):
    sentence = "{name} is {value}; it must lie in {lowest} to {highest}."
    name: str
    value: int
    lowest: int
    highest: int


@dataclass(eq=False)
class EdgesNotAscending(RuleBroken):
    sentence = "The edges {edges} do not rise strictly."
    edges: tuple[int, ...]


@dataclass(eq=False)
class NotRepresentable(RuleBroken):
    sentence = "{amount} micro-USDC is not a 5-bit number times a power of ten of whole USDC."
    amount: int


@dataclass(eq=False)
class TooFewCloses(RuleBroken):
    sentence = "{have} closes are known; {need} are needed."
    have: int
    need: int


@dataclass(eq=False)
class UnknownSource(RuleBroken):
    sentence = "Source {source!r} does not belong to this question."
    source: str


@dataclass(eq=False)
class DuplicateSource(RuleBroken):
    sentence = "Source {source!r} reports twice."
    source: str


@dataclass(eq=False)
class BadConfig(RuleBroken):
    sentence = "Configuration {where}: {problem}."
    where: str
    problem: str


def require_range(name: str, value: int, lowest: int, highest: int) -> int:
    """`value`, or OutOfRange when it does not lie in `lowest` to `highest`, both included."""
    if not lowest <= value <= highest:
        raise OutOfRange(name, value, lowest, highest)
    return value
