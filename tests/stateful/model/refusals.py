"""Refusals as the model predicts them, in the contracts' names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from mutuel.domain.errors import DomainError

CHAIN_NAMES: Final = {
    "UnknownOutcome": ("BadOutcome",),
    "MarketContested": ("Contested",),
    "NotContestable": ("NotAllowed",),
    "OutOfRange": ("OutsideDomain",),
    "BadState": ("BadState", "BadSource"),  # the model knows one word for "not on this path"
    "RoundRefused": ("NoRound", "StaleRound", "RoundNotLast", "BadAnswer"),
}
COMPARED: Final = {"left", "weight", "until", "at", "earliest"}
"""Arguments of a refusal that people act on, so the model must predict them too."""


class Refused(Exception):
    """The step is refused; `names` are the custom errors that say so, `values` those numbers that both sides know."""

    def __init__(self, *names: str, **values: Any) -> None:
        super().__init__(" or ".join(names), values)
        self.names = names
        self.values = values

    def fits(self, name: str, arguments: dict[str, Any]) -> bool:
        known = {key: value for key, value in self.values.items() if key in COMPARED and key in arguments}
        return name in self.names and all(arguments[key] == value for key, value in known.items())


@contextmanager
def by_the_rules() -> Iterator[None]:
    """What mutuel.domain refuses, the contracts refuse."""
    try:
        yield
    except DomainError as refusal:
        name = type(refusal).__name__
        raise Refused(*CHAIN_NAMES.get(name, (name,)), **refusal.values) from refusal
