"""Each alarm at its limit: silent just before it, heard just beyond it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.resolution.table import QuestionState
from oracle.monitoring.alarms import Council, Health, Kind, Pulse, Voice, alarms_of

NOW = 1_791_720_000
GOOD = Voice(0, NOW, "")
TWO = Quorum(
    (Entry("nasdaq", 1), Entry("yahoo", 2), Entry("tiingo", 2), Entry("bloomberg", 3)),
    needed=2,
    groups_needed=2,
)
FIVE = ("0x1", "0x2", "0x3", "0x4", "0x5")
HEALTHY = Health(
    now=NOW,
    keeper="0xk",
    gas=5 * 10**15,
    gas_low=5 * 10**15,
    voices={
        "nasdaq": GOOD,
        "yahoo": Voice(1, NOW - 60, "timed-out: x"),
        "bloomberg": Voice(9, None, "off: x"),
    },
    councils={"AAPL": Council(TWO, frozenset({"bloomberg"}), FIVE, FIVE[:4], 3)},
    feeds={"BTC / USD": Pulse(NOW - 1_800, 1_200)},
    paused_until=NOW,
    purse=2_000_000,
    bonds=2_000_000,
)


def test_alarms_of__all_well_though_at_every_limit__silent() -> None:
    assert alarms_of(HEALTHY) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"voices": {"yahoo": Voice(2, None, "timed-out: x")}},
            [(Kind.SOURCE_LOST, "yahoo", "2 refusals in a row, the last: timed-out: x")],
        ),
        (
            {"feeds": {"BTC / USD": Pulse(NOW - 1_801, 1_200)}},
            [(Kind.FEED_STALE, "BTC / USD", "no round for 30 min; one is due every 20 min")],
        ),
        (
            {"feeds": {"BTC / USD": Pulse(0, 1_200)}},
            [(Kind.FEED_STALE, "BTC / USD", "no round yet; one is due every 20 min")],
        ),
        (
            {"councils": {"AAPL": Council(TWO, frozenset({"bloomberg"}), FIVE, FIVE[:3], 3)}},
            [
                (
                    Kind.SIGNER_SILENT,
                    "AAPL",
                    "3 of 5 reporters can sign; a report needs 3, an answer to a challenge 4",
                )
            ],
        ),
        # Proofs alone: nobody signs.
        ({"councils": {"BTC-USD": Council(Quorum((), 0, 0), frozenset(), (), (), 0)}, "voices": {}}, []),
        (
            {"gas": 5 * 10**15 - 1},
            [(Kind.GAS_LOW, "keeper", "0.004999 ETH left, less than 0.005000 ETH")],
        ),
        (
            {"purse": 1_500_000},
            [(Kind.BOND_LOW, "keeper", "1.500000 USDC left for bonds, less than 2.000000")],
        ),
        (
            {"disputes": {"0xab": QuestionState.DISPUTED}},
            [(Kind.DISPUTE_OPENED, "0xab", "it waits for a ruling")],
        ),
        (
            {"paused_until": NOW + 1},
            [(Kind.PAUSED, "engine", "no new bets until 2026-10-11 12:00:01 UTC; everything else goes on")],
        ),
        ({"retired": True}, [(Kind.PAUSED, "engine", None)]),
        ({"restated": ("0xcd",)}, [(Kind.RESTATED, "0xcd", None)]),
        ({"out_of_band": ("0xcd",)}, [(Kind.OUT_OF_BAND, "0xcd", None)]),
    ],
)
def test_alarms_of__one_thing_wrong__that_alarm_and_no_other(
    changes: dict[str, Any], expected: list[tuple[Kind, str, str | None]]
) -> None:
    found = alarms_of(replace(HEALTHY, **changes))
    assert [(alarm.kind, alarm.about) for alarm in found] == [(kind, about) for kind, about, _ in expected]
    for alarm, (_, _, detail) in zip(found, expected, strict=True):
        assert detail in (None, alarm.detail)


@pytest.mark.parametrize(
    ("lost", "left"),
    [
        (["tiingo", "yahoo"], "sources left: 1, in independent groups: 1"),
        (["nasdaq"], "sources left: 2, in independent groups: 1"),  # enough of them, but of one upstream
    ],
)
def test_alarms_of__too_few_left__the_quorum_is_at_risk_before_anybody_must_speak(
    lost: list[str], left: str
) -> None:
    found = alarms_of(replace(HEALTHY, voices={name: Voice(2, None, "x") for name in lost}))
    assert [(alarm.kind, alarm.about) for alarm in found] == [
        *((Kind.SOURCE_LOST, name) for name in lost),
        (Kind.QUORUM_AT_RISK, "AAPL"),
    ]
    assert found[-1].detail == f"{left}; needed: 2 in 2"


def test_alarms_of__off_for_one_product_and_lost_for_another__an_alarm() -> None:
    councils = {
        name: Council(TWO, frozenset(off), FIVE, FIVE[:4], 3) for name, off in (("A", ["yahoo"]), ("B", []))
    }
    found = alarms_of(replace(HEALTHY, councils=councils, voices={"yahoo": Voice(2, None, "x")}))
    assert [(alarm.kind, alarm.about) for alarm in found] == [(Kind.SOURCE_LOST, "yahoo")]


def test_alarms_of__chosen_to_be_off__counts_as_lost_and_wakes_nobody_by_itself() -> None:
    off = frozenset({"bloomberg", "yahoo"})
    voices = {name: Voice(9, None, "off: no address is set for it") for name in off}
    assert (
        alarms_of(replace(HEALTHY, councils={"AAPL": Council(TWO, off, FIVE, FIVE[:4], 3)}, voices=voices))
        == ()
    )
    (alarm,) = alarms_of(
        replace(HEALTHY, councils={"AAPL": Council(TWO, off | {"nasdaq"}, FIVE, FIVE[:4], 3)}, voices=voices)
    )
    assert (alarm.kind, alarm.about) == (Kind.QUORUM_AT_RISK, "AAPL")
