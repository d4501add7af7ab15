"""Ten-minute rounds of a coin from creation to payout: by signed report, disputed, by fallback, and tied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from sqlmodel import Session, col, select

from mutuel.db.mirror import Market
from mutuel.db.oracle import Act, Decision, Price
from mutuel.domain.ids import market_id, question_id
from mutuel.domain.market import State, VoidReason
from mutuel.domain.products.crypto_round import ROUND
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import Price8
from oracle.charts.live import SOURCE, Live
from scripts.replay.faults import Fault
from scripts.replay.histories import Ticks
from tests.integration.oracle.house import USDC, House

HOUR = 3_600
EXCHANGES = ("coinbase", "kraken", "binance")
STAKES = [10, 30]


@dataclass
class Round:
    """One round that is open now and has stakes on both sides."""

    house: House
    id: int
    close: int

    @property
    def end(self) -> int:
        return self.close + ROUND

    def expected(self, moment: int) -> Price8:
        """Straight from the history, by other means than the oracle's."""
        price = self.house.replay.histories.ticks["BTC"].shown(moment)
        assert price is not None
        return Price8(int(price * Decimal(10**8)))

    def answer(self, moment: int) -> list[int]:
        """What Resolution holds about the price at `moment`."""
        source = self.house.world.catalogue.listings["BTC-10M"].source
        found: list[int] = self.house.world.resolution.read(
            "observation", question_id(source.id, moment, bytes(32))
        )
        return found


@pytest.fixture
def opened(house: House) -> Round:
    """The next round of a keeper that made a few and makes no more."""
    listing = house.world.catalogue.listings["BTC-10M"]
    house.world = replace(house.world, served=(listing,))
    house.work()
    number = house.now() // ROUND + 2
    market = market_id(listing.template.id, number, 0)
    house.advance_to(number * ROUND)
    house.world = replace(house.world, served=())
    view = house.market(market)
    assert (view["open"], view["close"], view["observeAt"]) == tuple(
        (number + step) * ROUND for step in range(3)
    )
    house.bet_on_each(market, STAKES)
    return Round(house, market, view["close"])


def give(house: House, opened: Round, start: Decimal, end: Decimal) -> None:
    """A history that has these prices at the ends of the round."""
    ticks = Ticks([opened.close - ROUND, opened.close, opened.end], [start, start, end])
    house.replay.histories = replace(house.replay.histories, ticks={"BTC": ticks})


def decided(house: House, opened: Round) -> tuple[int, int | None]:
    """State and reason, as the mirror has them."""
    with Session(house.world.database) as session:
        row = session.get(Market, opened.id)
    assert row is not None
    return row.state, row.void_reason


def acts(house: House, name: str) -> list[str]:
    with Session(house.world.database) as session:
        done = select(Act.key).where(Act.outcome == "done", col(Act.key).startswith(f"{name}:"))
        return list(session.exec(done).all())


def test_keeper__round__proved_cross_checked_settled_and_paid(house: House, opened: Round) -> None:
    assert Live(house.world).step(house.now()) == 1
    house.work_until(opened.end + 600)

    start, end = opened.expected(opened.close), opened.expected(opened.end)
    assert start != end
    for moment, price in ((opened.close, start), (opened.end, end)):
        state, value, low, high, known_at, _ = opened.answer(moment)
        assert (state, value, low, high, known_at) == (QuestionState.FINAL, *[price] * 3, moment)
    view = house.market(opened.id)
    assert (view["state"], view["winner"]) == (State.SETTLED, int(end > start))
    assert len(acts(house, "prove")) >= 2
    assert len(acts(house, "crossCheck")) == len(acts(house, "prove"))
    with Session(house.world.database) as session:
        assert session.exec(select(Price).where(Price.source == SOURCE)).all()
        kinds = session.exec(select(Decision.kind)).all()
    assert set(kinds) == {"crossCheck"}

    house.work_until(house.now() + house.world.push_after + 1)
    payout = sum(STAKES) - STAKES[view["winner"]]
    bettors = [house.bettor(number) for number in range(2)]  # each is given 1,000 USDC more
    won, lost = bettors[view["winner"]], bettors[1 - view["winner"]]
    assert house.balance(won) == (2_000 + payout) * USDC
    assert house.balance(lost) == (2_000 - payout) * USDC
    house.assert_honest(opened.id)


