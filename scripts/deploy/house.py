"""The house: doubles where nothing exists, then our contracts in the order in which they need each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mutuel.chain.abi import ZERO_ADDRESS
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.units import VOTE
from scripts.deploy import checks, safe
from scripts.deploy.chain import Builder
from scripts.deploy.network import Network
from scripts.deploy.products import Proofs, source_config, template_params

TREASURY_DAILY_LIMIT = 1_000 * 10**6  # micro-USDC; governed from then on
INSURANCE_MARKET_CAP = 25_000 * 10**6  # micro-USDC; governed from then on
NO_EXIT_DELAY = 0
TOKEN_PROXY_ADMIN = "0x000000000000000000000000000000000000dEaD"  # uses no token


@dataclass(frozen=True)
class World:
    """What the house relies on and does not own."""

    usdc: str
    feeds: Mapping[str, str]
    sequencer_feed: str
    stream_verifier: str


def find_world(builder: Builder, network: Network) -> World:
    """Checks what exists on a public chain, deploys doubles on a local one. Raises DeployRefused."""
    checks.check_chain(network, builder.provider)
    checks.check_addresses(network, builder.provider)
    world = _doubles(builder, network) if network.local else _existing(network)
    checks.check_usdc(builder.at("IUsdc", world.usdc))
    for feed in network.feeds:
        checks.check_feed(feed, builder.at("IPriceFeed", world.feeds[feed.description]))
    return world


def _existing(network: Network) -> World:
    feeds = {feed.description: str(feed.address) for feed in network.feeds}
    sequencer = network.sequencer_feed or ZERO_ADDRESS
    return World(str(network.usdc), feeds, sequencer, str(network.stream_verifier))


def _doubles(builder: Builder, network: Network) -> World:
    token = builder.deploy("TestUsdc")
    proxy = builder.deploy("TestUsdcProxy", token, TOKEN_PROXY_ADMIN, "USD Coin", builder.account)
    feeds = {
        feed.description: builder.deploy(
            "LocalFeed", feed.description, feed.decimals, network.transmitter
        ).address
        for feed in network.feeds
    }
    sequencer = builder.deploy("SequencerFeed", network.transmitter)
    verifier = builder.deploy("StreamsVerifier", builder.account)
    if nodes := network.signing_nodes:
        verifier.setConfiguration(nodes.digest, list(nodes.nodes), nodes.faulty, sender=builder.account)
    return World(proxy.address, feeds, sequencer.address, verifier.address)


def build(builder: Builder, network: Network, world: World) -> dict[str, Any]:
    """Our contracts by name. The deployer is the access manager's only administrator until the hand-over."""
    access = builder.deploy("Access", builder.account)
    people = _government(builder, network)
    escrow = builder.deploy("Escrow", world.usdc, access)
    limits = builder.at("SelfLimits", escrow.selfLimits())
    resolution = builder.deploy("Resolution", escrow, world.sequencer_feed, access)
    referee = builder.deploy("Referee", resolution)
    engine = builder.deploy("ParimutuelEngine", escrow, resolution, referee, access)
    return {
        "AccessManager": access,
        **people,
        "Escrow": escrow,
        "SelfLimits": limits,
        "Resolution": resolution,
        "Referee": referee,
        "ParimutuelEngine": engine,
        "ChainlinkFeedSource": builder.deploy("ChainlinkFeedSource"),
        "DataStreamsSource": builder.deploy("DataStreamsSource"),
        "Treasury": builder.deploy("Treasury", world.usdc, TREASURY_DAILY_LIMIT, access),
        "Insurance": builder.deploy("Insurance", world.usdc, escrow, INSURANCE_MARKET_CAP, access),
        "Lens": builder.deploy("Lens", engine, resolution),
    }


def _government(builder: Builder, network: Network) -> dict[str, Any]:
    """Who governs: the votes, the governor with its timelock, and the multisig."""
    multisig = safe.found_or_made(builder, network.safe)
    amounts = [whole * VOTE for whole in network.votes.values()]
    votes = builder.deploy("MutuelVotes", list(network.votes), amounts)
    governor = builder.deploy("MutuelGovernor", votes, multisig["Safe"])
    timelock = builder.at("Timelock", governor.timelock())
    return {"MutuelVotes": votes, "MutuelGovernor": governor, "Timelock": timelock, **multisig}


def furnish(
    builder: Builder, network: Network, world: World, house: Mapping[str, Any], catalogue: Catalogue
) -> None:
    """Engines, sources and templates, then the seal: from here on only accounts that opted in meet new engines."""
    send = {"sender": builder.account}
    escrow, engine, resolution = house["Escrow"], house["ParimutuelEngine"], house["Resolution"]
    escrow.registerEngine(engine, NO_EXIT_DELAY, False, **send)
    escrow.registerEngine(resolution, NO_EXIT_DELAY, True, **send)
    escrow.setFeeReceivers(house["Treasury"], house["Insurance"], **send)
    proofs = Proofs(
        feed_source=house["ChainlinkFeedSource"].address,
        feeds=world.feeds,
        stream_source=house["DataStreamsSource"].address,
        stream_verifier=world.stream_verifier,
    )
    for source in catalogue.sources.values():
        resolution.addSource(source_config(source, network, proofs), **send)
    for listing in catalogue.listings.values():
        engine.addTemplate(template_params(listing.template), **send)
    escrow.seal(**send)
