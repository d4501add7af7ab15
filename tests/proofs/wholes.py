"""Python's integers as unknowns: what `mutuel.domain` does to numbers, it does to these, and z3 is told.

So a proof is about the function that runs, not about a copy of its formula. Where a function asks which of two numbers
is larger, both answers are followed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import z3

T = TypeVar("T")
EFFORT: Final = 50_000_000
"""How much z3 may try, in its own steps: a limit in seconds would hang on how busy the machine is."""


@dataclass
class Trace:
    """One way through a function: the answers it got, and what is then known of its numbers."""

    answers: list[bool]
    asked: int = 0
    facts: list[z3.BoolRef] = field(default_factory=list)

    def unknown(self, term: z3.ArithRef) -> Any:
        """It goes where an `int` is expected, so its type is left open."""
        return Whole(self, term)

    def answer(self, question: z3.BoolRef) -> bool:
        if self.asked == len(self.answers):
            self.answers.append(True)
        said = self.answers[self.asked]
        self.asked += 1
        self.facts.append(question if said else z3.Not(question))
        return said


@dataclass(frozen=True, eq=False)
class Whole:
    """An unknown integer on one trace."""

    trace: Trace
    term: z3.ArithRef

    def __add__(self, other: Whole | int) -> Whole:
        return self._of(self.term + _term(other))

    def __sub__(self, other: Whole | int) -> Whole:
        return self._of(self.term - _term(other))

    def __mul__(self, other: Whole | int) -> Whole:
        return self._of(self.term * _term(other))

    def __floordiv__(self, other: Whole | int) -> Whole:
        """By a divisor above 0, which every caller states: the q with q * d <= n < q * d + d."""
        divisor, quotient = _term(other), z3.FreshInt("quotient")
        self.trace.facts += [quotient * divisor <= self.term, self.term < quotient * divisor + divisor]
        return self._of(quotient)

    def __neg__(self) -> Whole:
        return self._of(-self.term)

    def __lt__(self, other: Whole | int) -> bool:
        return self.trace.answer(self.term < _term(other))

    def __le__(self, other: Whole | int) -> bool:
        return self.trace.answer(self.term <= _term(other))

    def __gt__(self, other: Whole | int) -> bool:
        return self.trace.answer(self.term > _term(other))

    def __ge__(self, other: Whole | int) -> bool:
        return self.trace.answer(self.term >= _term(other))

    def _of(self, term: z3.ArithRef) -> Whole:
        return Whole(self.trace, term)


def ways(function: Callable[[Trace], T]) -> Iterator[tuple[Trace, T]]:
    """Every way through `function`, and what it returns there."""
    waiting: list[list[bool]] = [[]]
    while waiting:
        trace = Trace(waiting.pop())
        told = len(trace.answers)
        yield trace, function(trace)
        waiting += [[*trace.answers[:i], False] for i in range(told, trace.asked)]


def decide(claim: z3.BoolRef, *given: z3.BoolRef) -> str:
    """ "proved", "refuted", or why neither.

    First with every product as a number of its own, which is all that most steps need and takes no search.
    """
    for products in (False, True):
        solver = z3.Then(z3.With("simplify", som=True), "smt").solver()
        solver.set("rlimit", EFFORT)
        solver.set("arith.nl", products)
        solver.add(*given, z3.Not(claim))
        answer = solver.check()
        if answer == z3.unsat:
            return "proved"
    return "refuted" if answer == z3.sat else f"undecided: {solver.reason_unknown()}"


def _term(value: Whole | int) -> z3.ArithRef:
    return z3.IntVal(value) if isinstance(value, int) else value.term
