"""The business numbers of config/products.toml as typed values. A pure function of the parsed file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mutuel.domain.errors import BadConfig, require_range
from mutuel.domain.fees import MAX_TAKEOUT
from mutuel.domain.ids import MAX_TEMPLATE, SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Template
from mutuel.domain.products.listing import Asset, AssetClass, Listing, Source
from mutuel.domain.products.registry import PRODUCTS
from mutuel.domain.products.table import Table
from mutuel.domain.ranges import MAX_OUTCOMES
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.resolution.question import Path, Timetable
from mutuel.domain.schedule import feed_may_decide
from mutuel.domain.units import BPS, HOUR, ONE_USDC, Bps, MicroUsdc, Price8, parse_price
from mutuel.domain.weights import curve

EARLIEST_RESULT: Final = -168 * HOUR
"""A match may be decided so long before its latest end; the bound that the contract has."""
MAX_BOND: Final = 5_000
MAX_AHEAD: Final = 64
"""What one transaction creates."""
_ONE_STEP: Final = Price8(1)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the file, by name and in order."""

    assets: Mapping[str, Asset]
    sources: Mapping[str, Source]
    listings: Mapping[str, Listing]

    def listing(self, template_id: int) -> Listing | None:
        """What is said of a template; None for one of another configuration."""
        found = (one for one in self.listings.values() if one.template.id == template_id)
        return next(found, None)


def parse(config: Mapping[str, Any]) -> Catalogue:
    """The catalogue of a parsed products.toml. Raises BadConfig, naming the table and what is wrong with it."""
    top = Table("products", config)
    assets = {name: _asset(name, table) for name, table in top.tables("assets")}
    sources = {name: _source(i, name, table) for i, (name, table) in enumerate(top.tables("sources"), 1)}
    defaults = dict(top.take("template_defaults", dict))
    listings = {
        name: _listing(i, name, Table(table.where, defaults | table.rest), assets, sources)
        for i, (name, table) in enumerate(top.tables("templates"), 1)
    }
    top.end()
    return Catalogue(assets, sources, listings)


def _asset(symbol: str, table: Table) -> Asset:
    asset_class = table.checked("class", lambda: AssetClass(table.take("class", str)))
    has_price = asset_class is not AssetClass.SPORT
    asset = Asset(
        symbol=symbol,
        title=table.take("title", str),
        asset_class=asset_class,
        tick=table.checked("tick", lambda: parse_price(table.take("tick", str))) if has_price else _ONE_STEP,
        calendar=table.take("calendar", str, ""),
    )
    table.end()
    if bool(asset.calendar) != (asset_class is AssetClass.STOCK):
        raise BadConfig(table.where, "a calendar belongs to stocks, and only to them")
    return asset


def _source(number: int, name: str, table: Table) -> Source:
    path = table.member("path", Path)
    quorum = _quorum(table, has_primary=path is Path.REPORT)
    earliest = EARLIEST_RESULT if quorum.is_match else 0
    timetable = Timetable(
        path,
        table.number("not_before", earliest, 24 * HOUR - 1, 0),
        table.number("window", HOUR, 15 * HOUR, HOUR),
    )
    source = Source(
        id=number,
        name=name,
        timetable=timetable,
        bond=MicroUsdc(table.number("bond", 0, MAX_BOND, 0) * ONE_USDC),
        feed=table.take("feed", str, ""),
        heartbeat=table.number("heartbeat", 0, 24 * HOUR, 0),
        stream=table.take("stream", str, ""),
        quorum=quorum,
        threshold=table.number("threshold", 0, 15, 0),
    )
    table.end()
    _check_source(source, table.where)
    return source


def _check_source(source: Source, where: str) -> None:
    path = source.timetable.path
    quorum = source.quorum
    if path is not Path.PROOF and not all((quorum.needed, quorum.max_spread, source.threshold, source.bond)):
        raise BadConfig(where, "reports need a quorum, a spread, a threshold and a bond")
    if path is not Path.REPORT and bool(source.feed) == bool(source.stream):
        raise BadConfig(where, "proofs need a feed or a stream, and not both")
    if bool(source.feed) != bool(source.heartbeat):
        raise BadConfig(where, "a feed needs its heartbeat")


def _quorum(table: Table, *, has_primary: bool) -> Quorum:
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
        is_match=table.take("match", bool, False),
    )


def _listing(
    number: int, name: str, table: Table, assets: Mapping[str, Asset], sources: Mapping[str, Source]
) -> Listing:
    second = "source2" in table.rest
    source = table.checked("source", lambda: sources[table.take("source", str)])
    source2 = table.checked("source2", lambda: sources[table.take("source2", str)]) if second else None
    listing = Listing(
        product=table.take("product", str),
        title=table.take("title", str),
        asset=table.checked("asset", lambda: assets[table.take("asset", str)]),
        source=source,
        asset2=table.checked("asset2", lambda: assets[table.take("asset2", str)]) if second else None,
        source2=source2,
        lock_lead=table.number("lock_lead", 0, 24 * HOUR),
        ahead=table.number("ahead", 1, MAX_AHEAD, 1),
        template=_template(number, name, source.id, source2.id if source2 else 0, table),
    )
    table.end()
    _check_listing(listing, table.where)
    return listing


def _check_listing(listing: Listing, where: str) -> None:
    """A product makes markets of its own kinds, and a feed decides none that is too short for it (R-SHORT)."""
    product = PRODUCTS.get(listing.product)
    if product is None:
        raise BadConfig(where, f"product: there is no {listing.product!r}, only {', '.join(PRODUCTS)}")
    if listing.kind not in product.KINDS:
        raise BadConfig(where, f"kind: {listing.product} makes no {listing.kind.name} markets")
    if (listing.asset2 is not None) != (listing.kind is Kind.RACE):
        raise BadConfig(where, "a race has a second asset with its source, nothing else does")
    if len({asset.calendar for asset in listing.assets}) > 1:
        raise BadConfig(where, "both assets of a race need the same calendar")
    if any(source.quorum.is_match != listing.kind.is_match for source in listing.sources):
        raise BadConfig(where, "source: prices decide markets of prices, results those of matches")
    if not all(feed_may_decide(source.heartbeat, product.LIFE) for source in listing.sources):
        raise BadConfig(where, "source: the feed's heartbeat is too long for markets as short as these")


def _template(number: int, name: str, source_id: int, source2_id: int, table: Table) -> Template:
    k0, k1 = table.number("k0", 1, 15), table.number("k1", 0, 15)
    return Template(
        id=require_range("template id", number, 1, MAX_TEMPLATE),
        name=name,
        kind=table.member("kind", Kind),
        outcomes=table.number("outcomes", 2, MAX_OUTCOMES),
        curve=table.checked("k1", lambda: curve(k0, k1)),
        source_id=source_id,
        source2_id=source2_id,
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
