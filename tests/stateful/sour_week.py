"""What goes wrong in one week, at the end of every run: sources that straddle an edge, a proof that reports contradict,
betting that reporters end. Each comes once, after the ways in which it is refused."""

from __future__ import annotations

from mutuel.domain.resolution.question import RULING_TIME, first_report_at
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.kinds_week import open_market
from tests.stateful.model.pools import Bet
from tests.stateful.model.reports import FRESH, Action, MarketReport
from tests.stateful.site import BETTORS
from tests.streams import LARGE, SMALL

EDGE = strategies.EDGES[1]
FIRST, SECOND, THIRD, LAST = BETTORS[:4]


def play(machine: HouseActs, mood: int) -> None:
    """Mood 0: the halted market is the one that is contested."""
    straddled, contradicted, cancelled = (open_market(machine, name) for name in ("THIN", "UPDOWN", "WINDOW"))
    for market in (straddled, contradicted, cancelled):
        machine.bet_wallet(FIRST, Bet(market, 1, 31_000_007))
        machine.bet_wallet(SECOND, Bet(market, 0, 20_000_003))
    stop(machine, cancelled, Action.CANCEL)
    stop(machine, straddled if mood == 0 else contradicted, Action.HALT)
    machine.push_to(cancelled, [FIRST, SECOND])
    contradict(machine, contradicted)
    widened = widen(machine)
    contest(machine, straddled)
    rule_on_none(machine, contradicted, straddled, widened)
    machine.escalate_one(machine.house.floor.books[cancelled].question)  # nobody reported on it


def stop(machine: HouseActs, market: int, action: Action) -> None:
    """Made for something else, signed by a stranger, stale; then good, then brought again."""
    machine.report_market(MarketReport(market, Action(3 - action), machine.house.now, action))
    machine.report_market(MarketReport(market, action, machine.house.now, action, "UnknownSigner"))
    machine.report_market(MarketReport(market, action, machine.house.now - FRESH - 1, action))
    good = MarketReport(market, action, machine.house.now, action)
    machine.report_market(good)
    machine.report_market(good)
    machine.bet_hopeless(THIRD, Bet(market, 0, ONE_USDC))


def widen(machine: HouseActs) -> int:
    """Two networks of nodes differ by a hair on both sides of the start."""
    market = open_market(machine, "ROUND")
    machine.bet_wallet(FIRST, Bet(market, 1, 31_000_007))
    machine.bet_wallet(SECOND, Bet(market, 0, 20_000_003))
    end, start = machine.house.floor.books[market].questions
    for id, price in ((start, EDGE), (end, EDGE + 1)):
        machine.wait_until(machine.house.desk.asked[id].question.observe_at + 1)
        machine.prove_streamed(id, price, SMALL)
        if id == end:
            machine.prove_streamed(id, EDGE + 1, LARGE)
            machine.prove_streamed(id, EDGE - 1, LARGE)
        machine.wait_until(machine.house.desk.asked[id].question.window_ends)
        machine.finalise_one(id)
    machine.settle_market(market)
    machine.contest_market(market)
    return market


def contradict(machine: HouseActs, market: int) -> None:
    """Others saw about the same, then something else."""
    id = machine.house.floor.books[market].question
    observe_at = machine.house.desk.asked[id].question.observe_at
    machine.wait_until(observe_at - 10)
    machine.transmit(EDGE)
    machine.wait_until(observe_at + 61)
    machine.prove_by(id, machine.right_round(id))
    machine.prove_by(id, machine.right_round(id))
    machine.cross_check(id, (EDGE + EDGE // 200,) * 3)
    machine.cross_check(id, (EDGE + EDGE // 200 + 1,) * 3)
    machine.give_up_dispute(id)


def contest(machine: HouseActs, market: int) -> None:
    """The quorum's extremes lie on both sides of an edge."""
    id = machine.house.floor.books[market].question
    question = machine.house.desk.asked[id].question
    machine.wait_until(first_report_at(question))
    machine.contest_market(market)
    machine.propose_values(id, FIRST, (EDGE, EDGE, EDGE - 1))
    machine.wait_until(machine.house.desk.asked[id].question.window_ends)
    machine.finalise_one(id)
    machine.settle_market(market)
    machine.contest_market(market)
    machine.contest_market(market)
    machine.give_up_contest(market)
    machine.settle_market(market)


def rule_on_none(machine: HouseActs, contradicted: int, straddled: int, widened: int) -> None:
    """48 h later all are void."""
    machine.wait_until(machine.house.now + RULING_TIME + 1)
    machine.give_up_dispute(machine.house.floor.books[contradicted].question)
    machine.give_up_contest(straddled)
    machine.give_up_contest(widened)
    for market in (contradicted, straddled, widened):
        machine.settle_market(market)
        machine.claim_one(market, FIRST, to_credit=True)
        machine.push_to(market, [FIRST, SECOND])
