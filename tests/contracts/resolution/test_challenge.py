"""Rows 8 and 11: challenges."""

from dataclasses import replace

import pytest

from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BOND,
    CHALLENGED,
    CHALLENGER,
    DISPUTED,
    HOUR,
    NO_WINNER,
    NOT_BEFORE,
    OUTSIDER,
    USDC,
    WINDOW,
    Desk,
    Report,
)

CLAIM = 700_00000000


def test_challenge__round_0__waits_for_an_answer_and_takes_the_bond(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    receipt = desk.challenge(question, at + 1)
    clock = desk.resolution.read("clockOf", question.id)
    assert (desk.state(question), clock["challengedAt"], clock["challenger"]) == (
        CHALLENGED,
        at + 1,
        CHALLENGER,
    )
    assert (desk.locked(question), desk.credit(CHALLENGER)) == (2 * BOND, 1_000 * USDC - BOND)
    [event] = receipt.events(desk.resolution)
    assert (event.name, event.arguments["claim"], event.arguments["bond"]) == ("Challenged", CLAIM, BOND)


def test_challenge__round_1__disputes_and_takes_twice_the_bond(desk: Desk) -> None:
    question = desk.stock()
    at = desk.rechallenged(question)
    receipt = desk.challenge(question, at + 1)
    assert desk.state(question) == DISPUTED
    assert desk.resolution.read("clockOf", question.id)["disputedAt"] == at + 1
    assert desk.locked(question) == 5 * BOND
    assert [e.arguments.get("reason") for e in receipt.events(desk.resolution)] == [None, 6]


def test_challenge__last_second_of_the_window__counts(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + WINDOW - 1)
    assert desk.state(question) == CHALLENGED


def test_challenge__when_it_can_be_final__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("TooLate", at=at + WINDOW - 1):
        desk.challenge(question, at + WINDOW)


def test_challenge__sequencer_came_back_in_the_window__stays_open_an_hour(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    back = at + WINDOW - 10
    desk.sequencer_since(back)
    with refused("TooEarly", at=back + HOUR):
        desk.finalise(question, at + WINDOW)
    desk.challenge(question, back + HOUR - 1)
    assert desk.state(question) == CHALLENGED


def test_challenge__sequencer_down__stays_open(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.sequencer_since(at + 10, down=True)
    desk.challenge(question, at + 3 * WINDOW)
    assert desk.state(question) == CHALLENGED


def test_challenge__claims_what_is_proposed__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("SameClaim"):
        desk.challenge(question, at + 1, Report(question).values[0])


def test_challenge__void_against_void__refuses(desk: Desk) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    at = question.at + NOT_BEFORE
    desk.propose(Report(question, values=(0, 0, 0), flags=NO_WINNER), at)
    with refused("SameClaim"):
        desk.challenge(question, at + 1, void=True)
    desk.challenge(question, at + 2, 0)
    assert desk.state(question) == CHALLENGED


@pytest.mark.parametrize("claim", [0, -5])
def test_challenge__claim_outside_the_domain__refuses(desk: Desk, claim: int) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("OutsideDomain", value=claim):
        desk.challenge(question, at + 1, claim)


def test_challenge__without_evidence__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("EvidenceRequired"):
        desk.challenge(question, at + 1, uri="")


def test_challenge__without_the_bond__refuses_and_changes_nothing(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.chain.at(at + 1)
    with refused("InsufficientCredit", need=BOND):
        desk.chain.send(OUTSIDER, desk.resolution, "challenge", question.id, CLAIM, False, "why")
    assert desk.locked(question) == BOND


def test_challenge__a_limited_account__bond_counts_and_its_return_is_reported(desk: Desk) -> None:
    limits = desk.chain.contract("SelfLimits")
    stake_per_day, loss_per_day = 0, 3
    desk.chain.send(CHALLENGER, limits, "setLimit", stake_per_day, 10_000 * USDC)
    desk.chain.send(CHALLENGER, limits, "setLimit", loss_per_day, 300 * USDC)
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    assert limits.read("leftOf", CHALLENGER) == 200 * USDC
    disputed = at + 2 + 12 * HOUR
    desk.escalate(question, disputed)
    desk.void_expired(question, disputed + 48 * HOUR + 1)
    assert desk.credit(CHALLENGER) == 1_000 * USDC
