from __future__ import annotations

import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mutuel.domain import errors
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind
from mutuel.domain.products.catalogue import parse
from mutuel.domain.resolution import question
from mutuel.domain.units import ONE_USDC, MicroUsdc
from mutuel.domain.weights import FLAT, TIME_DECAY, Curve

SHIPPED = tomllib.loads((Path(__file__).parents[4] / "config" / "products.toml").read_text())


NAMES = [
    "BTC-WEEK", "AAPL-WEEK", "MSFT-WEEK", "ETH-WEEK", "AAPL-WEEK-EARLY", "BTC-10M", "ETH-10M", "AAPL-DAY",
    "MSFT-DAY", "AAPL-MSFT-WEEK", "AAPL-MSFT-DAY", "BTC-ETH-WEEK", "BTC-ETH-DAY", "CRICKET-WINNER",
    "CRICKET-WINNER-SAFE", "CRICKET-OVERS", "AAPL-WEEK-TAPE", "MSFT-WEEK-TAPE",
]  # fmt: skip
"""Their order is their number on chain: append only."""
LARGEST_POOLS = {"weekly": 250_000, "daily": 50_000, "crypto": 25_000, "match": 25_000}


def test_parse__shipped_templates__keep_their_numbers_for_ever() -> None:
    found = [(listing.template.id, name) for name, listing in parse(SHIPPED).listings.items()]
    assert found == list(enumerate(NAMES, 1))


def test_parse__shipped_sources__keep_their_numbers_for_ever() -> None:
    assert [(source.id, name) for name, source in parse(SHIPPED).sources.items()] == list(
        enumerate(
            [
                "BTC-USD",
                "AAPL",
                "MSFT",
                "ETH-USD",
                "BTC-STREAM",
                "ETH-STREAM",
                "CRICKET-RESULT",
                "CRICKET-OVERS",
                "AAPL-TAPE",
                "MSFT-TAPE",
            ],
            1,
        )
    )


@pytest.mark.parametrize("name", NAMES)
def test_parse__shipped_template__has_the_numbers_of_the_rules(name: str) -> None:
    listing = parse(SHIPPED).listings[name]
    template, is_match = listing.template, listing.kind.is_match
    largest = LARGEST_POOLS[listing.product.split("-")[0]]
    assert template.caps == Caps(*(MicroUsdc(usdc * ONE_USDC) for usdc in (100, 10_000, largest)))
    assert (template.takeout, template.insurance_share) == (1_000 if is_match else 0, 1_000)
    assert (template.min_losers, template.min_losers_share) == (ONE_USDC, 100)  # R-ONE-SIDED
    assert template.merge_below == (100 * ONE_USDC if listing.kind is Kind.RANGE else 0)  # R-MERGE
    assert (template.known_guard, template.cancellable) == ((120, True) if is_match else (0, False))
    assert listing.lock_lead == (0 if is_match else 1_800)
    assert template.haltable == (listing.asset.calendar != "")  # R-HALT
    reported = all(source.quorum.needed for source in listing.sources)
    assert template.contestable is reported  # R-CONTEST: where sources could differ


def test_parse__shipped_curves__flat_but_for_windows_and_the_early_week() -> None:
    curves = {name: one.template.curve for name, one in parse(SHIPPED).listings.items()}
    assert curves.pop("AAPL-WEEK-EARLY") == Curve(4, 1)
    assert all(
        curve == (TIME_DECAY if name.startswith("CRICKET") else FLAT) for name, curve in curves.items()
    )


def test_parse__shipped_races__two_runners_on_one_calendar() -> None:
    race = parse(SHIPPED).listings["AAPL-MSFT-DAY"]
    assert [asset.symbol for asset in race.assets] == ["AAPL", "MSFT"]
    assert (race.template.source_id, race.template.source2_id) == tuple(one.id for one in race.sources)


