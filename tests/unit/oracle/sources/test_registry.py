from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from mutuel.chain.streams import SignerSet
from mutuel.errors import SettingsInvalid
from mutuel.settings import Settings
from oracle.sources import registry
from oracle.sources.adapter import Declaration
from oracle.sources.chainlink import Chainlink

SETTINGS = Settings(_env_file=None)  # what holds where the operator says nothing
CLOSES = {name: one.declaration for name, one in registry.of_closes(SETTINGS).items()}
MOMENTS = {name: one.declaration for name, one in registry.of_moments(SETTINGS).items()}
ALL = CLOSES | MOMENTS


def test_of_closes_and_of_moments__every_source_of_the_house__under_its_own_name() -> None:
    assert list(CLOSES) == [
        *("chainlink", "nasdaq", "nyse", "yahoo", "alphavantage", "polygon", "tiingo", "stooq", "bloomberg"),
    ]
    assert list(MOMENTS) == ["coinbase", "kraken", "binance", "pyth", "redstone"]
    assert all(name == declared.name and declared.group and declared.terms for name, declared in ALL.items())


@pytest.mark.parametrize("name", ALL)
def test_settings__forbidden_or_unverified_source__off_by_default_and_no_other(name: str) -> None:
    declared = ALL[name]
    address = SETTINGS.streams_closes if name == "chainlink" else getattr(SETTINGS, f"{name}_url")
    assert (not address) == (declared.is_forbidden or not declared.is_verified)


def test_of_closes__a_stocks_stream_is_named__chainlink_speaks_on_it() -> None:
    named = Settings(_env_file=None, streams_closes={"AAPL": "000b" + "ab" * 30})
    source = registry.of_closes(named)["chainlink"]
    assert isinstance(source, Chainlink)
    assert source.feeds == {"AAPL": bytes.fromhex("000b" + "ab" * 30)}


def test_of_closes__signers_of_stock_streams_are_named__chainlink_checks_them() -> None:
    one = {"signers": ["0x" + "ab" * 20], "faulty": 0}
    source = registry.of_closes(Settings.model_validate({"streams_networks": {"06" * 32: one}}))["chainlink"]
    assert isinstance(source, Chainlink)
    known = SignerSet(frozenset({to_checksum_address("0x" + "ab" * 20)}), 0)
    assert source.networks == {bytes.fromhex("06" * 32): known}


def test_of_halts__addresses_that_are_set__those_records_alone() -> None:
    assert registry.of_halts(SETTINGS) == {}
    assert [*registry.of_halts(Settings(_env_file=None, halts_nyse_url="http://x/y"))] == ["nyse-halts"]


@pytest.mark.parametrize("feed", ["0003" + "ab" * 30, "000b", "0x000b" + "ab" * 30])
def test_settings__stream_of_another_layout__refused(feed: str) -> None:
    with pytest.raises(SettingsInvalid, match="MUTUEL_STREAMS_CLOSES"):
        Settings(_env_file=None, streams_closes={"AAPL": feed})


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        *(("nasdaq", "BRK/B"), ("nyse", "BRK B"), ("yahoo", "BRK-B"), ("alphavantage", "BRK-B")),
        *(("polygon", "BRK.B"), ("tiingo", "BRK-B"), ("stooq", "BRK-B"), ("bloomberg", "BRK/B")),
    ],
)
def test_spelled__class_of_shares__as_each_vendor_writes_it(name: str, spelled: str) -> None:
    assert CLOSES[name].spelled("BRK.B") == spelled
    assert CLOSES[name].spelled("AAPL") == "AAPL"


def test_declaration__what_is_left_out__the_plain_case() -> None:
    plain = Declaration("x", "g", "s", "t")
    assert (plain.basis.name, plain.currency, plain.tells_splits) == ("AS_TRADED", "USD", False)
    assert (plain.is_forbidden, plain.is_verified) == (False, True)
