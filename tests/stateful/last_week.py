"""One scripted week at the end of every run, in whatever state the run has come to.

Random steps reach some kinds rarely: signatures, a quarrel with its second report, payouts that USDC refuses. Here
each comes once a run, on two new markets; `mood` varies what the oracle does. The model decides as ever whether a
step is accepted, so a person with a limit or without money is refused here as well.
"""

from __future__ import annotations

from mutuel.domain.limits import LimitKind
from mutuel.domain.resolution.question import REPROPOSAL_TIME, RULING_TIME, first_report_at
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.model.pools import Bet, Way
from tests.stateful.site import BETTORS, DEPLOYER, OUTSIDER, WAVERING

HOUR = 3_600
PRICE = strategies.EDGES[0] + 10**8
OTHER = PRICE + 2 * 10**8
FIRST, SECOND, THIRD, AGENT = BETTORS[:4]


def play(machine: HouseActs, mood: int) -> None:
    """Mood 0: the challenge is answered by a second report. 1: by nobody. 2: by nobody, and it claimed VOID."""
    clear_the_way(machine)
    early, full = open_markets(machine)
    bring_money(machine)
    mind_the_rest(machine)
    bet_every_way(machine, early, full)
    fail_as_foretold(machine, early)
    machine.close_market_early(early)
    decide_early(machine, early)
    decide_full(machine, full, mood)
    claim_every_way(machine, early, full)


def clear_the_way(machine: HouseActs) -> None:
    """A pause ends by itself (I23); the issuer and the sequencer come back; people allow the engines again."""
    machine.wait_until(machine.house.ledger.engines[machine.site.engine].paused_until)
    if machine.house.ledger.token_paused:
        machine.unpause_token()
    if machine.house.desk.is_down:
        machine.set_sequencer(down=False)
    for person in (FIRST, SECOND, THIRD, AGENT):
        machine.set_blocked(person, blocked=False)
    for person in (FIRST, SECOND, THIRD):
        for engine in (machine.site.engine, machine.site.resolution):
            machine.opt_by_signature(person, machine.house.ledger.engines[engine].id, on=True)


def open_markets(machine: HouseActs) -> tuple[int, int]:
    """One that will close early, one whose pool takes little."""
    ids = []
    for template in ("DECAY", "FEE"):
        batch = strategies.market(machine.site, template, machine.period(), delay=0, length=20 * HOUR)
        machine.create(batch)
        ids.append(batch.markets[0].id)
    return ids[0], ids[1]


def bring_money(machine: HouseActs) -> None:
    for person in (FIRST, SECOND, THIRD):
        machine.deposit_authorized(person, 350 * ONE_USDC)


def mind_the_rest(machine: HouseActs) -> None:
    """What people do beside betting."""
    machine.deposit_permitted(WAVERING, 12_345_678)
    machine.withdraw_signed(WAVERING, 2_345_678)
    machine.exclude_until(machine.house.now + HOUR)
    machine.limit(LimitKind.LOSS_WEEK, 90 * ONE_USDC)
    machine.give_away(1)


def bet_every_way(machine: HouseActs, early: int, full: int) -> None:
    machine.bet_authorized(FIRST, Bet(early, 1, 33_333_333))
    machine.bet_permitted(SECOND, Bet(early, 0, 20_000_001))
    machine.bet_by(AGENT, THIRD, Bet(early, 1, 7_000_001), tip=10_000)
    two_alike = [Bet(full, 1, 5_000_001), Bet(full, 1, 5_000_001), Bet(full, 9, ONE_USDC)]
    machine.bet_several(FIRST, two_alike, Way.CREDIT)
    machine.bet_credit(SECOND, Bet(full, 2, 40_000_003))
    machine.bet_credit(THIRD, Bet(full, 1, 29 * ONE_USDC))
    machine.bet_wallet(AGENT, Bet(full, 1, 11_111_111))


def fail_as_foretold(machine: HouseActs, market: int) -> None:
    """A stake over every limit, a stranger as agent, a thief, a role that is not held."""
    machine.bet_hopeless(FIRST, Bet(market, 1, 10**10))
    machine.bet_as_stranger(SECOND, Bet(market, 0, ONE_USDC))
    call = machine.site.call("Escrow", "release", market, OUTSIDER, 1, False, False)
    machine.refuse("steal", OUTSIDER, call, "LockTooSmall")
    call = machine.site.call("Escrow", "retire", machine.site.engine)
    machine.refuse("overreach", DEPLOYER, call, "AccessManagedUnauthorized")


def decide_early(machine: HouseActs, market: int) -> None:
    """By proof, then whatever is too early, then the end."""
    id = machine.house.floor.books[market].question
    observe_at = machine.house.desk.asked[id].question.observe_at
    machine.announce_lock_of(market)
    machine.wait_until(observe_at - 10)
    machine.announce_lock_of(market)
    machine.transmit(PRICE)
    machine.wait_until(observe_at + 61)
    machine.prove_by(id, machine.right_round(id) + 1)
    machine.prove_by(id, machine.right_round(id))
    machine.settle_market(market)
    machine.wait_until(observe_at + 61 + 3 + 120)
    machine.finalise_one(id)
    machine.settle_market(market)


def decide_full(machine: HouseActs, market: int, mood: int) -> None:
    id = machine.house.floor.books[market].question
    question = machine.house.desk.asked[id].question
    machine.wait_until(first_report_at(question))
    machine.propose_values(id, FIRST, (PRICE, PRICE, PRICE + 1))
    machine.challenge_with(id, SECOND, None if mood == 2 else OTHER)
    if mood:
        machine.wait_until(machine.house.now + REPROPOSAL_TIME)
        machine.escalate_one(id)
        void_undecided(machine, market)
        return
    machine.propose_values(id, THIRD, (PRICE + 1, PRICE, PRICE))
    if machine.house.desk.asked[id].state is QuestionState.PROPOSED:
        machine.wait_until(machine.house.desk.asked[id].question.window_ends)
        machine.finalise_one(id)
        machine.settle_market(market)


def void_undecided(machine: HouseActs, market: int) -> None:
    """Nobody can rule yet: 48 h after the dispute began everybody is refunded."""
    id = machine.house.floor.books[market].question
    machine.wait_until(machine.house.now + RULING_TIME + 1)
    machine.expire_question(id)
    machine.settle_market(market)


def claim_every_way(machine: HouseActs, early: int, full: int) -> None:
    """While USDC is paused money becomes credit; nothing is lost and nothing is paid twice."""
    machine.pause_token()
    machine.claim_one(early, FIRST, to_credit=False)
    machine.claim_one(early, FIRST, to_credit=False)
    machine.unpause_token()
    machine.claim_one(early, THIRD, to_credit=True)
    machine.set_blocked(AGENT, blocked=True)
    machine.claim_for_one(full, AGENT)
    machine.set_blocked(AGENT, blocked=False)
    machine.push_to(full, [THIRD, SECOND, OUTSIDER])
    machine.claim_all(FIRST, [full, early, full], to_credit=False)
    machine.collect_of(machine.site.engine)
    machine.set_sequencer(down=True)
    machine.set_sequencer(down=False)
