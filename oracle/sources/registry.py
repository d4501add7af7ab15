"""Every source of prices, at the address and with the key that the operator gave it.

A source without an address is off: it answers every question with that refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eth_utils.address import to_checksum_address

from mutuel.chain.streams import SignerSet
from mutuel.settings import Settings, StreamNetwork
from oracle.sources import (
    alphavantage,
    binance,
    bloomberg,
    coinbase,
    halts,
    kraken,
    nyse,
    pyth,
    redstone,
    stooq,
    tiingo,
    yahoo,
)
from oracle.sources.adapter import Adapter, Declaration, Moment, Wanted
from oracle.sources.chainlink import Chainlink
from oracle.sources.closes import Closes
from oracle.sources.guard import Guard
from oracle.sources.halts import Halts
from oracle.sources.nasdaq import Nasdaq
from oracle.sources.polygon import BARS, Polygon
from oracle.sources.spots import Prices
from oracle.sources.streams import Streams


def of_closes(settings: Settings) -> dict[str, Adapter[Wanted, Closes]]:
    """Every source of stock closes by the name that the products use."""
    every: tuple[Adapter[Wanted, Closes], ...] = (
        Chainlink(
            of_proofs(settings),
            {name: bytes.fromhex(feed) for name, feed in settings.streams_closes.items()},
            {bytes.fromhex(digest): _signers(one) for digest, one in settings.streams_networks.items()},
        ),
        Nasdaq(settings.nasdaq_url),
        nyse.SOURCE.at(settings.nyse_url, settings.nyse_key),
        yahoo.SOURCE.at(settings.yahoo_url),
        alphavantage.SOURCE.at(settings.alphavantage_url, settings.alphavantage_key),
        Polygon(BARS.at(settings.polygon_url, settings.polygon_key)),
        tiingo.SOURCE.at(settings.tiingo_url, settings.tiingo_key),
        stooq.SOURCE.at(settings.stooq_url),
        bloomberg.SOURCE.at(settings.bloomberg_url, settings.bloomberg_key),
    )
    return {source.declaration.name: source for source in every}


def of_moments(settings: Settings) -> dict[str, Adapter[Moment, Prices]]:
    """Every source of coins' prices by the name that the products use."""
    every: tuple[Adapter[Moment, Prices], ...] = (
        coinbase.SOURCE.at(settings.coinbase_url),
        kraken.SOURCE.at(settings.kraken_url),
        binance.SOURCE.at(settings.binance_url),
        pyth.SOURCE.at(settings.pyth_url, settings.pyth_key),
        redstone.SOURCE.at(settings.redstone_url),
    )
    return {source.declaration.name: source for source in every}


def of_proofs(settings: Settings) -> Streams:
    """Where reports that prove a round's price come from."""
    return Streams(settings.streams_url, settings.streams_key, settings.streams_secret)


def of_halts(settings: Settings) -> dict[str, Adapter[None, Halts]]:
    """The exchanges' records of halts, by name, those alone that have an address."""
    every = (halts.NASDAQ.at(settings.halts_nasdaq_url), halts.NYSE.at(settings.halts_nyse_url))
    return {source.declaration.name: source for source in every if source.url}


def _signers(network: StreamNetwork) -> SignerSet:
    return SignerSet(frozenset(map(to_checksum_address, network.signers)), network.faulty)


def guards_of(declared: Iterable[Declaration], clock: Callable[[], int]) -> dict[str, Guard]:
    """By name, a guard that keeps to what each source allows."""
    return {one.name: Guard(clock, one.calls_a_minute) for one in declared}
