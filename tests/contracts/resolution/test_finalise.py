"""Row 12, and what becomes of the bonds."""

from dataclasses import replace

import pytest
from eth_abi.abi import encode

from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BOND,
    CHALLENGER,
    FINAL,
    HOUR,
    NO_WINNER,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSED,
    PROPOSER,
    REPORTERS,
    TRANSMITTER,
    USDC,
    VOID,
    WINDOW,
    Desk,
    Question,
    Report,
)

START = 1_000 * USDC
PRICE = 640_00000000


def proved(desk: Desk) -> tuple[Question, int]:
    """A coin's question answered by proof; and the end of its window."""
    question = desk.coin()
    last = desk.transmit(PRICE, question.at - 10)
    desk.prove_raw(question, question.at + 61, encode(["uint80"], [last]))
    return question, question.at + 61 + 120


def test_finalise__window_over__is_final_for_anyone_and_returns_the_bond(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("TooEarly", at=at + WINDOW):
        desk.finalise(question, at + WINDOW - 1)
    receipt = desk.finalise(question, at + WINDOW)
    assert desk.state(question) == FINAL
    assert [e.name for e in receipt.events(desk.resolution)] == ["Finalised", "BondPaid"]
    assert (desk.locked(question), desk.credit(PROPOSER)) == (0, START)


def test_finalise__proof__waits_120_seconds(desk: Desk) -> None:
    question, end = proved(desk)
    with refused("TooEarly", at=end):
        desk.finalise(question, end - 1)
    desk.finalise(question, end)
    assert desk.state(question) == FINAL


def test_finalise__sequencer_down__refuses(desk: Desk) -> None:
    question, end = proved(desk)
    desk.sequencer_since(end - 5, down=True)
    assert desk.resolution.read("finalAt", question.id) == 2**40 - 1
    with refused("SequencerDown", since=end - 5):
        desk.finalise(question, end + 10 * HOUR)


@pytest.mark.parametrize("early", [0, 1])
def test_finalise__sequencer_back_during_a_proof__waits_another_window(desk: Desk, early: int) -> None:
    question, end = proved(desk)
    desk.sequencer_since(end - 5)
    if early:
        with refused("TooEarly", at=end - 5 + 120):
            desk.finalise(question, end - 5 + 119)
    else:
        desk.finalise(question, end - 5 + 120)
    assert desk.state(question) == (PROPOSED if early else FINAL)


def test_finalise__sequencer_back_long_before__does_not_wait(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.sequencer_since(at)
    desk.finalise(question, at + WINDOW)
    assert desk.state(question) == FINAL


def test_finalise__sequencer_feed_unreadable__refuses_until_everything_is_void(desk: Desk) -> None:
    question, end = proved(desk)
    desk.chain.send(TRANSMITTER, desk.sequencer, "breakDown")
    with refused("SequencerDown", since=0):
        desk.finalise(question, end)
    desk.void_expired(question, question.at + 168 * HOUR)
    assert desk.state(question) == VOID


def answered(desk: Desk, claim: int, *, void: bool = False) -> Question:
    """Proposed 640, challenged with `claim`, proposed again as 700 and final."""
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1, claim, void=void)
    again = Report(question, values=(700 * 10**8,) * 3, seq=2, signers=REPORTERS[:4])
    desk.propose(again, at + 2, sender=PROPOSER)
    desk.finalise(question, at + 2 + WINDOW)
    return question


def test_finalise__challenger_was_nearer__takes_half_of_the_first_bond(desk: Desk) -> None:
    answered(desk, 690 * 10**8)
    assert desk.credit(CHALLENGER) == START + BOND // 2
    assert desk.credit(PROPOSER) == START - BOND


@pytest.mark.parametrize(
    "claim", [760 * 10**8, 900 * 10**8, 639 * 10**8], ids=["equally_far", "farther", "other_side"]
)
def test_finalise__challenger_was_not_nearer__loses_his_bond(desk: Desk, claim: int) -> None:
    answered(desk, claim)
    assert desk.credit(CHALLENGER) == START - BOND
    assert desk.credit(PROPOSER) == START + BOND // 2


def test_finalise__challenger_claimed_void__loses_against_any_value(desk: Desk) -> None:
    answered(desk, 0, void=True)
    assert desk.credit(CHALLENGER) == START - BOND


def test_finalise__lost_bond__the_other_half_goes_to_insurance(desk: Desk) -> None:
    answered(desk, 900 * 10**8)
    insurance, usdc = desk.chain.book.address("Insurance"), desk.chain.contract("Usdc")
    desk.chain.send(OUTSIDER, desk.escrow, "collectFees", desk.resolution.address)
    assert usdc.read("balanceOf", insurance) == BOND // 2


@pytest.mark.parametrize(
    ("void", "challenger"),
    [(True, START + BOND // 2), (False, START)],
    ids=["claimed_void", "claimed_a_code"],
)
def test_finalise__nobody_won__only_a_claim_of_void_wins(desk: Desk, void: bool, challenger: int) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    at = question.at + NOT_BEFORE
    desk.propose(Report(question, values=(1, 1, 1)), at)
    desk.challenge(question, at + 1, 0, void=void)
    nobody = Report(question, values=(0, 0, 0), flags=NO_WINNER, seq=2, signers=REPORTERS[:4])
    desk.propose(nobody, at + 2)
    desk.finalise(question, at + 2 + WINDOW)
    assert (desk.state(question), desk.credit(CHALLENGER)) == (VOID, challenger)
    assert desk.locked(question) == 0


def test_finalise__odd_bond__no_unit_is_lost(desk: Desk) -> None:
    question = replace(desk.stock(), source=desk.add_source(bond=BOND + 1))
    at = desk.proposed(question)
    desk.challenge(question, at + 1, 900 * 10**8)
    desk.propose(Report(question, seq=2, signers=REPORTERS[:4]), at + 2)
    desk.finalise(question, at + 2 + WINDOW)
    fees = desk.escrow.read("engineOf", desk.resolution.address)["feeInsurance"]
    assert desk.credit(PROPOSER) + desk.credit(CHALLENGER) + fees == 2 * START
    assert (desk.locked(question), fees) == (0, BOND // 2 + 1)


def test_finalise__blocked_challenger__is_still_paid_as_credit(desk: Desk) -> None:
    desk.chain.send(OUTSIDER, desk.escrow, "collectFees", desk.resolution.address)
    usdc = desk.chain.contract("Usdc", "LocalUsdc")
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1, 690 * 10**8)
    desk.chain.send(desk.chain.client.request("eth_accounts")[0], usdc, "blacklist", CHALLENGER)
    desk.propose(Report(question, values=(700 * 10**8,) * 3, seq=2, signers=REPORTERS[:4]), at + 3)
    desk.finalise(question, at + 3 + WINDOW)
    assert desk.credit(CHALLENGER) == START + BOND // 2
