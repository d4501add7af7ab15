"""The width of the band, and the file that names its feeds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mutuel.domain.errors import BadConfig
from mutuel.domain.units import Bps
from oracle.observations.band import Span, gap_bps_down, is_out, parse

SHIPPED = tomllib.loads((Path(__file__).parents[4] / "config" / "bands.toml").read_text())
ROW: dict[str, Any] = {
    "chain": 8453, "symbol": "AAPL", "feed": "0x787f13dEa48Db0897CbCDD985de77809D837F988",
    "description": "Coinbase AAPL",
}  # fmt: skip


def test_parse__shipped__stocks_of_base_and_nothing_on_a_local_chain() -> None:
    bands = parse(SHIPPED, 8453)
    assert {symbol: band.description for symbol, band in bands.items()} == {
        "AAPL": "Coinbase AAPL", "MSFT": "Coinbase MSFT",
    }  # fmt: skip
    assert parse(SHIPPED, 31_337) == {}


@pytest.mark.parametrize(
    ("config", "words"),
    [
        ({"width_bps": 0, "bands": [ROW]}, "width_bps"),
        ({"width_bps": 1, "bands": [ROW, ROW]}, "two bands"),
        ({"width_bps": 1, "bands": [ROW | {"feed": str(ROW["feed"]).lower()}]}, "checksum"),
        ({"width_bps": 1, "bands": [ROW | {"colour": "red"}]}, "unknown keys"),
    ],
)
def test_parse__cannot_be__refused(config: dict[str, Any], words: str) -> None:
    with pytest.raises(BadConfig, match=words):
        parse(config, 8453)


@pytest.mark.parametrize(
    ("ours", "theirs", "gap", "out"),
    [
        (Span(100, 110), Span(7, 7), 1_000, True),
        (Span(10_000, 10_300), Span(10_000, 10_000), 300, False),  # at the width
        (Span(10_000, 10_000), Span(10_000, 10_301), 301, True),
        (Span(100, 250), Span(400, 1_000), 0, False),  # however many shares a token stands for
    ],
)
def test_is_out__gains_compared__only_beyond_the_width(ours: Span, theirs: Span, gap: int, out: bool) -> None:
    assert (gap_bps_down(ours, theirs), is_out(ours, theirs, Bps(300))) == (gap, out)
    assert is_out(theirs, ours, Bps(300)) is out
