"""Each alarm at its limit: silent just before it, heard just beyond it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from oracle.alarms import Council, Health, Kind, Pulse, Voice, alarms_of

NOW = 1_791_720_000
GOOD = Voice(0, NOW, "")
HEALTHY = Health(
    now=NOW,
    gas=5,
    gas_low=5,
    voices={"nasdaq": GOOD, "yahoo": Voice(1, NOW - 60, "timed-out: x"), "stooq": Voice(9, None, "off: x")},
    councils={"AAPL": Council(("nasdaq", "yahoo", "tiingo"), 2, 5, 4, 3)},
    feeds={"BTC / USD": Pulse(NOW - 1_800, 1_200)},
    paused_until=NOW,
)


def test_alarms_of__all_well_though_at_every_limit__silent() -> None:
    assert alarms_of(HEALTHY) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"voices": {"nasdaq": Voice(2, None, "off: no address")}},
            [(Kind.SOURCE_LOST, "nasdaq", "2 refusals in a row, the last: off: no address")],
        ),
        ({"feeds": {"BTC / USD": Pulse(NOW - 1_801, 1_200)}}, [(Kind.FEED_STALE, "BTC / USD", None)]),
        ({"feeds": {"BTC / USD": Pulse(0, 1_200)}}, [(Kind.FEED_STALE, "BTC / USD", None)]),
        (
            {"councils": {"AAPL": Council(("nasdaq",), 1, 5, 3, 3)}},
            [
                (
                    Kind.SIGNER_SILENT,
                    "AAPL",
                    "3 of 5 reporters can sign; a report needs 3, an answer to a challenge 4",
                )
            ],
        ),
        ({"councils": {"BTC-USD": Council((), 0, 0, 0, 0)}}, []),  # proofs alone: nobody signs
        ({"gas": 4}, [(Kind.GAS_LOW, "keeper", "4 wei left, less than 5")]),
        ({"disputes": {"0xab": "disputed"}}, [(Kind.DISPUTE_OPENED, "0xab", "disputed")]),
        ({"paused_until": NOW + 1}, [(Kind.PAUSED, "engine", None)]),
        ({"retired": True}, [(Kind.PAUSED, "engine", None)]),
        ({"restated": ("0xcd",)}, [(Kind.RESTATED, "0xcd", None)]),
    ],
)
def test_alarms_of__one_thing_wrong__that_alarm_and_no_other(
    changes: dict[str, Any], expected: list[tuple[Kind, str, str | None]]
) -> None:
    found = alarms_of(replace(HEALTHY, **changes))
    assert [(alarm.kind, alarm.about) for alarm in found] == [(kind, about) for kind, about, _ in expected]
    for alarm, (_, _, detail) in zip(found, expected, strict=True):
        assert detail in (None, alarm.detail)


def test_alarms_of__too_few_left__the_quorum_is_at_risk_before_anybody_must_speak() -> None:
    lost = {"nasdaq": Voice(2, None, "x"), "yahoo": Voice(2, None, "y")}
    found = alarms_of(replace(HEALTHY, voices=lost))
    assert [(alarm.kind, alarm.about) for alarm in found] == [
        (Kind.SOURCE_LOST, "nasdaq"),
        (Kind.SOURCE_LOST, "yahoo"),
        (Kind.QUORUM_AT_RISK, "AAPL"),
    ]
    assert found[2].detail == "1 sources are left, 2 must speak"