def test_keeper__exchanges_say_otherwise__disputed_in_the_proofs_window_and_refunded(
    house: House, opened: Round
) -> None:
    house.work_until(opened.end)
    assert opened.answer(opened.close)[0] == QuestionState.FINAL
    house.replay.faults |= dict.fromkeys(EXCHANGES, Fault.SKEWED)
    house.work_until(opened.end + 60)
    assert opened.answer(opened.end)[0] == QuestionState.DISPUTED
    assert house.market(opened.id)["state"] == State.OPEN
    house.replay.faults.clear()

    house.work_until(house.now() + 47 * HOUR)
    assert opened.answer(opened.end)[0] == QuestionState.DISPUTED
    house.work_until(house.now() + 2 * HOUR)
    assert opened.answer(opened.end)[0] == QuestionState.VOID
    assert decided(house, opened) == (State.VOID, VoidReason.QUESTION)
    house.work_until(house.now() + house.world.push_after + 1)
    assert [house.balance(house.bettor(number)) for number in range(2)] == [2_000 * USDC] * 2
    house.assert_honest(opened.id)


def test_keeper__dispute_of_a_proof_taken_back_by_a_reorg__disputed_again(
    house: House, opened: Round
) -> None:
    house.work_until(opened.end)
    house.replay.faults |= dict.fromkeys(EXCHANGES, Fault.SKEWED)
    house.work_until(opened.end + 60)
    assert opened.answer(opened.end)[0] == QuestionState.DISPUTED
    house.take_back("CrossChecked")
    assert opened.answer(opened.end)[0] == QuestionState.PROPOSED
    house.work()
    assert opened.answer(opened.end)[0] == QuestionState.DISPUTED


def test_keeper__no_report_for_an_hour__the_exchanges_median_with_a_bond(house: House, opened: Round) -> None:
    give(house, opened, Decimal(77_777), Decimal(77_999))  # further apart than the exchanges are
    house.replay.faults["streams"] = Fault.LATE
    house.work_until(opened.close + HOUR - 60)
    assert opened.answer(opened.close)[0] == QuestionState.NONE
    house.work_until(opened.end + HOUR + 600)
    for moment in (opened.close, opened.end):
        state, value, low, high, *_ = opened.answer(moment)
        assert state == QuestionState.PROPOSED
        assert low <= value <= high
        assert abs(value - opened.expected(moment)) * 10_000 <= 3 * opened.expected(moment)

    house.work_until(opened.end + 4 * HOUR)
    start, end = opened.answer(opened.close)[1], opened.answer(opened.end)[1]
    view = house.market(opened.id)
    assert view["state"] == State.SETTLED
    assert view["winner"] == int(end > start)
    assert len(acts(house, "report")) >= 2
    assert acts(house, "prove") == []
    house.assert_honest(opened.id)


def test_keeper__price_ends_where_it_began__tie_and_refunded(house: House, opened: Round) -> None:
    give(house, opened, Decimal(77_777), Decimal(77_777))
    house.work_until(opened.end + 600)
    assert opened.answer(opened.end)[1] == opened.answer(opened.close)[1] == 77_777 * 10**8
    assert decided(house, opened) == (State.VOID, VoidReason.TIE)
    house.assert_honest(opened.id)
    house.work_until(house.now() + house.world.push_after + 1)
    assert [house.balance(house.bettor(number)) for number in range(2)] == [2_000 * USDC] * 2
