"""What must fit together before the oracle starts: products, sources and the chain."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mutuel.domain.products.catalogue import Catalogue, parse
from mutuel.domain.products.listing import Source
from mutuel.domain.resolution.decide import Entry
from mutuel.settings import Settings
from oracle.observations.matches import ask
from oracle.reach import Known
from oracle.sources import registry
from oracle.world import SetupError, World, check, guards_of
from tests.unit.oracle.asking import PRODUCTS

SETTINGS = Settings(_env_file=None)
PLAIN = parse(tomllib.loads(PRODUCTS.read_text()))


class Resolution:
    """Holds what the products say."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._sources = {one.id: one for one in catalogue.sources.values()}

    def read(self, _function: str, number: int) -> Any:
        source = self._sources[number]
        return {"path": source.timetable.path, "groups": [entry.group for entry in source.quorum.entries]}


def world(catalogue: Catalogue, on_chain: Catalogue | None = None) -> World:
    made = SimpleNamespace(
        catalogue=catalogue,
        adapters=registry.of_closes(SETTINGS),
        exchanges=registry.of_moments(SETTINGS),
        feeds=ask.feeds(SETTINGS),
        resolution=Resolution(on_chain or catalogue),
    )
    return cast(World, made)


def with_entries(name: str, *entries: Entry) -> Catalogue:
    """The products with other entries of one source."""
    source: Source = PLAIN.sources[name]
    bent = replace(source, quorum=replace(source.quorum, entries=entries))
    return replace(PLAIN, sources={**PLAIN.sources, name: bent})


def test_check__products_of_the_house__fit() -> None:
    check(world(PLAIN))


@pytest.mark.parametrize(
    ("catalogue", "words"),
    [
        (
            with_entries("AAPL", Entry("nasdaq", 1), Entry("yahoo", 2), Entry("tiingo", 3)),
            "Source AAPL counts tiingo apart from others of the group consolidated tape.",
        ),
        (with_entries("AAPL", Entry("tealeaves", 1)), "There is no adapter for tealeaves of source AAPL."),
        (
            with_entries("CRICKET-RESULT", Entry("nasdaq", 1)),
            "There is no adapter for nasdaq of source CRICKET-RESULT.",
        ),
    ],
)
def test_check__products_that_fool_themselves__refused(catalogue: Catalogue, words: str) -> None:
    with pytest.raises(SetupError) as refused:
        check(world(catalogue))
    assert str(refused.value) == words


def test_guards__everybody_who_is_asked__has_one_with_his_own_limit() -> None:
    settings = SETTINGS.model_copy(update={"halts_nyse_url": "http://x/y"})
    known = Known(
        registry.of_closes(settings),
        registry.of_moments(settings),
        ask.feeds(settings),
        registry.of_proofs(settings),
    )
    guards = guards_of(known, registry.of_halts(settings), lambda: 0)
    assert guards.keys() == {*known.closes, *known.moments, *known.feeds, "streams", "nyse-halts"}
    assert (guards["streams"].calls_a_minute, guards["alphavantage"].calls_a_minute) == (300, 75)


def test_check__chain_holds_other_groups__refused() -> None:
    other = with_entries("AAPL", Entry("nasdaq", 2), Entry("yahoo", 1))
    with pytest.raises(SetupError, match="on chain is not AAPL"):
        check(world(PLAIN, on_chain=other))
