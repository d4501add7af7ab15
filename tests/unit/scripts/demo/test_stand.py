from types import SimpleNamespace
from typing import Any, cast

import pytest

from mutuel.domain.units import DAY
from scripts import accounts
from scripts.demo.stand import Stand
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.transmitter import Transmission, Transmitter

TICKS = load(SYNTHETIC).ticks["BTC"]
NOON = next(at for at in TICKS.times if at % DAY == DAY // 2)


class Feed(Transmitter):
    """Remembers its rounds instead of sending them; the newest is of a full hour."""

    def __init__(self) -> None:
        super().__init__(cast(Any, None), cast(Any, None), TICKS)
        self.rounds = [Transmission(NOON, 1)]

    def last(self) -> Transmission:
        return self.rounds[-1]

    def transmit(self, round_: Transmission) -> None:
        self.rounds.append(round_)


@pytest.fixture
def stand() -> Stand:
    made = Stand.__new__(Stand)
    made.chain = cast(Any, SimpleNamespace(advance_to=lambda _moment: None))
    made._transmitters = [Feed()]
    return made


@pytest.mark.parametrize(("is_watched", "minutes"), [(False, [0, 60]), (True, [0, 20, 40, 60])])
def test_post_steadily__an_hour_goes_by__each_heartbeat_has_a_round(
    stand: Stand, is_watched: bool, minutes: list[int]
) -> None:
    stand.advance_to(NOON + 45 * 60)
    if is_watched:
        stand.post_steadily()
    stand.advance_to(NOON + 3_600)
    (feed,) = stand._transmitters
    assert [(one.at - NOON) // 60 for one in cast(Feed, feed).rounds] == minutes


def test_sender__keeper_s_account__is_refused_for_the_oracle_sends_from_it() -> None:
    with pytest.raises(ValueError, match="the oracle sends"):
        Stand.sender(Stand.__new__(Stand), accounts.KEEPER)
