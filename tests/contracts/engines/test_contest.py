"""Sources that name different winners: what may be contested, when, and what becomes of the market."""

import pytest

from tests.contracts.house import (
    BETTOR,
    CHALLENGED,
    CONTESTED,
    DISPUTED,
    FINAL,
    KEEPER,
    KNOWN,
    MATCH,
    OPEN,
    OUTAGE,
    OUTSIDER,
    PRICE,
    PROPOSED,
    QUESTION,
    RACE,
    RIVAL,
    SETTLED,
    THIRD,
    UPDOWN,
    USDC,
    VOID,
    VOID_QUESTION,
    House,
    Market,
)
from tests.contracts.node import Receipt
from tests.contracts.refusals import refused

HOUR = 3_600
A, B = 1, 2
PRICE_DOMAIN, CODE_DOMAIN = 0, 1


@pytest.fixture
def week(house: House) -> Market:
    """A contestable week: 30 on range 0, 70 on range 1."""
    return staked(house, house.create(house.add_template(contestable=True)))


@pytest.fixture
def duel(house: House) -> Market:
    return staked(house, house.create(house.add_template(kind=UPDOWN, outcomes=2, contestable=True)))


@pytest.fixture
def race(house: House) -> Market:
    made = house.add_template(kind=RACE, outcomes=2, source2Id=B, contestable=True)
    return staked(house, house.create(made))


@pytest.fixture
def match(house: House) -> Market:
    made = house.add_template(kind=MATCH, outcomes=2, knownGuard=120, contestable=True)
    return staked(house, house.create(made))


def test_contest__extremes_on_both_sides_of_an_edge__market_waits_for_its_own_question(
    house: House, week: Market
) -> None:
    differ(house, week)
    receipt = contest(house, week)
    question = house.resolution.view.contestIdOf(house.engine.address, week.id)
    assert house.engine.events(receipt, "MarketContested") == [{"marketId": week.id, "questionId": question}]
    assert house.resolution.view.domainOf(question) == PRICE_DOMAIN
    assert house.state(week) == CONTESTED
    with refused("QuestionNotFinal", state=DISPUTED):
        house.engine.settle(week.id, sender=OUTSIDER)


@pytest.mark.parametrize(("price", "winner"), [(80 * PRICE, 0), (94 * PRICE, 1)])
def test_settle__contested_range__follows_the_ruling_not_the_shared_question(
    house: House, week: Market, price: int, winner: int
) -> None:
    differ(house, week)
    contest(house, week)
    house.rule(week, price)
    receipt = house.engine.settle(week.id, sender=OUTSIDER)
    settled = house.engine.events(receipt, "MarketSettled")[0]
    assert (settled["outcome"], settled["value"]) == (winner, price)
    assert house.engine.view.payoutOf(week.id, (BETTOR, RIVAL)[winner]) == 100 * USDC


def test_settle__contested_and_nobody_ruled__void_and_refunded(house: House, week: Market) -> None:
    differ(house, week)
    contest(house, week)
    house.rule(week, 0, state=VOID_QUESTION)
    assert house.void_reason(house.engine.settle(week.id, sender=OUTSIDER)) == QUESTION
    house.assert_all_refunded(week)


def test_settle__two_markets_one_question__only_the_contested_one_waits(house: House, week: Market) -> None:
    """Case 19: the extremes lie in one range of the second market."""
    wide = house.add_template(outcomes=2, contestable=True)
    edges = [120 * PRICE, 0, 0, 0]
    receipt = house.engine.createBatch(
        wide, [(1, 0, week.open, week.close, week.observe_at, edges)], sender=KEEPER
    )
    other = house.engine.events(receipt, "MarketCreated")[0]
    assert other["questionId"] == week.question
    house.engine.bet(other["marketId"], 0, 10 * USDC, 0, sender=THIRD)
    house.engine.bet(other["marketId"], 1, 10 * USDC, 0, sender=RIVAL)
    differ(house, week)
    contest(house, week)
    house.engine.settle(other["marketId"], sender=OUTSIDER)
    assert house.engine.view.market(other["marketId"])["state"] == SETTLED
    assert house.state(week) == CONTESTED


@pytest.mark.parametrize(("state", "allowed"), [
    (0, False), (PROPOSED, True), (CHALLENGED, False), (DISPUTED, False), (FINAL, True), (VOID_QUESTION, False),
])  # fmt: skip
def test_contest__each_state_of_the_question__only_an_answer_that_stands(
    house: House, week: Market, state: int, allowed: bool
) -> None:
    differ(house, week, state=state)
    if allowed:
        contest(house, week)
        assert house.state(week) == CONTESTED
    else:
        with refused("NothingToContest"):
            contest(house, week)


