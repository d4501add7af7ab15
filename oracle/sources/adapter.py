"""What every source has in common, whatever it is asked and whatever it speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, Protocol, TypeVar

from mutuel.domain.resolution.observation import Basis
from oracle.calendar import Session
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Page, Web

Says = TypeVar("Says")
"""What an answer that can be used says: daily closes, minute closes."""
Asks = TypeVar("Asks", contravariant=True)


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


class Moment(NamedTuple):
    """Minutes of `symbol` around `at`, UTC seconds; `at` is a full minute wherever something is decided."""

    symbol: str
    at: int


@dataclass(frozen=True, slots=True)
class Answer(Generic[Says]):
    """What a source gave: the bodies as they came, and what they say."""

    source: Declaration
    pages: tuple[Page, ...]
    result: Says | Refusal


class Adapter(Protocol[Asks, Says]):
    """A source: asked in its own way, answered in everybody's."""

    @property
    def declaration(self) -> Declaration: ...

    async def fetch(self, web: Web, wanted: Asks) -> Answer[Says]: ...


def parsed(page: Page, parse: Callable[[bytes, str], Says | Refusal], symbol: str) -> Says | Refusal:
    """What `page` says. Content decides first: an error's own words tell more than its status."""
    result = parse(page.body, symbol)
    if page.status != 200 and (not isinstance(result, Refusal) or result.why is Why.NOT_JSON):
        return Refusal(Why.HTTP_STATUS, f"HTTP {page.status}")
    return result


def answer(
    source: Declaration,
    page: Page | Refusal,
    parse: Callable[[bytes, str], Says | Refusal],
    symbol: str,
) -> Answer[Says]:
    """The answer of a source that is asked for one page."""
    if isinstance(page, Refusal):
        return Answer(source, (), page)
    return Answer(source, (page,), parsed(page, parse, symbol))