def test_parse__shipped_sources__proof_for_crypto_and_reports_for_stocks() -> None:
    sources = parse(SHIPPED).sources
    assert sources["BTC-USD"].timetable.path is question.Path.PROOF
    apple = sources["AAPL"]
    assert (apple.timetable.path, apple.timetable.not_before, apple.timetable.window) == (3, 4_800, 7_200)
    assert (apple.quorum.needed, apple.quorum.groups_needed, apple.quorum.max_spread) == (3, 2, 50)
    assert (apple.threshold, apple.bond) == (3, 100 * ONE_USDC)


def test_parse__shipped_rounds__never_decided_by_a_feed() -> None:
    """R-SHORT."""
    for name in ("BTC-10M", "ETH-10M"):
        source = parse(SHIPPED).listings[name].source
        assert (source.timetable.path, source.feed) == (question.Path.PROOF_OR_REPORT, "")
        assert source.stream


def changed(path: str, value: Any) -> dict[str, Any]:
    config = deepcopy(SHIPPED)
    *tables, key = path.split("/")
    inner = config
    for table in tables:
        inner = inner[table]
    inner[key] = value
    return config


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("assets/AAPL/tick", 0.01, "tick must be of type str"),
        ("assets/AAPL/tick", "0", "zero"),
        ("assets/AAPL/class", "bond", "class"),
        ("assets/AAPL/colour", "red", "unknown keys"),
        ("sources/AAPL/groups", [1, 2], "each needs its group"),
        ("sources/AAPL/groups", [1, 2, "2"], "groups are numbers"),
        ("sources/AAPL/entries", ["nasdaq", "nasdaq", "yahoo"], "entries must differ"),
        ("sources/AAPL/quorum", 8, "quorum"),
        ("sources/AAPL/window", 15 * 3_600 + 1, "window"),
        ("sources/AAPL/threshold", 0, "reports need"),
        ("sources/CRICKET-RESULT/max_spread_bps", 0, "reports need"),
        ("sources/BTC-USD/feed", "", "proofs need"),
        ("sources/BTC-STREAM/feed", "BTC / USD", "and not both"),
        ("sources/BTC-USD/heartbeat", 0, "heartbeat"),
        ("assets/BTC/calendar", "XNYS", "belongs to stocks"),
        ("assets/AAPL/calendar", "", "belongs to stocks"),
        ("templates/BTC-10M/product", "lottery", "there is no 'lottery'"),
        ("templates/BTC-10M/kind", "race", "makes no RACE"),
        ("templates/BTC-10M/source", "BTC-USD", "heartbeat is too long"),
        ("templates/BTC-10M/source", "CRICKET-RESULT", "results those of matches"),
        ("templates/BTC-10M/ahead", 65, "ahead"),
        ("templates/CRICKET-WINNER/source", "AAPL", "prices decide"),
        ("templates/AAPL-MSFT-DAY/asset2", "BTC", "same calendar"),
        ("templates/AAPL-MSFT-DAY/source2", "nobody", "source2"),
        ("templates/AAPL-DAY/source2", "MSFT", "asset2"),
        ("sources/AAPL", 5, "tables only"),
        ("template_defaults/takeout_bps", 1_501, "takeout_bps"),
        ("template_defaults/takeout_bps", True, "must be of type int"),
        ("template_defaults/cap_max", 10_001, "5-bit"),
        ("template_defaults/k0", 0, "k0"),
        ("template_defaults/k1", 2, "k1"),
        ("template_defaults/kind", "lottery", "kind"),
        ("template_defaults/outcomes", 6, "outcomes"),
        ("templates/AAPL-WEEK/source", "nobody", "source"),
        ("templates/AAPL-WEEK/asset", "nobody", "asset"),
        ("extra", {}, "unknown keys"),
    ],
)
def test_parse__number_that_cannot_be__is_refused_by_name(path: str, value: Any, sentence: str) -> None:
    with pytest.raises(errors.BadConfig, match=sentence):
        parse(changed(path, value))


@pytest.mark.parametrize("table", ["assets", "sources", "templates", "template_defaults"])
def test_parse__missing_table__is_refused(table: str) -> None:
    config = {name: value for name, value in SHIPPED.items() if name != table}
    with pytest.raises(errors.BadConfig):
        parse(config)
