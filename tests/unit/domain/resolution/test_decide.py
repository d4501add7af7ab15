from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors
from mutuel.domain.resolution import decide as d
from mutuel.domain.resolution.decide import (
    Delay,
    Dispute,
    DisputeReason,
    Entry,
    Final,
    Flag,
    Quorum,
    Void,
    votes_of,
)
from mutuel.domain.resolution.observation import Basis, Observation
from mutuel.domain.units import MAX_PRICE, Bps, Timestamp
from tests.vectors import ints, load

T = 1_700_000_000
QUORUM = Quorum((Entry("chainlink", 0), Entry("nasdaq", 1), Entry("yahoo", 2), Entry("alphavantage", 2)))
MATCH = Quorum((Entry("a", 0), Entry("b", 1), Entry("c", 2)), is_match=True)


def seen(source: str, value: int, basis: Basis = Basis.AS_TRADED) -> Observation:
    return Observation(source, value, basis, Timestamp(T))


def verdict(
    *observations: Observation, flags: Flag = Flag.NONE, quorum: Quorum = QUORUM, after: int = 0
) -> Any:
    return d.decide(quorum, observations, flags, T, T + after)


@pytest.mark.parametrize(("given_", "expect"), load("median_spread"))
def test_median_and_spread__vector__match(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    values = ints(given_["values"])
    middle = d.median(values)
    assert middle == int(expect["median"])
    assert d.spread_bps_down(values) == expect["spreadBpsDown"]
    exceeds = d.spread_exceeds(min(values), max(values), middle, Bps(given_["maxSpreadBps"]))
    assert exceeds == expect["exceeds"]


def test_median__floor_of_half_of_n_minus_one_lie_100000_times__always_among_the_honest() -> None:
    dice = Random(20_261_122)
    for _ in range(100_000):
        n = dice.randint(1, 15)
        middle = dice.randint(2, MAX_PRICE // 2)
        liars = (n - 1) // 2
        honest = [dice.randint(middle - middle // 2, middle + middle // 2) for _ in range(n - liars)]
        low, high = min(honest), max(honest)
        lies = [dice.choice((1, low - 1, low, high, high + 1, middle, MAX_PRICE)) for _ in range(liars)]
        told = honest + lies
        dice.shuffle(told)
        assert low <= d.median(told) <= high


@pytest.mark.parametrize("n", range(2, 16))
def test_median__one_liar_more_than_that__can_leave_the_honest(n: int) -> None:
    liars = (n - 1) // 2 + 1
    assert d.median([100] * (n - liars) + [1] * liars) == 1


@given(
    values=st.lists(st.integers(1, 10**12), min_size=1, max_size=16), seed=st.randoms(use_true_random=False)
)
def test_median__any_order__is_the_same_and_one_of_the_values(values: list[int], seed: Any) -> None:
    shuffled = seed.sample(values, len(values))
    assert d.median(shuffled) == d.median(values)
    assert d.median(values) in values


def test_decide__primary_in_quorum_and_close__takes_the_primary() -> None:
    outcome = verdict(seen("chainlink", 10_010), seen("nasdaq", 10_000), seen("yahoo", 10_001))
    assert isinstance(outcome, Final)
    assert (outcome.reading.value, outcome.reading.low, outcome.reading.high) == (10_010, 10_000, 10_010)
    assert (outcome.mask, outcome.values) == (0b0111, (10_010, 10_000, 10_001))


def test_decide__no_primary__takes_the_lower_median() -> None:
    outcome = verdict(seen("alphavantage", 10_002), seen("nasdaq", 10_001), seen("yahoo", 10_000))
    assert isinstance(outcome, Final)
    assert outcome.reading.value == 10_001
    assert (outcome.mask, outcome.values) == (0b1110, (10_001, 10_000, 10_002))


def test_decide__spread_above_fifty_bps__is_disputed_although_the_primary_spoke() -> None:
    outcome = verdict(seen("chainlink", 10_000), seen("nasdaq", 10_000), seen("yahoo", 10_051))
    assert outcome == Dispute(DisputeReason.SPREAD, 0b0111, (10_000, 10_000, 10_051))


def test_decide__two_sources__waits_until_24_h_then_goes_to_arbitration() -> None:
    two = seen("nasdaq", 10_000), seen("yahoo", 10_000)
    last = verdict(*two, after=86_400)
    assert isinstance(last, Delay)
    assert (last.until, last.missing.have, last.missing.need) == (T + 86_400, 2, 3)
    assert verdict(*two, after=86_401) == Dispute(DisputeReason.SILENCE)


def test_decide__three_sources_of_one_group__is_no_quorum() -> None:
    one_tape = Quorum(tuple(Entry(name, 2) for name in ("x", "y", "z")))
    outcome = verdict(*(seen(name, 10_000) for name in "xyz"), quorum=one_tape)
    assert isinstance(outcome, Delay)
    assert outcome.missing.what == "independent groups"


@pytest.mark.parametrize("basis", [Basis.TOTAL_RETURN, Basis.SPLIT_ADJUSTED])
def test_decide__price_on_another_basis__does_not_vote(basis: Basis) -> None:
    outcome = verdict(seen("nasdaq", 10_000), seen("yahoo", 10_000), seen("chainlink", 10_000, basis))
    assert isinstance(outcome, Delay)


def test_decide__halt__is_disputed_whatever_the_values_say() -> None:
    same = [seen(name, 10_000) for name in ("nasdaq", "yahoo", "alphavantage")]
    assert verdict(*same, flags=Flag.HALT) == Dispute(DisputeReason.HALT, 0b1110, (10_000,) * 3)


def test_decide__match_codes_differ__is_disputed() -> None:
    outcome = verdict(seen("a", 0), seen("b", 1), seen("c", 0), quorum=MATCH)
    assert outcome == Dispute(DisputeReason.CODES_DIFFER, 0b111, (0, 1, 0))


def test_decide__match_without_winner__is_void() -> None:
    zeros = [seen(name, 0) for name in "abc"]
    assert verdict(*zeros, flags=Flag.NO_WINNER, quorum=MATCH) == Void(0b111, (0, 0, 0))


@pytest.mark.parametrize(
    ("quorum", "values", "flags"),
    [
        (QUORUM, {1: 0, 2: 1, 3: 1}, Flag.NONE),
        (QUORUM, {1: 1, 2: 1, 3: 2**63}, Flag.NONE),
        (QUORUM, {1: 1, 2: 1, 4: 1}, Flag.NONE),
        (QUORUM, {1: 1, 2: 1, 3: 1}, Flag.NO_WINNER),
        (MATCH, {0: 0, 1: 0, 2: 2}, Flag.NONE),
        (MATCH, {0: 0, 1: 0, 2: 1}, Flag.NO_WINNER),
    ],
)
def test_read__outside_the_domain__is_refused(quorum: Quorum, values: dict[int, int], flags: Flag) -> None:
    with pytest.raises(errors.OutOfRange):
        d.read(quorum, values, flags)


def test_decide__source_twice__is_refused() -> None:
    with pytest.raises(errors.DuplicateSource):
        verdict(seen("nasdaq", 1), seen("nasdaq", 1))


def test_decide__source_that_does_not_belong__is_refused() -> None:
    with pytest.raises(errors.UnknownSource):
        verdict(seen("a friend", 1))


@pytest.mark.parametrize(
    ("reading", "flags", "expected"),
    [
        (d.Reading(10_050, 10_050, 10_050), Flag.NONE, False),
        (d.Reading(10_051, 10_051, 10_051), Flag.NONE, True),
        (d.Reading(9_951, 9_951, 9_951), Flag.NONE, False),
        (d.Reading(9_950, 9_950, 9_950), Flag.NONE, True),
        (d.Reading(10_000, 5_000, 20_000), Flag.NONE, False),
        (d.Reading(10_000, 10_000, 10_000), Flag.HALT, True),
    ],
)
def test_contradicts__report_beside_a_proof_of_10_000__is_measured_by_its_median(
    reading: d.Reading, flags: Flag, expected: bool
) -> None:
    """The bound is 50 basis points of the lower of both."""
    assert d.contradicts(QUORUM, reading, flags, 10_000) is expected


@pytest.mark.parametrize(("code", "expected"), [(1, False), (0, True)])
def test_contradicts__match__is_another_code(code: int, expected: bool) -> None:
    assert d.contradicts(MATCH, d.Reading(code, code, code), Flag.NONE, 1) is expected


def test_read__quorum_without_primary__is_the_median() -> None:
    assert d.read(replace(QUORUM, has_primary=False), {0: 1002, 1: 1000, 2: 1001}).value == 1001
    assert d.read(QUORUM, {0: 1002, 1: 1000, 2: 1001}).value == 1002


def test_votes_of__mask__names_the_entries_of_the_values_in_bit_order() -> None:
    assert votes_of(0b1011, (5, 6, 7)) == {0: 5, 1: 6, 3: 7}
    assert votes_of(0, ()) == {}


@pytest.mark.parametrize(
    ("value", "nobody", "expected"),
    [
        (10_000, False, False),
        (10_050, False, False),
        (10_051, False, True),
        (9_951, False, False),
        (9_950, False, True),  # measured against the lower of both
        (10_000, True, True),
    ],
)
def test_reverses__correction_of_10_000__is_measured_as_two_values(
    value: int, nobody: bool, expected: bool
) -> None:
    assert d.reverses(QUORUM, 10_000, False, value, nobody) is expected


@pytest.mark.parametrize(
    ("was", "was_nobody", "now", "nobody", "expected"),
    [
        (0, False, 0, False, False),
        (0, False, 1, False, True),
        (0, True, 0, True, False),
        (0, True, 0, False, True),
    ],
)
def test_reverses__match__another_code_or_nobody(
    was: int, was_nobody: bool, now: int, nobody: bool, expected: bool
) -> None:
    assert d.reverses(MATCH, was, was_nobody, now, nobody) is expected
