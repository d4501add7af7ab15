"""What can be decided with what the operator switched on, in the operator's words."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from pydantic import SecretStr

from mutuel.domain.products.catalogue import parse
from mutuel.settings import Settings
from oracle.observations.matches import ask
from oracle.reach import AT, LONG_AGO, Known, lacking, offs_of, withheld
from oracle.sources import registry
from oracle.sources.adapter import Moment, Wanted
from oracle.sources.offline import UntriedWeb, at_once
from tests.unit.oracle.asking import PRODUCTS
from tests.unit.oracle.sources.matches import wanted as wanted_match

SHIPPED = parse(tomllib.loads(PRODUCTS.read_text()))
LISTINGS = SHIPPED.listings.values()
KEY = SecretStr("key")
TAPE = {"alphavantage_key": KEY, "polygon_key": KEY, "tiingo_key": KEY}
STREAMS = {"streams_key": KEY, "streams_secret": KEY}
CHAINLINK = {**STREAMS, "streams_closes": dict.fromkeys(("AAPL", "MSFT"), "000b" + "ab" * 30)}
STOCKS = {name for name, one in SHIPPED.listings.items() if one.asset.calendar}
BY_TAPE = {"AAPL-WEEK-TAPE", "MSFT-WEEK-TAPE"}
MATCHES = {name for name in SHIPPED.listings if name.startswith("CRICKET")}


def known(**changes: Any) -> Known:
    settings = Settings(_env_file=None, **changes)
    return Known(
        registry.of_closes(settings),
        registry.of_moments(settings),
        ask.feeds(settings),
        registry.of_proofs(settings),
    )


@pytest.mark.parametrize(
    ("switched_on", "not_made"),
    [
        ({}, STOCKS),  # nothing but what needs neither licence nor key
        (TAPE, STOCKS - BY_TAPE),  # licensed vendors of one tape
        (TAPE | CHAINLINK, set()),  # and Chainlink as a second voice
        (CHAINLINK | {"polygon_key": KEY, "tiingo_key": KEY}, BY_TAPE),
        ({"nasdaq_url": "http://x", "yahoo_url": "http://x", "alphavantage_key": KEY}, BY_TAPE),
        ({"betfair_url": "", "espn_url": ""}, STOCKS | MATCHES),
    ],
)
def test_withheld__as_shipped__what_no_quorum_of_those_switched_on_can_decide(
    switched_on: dict[str, Any], not_made: set[str]
) -> None:
    assert withheld(LISTINGS, offs_of(LISTINGS, known(**switched_on))).keys() == not_made


def test_offs_of__stream_without_a_key__named_beside_the_entries() -> None:
    offs = offs_of(LISTINGS, known())
    assert str(offs["BTC-STREAM"]["streams"]) == "not-authorised: no key is set"
    assert offs["BTC-USD"] == {}  # a feed on chain: nobody is asked
    assert "streams" not in offs_of(LISTINGS, known(**STREAMS))["BTC-STREAM"]


async def test_offs_of__event_loop_running__hears_them_all_the_same() -> None:
    """Whoever opens a world from a notebook, or beside a browser's loop, needs no thread of their own for it."""
    assert offs_of(LISTINGS, known())["AAPL"].keys() >= {"alphavantage", "polygon"}


def test_lacking__one_voice_too_few__says_who_is_there_and_what_keeps_the_others_away() -> None:
    off = offs_of(LISTINGS, known(alphavantage_key=KEY, polygon_key=KEY))["AAPL-TAPE"]
    assert lacking(SHIPPED.sources["AAPL-TAPE"], off) == (
        "AAPL-TAPE needs 3 sources of 1 independent groups and has alphavantage, polygon; "
        "off are tiingo (not-authorised: no key is set)."
    )


def test_withheld__race_of_two__both_reasons() -> None:
    (reason,) = withheld(
        [SHIPPED.listings["AAPL-MSFT-DAY"]], offs_of(LISTINGS, known(alphavantage_key=KEY))
    ).values()
    assert reason.startswith(
        "AAPL needs 3 sources of 2 independent groups and has alphavantage; off are nasdaq"
    )
    assert " MSFT needs 3 sources" in reason


WANTED = Wanted("AAPL", LONG_AGO.day, LONG_AGO, AT + 86_400)
KEYED = ("nyse", "alphavantage", "polygon", "tiingo", "bloomberg", "pyth", "oddsapi", "apifootball")


@pytest.mark.parametrize("name", KEYED)
def test_fetch__address_without_its_key__refused_and_never_asked(name: str) -> None:
    at: dict[str, Any] = {f"{name}_url": "http://x"}
    for key, expected in (("", "not-authorised: no key is set"), ("key", "unreachable: not tried")):
        made = known(**at, **{f"{name}_key": SecretStr(key)})
        everybody: dict[str, Any] = {**made.closes, **made.moments, **made.feeds}
        wanted = (
            WANTED
            if name in made.closes
            else Moment("BTC", AT)
            if name in made.moments
            else wanted_match("1")
        )
        assert str(at_once(everybody[name].fetch(UntriedWeb(), wanted)).result) == expected
