"""A week from creation to the last claim: a stock by reports across a split, a coin by proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from mutuel.chain.client import Client
from mutuel.db.oracle import Act, Decision, Price
from mutuel.domain.ids import market_id
from mutuel.domain.market import State
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.table import QuestionState
from mutuel.errors import CallRefused
from oracle.charts.prices import Charts
from oracle.monitoring.alarms import Kind, alarms_of
from oracle.monitoring.health import measure
from oracle.sources.closes import day_number
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from tests.chain.undone import undone
from tests.integration.oracle.house import USDC, House, furnished

AAPL, MSFT, BTC, AAPL_TAPE = 2, 3, 1, 17
"""Template ids."""
LICENSED = ("alphavantage", "polygon", "tiingo")
HISTORIES = load(SYNTHETIC)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


FRIDAY_2120, MONDAY, SATURDAY = at("2026-10-09T21:20"), at("2026-10-12T00:01:01"), at("2026-10-17T12:00")
CLOSE = at("2026-10-16T20:00")


def stock_market(template: int) -> int:
    return market_id(template, day_number(date(2026, 10, 9)), 0)


def price8(value: Decimal) -> int:
    return int(value * 10**8)


def traded(symbol: str, day: date) -> Decimal:
    """Straight from the file, by other means than the oracle's."""
    return next(bar.close for bar in HISTORIES.as_traded[symbol] if bar.day == day)


def next_phase(house: House) -> None:
    """The feed's aggregator is replaced by a new one, which has a round already."""
    transmitter, last = house.transmitter, house.transmitter.last()
    assert last is not None
    transmitter.sender.send(transmitter.feed.prepare("nextPhase"))
    transmitter.transmit(last._replace(at=house.now()))


