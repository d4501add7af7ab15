"""One market of every kind, from its opening to its last claim, at the end of every run.

Random steps rarely answer the four questions of a race before a run is over. `mood` varies who wins, and whether
anybody does: the model decides as ever.
"""

from __future__ import annotations

from collections.abc import Mapping

from mutuel.domain.resolution.question import Path, Question, first_report_at
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.model.pools import Bet
from tests.stateful.site import BETTORS

HOUR = 3_600
KINDS = ("THIN", "UPDOWN", "RACE", "WINDOW", "SAFE")
LENGTH = 20 * HOUR
START = strategies.EDGES[0] + 10**8
FIRST, SECOND, THIRD, LAST = BETTORS[:4]


def play(machine: HouseActs, mood: int) -> None:
    """Mood 0: outcome 0 wins. 1: outcome 1. 2: a tie, a merged range, the side that nearly everybody is on."""
    machine.deposit_authorized(FIRST, 700 * ONE_USDC)
    machine.deposit_authorized(SECOND, 700 * ONE_USDC)
    markets = {name: open_market(machine, name) for name in KINDS}
    bet(machine, markets, mood)
    for name in ("WINDOW", "SAFE"):
        machine.close_market_early(markets[name])
    answer(machine, markets, mood)
    for market in markets.values():
        machine.settle_market(market)
        machine.push_to(market, [FIRST, SECOND, THIRD, LAST])


def open_market(machine: HouseActs, name: str) -> int:
    batch = strategies.market(machine.site, name, machine.period(), delay=0, length=LENGTH)
    machine.create(batch)
    return batch.markets[0].id


def bet(machine: HouseActs, markets: Mapping[str, int], mood: int) -> None:
    """Early and late; of five ranges two are thin."""
    one_sided = mood == 2
    for market in markets.values():
        machine.bet_credit(FIRST, Bet(market, 1, 33_333_333))
        machine.bet_credit(SECOND, Bet(market, 0, ONE_USDC if one_sided else 20_000_001))
    machine.wait_until(machine.house.now + 2 * HOUR)
    for market in markets.values():
        machine.bet_wallet(THIRD, Bet(market, 1, 7_000_001))
    machine.bet_wallet(LAST, Bet(markets["THIN"], 4, 5_000_000))
    machine.bet_wallet(LAST, Bet(markets["SAFE"], 1, 60 * ONE_USDC))


def answer(machine: HouseActs, markets: Mapping[str, int], mood: int) -> None:
    """Every question in the order of time."""
    books = machine.house.floor.books
    waiting = {id: (name, i) for name, m in markets.items() for i, id in enumerate(books[m].questions)}
    for id in sorted(waiting, key=lambda id: _answered_from(machine.house.desk.asked[id].question)):
        name, part = waiting[id]
        respond(machine, id, value(name, part, mood))
    for id in waiting:
        question = machine.house.desk.asked[id].question
        if question.state is QuestionState.PROPOSED:
            machine.wait_until(question.window_ends)
            machine.finalise_one(id)


def value(name: str, part: int, mood: int) -> int:
    """Of one question of a market: the end comes first, then the start, then both of the second runner."""
    if name in ("WINDOW", "SAFE"):
        return int(mood > 0)
    moved = (-(10**8), 10**8, 0)[mood]
    if name == "RACE":
        return START + (2 * moved, 0, moved, 0)[part]
    return START + (moved, 0)[part]


def respond(machine: HouseActs, id: bytes, price: int) -> None:
    """By proof where the source takes one."""
    asked = machine.house.desk.asked[id]
    at = asked.question.observe_at
    if asked.question.timetable.path is Path.REPORT:
        machine.wait_until(_answered_from(asked.question))
        machine.propose_values(id, FIRST, (price,) * 3)
        return
    machine.wait_until(at - 10)
    machine.transmit(price)
    machine.wait_until(at + 61)
    machine.prove_by(id, machine.right_round(id))


def _answered_from(question: Question) -> int:
    by_report = question.timetable.path is Path.REPORT
    return first_report_at(question) if by_report else question.observe_at
