"""I11: from wherever a run stands, time passes and everybody gets out, to the unit.

Everything that could stand in the way does: the engine is paused and retired, nobody proves, reports or rules any
more, the sequencer stays as it is, and while the claims are made USDC may be paused and people blocked. What only
the token's issuer can end, a pause, the issuer ends; whoever stays blocked leaves by signature to another address.
"""

from __future__ import annotations

from mutuel.domain.market import DEADLINE
from mutuel.domain.parimutuel import Settled
from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import Path, Question, final_at, first_report_at
from mutuel.domain.resolution.table import QuestionState
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.invariants import SENTENCES
from tests.stateful.model.ledger import PAUSE_INTERVAL
from tests.stateful.site import BETTORS, CONTRACT, PEOPLE, ROGUE

LIKELY = strategies.EDGES[0] + 10**8
OVER = (QuestionState.FINAL, QuestionState.VOID)


def leave_all(machine: HouseActs) -> None:
    """Raises AssertionError with I11 when anybody's money stays behind."""
    obstruct(machine)
    answer_some(machine, machine.steps % 4)
    bound = decide_all(machine)
    claim_all(machine)
    answer_all(machine)
    withdraw_all(machine)
    collect_all(machine)
    began = machine.site.stepper.now
    assert began <= bound, f"I11: {SENTENCES['I11']} It took until {began}, not {bound}."
    nothing_left(machine)


def could_leave(machine: HouseActs) -> None:
    """`leave_all` on a copy: chain, model and memory go back to where they were."""
    taken, saved, memory, seen = (
        machine.site.stepper.snapshot(),
        machine.house.saved(),
        machine.memory.copied(),
        dict(machine.seen),
    )
    scheduled, tried = machine.scheduled_at, machine.tried.copy()
    machine.counting = False
    leave_all(machine)
    machine.site.stepper.revert(taken)
    machine.house, machine.memory, machine.seen = type(machine.house).restored(saved), memory, seen
    machine.scheduled_at, machine.tried, machine.counting = scheduled, tried, True


def obstruct(machine: HouseActs) -> None:
    """Pause, retirement, and an engine that came after the seal and only reaches who let it."""
    if ROGUE not in machine.house.ledger.engines:
        machine.register_rogue()
    market = min(machine.house.floor.books, default=1)
    for person in BETTORS[1:3]:
        machine.rogue_lock(market, person, 1, from_wallet=True)
    machine.deposit_permitted(BETTORS[0], 2)
    machine.trust_rogue(BETTORS[0])
    machine.rogue_lock(market, BETTORS[0], 1, from_wallet=False)
    machine.rogue_release(market, BETTORS[0], machine.house.ledger.fence(ROGUE, market).amount + 1)
    engine = machine.house.ledger.engines[machine.site.engine]
    if engine.last_pause == 0 or machine.house.now >= engine.last_pause + PAUSE_INTERVAL:
        machine.pause_engine(machine.site.engine)
    if not machine.is_retired():
        machine.retire_engine()


def answer_some(machine: HouseActs, mood: int) -> None:
    """Mood 0: nobody answers any more. 1: the oracle does its work. 2, 3: it is challenged and answers once more."""
    if mood == 0:
        return
    waiting = strategies.unanswered(machine.house)
    for id in sorted(waiting, key=lambda i: machine.house.desk.asked[i].question.observe_at):
        question = machine.house.desk.asked[id].question
        if machine.house.now >= question.observe_at + ANSWER_TIME:
            continue
        if machine.house.now < question.observe_at:
            machine.wait_until(question.observe_at - 10)
            machine.transmit(LIKELY)
        if question.timetable.path is Path.PROOF:
            machine.wait_until(question.observe_at + 61)
            machine.prove_by(id, machine.right_round(id))
        else:
            _report(machine, id, mood)
        if machine.house.desk.asked[id].state is QuestionState.PROPOSED:
            machine.wait_until(machine.house.desk.asked[id].question.window_ends)
            machine.finalise_one(id)


def _report(machine: HouseActs, id: bytes, mood: int) -> None:
    asked = machine.house.desk.asked[id]
    machine.wait_until(first_report_at(asked.question))
    people = machine.bonded(asked.source.bond)
    is_match = asked.source.quorum.is_match
    first, second = (
        ((1,) * 3, (0,) * 3) if is_match else ((LIKELY, LIKELY, LIKELY + 1), (LIKELY + 10**8,) * 3)
    )
    machine.propose_values(id, people[0], first)
    if mood > 1 and id in strategies.challengeable(machine.house):
        claim = None if mood == 2 else second[0]
        machine.challenge_with(id, machine.bonded(asked.source.bond)[-1], claim)
    if machine.house.desk.asked[id].state is QuestionState.CHALLENGED:
        machine.propose_values(id, people[0], second)


