"""python -m scripts.create_week --rpc http://127.0.0.1:8545 --closes closes.json

Creates the coming week's market of every template named in the closes file, as the keeper. The file holds, by
template, official closes as decimal text, oldest first, at least six:

    {"AAPL-WEEK": ["191.20", "192.10", "190.02", "190.40", "193.00", "192.30"], "BTC-WEEK": [...]}

The edges follow from them by mutuel.domain. A market that exists already is left alone, so a run may be repeated.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import ape
from ape.exceptions import ApeException

from mutuel.domain.errors import DomainError
from mutuel.domain.products.catalogue import Catalogue, Listing
from mutuel.domain.products.weekly_range import NewMarket, crypto_week, stock_week
from mutuel.domain.units import Price8, parse_price
from oracle import calendar
from scripts.deploy import products
from scripts.deploy.chain import ROOT, Builder, connect
from scripts.deploy.errors import DeployRefused

MAX_EDGES = 4
WEEK = timedelta(days=7)


def new_market(listing: Listing, closes: Sequence[Price8], at: int) -> NewMarket:
    """The market of the week to come, seen at `at`; a coin's week is the one that holds `at`. Raises DomainError."""
    if not listing.asset.calendar:
        return crypto_week(listing, closes, at)
    sessions = calendar.at(listing.asset.calendar, at)
    return stock_week(listing, sessions.last_closed(at), next_week(sessions, at), closes, at)


def next_week(sessions: calendar.Calendar, at: int) -> Sequence[calendar.Session]:
    """The sessions of the first calendar week whose trading has not begun."""
    monday = _monday(at)
    this = sessions.between(monday, monday + timedelta(days=6))
    if this and at < this[0].open:
        return this
    return sessions.between(monday + WEEK, monday + WEEK + timedelta(days=6))


def _monday(at: int) -> date:
    today = datetime.fromtimestamp(at, UTC).date()
    return today - timedelta(days=today.weekday())


def create(
    builder: Builder, engine: str, catalogue: Catalogue, closes: Mapping[str, Sequence[Price8]], at: int
) -> list[int]:
    """Sends one batch per template; returns the markets' ids."""
    contract = builder.at("ParimutuelEngine", engine)
    ids = []
    for name, prices in closes.items():
        if name not in catalogue.listings:
            raise DeployRefused(f"The product configuration names no template {name!r}.")
        template = catalogue.listings[name].template.id
        market = new_market(catalogue.listings[name], prices, at)
        contract.createBatch(template, [_fields(market)], sender=builder.account)
        ids.append(template << 48 | market.period << 8 | market.index)
    return ids


def _fields(market: NewMarket) -> tuple[Any, ...]:
    edges = [*market.edges, *[0] * (MAX_EDGES - len(market.edges))]
    return (market.period, market.index, market.open_at, market.close_at, market.observe_at, edges)


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
        catalogue = products.load(ROOT / "config" / "products.toml")
        with connect(book["network"], chosen.rpc, chosen.account) as builder:
            keeper = keeper_of(builder, book)
            at = chosen.at or builder.provider.get_block("latest").timestamp
            ids = create(keeper, book["contracts"]["ParimutuelEngine"], catalogue, closes, at)
    except (DeployRefused, DomainError, ApeException, OSError, json.JSONDecodeError) as reason:
        print(f"No market was created, or not all: {reason}", file=sys.stderr)
        return 1
    print("\n".join(f"market {market_id}" for market_id in ids))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