def test_contest__extremes_agree_or_ruled__refused(house: House, week: Market) -> None:
    house.node.travel(week.observe_at)
    house.answer(week, 92 * PRICE, low=90 * PRICE, high=95 * PRICE - 1)
    with refused("NothingToContest"):
        contest(house, week)
    house.answer(week, 92 * PRICE, low=80 * PRICE, high=95 * PRICE, ruled=True)
    with refused("NothingToContest"):
        contest(house, week)


def test_contest__template_not_contestable__refused(house: House, market: Market) -> None:
    staked(house, market)
    differ(house, market)
    with refused("NotAllowed"):
        contest(house, market)


def test_contest__after_96_hours__refused_and_the_value_stands(house: House, week: Market) -> None:
    differ(house, week)
    until = week.observe_at + 96 * HOUR
    house.node.next_at(until + 1)
    with refused("TooLate", at=until):
        contest(house, week)
    settled = house.engine.events(house.engine.settle(week.id, sender=OUTSIDER), "MarketSettled")[0]
    assert (settled["outcome"], settled["value"]) == (1, 92 * PRICE)


def test_contest__last_second__still_leaves_an_expiry(house: House, week: Market) -> None:
    """T + 96 h for the contest and 72 h for the ruling are T + 168 h, when anyone voids."""
    differ(house, week)
    house.node.next_at(week.observe_at + 96 * HOUR)
    contest(house, week)
    house.node.next_at(week.observe_at + 168 * HOUR)
    house.engine.voidExpired(week.id, sender=OUTSIDER)
    house.assert_all_refunded(week)


def test_contest__twice_settled_void_or_unknown__refused(house: House, week: Market) -> None:
    differ(house, week)
    contest(house, week)
    with refused("AlreadyContested"):
        contest(house, week)
    house.rule(week, 92 * PRICE)
    house.engine.settle(week.id, sender=OUTSIDER)
    with refused("AlreadyDecided", state=SETTLED):
        contest(house, week)
    with refused("MarketUnknown"):
        house.engine.contest(week.id + 1, sender=OUTSIDER)


def test_contested__money__neither_moves_in_nor_out(house: House, week: Market) -> None:
    differ(house, week)
    contest(house, week)
    with refused("BettingClosed", close=week.close):
        house.bet(week, THIRD, 0, 10)
    with refused("NotSettled"):
        house.engine.claim(week.id, False, sender=BETTOR)
    receipt = house.engine.claimBatch([week.id], False, sender=BETTOR)
    assert [event["code"] for event in house.engine.events(receipt, "ClaimSkipped")] == [1]
    receipt = house.engine.push(week.id, [BETTOR, RIVAL], sender=OUTSIDER)
    assert [event["code"] for event in house.engine.events(receipt, "ClaimSkipped")] == [1, 1]
    assert house.engine.view.payoutOf(week.id, BETTOR) == house.engine.view.capLeft(week.id, BETTOR) == 0
    assert house.locked(week) == 100 * USDC


DUELS = {
    "end_straddles_the_start": ((100, 100, 100), (101, 99, 102), True),
    "end_reaches_the_start": ((100, 100, 100), (101, 100, 102), True),
    "end_above": ((100, 100, 100), (101, 101, 102), False),
    "start_straddles_the_end": ((100, 98, 103), (102, 102, 102), True),
    "only_together": ((100, 99, 102), (103, 101, 104), True),
    "apart_together": ((100, 99, 100), (103, 101, 104), False),
    "tie_of_exact_values": ((100, 100, 100), (100, 100, 100), False),
}


@pytest.mark.parametrize(("start", "end", "contestable"), DUELS.values(), ids=DUELS.keys())
def test_contest__up_down__extremes_of_start_and_end_together(
    house: House, duel: Market, start: tuple[int, int, int], end: tuple[int, int, int], contestable: bool
) -> None:
    """Case 10, the engine's part: two valid proofs for one moment name different winners."""
    for time, (value, low, high) in ((duel.starts_at, start), (duel.observe_at, end)):
        house.price(A, time, value, low=low, high=high)
    house.node.travel(duel.observe_at)
    if not contestable:
        with refused("NothingToContest"):
            contest(house, duel)
        return
    with refused("Contested", until=duel.observe_at + 96 * HOUR):
        house.engine.settle(duel.id, sender=OUTSIDER)
    contest(house, duel)
    house.rule(duel, 1)
    settled = house.engine.events(house.engine.settle(duel.id, sender=OUTSIDER), "MarketSettled")[0]
    assert (settled["outcome"], settled["value"]) == (1, 0)
    question = house.resolution.view.contestIdOf(house.engine.address, duel.id)
    assert house.resolution.view.domainOf(question) == CODE_DOMAIN


