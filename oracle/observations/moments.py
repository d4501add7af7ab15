"""From minutes of exchanges and prices of feeds to observations of one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutuel.domain.resolution.observation import Observation
from mutuel.domain.units import Timestamp
from oracle.observations.observe import Finding
from oracle.sources.adapter import Answer
from oracle.sources.closes import Refusal
from oracle.sources.spots import Prices, price_at


@dataclass(frozen=True, slots=True)
class AskedMoment:
    """The price of `symbol` at `at`, UTC seconds."""

    symbol: str
    at: int

    def described(self) -> dict[str, object]:
        """As it stands in the evidence."""
        return {"symbol": self.symbol, "moment": self.at}


def observe_moment(answers: Sequence[Answer[Prices]], asked: AskedMoment) -> tuple[Finding, ...]:
    """One finding per answer, in their order: the price that holds then, or why there is none."""
    return tuple(_finding(answer, asked) for answer in answers)


def _finding(answer: Answer[Prices], asked: AskedMoment) -> Finding:
    seen = answer.result if isinstance(answer.result, Refusal) else price_at(answer.result, asked.at)
    if isinstance(seen, Refusal):
        return Finding(answer, seen)
    said = Observation(answer.source.name, seen, answer.source.basis, Timestamp(asked.at))
    return Finding(answer, said, printed=seen)