def test_keeper__stock_week_across_a_split__settles_on_the_close_in_the_old_share(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    house.work()
    market = stock_market(AAPL)
    assert house.market(market)["state"] == State.OPEN
    assert house.market(market)["observeAt"] == CLOSE
    assert house.market(market)["close"] == CLOSE - 1_800
    bettors = house.bet_on_each(market, [100] * 5)

    house.work_until(SATURDAY)

    expected = price8(traded("AAPL", date(2026, 10, 16)) * 4)
    state, value, low, high, known_at, _ = house.observation(market)
    assert (state, value, low, known_at) == (QuestionState.FINAL, expected, min(expected, low), CLOSE)
    assert (high - low) * 10_000 <= 50 * value
    view = house.market(market)
    assert view["state"] == State.SETTLED
    assert view["winner"] == index_of(expected, [edge for edge in view["edges"] if edge])

    house.work_until(house.now() + house.world.push_after + 1)
    paid = [house.balance(bettor) for bettor in bettors]
    assert paid[view["winner"]] == (1_000 - 100 + 500) * USDC
    house.assert_honest(market)


def test_keeper__coin_week__proves_the_last_round_of_sunday_and_settles(house: House) -> None:
    house.advance_to(MONDAY)
    house.work()
    market = market_id(BTC, day_number(date(2026, 10, 12)), 0)
    assert house.market(market)["state"] == State.OPEN
    house.bet_on_each(market, [100] * 5)
    end = at("2026-10-19T00:00")
    house.work_until(end + 600)

    expected = HISTORIES.ticks["BTC"].at(end)
    assert expected is not None
    state, value, low, high, _, _ = house.observation(market)
    assert (state, value, low, high) == (QuestionState.FINAL, *[price8(expected)] * 3)
    view = house.market(market)
    assert view["state"] == State.SETTLED
    assert view["winner"] == index_of(price8(expected), [edge for edge in view["edges"] if edge])
    house.assert_honest(market)
    next_phase(house)
    house.assert_honest(market)


def test_keeper__feed_changes_its_phase_between_the_end_and_the_proof__proved_all_the_same(
    house: House,
) -> None:
    """The contract takes a round of the pinned phase as long as a later one of that phase vouches for it."""
    house.advance_to(MONDAY)
    house.work()
    market = market_id(BTC, day_number(date(2026, 10, 12)), 0)
    house.bet_on_each(market, [100] * 5)
    end = at("2026-10-19T00:00")
    house.work_until(end - 60)
    house.advance_to(end + 1_800)  # while the keeper sleeps
    next_phase(house)
    house.work_until(house.now() + 600)
    expected = HISTORIES.ticks["BTC"].at(end)
    assert expected is not None
    assert house.observation(market)[:2] == [QuestionState.FINAL, price8(expected)]
    assert house.market(market)["state"] == State.SETTLED
    house.assert_honest(market)


def test_keeper__tape_s_licensed_vendors_alone__make_decide_and_settle_its_own_product(
    chain: tuple[str, Path], tmp_path: Path
) -> None:
    """Without a licence of the exchange's the usual product is not even offered."""
    url, book = chain
    with (
        Client(url) as client,
        undone(client),
        furnished(url, book, tmp_path, vendors=LICENSED, templates=("AAPL-WEEK", "AAPL-WEEK-TAPE")) as house,
    ):
        assert house.world.withheld.keys() == {"AAPL-WEEK"}
        house.advance_to(FRIDAY_2120)
        house.work()
        market = stock_market(AAPL_TAPE)
        with pytest.raises(CallRefused, match="No market"):
            house.market(stock_market(AAPL))
        house.bet_on_each(market, [100] * 5)
        house.work_until(SATURDAY)
        state, value, *_ = house.observation(market)
        expected = price8(traded("AAPL", date(2026, 10, 16)) * 4)
        assert (state, value) == (QuestionState.FINAL, expected)
        assert house.market(market)["state"] == State.SETTLED
        house.assert_honest(market)


def test_keeper__restarted_before_every_step__does_everything_once(house: House) -> None:
    """`house.keeper` is a new one at each use, so the whole week is a chain of restarts."""
    house.advance_to(FRIDAY_2120)
    house.work()
    for template in (AAPL, MSFT):
        house.bet_on_each(stock_market(template), [100] * 5)
    house.work_until(SATURDAY)
    with Session(house.world.database) as session:
        acts = session.exec(select(Act)).all()
    done = [act.key for act in acts if act.outcome == "done"]
    for deed in ("create", "lock", "report", "finalise", "settle"):
        assert len([key for key in done if key.startswith(f"{deed}:")]) >= 2
    assert len(done) == len(set(done))
    assert [act for act in acts if act.outcome == "refused"] == []


def test_keeper__nobody_staked__leaves_the_market_alone(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    house.work()
    house.bet_on_each(stock_market(AAPL), [100] * 5)
    house.work_until(SATURDAY)
    assert house.market(stock_market(AAPL))["state"] == State.SETTLED
    assert house.market(stock_market(MSFT))["state"] == State.OPEN
    assert house.observation(stock_market(MSFT))[0] == QuestionState.NONE


def test_keeper__report__not_before_1720_new_york(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    house.work()
    market = stock_market(AAPL)
    house.bet_on_each(market, [100] * 5)
    house.advance_to(CLOSE + 4_500)  # a few minutes early: the chain's time goes on while things are sent
    house.work()
    assert house.observation(market)[0] == QuestionState.NONE
    house.advance_to(CLOSE + 4_800)
    house.work()
    assert house.observation(market)[0] == QuestionState.PROPOSED


def test_keeper__report_challenged__answers_with_one_more_signature_and_corrects_itself_to_the_end(
    house: House,
) -> None:
    """Rows 9 and 7: the answer stands until the sources, read again before its window ends, drift apart."""
    house.advance_to(FRIDAY_2120)
    house.work()
    market = stock_market(AAPL)
    challenger = house.bet_on_each(market, [100] * 5)[0]
    house.work_until(CLOSE + 4_800)
    resolution, question = house.world.resolution, house.market(market)["questionId"]
    challenger.send(house.world.escrow.prepare("deposit", 200 * USDC))
    challenger.send(resolution.prepare("challenge", question, 1, False, "a hunch"))
    house.mirror.catch_up()

    house.work()
    clock = resolution.read("clockOf", question)
    assert (house.observation(market)[0], clock["round"], clock["seq"]) == (QuestionState.PROPOSED, 1, 2)

    house.replay.faults["yahoo"] = Fault.SKEWED
    house.work_until(clock["windowEnds"] - 1_700)
    clock = resolution.read("clockOf", question)
    assert (house.observation(market)[0], clock["seq"], clock["corrections"]) == (
        QuestionState.DISPUTED,
        3,
        1,
    )


def test_charts__week__closes_as_traded_and_every_round(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    Charts(house.world).step(house.now())
    with Session(house.world.database) as session:
        rows = session.exec(select(Price).where(Price.symbol == "AAPL").order_by(col(Price.at))).all()
        rounds = session.exec(select(Price).where(Price.symbol == "BTC")).all()
    assert rows[-1].price == pytest.approx(price8(traded("AAPL", date(2026, 10, 9))), rel=1e-4)
    assert len(rows) > 25
    assert len(rounds) > 40
    assert all((row.split_to, row.split_from) == (1, 1) for row in rows)


def test_charts__week_of_a_split__names_it_on_its_day(house: House) -> None:
    house.advance_to(CLOSE + 4_800)
    Charts(house.world).step(house.now())
    with Session(house.world.database) as session:
        rows = session.exec(select(Price).where(Price.symbol == "AAPL", Price.split_to != 1)).all()
    days = [(datetime.fromtimestamp(row.at, UTC).date(), row.split_to, row.split_from) for row in rows]
    assert days == [(date(2026, 10, 14), 4, 1)]


def test_keeper__one_source_hangs__delays_and_reports_when_it_is_back(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    house.work()
    market = stock_market(AAPL)
    house.bet_on_each(market, [100] * 5)
    house.replay.faults["alphavantage"] = Fault.HANG
    patient, house.world = house.world, replace(house.world, source_timeout=0.2)
    house.advance_to(CLOSE + 4_800)
    house.work()
    assert house.observation(market)[0] == QuestionState.NONE
    with Session(house.world.database) as session:
        question = "0x" + house.market(market)["questionId"].hex()
        kinds = session.exec(select(Decision.kind).where(Decision.question_id == question)).all()
    assert set(kinds) == {"delay"}
    house.replay.faults.clear()
    house.world = patient
    house.work_until(house.now() + 120)
    assert house.observation(market)[0] == QuestionState.PROPOSED


def test_keeper__sources_far_apart__disputed_on_chain_and_everybody_refunded_in_the_end(house: House) -> None:
    house.advance_to(FRIDAY_2120)
    house.work()
    market = stock_market(AAPL)
    bettors = house.bet_on_each(market, [100] * 5)
    house.replay.faults["yahoo"] = Fault.SKEWED
    house.work_until(CLOSE + 4_800)
    assert house.observation(market)[0] == QuestionState.DISPUTED
    alarms = alarms_of(measure(house.world, house.now()))
    assert (Kind.DISPUTE_OPENED, "it waits for a ruling") in {(alarm.kind, alarm.detail) for alarm in alarms}
    assert Kind.SOURCE_LOST not in {alarm.kind for alarm in alarms}
    house.replay.faults.clear()
    house.work_until(house.now() + 49 * 3_600)
    assert house.observation(market)[0] == QuestionState.VOID
    assert house.market(market)["state"] == State.VOID
    house.work_until(house.now() + house.world.push_after + 1)
    assert [house.balance(bettor) for bettor in bettors] == [1_000 * USDC] * 5
    house.assert_honest(market)
