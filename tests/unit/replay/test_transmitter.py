from __future__ import annotations

from itertools import pairwise

from mutuel.domain.units import MONDAY, WEEK
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.transmitter import CHAINLINK, STEADY, THINNED, Transmission, transmissions

TICKS = load(SYNTHETIC).ticks["BTC"]
LAST = TICKS.times[-1]
FIRST = Transmission(TICKS.times[0], 1)


def test_transmissions__chainlinks_rhythm__every_gap_is_explained_by_deviation_or_heartbeat() -> None:
    rounds = list(transmissions(TICKS, FIRST, LAST, CHAINLINK))
    for before, after in pairwise(rounds):
        moved = abs(after.answer - before.answer) * 10_000 >= 10 * before.answer
        assert moved or after.at - before.at >= 1_200


def test_transmissions__thinned__a_round_each_hour_and_at_each_monday() -> None:
    moments = {one.at for one in transmissions(TICKS, FIRST, LAST, THINNED)}
    assert {at for at in TICKS.times[1:] if at % 3_600 == 0} <= moments
    assert {at for at in moments if at % WEEK == MONDAY} == {
        at for at in TICKS.times[1:] if at % WEEK == MONDAY
    }
    assert len(moments) < len(TICKS.times) // 2


def test_transmissions__steady_after_thinned__never_silent_longer_than_a_heartbeat() -> None:
    *_, before = transmissions(TICKS, FIRST, TICKS.times[0] + 5 * 3_600, THINNED)
    rounds = [before, *transmissions(TICKS, before, LAST, STEADY)]
    assert max(after.at - one.at for one, after in pairwise(rounds)) <= CHAINLINK.heartbeat
    assert {at for at in TICKS.times if at % 3_600 == 0 and at >= before.at} <= {one.at for one in rounds}


def test_transmissions__continued_from_any_round__the_same_rounds() -> None:
    whole = list(transmissions(TICKS, FIRST, LAST, THINNED))
    for index in (0, 7, len(whole) // 2):
        assert list(transmissions(TICKS, whole[index], LAST, THINNED)) == whole[index + 1 :]


def test_transmissions__until__nothing_later() -> None:
    until = TICKS.times[500]
    assert all(one.at <= until for one in transmissions(TICKS, FIRST, until, CHAINLINK))
