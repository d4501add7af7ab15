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

SHIPPED = tomllib.loads((Path(__file__).parents[4] / "config" / "products.toml").read_text())
WEEKLY = Caps(*(MicroUsdc(usdc * ONE_USDC) for usdc in (100, 10_000, 250_000)))


def test_parse__shipped_file__has_the_numbers_of_the_rules() -> None:
    catalogue = parse(SHIPPED)
    assert list(catalogue.listings) == ["BTC-WEEK", "AAPL-WEEK", "MSFT-WEEK"]
    for number, listing in enumerate(catalogue.listings.values(), 1):
        template = listing.template
        assert (template.id, template.kind, template.outcomes) == (number, Kind.RANGE, 5)
        assert (template.caps, template.takeout, template.insurance_share) == (WEEKLY, 0, 1_000)
        assert (template.merge_below, template.min_losers, listing.lock_lead) == (0, 1, 1_800)
        assert template.curve.is_flat
        assert catalogue.sources[listing.source.name].id == template.source_id


def test_parse__shipped_sources__proof_for_crypto_and_reports_for_stocks() -> None:
    sources = parse(SHIPPED).sources
    assert sources["BTC-USD"].timetable.path is question.Path.PROOF
    apple = sources["AAPL"]
    assert (apple.timetable.path, apple.timetable.not_before, apple.timetable.window) == (3, 4_800, 7_200)
    assert (apple.quorum.needed, apple.quorum.groups_needed, apple.quorum.max_spread) == (3, 2, 50)
    assert (apple.threshold, apple.bond) == (3, 100 * ONE_USDC)


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
        ("sources/AAPL/quorum", 4, "quorum"),
        ("sources/AAPL/window", 15 * 3_600 + 1, "window"),
        ("sources/AAPL/threshold", 0, "reports need"),
        ("sources/BTC-USD/feed", "", "proofs need"),
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
