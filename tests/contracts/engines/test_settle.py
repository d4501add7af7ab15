"""How a market is decided, and that every way out pays in full."""

import pytest

from mutuel.domain.ranges import merge_thin, pack_merge_map
from tests.contracts.house import (
    AGENT,
    BETTOR,
    EDGES,
    EXPIRED,
    GOVERNANCE,
    KEEPER,
    KNOWN,
    MATCH,
    MERGED,
    NO_WINNER,
    ONE_SIDED,
    OUTAGE,
    OUTSIDER,
    PRICE,
    PRINCIPAL_FIRST,
    QUESTION,
    RIVAL,
    THIRD,
    USDC,
    VOID_QUESTION,
    House,
    Market,
)
from tests.contracts.refusals import refused

HOUR = 3_600


def test_settle__without_prior_lock__decides(house: House, market: Market) -> None:
    """Case 1."""
    house.bet(market, BETTOR, 1, 30)
    house.bet(market, RIVAL, 3, 70)
    settled = house.engine.events(house.settle(market, 92 * PRICE), "MarketSettled")[0]
    assert (settled["outcome"], settled["net"], settled["fee"]) == (1, 100 * USDC, 0)
    assert house.engine.view.payoutOf(market.id, BETTOR) == 100 * USDC
    assert house.engine.view.payoutOf(market.id, RIVAL) == 0


def test_lock__before_close_twice_and_after_void__announces_only_between(
    house: House, market: Market
) -> None:
    """Case 1: lock stores nothing, so a second one says the same."""
    house.bet(market, BETTOR, 1, 30)
    with refused("TooEarly"):
        house.engine.lock(market.id, sender=OUTSIDER)
    house.node.travel(market.close)
    first, second = (
        house.engine.events(house.engine.lock(market.id, sender=OUTSIDER), "MarketLocked") for _ in range(2)
    )
    assert first == second
    assert first[0]["pools"] == (30 * USDC) << 48
    house.settle(market, 92 * PRICE)
    with refused("AlreadyDecided", state=3):
        house.engine.lock(market.id, sender=OUTSIDER)


def test_settle__twice__refused(house: House, market: Market) -> None:
    pooled(house, market)
    house.settle(market, 92 * PRICE)
    with refused("AlreadyDecided", state=2):
        house.engine.settle(market.id, sender=OUTSIDER)


@pytest.mark.parametrize(
    ("price", "winner"), [(90 * PRICE - 1, 0), (90 * PRICE, 1), (100 * PRICE, 3), (110 * PRICE, 4), (1, 0)]
)
def test_settle__price_on_an_edge__belongs_to_the_upper_range(
    house: House, market: Market, price: int, winner: int
) -> None:
    for outcome, account in enumerate((BETTOR, RIVAL, THIRD, OUTSIDER, AGENT)):
        house.bet(market, account, outcome, 10)
    settled = house.engine.events(house.settle(market, price), "MarketSettled")[0]
    assert settled["outcome"] == winner
    house.engine.claimFor(market.id, (BETTOR, RIVAL, THIRD, OUTSIDER, AGENT)[winner], sender=KEEPER)
    assert house.locked(market) == 0


def test_settle__question_not_final__refused(house: House, market: Market) -> None:
    house.node.travel(market.observe_at + 1)
    with refused("QuestionNotFinal", state=0):
        house.engine.settle(market.id, sender=OUTSIDER)


def test_settle__nobody_on_the_winner__everyone_refunded(house: House, market: Market) -> None:
    pooled(house, market)
    assert house.void_reason(house.settle(market, 200 * PRICE)) == NO_WINNER
    house.assert_all_refunded(market)


def test_settle__one_sided__everyone_refunded(house: House, market: Market) -> None:
    house.bet(market, BETTOR, 1, 40)
    house.bet(market, RIVAL, 1, 60)
    assert house.void_reason(house.settle(market, 92 * PRICE)) == ONE_SIDED
    house.assert_all_refunded(market)


def test_settle__empty_market__void(house: House, market: Market) -> None:
    assert house.void_reason(house.settle(market, 92 * PRICE)) == NO_WINNER


def test_settle__question_void__everyone_refunded(house: House, market: Market) -> None:
    pooled(house, market)
    house.node.travel(market.observe_at)
    house.answer(market, 0, state=VOID_QUESTION)
    assert house.void_reason(house.engine.settle(market.id, sender=OUTSIDER)) == QUESTION
    house.assert_all_refunded(market)


