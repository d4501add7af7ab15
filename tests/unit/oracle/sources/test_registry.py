from __future__ import annotations

import pytest

from mutuel.settings import Settings
from oracle.sources import registry
from oracle.sources.adapter import Declaration

SETTINGS = Settings(_env_file=None)  # what holds where the operator says nothing
CLOSES = {name: one.declaration for name, one in registry.of_closes(SETTINGS).items()}
MOMENTS = {name: one.declaration for name, one in registry.of_moments(SETTINGS).items()}
ALL = CLOSES | MOMENTS


def test_of_closes_and_of_moments__every_source_of_the_house__under_its_own_name() -> None:
    assert list(CLOSES) == [
        *("nasdaq", "nyse", "yahoo", "alphavantage", "polygon", "tiingo", "stooq", "bloomberg"),
    ]
    assert list(MOMENTS) == ["coinbase", "kraken", "binance", "pyth", "redstone"]
    assert all(name == declared.name and declared.group and declared.terms for name, declared in ALL.items())


@pytest.mark.parametrize("name", ALL)
def test_settings__forbidden_or_unverified_source__off_by_default_and_no_other(name: str) -> None:
    declared, url = ALL[name], getattr(SETTINGS, f"{name}_url")
    assert (url == "") == (declared.is_forbidden or not declared.is_verified)


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
