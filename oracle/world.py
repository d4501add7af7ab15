"""Everything that the oracle touches, opened once from the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import SecretStr
from sqlalchemy import Engine

from mutuel.chain import accounts
from mutuel.chain.accounts import Signer
from mutuel.chain.client import Client
from mutuel.chain.clock import Clock, make_clock
from mutuel.chain.contracts import Contract, Deployment
from mutuel.chain.sender import Sender
from mutuel.db.engine import create_tables, open_engine
from mutuel.domain.ids import SubjectRule
from mutuel.domain.matches import Match
from mutuel.domain.products import catalogue
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.products.listing import Listing, Source
from mutuel.domain.resolution.decide import Quorum
from mutuel.errors import MutuelError
from mutuel.matchlist import MatchList
from mutuel.settings import Settings, read_toml
from oracle import calendar, reach
from oracle.calendar import Calendar, Override
from oracle.evidence import Archive
from oracle.observations import band
from oracle.observations.band import Band
from oracle.observations.matches import ask, memory, story
from oracle.reach import Known
from oracle.sources import registry
from oracle.sources.adapter import Adapter, Answer, Moment, Wanted
from oracle.sources.closes import Closes
from oracle.sources.feeds import FeedAnswer, MatchFeed
from oracle.sources.guard import Guard, Guarded, guarded
from oracle.sources.halts import Halts
from oracle.sources.spots import Prices
from oracle.sources.streams import SignedReport, WantedReport


class OracleError(MutuelError):
    """Something the oracle cannot do now; it will try again."""

    code = "oracleError"


class SetupError(OracleError):
    """The products, the address book and the sources do not fit together: a person must look."""

    code = "oracleSetup"


@dataclass(frozen=True)
class World:
    """The chain, the database, the sources and the accounts that act."""

    client: Client
    clock: Clock
    book: Deployment
    catalogue: Catalogue
    served: tuple[Listing, ...]
    """Whose markets this keeper creates; it decides all."""
    withheld: Mapping[str, str]
    """By template, why this keeper creates no markets of it: nobody could decide them."""
    offs: Mapping[str, reach.Offs]
    """By the name of a source of the products, who of its entries is switched off."""
    database: Engine
    archive: Archive
    adapters: Mapping[str, Adapter[Wanted, Closes]]
    exchanges: Mapping[str, Adapter[Moment, Prices]]
    guards: Mapping[str, Guard]
    """By name, the health of every source of prices and feed of results."""
    streams: Adapter[WantedReport, SignedReport]
    source_timeout: float
    live_seconds: int
    """Between two live prices of a coin."""
    live_kept: int
    """Seconds after which a live price is forgotten."""
    feeds: Mapping[str, MatchFeed]
    halts: Mapping[str, Adapter[None, Halts]]
    """The exchanges' records that are switched on."""
    match_poll: int
    """Seconds between two looks at the result feeds of a match."""
    overrides: tuple[Override, ...]
    """Days on which an exchange trades otherwise than the package says."""
    announced: MatchList
    bands: Mapping[str, Band]
    """By symbol, what watches reported closes on this chain."""
    push_after: int
    gas_low: int
    """Wei of the keeper below which somebody is called."""
    keeper: Sender
    reporters: tuple[Signer, ...]

    @property
    def engine(self) -> Contract:
        return self.book.contract("ParimutuelEngine", self.client)

    @property
    def resolution(self) -> Contract:
        return self.book.contract("Resolution", self.client)

    @property
    def escrow(self) -> Contract:
        return self.book.contract("Escrow", self.client)

    @property
    def usdc(self) -> Contract:
        return self.book.contract("Usdc", self.client)

    def calendar(self, mic: str, now: int) -> Calendar:
        """The sessions of an exchange with at least a year to come after `now`."""
        return calendar.at(mic, now, self.overrides)

    def matches(self) -> tuple[Match, ...]:
        """The matches that are announced, as they stand now."""
        listed = self.announced.read()
        said = memory.recall_all(self.database, [match.number for match in listed])
        return tuple(self._observed(match, said[match.number]) for match in listed)

    def _observed(self, match: Match, sayings: Sequence[story.Saying]) -> Match:
        """With the stops of play and the end that its feeds have shown."""
        tellers = [name for name in match.feeds if self.feeds[name].declaration.tells_play]
        quorum = result_quorum(self.catalogue, match.sport)
        return story.observed(match, sayings, tellers, quorum)

    def feed(self, description: str) -> Contract:
        """The Chainlink feed of this description. Raises DeploymentInvalid."""
        name = f"Feed:{description}"
        return Contract(self.client, name, self.book.address(name), "PriceFeed")

    def listing(self, template_id: int) -> Listing | None:
        """The product of a template; None for one of another configuration."""
        return self.catalogue.listing(template_id)