@pytest.mark.parametrize(("takeout", "fee"), [(300, 6 * USDC), (1_500, 30 * USDC)])
def test_settle__with_takeout__fee_leaves_the_fence_for_treasury_and_insurance(
    house: House, takeout: int, fee: int
) -> None:
    market = house.create(house.add_template(takeoutBps=takeout))
    house.bet(market, BETTOR, 1, 100)
    house.bet(market, RIVAL, 3, 100)
    settled = house.engine.events(house.settle(market, 92 * PRICE), "MarketSettled")[0]
    assert (settled["net"], settled["fee"]) == (200 * USDC - fee, fee)
    engine = house.escrow.view.engineOf(house.engine.address)
    assert (engine["feeTreasury"], engine["feeInsurance"]) == (fee * 9 // 10, fee // 10)
    assert house.locked(market) == 200 * USDC - fee


@pytest.mark.parametrize("kind", [MATCH, PRINCIPAL_FIRST])
def test_settle__fee_above_the_losers__winner_keeps_the_stake(house: House, kind: int) -> None:
    """Case 3: the fee is capped in every mode, so PRINCIPAL_FIRST cannot underflow."""
    market = house.create(house.add_template(kind=kind, outcomes=2, takeoutBps=1_500))
    house.bet(market, BETTOR, 0, 100)
    house.bet(market, RIVAL, 1, 1)
    settled = house.engine.events(house.settle(market, 0), "MarketSettled")[0]
    assert settled["fee"] == 1 * USDC
    assert house.engine.view.payoutOf(market.id, BETTOR) == 100 * USDC


def test_settle__principal_first_with_decay__late_winner_gets_at_least_the_stake(house: House) -> None:
    """Case 3: stake + floor((losers - fee) * w / W)."""
    template = house.add_template(kind=PRINCIPAL_FIRST, outcomes=2, k0=1, k1=0, takeoutBps=1_000)
    market = house.create(template, length=7_200, gap=3_600)
    early, late = market.open + 600, market.close - 1
    house.node.next_at(early)
    house.bet(market, BETTOR, 0, 50)
    house.node.next_at(early + 1)
    house.bet(market, RIVAL, 1, 100)
    house.node.next_at(late)
    house.bet(market, THIRD, 0, 50)
    house.settle(market, 0)
    first, last = 50 * USDC * (market.close - early), 50 * USDC
    shared = 100 * USDC - 20 * USDC
    assert house.engine.view.payoutOf(market.id, BETTOR) == 50 * USDC + shared * first // (first + last)
    assert house.engine.view.payoutOf(market.id, THIRD) == 50 * USDC + shared * last // (first + last)


def test_settle__single_bet_of_weight_one_per_unit__takes_the_whole_net(house: House) -> None:
    """Case 3: W from one bet at the last second of a curve that falls to 0."""
    market = house.create(house.add_template(kind=MATCH, outcomes=2, k0=1, k1=0), length=7_200, gap=3_600)
    house.bet(market, RIVAL, 1, 90)
    house.node.next_at(market.close - 1)
    house.bet(market, BETTOR, 0, 10)
    house.settle(market, 0)
    assert house.engine.view.payoutOf(market.id, BETTOR) == 100 * USDC


def test_settle__sources_name_different_winners__contested_until_96_hours(
    house: House, market: Market
) -> None:
    """Row 20."""
    pooled(house, market)
    house.node.travel(market.observe_at)
    house.answer(market, 92 * PRICE, low=89 * PRICE, high=92 * PRICE)
    until = market.observe_at + 96 * HOUR
    house.node.next_at(until)
    with refused("Contested", until=until):
        house.engine.settle(market.id, sender=OUTSIDER)
    house.node.next_at(until + 1)
    house.engine.settle(market.id, sender=OUTSIDER)
    assert house.engine.view.market(market.id)["winner"] == 1


def test_settle__two_markets_one_question__only_the_contested_one_waits(house: House, market: Market) -> None:
    """Case 19's part without contest: the same observation decides one market and not the other."""
    pooled(house, market)
    house.node.travel(market.observe_at)
    house.answer(market, 92 * PRICE, low=91 * PRICE, high=94 * PRICE)
    house.engine.settle(market.id, sender=OUTSIDER)
    assert house.engine.view.market(market.id)["state"] == 2


def test_settle__ruled__differing_extremes_no_longer_matter(house: House, market: Market) -> None:
    pooled(house, market)
    house.node.travel(market.observe_at)
    house.answer(market, 92 * PRICE, low=80 * PRICE, high=120 * PRICE, ruled=True)
    house.engine.settle(market.id, sender=OUTSIDER)
    assert house.engine.view.market(market.id)["state"] == 2


@pytest.mark.parametrize(("early", "void"), [(0, False), (1, True)])
def test_settle__known_before_the_close__void(house: House, market: Market, early: int, void: bool) -> None:
    pooled(house, market)
    house.node.travel(market.observe_at)
    house.answer(market, 92 * PRICE, known_at=market.close - early)
    house.engine.settle(market.id, sender=OUTSIDER)
    assert house.engine.view.market(market.id)["state"] == (3 if void else 2)


def test_settle__match_known_near_the_guard__contested(house: House) -> None:
    """R-KNOWN: |close - (knownAt - 120)| <= 60 is left to arbitration; 61 s before it is void."""
    market = house.create(house.add_template(kind=MATCH, outcomes=2, knownGuard=120))
    house.bet(market, BETTOR, 0, 10)
    house.bet(market, RIVAL, 1, 10)
    house.node.travel(market.observe_at)
    for away in (-60, 60):
        house.answer(market, 0, known_at=market.close + 120 + away)
        with refused("Contested"):
            house.engine.settle(market.id, sender=OUTSIDER)
    house.answer(market, 0, known_at=market.close + 120 - 61)
    assert house.void_reason(house.engine.settle(market.id, sender=OUTSIDER)) == KNOWN


@pytest.mark.parametrize(
    ("moment", "offset", "void"),
    [
        ("close", -601, False),
        ("close", -600, True),
        ("observe_at", 0, True),
        ("observe_at", 600, True),
        ("observe_at", 601, False),
    ],
)
def test_settle__outage_near_a_short_market__void(house: House, moment: str, offset: int, void: bool) -> None:
    """Case 14: [close - 600, observeAt + 600], for markets of a day or less only."""
    market = house.create(length=86_400)
    pooled(house, market)
    house.resolution.setOutage(getattr(market, moment) + offset, sender=OUTSIDER)
    receipt = house.settle(market, 92 * PRICE)
    assert bool(house.engine.events(receipt, "MarketVoided")) is void
    if void:
        assert house.void_reason(receipt) == OUTAGE


def test_settle__outage_near_a_long_market__ignored(house: House) -> None:
    """Case 14: a second more than a day."""
    market = house.create(length=86_401)
    pooled(house, market)
    house.resolution.setOutage(market.close, sender=OUTSIDER)
    house.settle(market, 92 * PRICE)
    assert house.engine.view.market(market.id)["state"] == 2


def test_settle__thin_ranges__winners_share_the_merged_group(house: House) -> None:
    """Case 2 on the engine: one account holds both parts of the winning group."""
    market = house.create(house.add_template(mergeBelow=20 * USDC))
    house.bet(market, BETTOR, 0, 10)
    house.bet(market, BETTOR, 1, 30)
    house.bet(market, RIVAL, 2, 60)
    house.bet(market, THIRD, 3, 50)
    house.bet(market, OUTSIDER, 4, 50)
    house.settle(market, 50 * PRICE)
    assert house.engine.view.market(market.id)["mergeMap"] == 0o43200
    assert house.engine.view.payoutOf(market.id, BETTOR) == 200 * USDC


MERGES = {
    "one_heavy_end": [10, 10, 10, 10, 1_000],
    "centre_alone": [0, 0, 500, 0, 0],
    "exactly_the_threshold": [100, 100, 100, 100, 100],
    "one_below_the_threshold": [99, 100, 100, 100, 100],
    "four_outward": [99, 100, 0, 250],
    "four_thin_centre": [100, 100, 99, 100],
    "three_thin_centre": [150, 20, 150],
    "three_thin_ends": [20, 150, 20],
    "three_thick": [150, 150, 150],
}


@pytest.mark.parametrize("stakes", MERGES.values(), ids=MERGES.keys())
def test_settle__every_winner_of_a_pool__merged_as_the_rules_say(house: House, stakes: list[int]) -> None:
    """Case 2, I16: n = 3, 4, 5; thin, exactly X; what is paid follows the twin for every winner."""
    n, takers = len(stakes), (BETTOR, RIVAL, THIRD, OUTSIDER, AGENT)
    roomy = {"capFloor": 1_000 * USDC, "capMax": 1_000 * USDC}
    made = house.add_template(outcomes=n, mergeBelow=100 * USDC, **roomy)
    market = house.create(made, edges=[*EDGES[: n - 1], *[0] * (5 - n)])
    for outcome, stake in enumerate(stakes):
        if stake:
            house.bet(market, takers[outcome], outcome, stake)
    groups = merge_thin([stake * USDC for stake in stakes], 100 * USDC)
    for winner, price in enumerate((1, *EDGES[: n - 1])):
        with house.node.undone():
            receipt = house.settle(market, price)
            group = [i for i in range(n) if groups[i] == groups[winner]]
            if len(set(groups)) == 1:
                assert house.void_reason(receipt) == MERGED
            else:
                assert house.engine.view.market(market.id)["mergeMap"] == pack_merge_map(groups)
                winning = sum(stakes[i] for i in group)
                paid = [house.engine.view.payoutOf(market.id, takers[i]) for i in range(n)]
                expected = [sum(stakes) * USDC * stakes[i] // winning if i in group else 0 for i in range(n)]
                assert paid == expected


def test_settle__decaying_five_ranges__three_words_pay_by_weight(house: House) -> None:
    """Stakes and weights of five ranges stand in three words; two accounts share the last range."""
    market = house.create(house.add_template(k0=4, k1=1), length=7_200, gap=600)
    placed = [(BETTOR, 0, 30), (RIVAL, 4, 40), (THIRD, 2, 50), (OUTSIDER, 3, 20), (AGENT, 1, 10)]
    for account, outcome, stake in placed:
        house.bet(market, account, outcome, stake)
    house.node.next_at(market.close - 1)
    house.bet(market, BETTOR, 4, 40)
    _, weights = house.engine.view.pools(market.id)
    early = house.engine.view.position(market.id, RIVAL)[1][4]
    late = 40 * USDC * (market.close - market.open + 3)
    assert weights[4] == early + late
    house.settle(market, 200 * PRICE)
    assert house.engine.view.payoutOf(market.id, RIVAL) == 190 * USDC * early // weights[4]
    assert house.engine.view.payoutOf(market.id, BETTOR) == 190 * USDC * late // weights[4]
    house.engine.push(market.id, house.people(), sender=KEEPER)
    assert house.locked(market) <= 1


def test_settle__all_ranges_thin__void(house: House) -> None:
    market = house.create(house.add_template(mergeBelow=100 * USDC))
    pooled(house, market)
    assert house.void_reason(house.settle(market, 92 * PRICE)) == MERGED
    house.assert_all_refunded(market)


def test_void_expired__seven_days_after__everyone_refunded(house: House, market: Market) -> None:
    pooled(house, market)
    deadline = market.observe_at + 168 * HOUR
    house.node.next_at(deadline - 1)
    with refused("TooEarly", at=deadline):
        house.engine.voidExpired(market.id, sender=OUTSIDER)
    house.node.next_at(deadline)
    assert house.void_reason(house.engine.voidExpired(market.id, sender=OUTSIDER)) == EXPIRED
    house.assert_all_refunded(market)


def test_void_expired__final_but_unsettled__void_wins(house: House, market: Market) -> None:
    """Case 18: from T + 7 d on, whoever comes first decides."""
    pooled(house, market)
    house.answer(market, 92 * PRICE)
    house.node.travel(market.observe_at + 168 * HOUR)
    assert house.void_reason(house.engine.voidExpired(market.id, sender=OUTSIDER)) == EXPIRED
    with refused("AlreadyDecided", state=3):
        house.engine.settle(market.id, sender=OUTSIDER)


def test_settle__engine_retired__open_market_still_settles_and_pays(house: House, market: Market) -> None:
    """Case 15."""
    pooled(house, market)
    house.escrow.retire(house.engine, sender=GOVERNANCE)
    with refused("EngineIsRetired"):
        house.bet(market, BETTOR, 0, 10)
    house.settle(market, 92 * PRICE)
    house.engine.claim(market.id, False, sender=RIVAL)
    assert house.locked(market) == 0


def pooled(house: House, market: Market) -> None:
    """30 on range 0, 70 on range 1: RIVAL wins at 92."""
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 70)
