"""The business numbers of config/products.toml as typed values. A pure function of the parsed file.

Unknown keys, floats and missing numbers are refused: a typing error must not become a market.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final, TypeVar

from mutuel.domain.errors import BadConfig, DomainError, require_range
from mutuel.domain.fees import MAX_TAKEOUT
from mutuel.domain.ids import MAX_TEMPLATE, SubjectRule
from mutuel.domain.limits import Caps, pack_amount
from mutuel.domain.market import Kind, Template
from mutuel.domain.ranges import MAX_OUTCOMES
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.resolution.question import HOUR, Path, Timetable
from mutuel.domain.units import BPS, ONE_USDC, Bps, MicroUsdc, Price8, parse_price
from mutuel.domain.weights import curve

MAX_BOND: Final = 5_000
_E = TypeVar("_E", bound=IntEnum)
_T = TypeVar("_T")


class AssetClass(StrEnum):
    STOCK = "stock"
    CRYPTO = "crypto"


@dataclass(frozen=True, slots=True)
class Asset:
    """What people bet on. `calendar` is the exchange's code, empty for coins."""

    symbol: str
    title: str
    asset_class: AssetClass
    tick: Price8
    calendar: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where one asset's answers come from; ids count from 1 in the order of the file."""

    id: int
    name: str
    timetable: Timetable
    bond: MicroUsdc
    feed: str
    """Description of the Chainlink feed, empty without proofs."""
    heartbeat: int
    quorum: Quorum
    threshold: int
    """Signatures that a report needs."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One template with its asset: what a product page and the keeper need."""

    template: Template
    title: str
    asset: Asset
    source: Source
    lock_lead: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the file, by name and in order."""

    assets: Mapping[str, Asset]
    sources: Mapping[str, Source]
    listings: Mapping[str, Listing]


def parse(config: Mapping[str, Any]) -> Catalogue:
    """The catalogue of a parsed products.toml. Raises BadConfig, naming the table and what is wrong with it."""
    top = _Table("products", config)
    assets = {name: _asset(name, table) for name, table in top.tables("assets")}
    sources = {name: _source(i, name, table) for i, (name, table) in enumerate(top.tables("sources"), 1)}
    defaults = dict(top.take("template_defaults", dict))
    listings = {
        name: _listing(i, name, _Table(table.where, defaults | table.rest), assets, sources)
        for i, (name, table) in enumerate(top.tables("templates"), 1)
    }
    top.end()
    return Catalogue(assets, sources, listings)


class _Table:
    """A table that is read key by key; what nobody asked for is refused at the end."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where, self.rest = where, dict(values)

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        value = self.rest.pop(key, default)
        if type(value) is not kind:
            problem = "is missing" if value is None else f"must be of type {kind.__name__}"
            raise BadConfig(self.where, f"{key} {problem}")
        return value

    def number(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        return self.checked(key, lambda: require_range(key, self.take(key, int, default), lowest, highest))

    def usdc(self, key: str, default: int | None = None) -> MicroUsdc:
        """Whole USDC that the contract's one-byte form can hold."""
        amount = MicroUsdc(self.number(key, 0, 10**9, default) * ONE_USDC)
        self.checked(key, lambda: pack_amount(amount))
        return amount

    def member(self, key: str, kind: type[_E]) -> _E:
        word = self.take(key, str)
        return self.checked(key, lambda: kind[word.upper()])

    def checked(self, key: str, read: Callable[[], _T]) -> _T:
        try:
            return read()
        except (DomainError, KeyError, ValueError) as problem:
            raise BadConfig(self.where, f"{key}: {problem}") from problem

    def tables(self, key: str) -> list[tuple[str, _Table]]:
        inner = self.take(key, dict)
        if not all(isinstance(values, dict) for values in inner.values()):
            raise BadConfig(self.where, f"{key} must hold tables only")
        return [(name, _Table(f"{key}.{name}", values)) for name, values in inner.items()]

    def end(self) -> None:
        if self.rest:
            raise BadConfig(self.where, f"unknown keys {sorted(self.rest)}")


def _asset(symbol: str, table: _Table) -> Asset:
    asset = Asset(
        symbol=symbol,
        title=table.take("title", str),
        asset_class=table.checked("class", lambda: AssetClass(table.take("class", str))),
        tick=table.checked("tick", lambda: parse_price(table.take("tick", str))),
        calendar=table.take("calendar", str, ""),
    )
    table.end()
    return asset


def _source(number: int, name: str, table: _Table) -> Source:
    path = table.member("path", Path)
    timetable = Timetable(
        path, table.number("not_before", 0, 24 * HOUR, 0), table.number("window", HOUR, 15 * HOUR, HOUR)
    )
    source = Source(
        id=number,
        name=name,
        timetable=timetable,
        bond=MicroUsdc(table.number("bond", 0, MAX_BOND, 0) * ONE_USDC),
        feed=table.take("feed", str, ""),
        heartbeat=table.number("heartbeat", 0, 24 * HOUR, 0),
        quorum=_quorum(table, has_primary=path is Path.REPORT),
        threshold=table.number("threshold", 0, 15, 0),
    )
    table.end()
    if path is not Path.PROOF and not (source.quorum.needed and source.threshold and source.bond):
        raise BadConfig(table.where, "reports need a quorum, a threshold and a bond")
    if path is not Path.REPORT and not (source.feed and source.heartbeat):
        raise BadConfig(table.where, "proofs need a feed and its heartbeat")
    return source


def _quorum(table: _Table, *, has_primary: bool) -> Quorum:
    entries, groups = table.take("entries", list, []), table.take("groups", list, [])
    if {type(entry) for entry in entries} - {str} or {type(group) for group in groups} - {int}:
        raise BadConfig(table.where, "entries are words, groups are numbers")
    if len(entries) != len(groups) or len(set(entries)) != len(entries):
        raise BadConfig(table.where, "entries must differ and each needs its group")
    return Quorum(
        tuple(Entry(*pair) for pair in zip(entries, groups, strict=True)),
        needed=table.number("quorum", 0, len(entries), 0),
        groups_needed=table.number("min_groups", 0, len(set(groups)), 0),
        max_spread=Bps(table.number("max_spread_bps", 0, BPS, 0)),
        has_primary=has_primary,
    )


def _listing(
    number: int, name: str, table: _Table, assets: Mapping[str, Asset], sources: Mapping[str, Source]
) -> Listing:
    source = table.checked("source", lambda: sources[table.take("source", str)])
    listing = Listing(
        title=table.take("title", str),
        asset=table.checked("asset", lambda: assets[table.take("asset", str)]),
        source=source,
        lock_lead=table.number("lock_lead", 0, 24 * HOUR),
        template=_template(number, name, source.id, table),
    )
    table.end()
    return listing


def _template(number: int, name: str, source_id: int, table: _Table) -> Template:
    k0, k1 = table.number("k0", 1, 15), table.number("k1", 0, 15)
    return Template(
        id=require_range("template id", number, 1, MAX_TEMPLATE),
        name=name,
        kind=table.member("kind", Kind),
        outcomes=table.number("outcomes", 2, MAX_OUTCOMES),
        curve=table.checked("k1", lambda: curve(k0, k1)),
        source_id=source_id,
        source2_id=0,
        subject_rule=table.member("subject", SubjectRule),
        caps=Caps(table.usdc("cap_floor"), table.usdc("cap_max"), table.usdc("max_pool")),
        min_stake=ONE_USDC,
        takeout=Bps(table.number("takeout_bps", 0, MAX_TAKEOUT)),
        insurance_share=Bps(table.number("insurance_bps", 0, BPS)),
        min_losers=MicroUsdc(table.number("min_losers_micro", 0, 10**12)),
        min_losers_share=Bps(table.number("min_losers_bps", 0, BPS)),
        merge_below=MicroUsdc(table.number("merge_below", 0, 10**6) * ONE_USDC),
        known_guard=table.number("known_guard", 0, 24 * HOUR),
        contestable=table.take("contestable", bool),
        haltable=table.take("haltable", bool),
        closable_early=table.take("closable_early", bool),
        cancellable=table.take("cancellable", bool),
    )
