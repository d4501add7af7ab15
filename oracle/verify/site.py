"""What a check may read: one chain at one block, the archive, and the numbers and calendars of this repository."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from mutuel.chain.client import Block, Client
from mutuel.chain.contracts import Contract, Deployment
from mutuel.chain.history import Event, History
from mutuel.domain import naming
from mutuel.domain.ids import market_key
from mutuel.domain.market import Market
from mutuel.domain.matches import Match
from mutuel.domain.products import catalogue
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.products.listing import Listing
from mutuel.matchlist import MatchList
from mutuel.settings import Settings, read_toml
from oracle import calendar
from oracle.calendar import Override
from oracle.evidence import Archive
from oracle.observations.matches import ask
from oracle.sources import registry
from oracle.sources.adapter import Adapter, Moment, Wanted
from oracle.sources.closes import Closes
from oracle.sources.feeds import MatchFeed
from oracle.sources.remote import RemoteArchive
from oracle.sources.spots import Prices

UNREADABLE: Final = (
    "the report came through another contract, and this node does not say with which words: ask one that traces "
    "transactions (debug_traceTransaction)."
)


@dataclass(frozen=True)
class Site:
    """Everything is read as it stood at `block`."""

    client: Client
    book: Deployment
    block: Block
    archive: Archive | RemoteArchive
    catalogue: Catalogue
    overrides: tuple[Override, ...] = ()
    matches: Mapping[int, Match] = field(default_factory=dict)
    adapters: Mapping[str, Adapter[Wanted, Closes]] = field(default_factory=dict)
    exchanges: Mapping[str, Adapter[Moment, Prices]] = field(default_factory=dict)
    feeds: Mapping[str, MatchFeed] = field(default_factory=dict)

    @cached_property
    def history(self) -> History:
        return History(self.client, self.book, self.block.number)

    def contract(self, name: str) -> Contract:
        return self.book.contract(name, self.client)

    def read(self, name: str, function: str, *arguments: Any) -> Any:
        return self.contract(name).read(function, *arguments, block=self.block.number)

    def read_many(self, name: str, function: str, calls: Sequence[Sequence[Any]]) -> list[Any]:
        return self.contract(name).read_many(function, calls, block=self.block.number)

    def call_behind(
        self, event: Event, functions: Collection[str], fits: Callable[[Mapping[str, Any]], bool]
    ) -> Mapping[str, Any] | None:
        """The arguments of the call, of one of these functions, that an event came from; of several the first that
        fits, or the first. None where it cannot be read: see `UNREADABLE`."""
        sent = self.history.sent(event.contract, event.tx_hash)
        found = [one.args for one in sent if one.function in functions]
        return next(filter(fits, found), found[0] if found else None)

    def listing(self, template_id: int) -> Listing | None:
        """What this repository says about a template; None for one that it does not know."""
        return self.catalogue.listing(template_id)

    def names(self, market: Market) -> list[str]:
        """What people call its outcomes."""
        kind, listing = market.template.kind, self.listing(market.template.id)
        match = self.matches.get(market_key(market.id).period) if kind.is_match else None
        sides = naming.runners([asset.title for asset in listing.assets] if listing else (), match)
        return naming.names(kind, naming.labels(market, sides))


@contextmanager
def opened(settings: Settings) -> Iterator[Site]:
    """The site of `settings`. Raises DeploymentInvalid, NodeUnavailable, BadConfig."""
    book = Deployment.load(settings.deployment)
    offline = settings.model_copy(
        update={name: "" for name in Settings.model_fields if name.endswith("_url")}
    )
    with Client(settings.rpc_url, timeout=settings.rpc_timeout) as client:
        book.check(client)
        yield Site(
            client=client,
            book=book,
            block=client.latest(),
            archive=RemoteArchive(Archive(settings.evidence), settings.archive_url, settings.rpc_timeout),
            catalogue=catalogue.parse(read_toml(settings.products)),
            overrides=calendar.parse_overrides(read_toml(settings.calendar)),
            matches={match.number: match for match in MatchList(settings.matches).read()},
            adapters=registry.of_closes(offline),
            exchanges=registry.of_moments(offline),
            feeds=ask.feeds(offline),
        )
