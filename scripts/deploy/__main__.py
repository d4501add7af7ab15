"""python -m scripts.deploy --network local --rpc http://127.0.0.1:8545

Checks everything first, deploys, hands over, proves that the deployer keeps nothing, and writes the address book
last: a run that stops on the way leaves contracts that nothing refers to, and the next run starts afresh.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mutuel.domain.products.catalogue import Catalogue
from mutuel.text import without_url
from scripts.deploy import book, handover, house, network, products
from scripts.deploy.chain import FAILURES, ROOT, Builder, connect
from scripts.deploy.errors import DeployRefused

PRODUCTS = ROOT / "config" / "products.toml"


def deploy(builder: Builder, at: network.Network, catalogue: Catalogue) -> dict[str, Any]:
    """Returns the address book. Raises DeployRefused."""
    world = house.find_world(builder, at)
    start_block = builder.provider.get_block("latest").number
    built = house.build(builder, at, world)
    house.furnish(builder, at, world, built, catalogue)
    handover.hand_over(builder, at, built)
    handover.prove_nothing_kept(builder.account.address, built)
    return book.address_book(at, builder.provider.chain_id, start_block, world, built, catalogue)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.deploy", description="Deploy Mutuel.")
    parser.add_argument("--network", required=True, help="name of a file in config/networks")
    parser.add_argument("--rpc", required=True, help="URL of a node that runs already")
    parser.add_argument("--account", help="Ape account that deploys; not needed on a local chain")
    parser.add_argument("--products", type=Path, default=PRODUCTS, help="numbers of the products")
    parser.add_argument("--out", type=Path, help="address book to write, default deployments/<network>.json")
    chosen = parser.parse_args(arguments)
    out = chosen.out or ROOT / "deployments" / f"{chosen.network}.json"
    try:
        at = network.load(ROOT / "config" / "networks" / f"{chosen.network}.toml")
        catalogue = products.load(chosen.products)
        book.refuse_overwriting(out, at)
        with connect(chosen.network, chosen.rpc, chosen.account) as builder:
            book.write(out, deploy(builder, at, catalogue))
    except (DeployRefused, *FAILURES) as reason:
        print(f"Nothing was deployed that counts: {without_url(str(reason), chosen.rpc)}", file=sys.stderr)
        return 1
    print(f"Deployed to {chosen.network}: {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
