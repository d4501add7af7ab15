"""Every formula that exists twice gives the same number in both languages: ten thousand cases in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from mutuel.domain import fees, limits, parimutuel, ranges
from mutuel.domain.market import Kind
from mutuel.domain.resolution.decide import median, spread_exceeds
from mutuel.domain.units import Bps, MicroUsdc
from mutuel.domain.weights import Curve, linear
from tests.differential import cases
from tests.differential.harness import Harness, differences

compared: Counter[str] = Counter()


def compare(
    harness: Harness, function: str, drawn: Sequence[Any], python: Callable[[Any], Any], *more: Sequence[Any]
) -> None:
    """Fails with the first cases that differ: (case, chain, Python)."""
    wrong = differences(drawn, harness.batch(function, drawn, *more), python)
    assert not wrong, f"{function}: {len(wrong)} of {len(drawn)} differ: {wrong[:3]}"
    compared[function] += len(drawn)


@pytest.fixture
def dice() -> Random:
    return Random(cases.SEED)


def test_index_of__any_value_and_edges__is_the_same(harness: Harness, dice: Random) -> None:
    """I15: one range for every value, edges included."""

    def python(case: dict[str, Any]) -> int:
        return ranges.index_of(case["value"], case["edges"][: case["outcomes"] - 1])

    compare(harness, "indexOf", cases.indices(dice, 1_500), python)


def test_merge_thin__pools_around_the_threshold__is_the_same(harness: Harness, dice: Random) -> None:
    def python(case: dict[str, Any]) -> int:
        return ranges.pack_merge_map(ranges.merge_thin(case["stakes"][: case["outcomes"]], case["threshold"]))

    compare(harness, "mergeThin", cases.merges(dice, 1_500), python)


def test_weight__any_curve_and_second__is_the_same(harness: Harness, dice: Random) -> None:
    def python(case: dict[str, Any]) -> int:
        return linear(case["stake"], Curve(case["k0"], case["k1"]), case["time"], case["open"], case["close"])

    compare(harness, "weightOf", cases.weights(dice, 1_500), python)


def test_fee_split__any_pool__is_the_same(harness: Harness, dice: Random) -> None:
    def python(case: dict[str, Any]) -> dict[str, int]:
        rates = Bps(case["takeoutBps"]), Bps(case["insuranceBps"])
        return fees.split(case["total"], case["winning"], *rates)._asdict()

    compare(harness, "split", cases.fees(dice, 1_500), python)


@pytest.mark.parametrize("kind", [Kind.RANGE, Kind.MATCH_PRINCIPAL_FIRST])
def test_payout__any_position__is_the_same(harness: Harness, dice: Random, kind: Kind) -> None:
    def python(case: dict[str, Any]) -> int:
        pool = case["net"], case["winning"], case["weights"]
        return parimutuel.payout_down(kind, *pool, case["stake"], case["weight"])

    drawn = cases.payouts(dice, 1_000, kind is Kind.MATCH_PRINCIPAL_FIRST)
    compare(harness, "payoutDown", drawn, python)


def test_cap__any_pool__is_the_same(harness: Harness, dice: Random) -> None:
    def caps_of(case: dict[str, Any]) -> limits.Caps:
        return limits.Caps(case["floor"], case["max"], MicroUsdc(2**63))

    drawn = cases.caps(dice, 750)
    compare(harness, "capAt", drawn, lambda case: limits.cap_at(caps_of(case), case["pool"]))
    compare(
        harness,
        "capLeftDown",
        drawn,
        lambda case: limits.room(caps_of(case), case["exposure"], case["pool"]).left,
    )


def test_median_and_spread__any_quorum__is_the_same(harness: Harness, dice: Random) -> None:
    drawn = cases.price_sets(dice, 500)
    compare(harness, "medianOf", drawn, median)
    allowed = [dice.choice((0, 49, 50, 51, 10_000)) for _ in drawn]
    limit = {id(case): bps for case, bps in zip(drawn, allowed, strict=True)}

    def python(case: list[int]) -> bool:
        return spread_exceeds(min(case), max(case), median(case), Bps(limit[id(case)]))

    compare(harness, "spreadExceeds", drawn, python, allowed)


def test_period__any_second__changes_when_the_number_changes(harness: Harness, dice: Random) -> None:
    """Two seconds have the same number on chain exactly if they have the same start in Python."""
    times = [dice.randint(0, 2**32 - 1) // 86_400 * 86_400 + dice.choice((0, -1, 1)) for _ in range(500)]
    times = [max(0, time) for time in times]
    numbers = harness.batch("periodsOf", times)
    for period, name in zip(limits.Period, ("day", "week", "month"), strict=True):
        pairs = {
            (seen[name], limits.period_start(period, at)) for seen, at in zip(numbers, times, strict=True)
        }
        assert len({number for number, _ in pairs}) == len({start for _, start in pairs}) == len(pairs)
    compared["periodsOf"] += len(times)


def test_packed_amounts__all_of_them__are_the_same(harness: Harness) -> None:
    for packed in range(256):
        amount = limits.unpack_amount(packed)
        assert harness.call("unpackAmount", packed) == amount
        if amount < 2**48:
            assert harness.call("packAmount", amount) == limits.pack_amount(amount)
    compared["packed"] += 256


def test_twins__all_together__are_ten_thousand_cases() -> None:
    """Last in this file: counts what the others compared."""
    assert compared.total() >= 10_000, compared