@contextmanager
def opened(settings: Settings) -> Iterator[World]:
    """The world of `settings`, checked. Raises SetupError, DeploymentInvalid, KeyMissing, BadConfig."""
    book = Deployment.load(settings.deployment)
    products = catalogue.parse(read_toml(settings.products))
    database = open_engine(settings.database_url)
    try:
        with Client(settings.rpc_url, timeout=settings.rpc_timeout) as client:
            book.check(client)
            create_tables(database)
            world = _composed(settings, client, book, products, database)
            check(world)
            yield world
    finally:
        database.dispose()


def _composed(
    settings: Settings, client: Client, book: Deployment, products: Catalogue, database: Engine
) -> World:
    clock = make_clock(settings.clock, client)
    known = Known(
        registry.of_closes(settings),
        registry.of_moments(settings),
        ask.feeds(settings),
        registry.of_proofs(settings),
    )
    halts = registry.of_halts(settings)
    wanted = served(products, settings.templates)
    offs = reach.offs_of(products.listings.values(), known)
    withheld = reach.withheld(wanted, offs)
    guards = guards_of(known, halts, clock)
    return World(
        client=client,
        clock=clock,
        book=book,
        catalogue=products,
        served=tuple(one for one in wanted if one.template.name not in withheld),
        withheld=withheld,
        offs=offs,
        database=database,
        archive=Archive(settings.evidence),
        adapters=guarded(known.closes, guards, Answer),
        exchanges=guarded(known.moments, guards, Answer),
        guards=guards,
        streams=Guarded(known.proofs, guards[known.proofs.declaration.name], Answer),
        source_timeout=settings.source_timeout,
        live_seconds=settings.live_seconds,
        live_kept=settings.live_kept,
        feeds=guarded(known.feeds, guards, FeedAnswer),
        halts=guarded(halts, guards, Answer),
        match_poll=settings.match_poll,
        overrides=calendar.parse_overrides(read_toml(settings.calendar)),
        announced=MatchList(settings.matches, known.feeds.keys()),
        bands=band.parse(read_toml(settings.bands), book.chain_id),
        push_after=settings.push_after,
        gas_low=settings.gas_low,
        keeper=Sender(client, _load(settings, "keeper", settings.keeper_key)[0]),
        reporters=_load(settings, "reporter", settings.reporter_keys),
    )


def guards_of(known: Known, halts: Mapping[str, Adapter[None, Halts]], clock: Clock) -> dict[str, Guard]:
    """Of everybody, by name."""
    declared = [known.proofs.declaration, *(one.declaration for one in halts.values())]
    declared += [one.declaration for one in known.closes.values()]
    declared += [one.declaration for one in known.moments.values()]
    return registry.guards_of(declared, clock) | {name: Guard(clock) for name in known.feeds}


def served(products: Catalogue, names: tuple[str, ...]) -> tuple[Listing, ...]:
    """The listings of these templates, all if none is named. Raises SetupError for a name that is none."""
    if unknown := set(names) - products.listings.keys():
        raise SetupError(f"The products have no template {', '.join(sorted(unknown))}.")
    return tuple(
        listing for name, listing in products.listings.items() if name in (names or products.listings)
    )


def result_quorum(products: Catalogue, sport: str) -> Quorum:
    """Who says how matches of `sport` end; nobody where no template asks."""
    asked = (
        listing.source.quorum
        for listing in products.listings.values()
        if listing.asset.symbol == sport and listing.template.subject_rule is SubjectRule.PERIOD
    )
    return next(asked, Quorum((), needed=1, groups_needed=1, is_match=True))


def check(world: World) -> None:
    """Raises SetupError when a product names a source or id that the chain or this service does not have."""
    known = world.adapters.keys() | world.exchanges.keys()
    for source in world.catalogue.sources.values():
        names = world.feeds.keys() if source.quorum.is_match else known
        unknown = [e.source for e in source.quorum.entries if e.source not in names]
        if unknown:
            raise SetupError(f"There is no adapter for {', '.join(unknown)} of source {source.name}.")
        _check_independence(world, source)
        on_chain = world.resolution.read("source", source.id)
        expected = (source.timetable.path, [entry.group for entry in source.quorum.entries])
        if (on_chain["path"], list(on_chain["groups"])) != expected:
            raise SetupError(f"Source {source.id} on chain is not {source.name} of the products.")


def _check_independence(world: World, source: Source) -> None:
    """Raises SetupError when what has one upstream is counted as two."""
    numbers: dict[str, int] = {}
    for name, number in source.quorum.entries:
        teller = world.adapters.get(name) or world.exchanges.get(name) or world.feeds[name]
        group = teller.declaration.group
        if numbers.setdefault(group, number) != number:
            raise SetupError(f"Source {source.name} counts {name} apart from others of the group {group}.")


def _load(settings: Settings, role: str, keys: SecretStr) -> tuple[Signer, ...]:
    return tuple(accounts.load(role, keys, settings.keystore, settings.keystore_password))
