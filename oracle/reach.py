"""What can be decided with the sources that are switched on: said at the start, not at the first close.

A source without an address or without its key is off. Each is asked without going anywhere and so answers for itself:
nothing is known here of who needs which key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from mutuel.domain.products.listing import Asset, Listing, Source
from mutuel.domain.resolution.decide import is_enough
from mutuel.domain.units import DAY
from oracle.calendar import Session
from oracle.sources.adapter import Adapter, Moment, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.feeds import MatchFeed, WantedMatch
from oracle.sources.guard import Source as Asked
from oracle.sources.offline import UntriedWeb, at_once
from oracle.sources.spots import Prices
from oracle.sources.streams import SignedReport, WantedReport

UNTRIED: Final = UntriedWeb()
OFF: Final = frozenset({Why.OFF, Why.NOT_AUTHORISED})
AT: Final = 1_792_008_000
LONG_AGO: Final = Session(date(2026, 10, 14), AT - 23_400, AT)
"""Any session that is over will do."""
Offs = Mapping[str, Refusal]
"""By name, the entries of one source that are off, and why."""


@dataclass(frozen=True)
class Known:
    """Everybody who can be asked, not yet guarded."""

    closes: Mapping[str, Adapter[Wanted, Closes]]
    moments: Mapping[str, Adapter[Moment, Prices]]
    feeds: Mapping[str, MatchFeed]
    proofs: Adapter[WantedReport, SignedReport]

    def offs(self, asset: Asset, source: Source) -> dict[str, Refusal]:
        """Who of the source's entries is off, and the data stream, if there is one and it is."""
        adapters, wanted = self._asked(asset, source)
        asked = {name: (adapters[name], wanted) for name, _ in source.quorum.entries if name in adapters}
        if source.stream:
            asked[self.proofs.declaration.name] = self.proofs, WantedReport(bytes(32), AT)
        answers = {name: at_once(one.fetch(UNTRIED, wanted)).result for name, (one, wanted) in asked.items()}
        return {name: said for name, said in answers.items() if isinstance(said, Refusal) and said.why in OFF}

    def _asked(self, asset: Asset, source: Source) -> tuple[Mapping[str, Asked[Any, Any, Any]], object]:
        """Among whom the entries are, and what they could be asked."""
        if source.quorum.is_match:
            return self.feeds, WantedMatch("a/b/c", ("", ""), AT, AT)
        if asset.calendar:
            return self.closes, Wanted(asset.symbol, LONG_AGO.day, LONG_AGO, AT + DAY)
        return self.moments, Moment(asset.symbol, AT)


def offs_of(listings: Iterable[Listing], known: Known) -> dict[str, dict[str, Refusal]]:
    """By the name of each source of `listings`, who is off."""
    pairs = [pair for one in listings for pair in zip(one.assets, one.sources, strict=True)]
    assets = {source.name: (asset, source) for asset, source in pairs}
    return {name: known.offs(*pair) for name, pair in assets.items()}


def withheld(listings: Iterable[Listing], offs: Mapping[str, Offs]) -> dict[str, str]:
    """By template, why its markets could not be decided; those that can be are left out."""
    found: dict[str, str] = {}
    for listing in listings:
        reasons = [lacking(one, offs[one.name]) for one in listing.sources]
        if any(reasons):
            found[listing.template.name] = " ".join(filter(None, reasons))
    return found


def lacking(source: Source, off: Offs) -> str | None:
    """Why `source` cannot reach its quorum, in plain words; None if it can, or answers by proof alone."""
    quorum = source.quorum
    if not quorum.entries or is_enough(quorum, off):
        return None
    there = [entry.source for entry in quorum.entries if entry.source not in off]
    silent = ", ".join(f"{name} ({off[name]})" for name, _ in quorum.entries if name in off)
    return (
        f"{source.name} needs {quorum.needed} sources of {quorum.groups_needed} independent groups and has "
        f"{', '.join(there) or 'none'}; off are {silent}."
    )
