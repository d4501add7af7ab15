"""R-SEQ (b): whether the sequencer was down at some moment of a span, by the rounds of its uptime feed."""

import pytest

from scripts.deploy.chain import Builder
from tests.contracts.resolution.desk import OUTSIDER, TRANSMITTER, Desk

FROM, TO = 1_000, 2_000  # of the span, seconds after the feed's first round
LOOKS_BACK = 8


def outage(desk: Desk, *changes: tuple[bool, int], first: int = FROM, last: int = TO) -> bool:
    """`changes`: (down, seconds after the start)."""
    for down, since in changes:
        desk.sequencer_since(desk.start + since, down=down)
    return bool(desk.resolution.read("outageBetween", desk.start + first, desk.start + last))


@pytest.mark.parametrize(
    ("down", "up", "overlaps"),
    [
        (1_200, 1_300, True),
        (500, 3_000, True),
        (500, 1_500, True),
        (1_500, 2_500, True),
        (500, FROM, True),
        (TO, 2_500, True),
        (500, FROM - 1, False),
        (TO + 1, 2_500, False),
    ],
    ids=["inside", "covering", "into", "out_of", "until_from", "since_to", "before", "after"],
)
def test_outage_between__one_outage__counts_if_it_meets_the_span(
    desk: Desk, down: int, up: int, overlaps: bool
) -> None:
    assert outage(desk, (True, down), (False, up)) is overlaps


@pytest.mark.parametrize(("down", "overlaps"), [(500, True), (1_500, True), (TO, True), (TO + 1, False)])
def test_outage_between__still_down__counts_from_its_start(desk: Desk, down: int, overlaps: bool) -> None:
    assert outage(desk, (True, down)) is overlaps


def test_outage_between__never_down__is_false(desk: Desk) -> None:
    assert outage(desk) is False


def test_outage_between__span_older_than_the_feed__counts_as_outage(desk: Desk) -> None:
    """Nobody can say what was before the first round."""
    assert outage(desk, first=-100_000_000, last=-99_999_999) is True


def flapping(first: int, count: int) -> list[tuple[bool, int]]:
    """So many changes, a second apart, up at the end."""
    return [((count - i) % 2 == 0, first + i) for i in range(count)]


def test_outage_between__eight_changes_since__are_seen_through(desk: Desk) -> None:
    assert outage(desk, *flapping(TO + 1, LOOKS_BACK)) is False


def test_outage_between__more_changes_since__counts_as_outage(desk: Desk) -> None:
    assert outage(desk, *flapping(TO + 1, LOOKS_BACK + 1)) is True


def test_outage_between__covered_by_an_outage_long_ago__is_found_among_eight_changes(desk: Desk) -> None:
    assert outage(desk, (True, 500), *flapping(TO + 1, LOOKS_BACK - 1)) is True


def test_outage_between__feed_unreadable__counts_as_outage(desk: Desk) -> None:
    desk.chain.send(TRANSMITTER, desk.sequencer, "breakDown")
    assert outage(desk) is True


def test_outage_between__changes_at_the_same_second__are_read_by_the_last(desk: Desk) -> None:
    assert outage(desk, (True, 500), (False, 500)) is False


def test_outage_between__round_of_zeros__counts_as_outage(desk: Desk, builder: Builder) -> None:
    """A feed that was never initialised says 0 for 'up' and for the time."""
    liar = desk.chain.contract("LyingFeed", address=builder.deploy("LyingFeed").address)
    desk.chain.send(OUTSIDER, liar, "answerZeros")
    access = desk.chain.book.address("AccessManager")
    made = builder.deploy("Resolution", desk.escrow.address, liar.address, access)
    other = desk.chain.contract("Resolution", address=made.address)
    assert other.read("outageBetween", desk.start, desk.start + 100) is True
