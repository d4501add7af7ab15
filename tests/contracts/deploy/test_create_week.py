"""The week's markets as the script creates them on the chain."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mutuel.domain.units import Price8
from scripts.create_week import coming, create, keeper_of, read_closes
from scripts.deploy import products
from scripts.deploy.__main__ import PRODUCTS
from scripts.deploy.chain import Builder
from scripts.deploy.errors import DeployRefused
from tests.contracts.deployed import Chain

CATALOGUE = products.load(PRODUCTS)
AAPL = [Price8(round(price * 10**8)) for price in (190, 192, 189, 191, 193, 192)]
BTC = [Price8(price * 10**8) for price in (42_000, 43_000, 41_500, 42_200, 42_900, 43_100)]


def seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def test_create__stock_and_coin__stand_on_the_chain_and_may_be_repeated(
    chain: Chain, builder: Builder
) -> None:
    keeper = keeper_of(builder, chain.book.raw)
    engine = chain.contract("ParimutuelEngine")
    closes = {"AAPL-WEEK": AAPL, "BTC-WEEK": BTC}
    first = create(keeper, engine.address, CATALOGUE, closes, chain.now())
    assert create(keeper, engine.address, CATALOGUE, closes, chain.now()) == first
    for market_id, template in zip(first, (2, 1), strict=True):
        market = engine.read("market", market_id)
        assert (market["templateId"], market["state"], market["outcomes"]) == (template, 1, 5)
        assert list(market["edges"]) == sorted(market["edges"])


def test_create__unknown_template__is_refused(chain: Chain, builder: Builder) -> None:
    with pytest.raises(DeployRefused, match="no template 'DOGE-WEEK'"):
        create(builder, chain.book.address("ParimutuelEngine"), CATALOGUE, {"DOGE-WEEK": BTC}, chain.now())


def test_keeper_of__public_network_and_another_account__is_refused(chain: Chain, builder: Builder) -> None:
    book = {**chain.book.raw, "network": "base"}
    with pytest.raises(DeployRefused, match="Only the keeper"):
        keeper_of(builder, book)


@pytest.mark.parametrize(
    ("at", "observed"),
    [
        ("2024-01-06T12:00", "2024-01-12T21:00"),
        ("2024-01-08T14:29", "2024-01-12T21:00"),
        ("2024-01-08T14:30", "2024-01-19T21:00"),  # the 15th is a holiday
        ("2024-01-12T22:00", "2024-01-19T21:00"),
    ],
)
def test_coming__moment__is_the_first_week_not_begun(at: str, observed: str) -> None:
    plan = coming(CATALOGUE.listings["AAPL-WEEK"], seconds(at), ())
    assert plan.market.observe_at == seconds(observed)


def test_read_closes__decimal_text__becomes_prices(tmp_path: Path) -> None:
    path = tmp_path / "closes.json"
    path.write_text(json.dumps({"BTC-WEEK": ["42000", "42000.5"]}))
    assert read_closes(path) == {"BTC-WEEK": [4_200_000_000_000, 4_200_050_000_000]}


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"BTC-WEEK": ["many"]}', '{"BTC-WEEK": [42000.5]}', '{"BTC-WEEK": 1}']
)
def test_read_closes__anything_else__is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "closes.json"
    path.write_text(text)
    with pytest.raises(DeployRefused, match="does not hold closes"):
        read_closes(path)
