"""Up/down markets and races: who wins, what ties, and which missing price voids (I15)."""

import pytest

from tests.contracts.house import (
    BETTOR,
    FINAL,
    KEEPER,
    OUTSIDER,
    PERIOD,
    PRICE,
    PROPOSED,
    QUESTION,
    RACE,
    RIVAL,
    SETTLED,
    TIE,
    UPDOWN,
    USDC,
    VOID,
    VOID_QUESTION,
    House,
    Market,
)
from tests.contracts.refusals import refused

TOP = 2**63 - 1
A, B = 1, 2


@pytest.fixture
def duel(house: House) -> Market:
    """An up/down market: BETTOR 30 on down, RIVAL 70 on up."""
    return staked(house, house.create(house.add_template(kind=UPDOWN, outcomes=2)))


@pytest.fixture
def race(house: House) -> Market:
    """A race of two assets: BETTOR 30 on the second, RIVAL 70 on the first."""
    return staked(house, house.create(house.add_template(kind=RACE, outcomes=2, source2Id=B)))


@pytest.mark.parametrize(("end", "winner"), [(99, 0), (101, 1), (1, 0), (TOP, 1)])
def test_settle__up_down__lower_is_down_and_higher_is_up(
    house: House, duel: Market, end: int, winner: int
) -> None:
    house.price(A, duel.starts_at, 100)
    house.price(A, duel.observe_at, end)
    settled = house.engine.events(house.settle_answered(duel), "MarketSettled")[0]
    assert (settled["outcome"], settled["value"], settled["net"]) == (winner, end, 100 * USDC)
    assert house.engine.view.payoutOf(duel.id, (BETTOR, RIVAL)[winner]) == 100 * USDC


@pytest.mark.parametrize("price", [1, 100, TOP])
def test_settle__up_down_equal__void_by_tie(house: House, duel: Market, price: int) -> None:
    house.price(A, duel.starts_at, price)
    house.price(A, duel.observe_at, price)
    assert house.void_reason(house.settle_answered(duel)) == TIE
    house.assert_all_refunded(duel)


@pytest.mark.parametrize("missing", ["start", "end"])
@pytest.mark.parametrize("other", [0, PROPOSED, FINAL])
def test_settle__up_down_with_a_void_price__void_whatever_the_other_is(
    house: House, duel: Market, missing: str, other: int
) -> None:
    times = {"start": duel.starts_at, "end": duel.observe_at}
    house.price(A, times.pop(missing), 0, state=VOID_QUESTION)
    (left,) = times.values()
    house.price(A, left, 100, state=other)
    assert house.void_reason(house.settle_answered(duel)) == QUESTION
    house.assert_all_refunded(duel)


@pytest.mark.parametrize("late", ["starts_at", "observe_at"])
def test_settle__up_down_with_a_price_not_final__waits(house: House, duel: Market, late: str) -> None:
    for time in (duel.starts_at, duel.observe_at):
        house.price(A, time, 100 + (time == duel.observe_at))
    house.price(A, getattr(duel, late), 100, state=PROPOSED)
    with refused("QuestionNotFinal", state=PROPOSED):
        house.settle_answered(duel)


def test_settle__round_that_starts_at_its_close__takes_the_price_then(house: House) -> None:
    """The ten-minute round: bet, lock, observe the next ten minutes."""
    made = house.add_template(kind=UPDOWN, outcomes=2)
    market = house.create(made, length=1_200, gap=600, starts_in=600)
    assert market.starts_at == market.close
    staked(house, market)
    house.price(A, market.close, 50_000 * PRICE)
    house.price(A, market.observe_at, 50_000 * PRICE + 1)
    settled = house.engine.events(house.settle_answered(market), "MarketSettled")[0]
    assert settled["outcome"] == 1


