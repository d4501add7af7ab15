"""JSON of strangers: small numbers, exactly, or a refusal; and always soon."""

from __future__ import annotations

from decimal import Decimal

import pytest

from oracle.foreign import DIGITS, LONGEST, Unreadable, decoded


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, "x", null, true]}', {"a": [1, "x", None, True]}),
        (b"-" + b"9" * DIGITS, 1 - 10**DIGITS),
        (b"645.1200000000000000000000000000001", Decimal("645.1200000000000000000000000000001")),
        (b"1e40", Decimal("1e40")),
        (b"-1.5E-39", Decimal("-1.5e-39")),
        (b"0." + b"1" * (LONGEST - 2), Decimal("0." + "1" * (LONGEST - 2))),
        (b"0.000", Decimal("0.000")),
    ],
)
def test_decoded__plausible__its_value_exactly(body: bytes, value: object) -> None:
    found = decoded(body)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    "number",
    [
        *(b"1e41", b"1e-41", b"1e5000", b"1e10000000", b"1e999999999", b"-1E-999999999", b"0e99", b"12e40"),
        *(b"1" + b"0" * DIGITS, b"9" * 5_000, b"0." + b"1" * LONGEST, b"1e" + b"9" * 5_000),
        *(b"NaN", b"Infinity", b"-Infinity"),
    ],
)
@pytest.mark.parametrize("around", [b"%b", b"[[%b, 1]]", b'{"a": {"b": %b}}'])
def test_decoded__number_that_nothing_here_has__refused(around: bytes, number: bytes) -> None:
    with pytest.raises(Unreadable):
        decoded(around % number)


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 50_000, b'{"a":' * 50_000, b"{} {}"])
def test_decoded__no_json__refused(body: bytes) -> None:
    with pytest.raises(Unreadable):
        decoded(body)
