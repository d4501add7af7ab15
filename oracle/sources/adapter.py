"""What every source has in common, whatever it is asked and whatever it speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, NamedTuple, Protocol, TypeVar

from pydantic import SecretStr

from mutuel.domain.resolution.observation import Basis
from oracle.calendar import Session
from oracle.sources.closes import Refusal, Why
from oracle.sources.guard import CALLS_A_MINUTE
from oracle.sources.transport import Access, Page, Web

Says = TypeVar("Says", covariant=True)
"""What an answer that can be used says: daily closes, minute closes."""
Asks = TypeVar("Asks", contravariant=True)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a source's prices mean. Sources fed by the same upstream share an independence `group`.

    Left out is what most say: prices as traded, in dollars, classes of shares behind a dot, no splits.
    """

    name: str
    group: str
    sessions: str
    """How it dates a close."""
    terms: str
    """What its owner allows, for the operator to check before using it with real money."""
    basis: Basis = Basis.AS_TRADED
    currency: str = "USD"
    class_mark: str = "."
    """What it writes between ticker and class of share: BRK.B, BRK-B, BRK/B."""
    tells_splits: bool = False
    """Whether its answers carry split events, without which past closes cannot be compared."""
    calls_a_minute: int = CALLS_A_MINUTE
    """What its plan, or good manners, allow."""
    is_forbidden: bool = False
    """Its terms forbid this use: off until the operator, with a licence, sets its address."""
    is_verified: bool = True
    """Whether its shape was checked against a recorded answer; else it is an interface for a contract to come."""

    def spelled(self, symbol: str) -> str:
        """What this source calls `symbol`, in which a dot divides ticker and class."""
        return symbol.replace(".", self.class_mark)


class Wanted(NamedTuple):
    """Closes of `symbol` from `first` to `session`, both included, and every split known since.

    `now` is the last second of the day of asking, New York's: the same one for all who ask on it.
    """

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


class Request(NamedTuple):
    """What is asked of a source: what it calls the thing, and where its answer is."""

    subject: str
    path: str
    query: Mapping[str, str]


NO_KEY: Final = SecretStr("")


class KeyIn(NamedTuple):
    """Where a request carries the subscriber's key: in the query, or in the Authorization header after a word."""

    parameter: str = "key"
    scheme: str = ""


@dataclass(frozen=True)
class Vendor(Generic[Asks, Says]):
    """A source that answers with one page: what it declares, how it is asked, and how its answer is read.

    `url` is the address without a slash at the end; `key` the subscriber's, where there are subscribers.
    """

    declaration: Declaration
    request: Callable[[Asks], Request]
    parse: Callable[[bytes, str], Says | Refusal]
    key_in: KeyIn | None = None
    url: str = ""
    key: SecretStr = NO_KEY

    def at(self, url: str, key: SecretStr = NO_KEY) -> Vendor[Asks, Says]:
        """The same source at an address."""
        return replace(self, url=url, key=key)

    async def fetch(self, web: Web, wanted: Asks) -> Answer[Says]:
        subject, path, query = self.request(wanted)
        return answer(self.declaration, await self.page(web, path, query), self.parse, subject)

    async def page(self, web: Web, path: str, query: Mapping[str, str]) -> Page | Refusal:
        """One page, asked for with the key."""
        if self.key_in is None:
            return await web.get(self.url + path, query)
        if self.url and not self.key.get_secret_value():
            return Refusal(Why.NOT_AUTHORISED, "no key is set")
        secret = {self.key_in.parameter: self.key.get_secret_value()}
        return await web.get(self.url + path, query, Access(secret, self.key_in.scheme))