EVEN = 10**6
RACES = {
    "first_rose_more": (EVEN, EVEN + 2, EVEN, EVEN + 1, 1),
    "second_rose_more": (EVEN, EVEN + 1, EVEN, EVEN + 2, 0),
    "first_fell_less": (EVEN, EVEN - 1, EVEN, EVEN - 2, 1),
    "alike": (EVEN, EVEN + 1, EVEN, EVEN + 1, None),
    "alike_at_other_prices": (3, 9, 1_000_003, 3_000_009, None),
    "alike_at_the_extremes": (TOP, TOP, 1, 1, None),
    "second_by_one_part_in_2_126": (TOP - 1, TOP, TOP - 2, TOP - 1, 0),
    "first_by_one_part_in_2_126": (TOP - 2, TOP - 1, TOP - 1, TOP, 1),
    "first_to_the_sky": (1, TOP, TOP, 1, 1),
    "second_to_the_sky": (TOP, 1, 1, TOP, 0),
}


@pytest.mark.parametrize(("a0", "a1", "b0", "b1", "winner"), RACES.values(), ids=RACES.keys())
def test_settle__race__exact_cross_multiplication_names_the_winner(
    house: House, race: Market, a0: int, a1: int, b0: int, b1: int, winner: int | None
) -> None:
    run(house, race, a0, a1, b0, b1)
    receipt = house.settle_answered(race)
    if winner is None:
        assert house.void_reason(receipt) == TIE
        house.assert_all_refunded(race)
    else:
        settled = house.engine.events(receipt, "MarketSettled")[0]
        assert (settled["outcome"], settled["value"]) == (winner, 1 if winner else -1)


@pytest.mark.parametrize("missing", range(4))
def test_settle__race_with_a_void_price__void(house: House, race: Market, missing: int) -> None:
    run(house, race, 100, 110, 100, 105)
    source, time = legs(race)[missing]
    house.price(source, time, 0, state=VOID_QUESTION)
    assert house.void_reason(house.settle_answered(race)) == QUESTION
    house.assert_all_refunded(race)


@pytest.mark.parametrize("late", range(4))
def test_settle__race_with_a_price_not_final__waits(house: House, race: Market, late: int) -> None:
    run(house, race, 100, 110, 100, 105)
    source, time = legs(race)[late]
    house.price(source, time, 100, state=PROPOSED)
    with refused("QuestionNotFinal", state=PROPOSED):
        house.settle_answered(race)


def test_create_batch__start_not_between_zero_and_the_observation__refused(house: House) -> None:
    now = house.node.now
    for kind in ({"kind": UPDOWN}, {"kind": RACE, "source2Id": B}):
        made = house.add_template(outcomes=2, **kind)
        for start in (-1, 0, now + 99, now + 100, 2**62):
            with refused("MarketInvalid"):
                new = (PERIOD, 0, now, now + 50, now + 99, [start, 0, 0, 0])
                house.engine.createBatch(made, [new], sender=KEEPER)
        for edges in ([1, 1, 0, 0], [1, 2, 0, 0], [1, 0, 0, -1]):
            with refused("MarketInvalid"):
                house.engine.createBatch(made, [(PERIOD, 0, now, now + 50, now + 99, edges)], sender=KEEPER)
        house.engine.createBatch(
            made, [(PERIOD, 0, now, now + 50, now + 99, [now + 98, 0, 0, 0])], sender=KEEPER
        )


def test_settle__up_down_and_range_of_one_period__share_the_subject_of_the_period(house: House) -> None:
    """Start and end are both asked in the shares of the market's own period."""
    made = house.add_template(kind=UPDOWN, outcomes=2, subjectRule=1)
    market = staked(house, house.create(made))
    house.price(A, market.starts_at, 100, subject=PERIOD)
    house.price(A, market.observe_at, 101, subject=PERIOD)
    house.settle_answered(market)
    assert house.state(market) == SETTLED


def test_void_expired__up_down_nobody_answered__void_without_a_question(house: House, duel: Market) -> None:
    house.node.next_at(duel.observe_at + 168 * 3_600)
    house.engine.voidExpired(duel.id, sender=OUTSIDER)
    assert house.state(duel) == VOID
    house.assert_all_refunded(duel)


def legs(race: Market) -> list[tuple[int, int]]:
    """Source and time of each price: A0, A1, B0, B1."""
    return [(source, time) for source in (A, B) for time in (race.starts_at, race.observe_at)]


def run(house: House, race: Market, *prices: int) -> None:
    for (source, time), price in zip(legs(race), prices, strict=True):
        house.price(source, time, price)


def staked(house: House, market: Market) -> Market:
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 70)
    return market
