"""deployments/<network>.json: who is where, read by every service."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mutuel.domain.products.catalogue import Catalogue
from scripts.deploy.errors import DeployRefused
from scripts.deploy.house import World
from scripts.deploy.network import Network


def address_book(
    network: Network,
    chain_id: int,
    start_block: int,
    world: World,
    house: Mapping[str, Any],
    catalogue: Catalogue,
) -> dict[str, Any]:
    relied_on = {"Usdc": world.usdc, "StreamsVerifier": world.stream_verifier}
    contracts = relied_on | {name: contract.address for name, contract in house.items()}
    contracts |= {f"Feed:{description}": address for description, address in world.feeds.items()}
    if int(world.sequencer_feed, 16):
        contracts["SequencerFeed"] = world.sequencer_feed
    return {
        "network": network.name,
        "chainId": chain_id,
        "startBlock": start_block,
        "contracts": contracts,
        "streams": {stream.description: "0x" + stream.feed_id.hex() for stream in network.streams},
        "sources": {name: source.id for name, source in catalogue.sources.items()},
        "templates": {name: listing.template.id for name, listing in catalogue.listings.items()},
        "holders": {
            "governor": house["MutuelGovernor"].address,
            "safe": house["Safe"].address,
            "keeper": network.keeper,
            "reporters": list(network.reporters),
        },
    }


def refuse_overwriting(path: Path, network: Network) -> None:
    """A local chain forgets; a public one has users in the contracts of an existing book."""
    if path.exists() and not network.local:
        raise DeployRefused(
            f"{path} exists: {network.name} is deployed. Move the file away to deploy another house."
        )


def write(path: Path, book: Mapping[str, Any]) -> None:
    """All or nothing: readers see the old book or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(book, indent=2) + "\n")
    draft.replace(path)
