"""Which feed of a tokenised share watches a close, and how far apart the two may be (config/bands.toml). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from eth_utils.address import is_checksum_address

from mutuel.domain.errors import BadConfig
from mutuel.domain.products.table import Table
from mutuel.domain.resolution.decide import spread_bps_down, spread_exceeds
from mutuel.domain.units import BPS, Bps


class Band(NamedTuple):
    """A feed by its address and by what it must call itself, and the width around it."""

    feed: str
    description: str
    width: Bps


class Span(NamedTuple):
    """Prices of the same thing at the start and the end of a span of time, 10^-8 USD, all above 0."""

    start: int
    end: int


def parse(config: Mapping[str, Any], chain_id: int) -> dict[str, Band]:
    """By symbol, the bands of one chain. Raises BadConfig."""
    top = Table("bands", config)
    width = Bps(top.number("width_bps", 1, BPS))
    rows = [(row.take("chain", int), row.take("symbol", str), _band(row, width)) for row in top.rows("bands")]
    top.end()
    if len({row[:2] for row in rows}) != len(rows):
        raise BadConfig("bands", "a symbol has two bands on one chain")
    return {symbol: band for chain, symbol, band in rows if chain == chain_id}


def gap_bps_down(ours: Span, theirs: Span) -> int:
    """How far apart two spans' gains are, in basis points of their lower median; by cross products, without division
    before the last."""
    return spread_bps_down((ours.end * theirs.start, theirs.end * ours.start))


def is_out(ours: Span, theirs: Span, width: Bps) -> bool:
    """Whether the gains are more than `width` apart, measured against the lower of both."""
    low, high = sorted((ours.end * theirs.start, theirs.end * ours.start))
    return spread_exceeds(low, high, low, width)


def _band(row: Table, width: Bps) -> Band:
    band = Band(row.take("feed", str), row.take("description", str), width)
    row.end()
    if not is_checksum_address(band.feed):
        raise BadConfig(row.where, "feed must be an address with its checksum")
    return band
