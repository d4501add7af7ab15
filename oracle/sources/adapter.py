"""What every source of daily closes has in common, whatever it speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Protocol

from mutuel.domain.resolution.observation import Basis
from oracle.calendar import Session
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.transport import Page, Web


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a source's prices mean. Sources fed by the same upstream share an independence `group`."""

    name: str
    group: str
    basis: Basis
    currency: str
    tells_splits: bool
    """Whether its answers carry split events, without which past closes cannot be compared."""
    sessions: str
    """How it dates a close."""
    terms: str
    """What its owner allows, for the operator to check before using it with real money."""


class Wanted(NamedTuple):
    """Closes of `symbol` from `first` to `session`, both included, and every split known since."""

    symbol: str
    first: date
    session: Session
    now: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source gave: the bodies as they came, and what they say."""

    source: Declaration
    pages: tuple[Page, ...]
    result: Closes | Refusal


class Adapter(Protocol):
    @property
    def declaration(self) -> Declaration: ...

    async def fetch(self, web: Web, wanted: Wanted) -> Answer: ...


def parsed(page: Page, parse: Callable[[bytes, str], Closes | Refusal], symbol: str) -> Closes | Refusal:
    """What `page` says. Content decides first: an error's own words tell more than its status."""
    result = parse(page.body, symbol)
    if page.status != 200 and (isinstance(result, Closes) or result.why is Why.NOT_JSON):
        return Refusal(Why.HTTP_STATUS, f"HTTP {page.status}")
    return result