@pytest.mark.parametrize("leg", range(4))
@pytest.mark.parametrize("code", [0, 1])
def test_contest__race__any_leg_that_turns_the_winner(
    house: House, race: Market, leg: int, code: int
) -> None:
    """A 100 -> 111, B 100 -> 110: one unit on the wrong side of any leg makes a tie or B the winner."""
    times = [(source, time) for source in (A, B) for time in (race.starts_at, race.observe_at)]
    prices = (1_000, 1_110, 1_000, 1_109)
    worse = ((0, 1), (-1, 0), (-1, 0), (0, 1))
    for i, ((source, time), price) in enumerate(zip(times, prices, strict=True)):
        low, high = worse[i] if i == leg else (0, 0)
        house.price(source, time, price, low=price + low, high=price + high)
    house.node.travel(race.observe_at)
    contest(house, race)
    house.rule(race, code)
    settled = house.engine.events(house.engine.settle(race.id, sender=OUTSIDER), "MarketSettled")[0]
    assert (settled["outcome"], settled["value"]) == (code, 1 if code else -1)


def test_contest__race_with_one_price_missing__refused(house: House, race: Market) -> None:
    for source, time in ((A, race.starts_at), (A, race.observe_at), (B, race.starts_at)):
        house.price(source, time, 100, low=1, high=1_000)
    house.node.travel(race.observe_at)
    with refused("NothingToContest"):
        contest(house, race)


@pytest.mark.parametrize(("gap", "near"), [(-61, False), (-60, True), (0, True), (60, True), (61, False)])
def test_contest__match_known_near_its_guarded_close__within_60_seconds(
    house: House, match: Market, gap: int, near: bool
) -> None:
    """R-KNOWN: close - (knownAt - guard) = gap."""
    house.node.travel(match.observe_at)
    house.answer(match, 1, known_at=match.close + 120 - gap)
    if not near:
        with refused("NothingToContest"):
            contest(house, match)
        return
    contest(house, match)
    house.rule(match, 1)
    house.engine.settle(match.id, sender=OUTSIDER)
    assert house.engine.view.payoutOf(match.id, RIVAL) == 100 * USDC


@pytest.mark.parametrize(("late", "void"), [(-1, False), (0, False), (1, True)])
def test_settle__match_near_the_guard_and_nobody_contested__the_second_decides_after_96_hours(
    house: House, match: Market, late: int, void: bool
) -> None:
    """Case 11: knownAt = close + guard -+ 1."""
    house.answer(match, 1, known_at=match.close + 120 - late)
    house.node.travel(match.observe_at + 96 * HOUR + 1)
    receipt = house.engine.settle(match.id, sender=OUTSIDER)
    assert house.state(match) == (VOID if void else SETTLED)
    if void:
        assert house.void_reason(receipt) == KNOWN


def test_settle__window_not_yet_open_when_the_match_is_known__void_at_once(house: House) -> None:
    """Case 11: no window outlives its match."""
    made = house.add_template(kind=MATCH, outcomes=2, knownGuard=120)
    window = house.create(made, open_in=3_600, length=7_200)
    house.answer(window, 1, known_at=house.node.now)
    assert house.void_reason(house.engine.settle(window.id, sender=OUTSIDER)) == KNOWN


def test_contest__betting_still_open__refused(house: House) -> None:
    """A guard of 0 and a result known within the last minute of betting."""
    made = house.add_template(kind=MATCH, outcomes=2, contestable=True)
    window = staked(house, house.create(made, length=1_200, gap=600))
    house.node.travel(window.close - 30)
    house.answer(window, 1, known_at=house.node.now)
    with refused("TooEarly", at=window.close):
        contest(house, window)
    assert house.state(window) == OPEN


def test_settle__contested_short_market_in_an_outage__void_whatever_was_ruled(house: House) -> None:
    made = house.add_template(kind=UPDOWN, outcomes=2, contestable=True)
    market = staked(house, house.create(made, length=86_400))
    house.price(A, market.starts_at, 100)
    house.price(A, market.observe_at, 101, low=99)
    house.node.travel(market.observe_at)
    contest(house, market)
    house.resolution.setOutage(market.close, sender=OUTSIDER)
    house.rule(market, 1)
    assert house.void_reason(house.engine.settle(market.id, sender=OUTSIDER)) == OUTAGE


def test_lens__contested_market__shows_the_question_it_waits_for(house: House, week: Market) -> None:
    differ(house, week)
    contest(house, week)
    page = house.lens.view.markets([week.id])[0]
    assert (page["questionState"], page["market"]["state"]) == (DISPUTED, CONTESTED)
    house.rule(week, 80 * PRICE)
    page = house.lens.view.markets([week.id])[0]
    assert (page["questionState"], page["value"]) == (FINAL, 80 * PRICE)


def differ(house: House, market: Market, *, state: int = FINAL) -> None:
    """The sources name range 0 and range 1, the median range 1."""
    house.node.travel(market.observe_at)
    house.answer(market, 92 * PRICE, low=90 * PRICE - 1, high=92 * PRICE, state=state)


def contest(house: House, market: Market) -> Receipt:
    return house.engine.contest(market.id, sender=OUTSIDER)


def staked(house: House, market: Market) -> Market:
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 70)
    return market
