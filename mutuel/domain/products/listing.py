"""What the business numbers say about one asset, one source, one template: the words of config/products.toml."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mutuel.domain.market import Kind, Template
from mutuel.domain.resolution.decide import Quorum
from mutuel.domain.resolution.question import Timetable
from mutuel.domain.units import MicroUsdc, Price8


class AssetClass(StrEnum):
    STOCK = "stock"
    CRYPTO = "crypto"
    SPORT = "sport"


@dataclass(frozen=True, slots=True)
class Asset:
    """What people bet on. `calendar` is the exchange's code, empty for coins and sports."""

    symbol: str
    title: str
    asset_class: AssetClass
    tick: Price8
    calendar: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where one asset's answers come from; ids count from 1 in the order of the file.

    A source with proofs has either a `feed` with its heartbeat or a `stream`: the description of a Chainlink data
    feed, whose rounds are on chain, or of a data stream, whose signed reports are brought to it.
    """

    id: int
    name: str
    timetable: Timetable
    bond: MicroUsdc
    feed: str
    heartbeat: int
    stream: str
    quorum: Quorum
    threshold: int
    """Signatures that a report needs."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One template with its assets and sources: what a product, a page and the keeper need.

    `asset2` and `source2` are the second runner of a race, None elsewhere.
    """

    product: str
    template: Template
    title: str
    asset: Asset
    source: Source
    asset2: Asset | None
    source2: Source | None
    lock_lead: int
    """Betting stops so many seconds before the observation."""
    ahead: int
    """Markets that are made before they open, where a product makes several."""

    @property
    def kind(self) -> Kind:
        return self.template.kind

    @property
    def sources(self) -> tuple[Source, ...]:
        """One, or two in a race."""
        return (self.source,) if self.source2 is None else (self.source, self.source2)

    @property
    def assets(self) -> tuple[Asset, ...]:
        return (self.asset,) if self.asset2 is None else (self.asset, self.asset2)
