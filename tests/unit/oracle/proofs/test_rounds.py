"""The round that holds a price at a moment, before and after its feed went over to another phase."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

import pytest

from mutuel.chain.contracts import Contract
from mutuel.domain.errors import RoundRefused
from mutuel.domain.resolution.rounds import Feed
from mutuel.errors import CallRefused
from oracle.proofs.rounds import GAPS, FeedReader

PHASE = 1 << 64
T = 1_800_000_000
STEP = 300
PINNED = Feed(phase=1, max_age=3_600)


class Proxy:
    """Rounds of phase 1 at their times, a round each STEP; then perhaps those of phase 2."""

    def __init__(self, first: Mapping[int, int], second: Mapping[int, int] | None = None) -> None:
        self.times = {PHASE | number: at for number, at in first.items()}
        self.times |= {2 * PHASE | number: at for number, at in (second or {}).items()}
        self.latest = max(self.times) if second is None else max({2 * PHASE, *self.times})
        self.asked = 0

    def read(self, function: str, *arguments: int) -> Any:
        self.asked += 1
        found = arguments[0] if function == "getRoundData" else self.latest
        if found not in self.times:
            raise CallRefused("NoDataPresent()")
        return [found, found % PHASE, 0, self.times[found], found]


def rounds(count: int, start: int = T - 1_000, without: Iterable[int] = ()) -> dict[int, int]:
    return {number: start + STEP * number for number in range(1, count + 1) if number not in set(without)}


def reader(proxy: Proxy) -> FeedReader:
    return FeedReader(cast(Contract, proxy), PINNED)


LATER = rounds(5, start=T + 90_000)


@pytest.mark.parametrize("second", [None, LATER, {}], ids=["same_phase", "next_phase", "next_phase_empty"])
@pytest.mark.parametrize("count", [4, 5, 16, 17, 20, 64, 1_000])
def test_round_at__successor_in_the_pinned_phase__found_whatever_phase_is_the_newest(
    second: dict[int, int] | None, count: int
) -> None:
    """The contract takes it too: it asks for the newest round only where there is no successor."""
    found = reader(Proxy(rounds(count), second)).round_at(T, T + 70)
    assert found.id == PHASE | 3


@pytest.mark.parametrize("missing", [range(1, GAPS), range(4, 4 + GAPS - 1), range(30, 30 + GAPS - 1)])
def test_last_number_by__gaps_in_a_phase_that_is_over__stepped_over(missing: range) -> None:
    there = rounds(100, without=missing)
    old = reader(Proxy(there, LATER))
    for moment in range(T, T + 101 * STEP, STEP):
        assert old.last_number_by(moment) == max((n for n, at in there.items() if at <= moment), default=0)


def test_last_number_by__long_phase_that_is_over__asks_a_bounded_number_of_rounds() -> None:
    proxy = Proxy(rounds(60_000), LATER)
    assert reader(proxy).last_number_by(T + 40_000 * STEP) == 40_003
    assert proxy.asked < 400


def test_round_at__last_round_of_a_phase_that_is_over__refused_as_the_contract_does() -> None:
    with pytest.raises(RoundRefused, match="not known to be the last"):
        reader(Proxy(rounds(3), LATER)).round_at(T, T + 70)


def test_past_round_at__last_round_of_a_phase_that_is_over__found_and_known_as_its_end() -> None:
    old = reader(Proxy(rounds(3), LATER))
    found = old.past_round_at(T, T + 70)
    assert found.id == PHASE | 3
    assert old.ended_with(found)


@pytest.mark.parametrize("second", [None, LATER], ids=["same_phase", "next_phase"])
def test_past_round_at__round_with_a_successor__found_and_no_end(second: dict[int, int] | None) -> None:
    old = reader(Proxy(rounds(4), second))
    found = old.past_round_at(T, T + 70)
    assert found.id == PHASE | 3
    assert not old.ended_with(found)


def test_past_round_at__newest_round_of_a_phase_that_goes_on__no_end() -> None:
    live = reader(Proxy(rounds(3)))
    assert not live.ended_with(live.past_round_at(T, T + 70))


@pytest.mark.parametrize(("moment", "sent"), [(T - 1_000, T + 70), (T + 9_000, T + 9_100), (T, T + 60)])
def test_past_round_at__too_early_or_stale_or_proved_too_soon__refused(moment: int, sent: int) -> None:
    with pytest.raises(RoundRefused):
        reader(Proxy(rounds(3), LATER)).past_round_at(moment, sent)