def decide_all(machine: HouseActs) -> int:
    """Every market: by its question if that is over, else by time. Returns when all must be out."""
    books = machine.house.floor.books
    for market in strategies.settleable(machine.house):
        machine.wait_until(books[market].market.betting_ends_at)
        machine.settle_market(market)
    last = max((book.market.expires_at for book in books.values() if not book.state.is_decided), default=0)
    bound = max(
        last,
        machine.house.now,
        *(over_by(asked.question) for asked in machine.house.desk.asked.values()),
    )
    for market in sorted(strategies.undecided(machine.house), key=lambda m: books[m].market.expires_at):
        machine.wait_until(machine.house.floor.books[market].market.expires_at)
        machine.expire_market(market)
    return bound + 1_000  # a second for each of the steps that people then take


def over_by(question: Question) -> int:
    """Seven days after its observation, or when a ruling holds that was filed in vain: its market is void by then."""
    ends = question.ruling.effective_at if question.ruling is not None else 0
    return max(question.observe_at + DEADLINE, ends)


def answer_all(machine: HouseActs) -> None:
    """Bonds come back or are judged; nobody's consent is needed."""
    for id, asked in list(machine.house.desk.asked.items()):
        machine.wait_until(asked.question.observe_at + DEADLINE)
        asked = machine.house.desk.asked[id]
        if asked.question.ruling is not None and asked.state is QuestionState.RULED:
            machine.wait_until(asked.question.ruling.effective_at)
            machine.finalise_one(id)
        elif asked.state is QuestionState.PROPOSED and _can_be_final(machine, id):
            machine.finalise_one(id)
        elif asked.state not in OVER:
            machine.expire_question(id)


def _can_be_final(machine: HouseActs, id: bytes) -> bool:
    """Not while the sequencer is down or only just back; then row 18 voids the question instead."""
    desk = machine.house.desk
    at = final_at(desk.asked[id].question, desk.up_since)
    return at is not None and machine.house.now >= at


def claim_all(machine: HouseActs) -> None:
    """By all ways in turn, in an order that must not matter."""
    for turn, (market, person) in enumerate(reversed(strategies.claimable(machine.house))):
        if not machine.house.floor.books[market].payout(person):
            continue  # paid with a batch or a push before
        if turn % 4 == 0:
            machine.claim_one(market, person, to_credit=False)
        elif turn % 4 == 1:
            machine.push_to(market, PEOPLE[:3])
        elif turn % 4 == 2:
            machine.claim_for_one(market, person)
        else:
            machine.claim_all(person, sorted(machine.house.floor.books), to_credit=False)
    for market, person in strategies.claimable(machine.house):
        machine.claim_one(market, person, to_credit=True)


def withdraw_all(machine: HouseActs) -> None:
    if machine.house.ledger.token_paused:
        machine.unpause_token()
    for owner, market in list(machine.house.ledger.fences):
        held = machine.house.ledger.fence(owner, market).amount
        if owner == ROGUE and held:
            machine.rogue_release(market, PEOPLE[0], held)
    for person in PEOPLE:
        account = machine.house.ledger.people[person]
        if account.credit == 0:
            continue
        amount = account.credit
        if machine.house.ledger.moves(person):
            machine.withdraw_own(person, amount)
        elif person != CONTRACT:  # it has no key; its credit stays its own until USDC lets it go
            machine.withdraw_signed(person, amount)


def collect_all(machine: HouseActs) -> None:
    for address, engine in list(machine.house.ledger.engines.items()):
        if engine.treasury + engine.insurance:
            machine.collect_of(address)


def nothing_left(machine: HouseActs) -> None:
    """Only breakage stays: less than one micro-unit for each winner, in the market's own fence."""
    seen = machine.seen
    kept = [
        p for p in PEOPLE if seen["account", p]["credit"] and (p != CONTRACT or machine.house.ledger.moves(p))
    ]
    assert not kept, f"I11: {SENTENCES['I11']} Still inside: {kept}"
    for market, book in machine.house.floor.books.items():
        left = seen.get(("fence", machine.site.engine, market), (0, 0))[0]
        winners = len(book.bettors) if isinstance(book.decision, Settled) else 1
        assert left < max(1, winners), (
            f"I2: {SENTENCES['I2']} Market {market} keeps {left} of {winners} winners."
        )
    bonds = [key for key in seen if key[0] == "fence" and key[1] == machine.site.resolution and seen[key][0]]
    assert not bonds, f"I11: {SENTENCES['I11']} Bonds of {bonds} are still locked."
