"""python -m scripts.create_week --rpc http://127.0.0.1:8545 --closes closes.json

Creates the coming week's market of every template named in the closes file, as the keeper. The file holds, by
template, official closes as decimal text, oldest first, at least six; none for a template that needs only times:

    {"AAPL-WEEK": ["191.20", "192.10", "190.02", "190.40", "193.00", "192.30"], "BTC-WEEK": [...]}

The edges follow from them by mutuel.domain. A market that exists already is left alone, so a run may be repeated.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ape
from ape.exceptions import ApeException

from mutuel.domain.errors import DomainError
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned
from mutuel.domain.products.registry import PRODUCTS
from mutuel.domain.units import Price8, parse_price
from oracle import calendar
from oracle.calendar import Override
from scripts.deploy import products
from scripts.deploy.chain import ROOT, Builder, connect
from scripts.deploy.errors import DeployRefused

PRODUCTS_FILE = ROOT / "config" / "products.toml"
CALENDAR = ROOT / "config" / "calendar.toml"


def coming(listing: Listing, at: int, overrides: tuple[Override, ...]) -> Planned:
    """The next market of a template, seen at `at`. Raises DeployRefused when there is none to be made."""
    mic = listing.asset.calendar
    around = Around(calendar.at(mic, at, overrides).sessions if mic else ())
    found = next(iter(PRODUCTS[listing.product].planned(listing, around, at)), None)
    if found is None:
        raise DeployRefused(f"No market of {listing.template.name} can be made at {at}.")
    return found


def create(
    builder: Builder,
    engine: str,
    catalogue: Catalogue,
    closes: Mapping[str, Sequence[Price8]],
    at: int,
    overrides: tuple[Override, ...] = (),
) -> list[int]:
    """Sends one batch per template; returns the markets' ids."""
    contract = builder.at("ParimutuelEngine", engine)
    ids: list[int] = []
    for name, prices in closes.items():
        if name not in catalogue.listings:
            raise DeployRefused(f"The product configuration names no template {name!r}.")
        plan = coming(catalogue.listings[name], at, overrides)
        market = plan.new_market(prices, at)
        contract.createBatch(plan.listing.template.id, [market.fields], sender=builder.account)
        ids.append(plan.market_id)
    return ids


def read_closes(path: Path) -> dict[str, list[Price8]]:
    """Raises DeployRefused for a file that is not as described above."""
    try:
        return {
            name: [parse_price(text) for text in texts]
            for name, texts in json.loads(path.read_text()).items()
        }
    except (OSError, ValueError, AttributeError, TypeError, DomainError) as error:
        raise DeployRefused(f"{path} does not hold closes by template: {error}") from error


def keeper_of(builder: Builder, book: Mapping[str, Any]) -> Builder:
    """On a local chain the keeper is one of the development accounts; elsewhere it is the account given."""
    keeper = book["holders"]["keeper"]
    if builder.account.address == keeper:
        return builder
    for account in ape.accounts.test_accounts:
        if account.address == keeper and book["network"] == "local":
            return Builder(builder.provider, account)
    raise DeployRefused(f"Only the keeper {keeper} creates markets.")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.create_week", description="Create a week's markets."
    )
    parser.add_argument("--rpc", required=True, help="URL of a node")
    parser.add_argument("--book", type=Path, default=ROOT / "deployments" / "local.json", help="address book")
    parser.add_argument("--closes", type=Path, required=True, help="closes by template, as JSON")
    parser.add_argument("--account", help="Ape account of the keeper; not needed on a local chain")
    parser.add_argument(
        "--at", type=int, help="UTC seconds to look ahead from, default the latest block's time"
    )
    chosen = parser.parse_args(arguments)
    try:
        book = json.loads(chosen.book.read_text())
        closes = read_closes(chosen.closes)
        catalogue = products.load(PRODUCTS_FILE)
        with connect(book["network"], chosen.rpc, chosen.account) as builder:
            keeper = keeper_of(builder, book)
            at = chosen.at or builder.provider.get_block("latest").timestamp
            overrides = calendar.parse_overrides(tomllib.loads(CALENDAR.read_text()))
            ids = create(keeper, book["contracts"]["ParimutuelEngine"], catalogue, closes, at, overrides)
    except (DeployRefused, DomainError, ApeException, OSError, json.JSONDecodeError) as reason:
        print(f"No market was created, or not all: {reason}", file=sys.stderr)
        return 1
    print("\n".join(f"market {market_id}" for market_id in ids))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
