"""One week of quarrels at the end of every run: each row of the state table that random steps reach rarely, once.

`mood` says who rules on the question that was challenged twice. 0: the DAO. 1: the DAO stays silent, the multisig
does. 2: the DAO does, and the multisig vetoes.
"""

from __future__ import annotations

from collections.abc import Callable

from mutuel.domain.resolution.question import REPROPOSAL_TIME, RULING_TIME, Question, first_report_at
from mutuel.domain.resolution.rulings import DAO_TIME
from mutuel.domain.resolution.table import QuestionState
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.kinds_week import open_market
from tests.stateful.model.pools import Bet
from tests.stateful.site import BETTORS

LIKELY = strategies.EDGES[0] + 10**8
OTHER = strategies.EDGES[2]
FIRST, SECOND, THIRD, FOURTH = BETTORS[:4]


def play(machine: HouseActs, mood: int, halfway: Callable[[], None]) -> None:
    """Five questions of five markets, disputed in five ways. `halfway` is called while one is challenged and the others
    are disputed, or ruled on where the DAO rules on all."""
    if machine.house.desk.is_down:
        machine.set_sequencer(down=False)
    markets = [open_market(machine, name) for name in ("THIN", "THIN", "WINDOW", "WINDOW", "UPDOWN")]
    for market in markets:
        machine.bet_wallet(FIRST, Bet(market, 1, 31_000_007))
        machine.bet_wallet(SECOND, Bet(market, 0, 20_000_003))
    twice, silent, torn, turned, crossed = (machine.house.floor.books[one].question for one in markets)
    contradict(machine, markets[-1])
    quarrel_about_matches(machine, torn, turned)
    quarrel_about_prices(machine, twice, silent)
    if mood == 1:
        halfway()
    rule(machine, mood, twice, turned, crossed)
    if mood == 0:
        halfway()
    escalate(machine, mood, silent)
    stand_in(machine, mood, twice, torn)
    take_effect(machine, [twice, turned, crossed, torn, silent])
    for market in markets:
        machine.settle_market(market)
        machine.push_to(market, [FIRST, SECOND])


def contradict(machine: HouseActs, market: int) -> None:
    """Rows 1 and 2b."""
    end, start = machine.house.floor.books[market].questions
    for id in (start, end):
        machine.wait_until(question_of(machine, id).observe_at - 10)
        machine.transmit(LIKELY)
        machine.wait_until(question_of(machine, id).observe_at + 61)
        machine.prove_by(id, machine.right_round(id))
        if id == start:
            machine.wait_until(question_of(machine, id).window_ends)
            machine.finalise_one(id)
    machine.cross_check(end, (OTHER,) * 3)


def quarrel_about_matches(machine: HouseActs, torn: bytes, turned: bytes) -> None:
    """Rows 4 and 7: feeds that name both sides, reporters that turn round."""
    machine.propose_values(torn, THIRD, (0, 1, 1), ago=7_200)
    machine.propose_values(turned, THIRD, (1, 1, 1), ago=7_200)
    machine.propose_values(turned, THIRD, (0, 0, 0), missing=1, ago=7_200)
    machine.propose_values(turned, THIRD, (0, 0, 0), ago=7_200)


def quarrel_about_prices(machine: HouseActs, twice: bytes, silent: bytes) -> None:
    """Rows 3, 7, 8, 9 and 11; and a challenge that nobody answers."""
    machine.wait_until(first_report_at(question_of(machine, twice)))
    machine.propose_values(twice, THIRD, (LIKELY,) * 3)
    machine.propose_values(twice, FOURTH, (LIKELY + 5,) * 3)
    machine.challenge_with(twice, THIRD, LIKELY + 5)
    machine.challenge_with(twice, THIRD, OTHER)
    machine.propose_values(twice, FOURTH, (LIKELY + 7,) * 3)
    machine.challenge_with(twice, THIRD, None)
    machine.propose_values(silent, THIRD, (LIKELY,) * 3)
    machine.challenge_with(silent, FOURTH, OTHER)
    machine.escalate_one(silent)


def rule(machine: HouseActs, mood: int, twice: bytes, turned: bytes, crossed: bytes) -> None:
    """Rows 13 and 15, after the ways in which they are refused."""
    machine.rule_barely(turned)
    machine.rule_as_stranger("rule", turned, machine.site.safe)
    machine.rule_as_stranger("fallbackRule", turned, machine.site.governor)
    machine.rule_on(turned, 2)
    machine.rule_on(turned, 0, by_dao=False)
    machine.rule_on(turned, 0)
    machine.rule_on(crossed, LIKELY)
    if mood != 1:
        machine.rule_on(twice, LIKELY)
    if mood == 2:
        machine.rule_as_stranger("veto", twice, machine.site.governor)
        machine.veto_on(twice)


def escalate(machine: HouseActs, mood: int, silent: bytes) -> None:
    """Row 10; then the DAO rules VOID, or nobody rules."""
    machine.wait_until(question_of(machine, silent).challenged_at + REPROPOSAL_TIME + 1)
    machine.escalate_one(silent)
    if mood == 0:
        machine.rule_on(silent, None)
    machine.finalise_one(silent)


def stand_in(machine: HouseActs, mood: int, twice: bytes, torn: bytes) -> None:
    """Row 14, in the first second of the multisig's hours and in none of the DAO's."""
    machine.wait_until(question_of(machine, torn).disputed_at + DAO_TIME + 1)
    machine.rule_on(torn, 1)
    machine.rule_on(torn, 1, by_dao=False)
    machine.veto_on(torn)
    if mood == 1:
        machine.wait_until(question_of(machine, twice).disputed_at + RULING_TIME)
        machine.rule_on(twice, None, by_dao=False)


def take_effect(machine: HouseActs, ids: list[bytes]) -> None:
    """Rows 16 and 17; a veto comes too late."""
    for id in ids:
        question = question_of(machine, id)
        if question.state is QuestionState.DISPUTED:
            machine.wait_until(question.disputed_at + RULING_TIME + 1)
            machine.give_up_dispute(id)
        elif question.ruling is not None:
            machine.wait_until(question.ruling.effective_at)
            machine.veto_on(id)
            machine.finalise_one(id)


def question_of(machine: HouseActs, id: bytes) -> Question:
    return machine.house.desk.asked[id].question
