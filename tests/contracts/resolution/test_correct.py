"""Row 7: reporters correct themselves while the window is open."""

from dataclasses import replace

import pytest

from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BOND,
    CHALLENGED,
    CHALLENGER,
    DISPUTED,
    FINAL,
    HALT,
    HOUR,
    NO_WINNER,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSED,
    PROPOSER,
    REPORTERS,
    USDC,
    VOID,
    WINDOW,
    Desk,
    Question,
    Report,
)

START = 1_000 * USDC
FIRST = 640_00000000
BY_CORRECTION = 9


def correction(question: Question, seq: int = 2, value: int = FIRST + 1_00000000, signers: int = 3) -> Report:
    return Report(question, values=(value,) * 3, seq=seq, signers=REPORTERS[:signers])


def reason(desk: Desk, question: Question, at: int, report: Report) -> int:
    events = desk.propose(report, at, CHALLENGER).events(desk.resolution)
    assert [event.name for event in events] == ["Proposed", "Disputed"]
    return int(events[1].arguments["reason"])


def test_propose__correction__replaces_value_and_begins_the_window_again(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    last_second = at + WINDOW - 1
    receipt = desk.propose(correction(question), last_second)
    clock = desk.resolution.read("clockOf", question.id)
    assert desk.resolution.read("observation", question.id)[:4] == [PROPOSED] + [FIRST + 1_00000000] * 3
    assert (clock["windowEnds"], clock["corrections"], clock["seq"], clock["round"]) == (
        last_second + WINDOW,
        1,
        2,
        0,
    )
    assert [event.name for event in receipt.events(desk.resolution)] == ["Proposed", "BondPaid"]
    with refused("TooEarly", at=last_second + WINDOW):
        desk.finalise(question, at + WINDOW)
    desk.finalise(question, last_second + WINDOW)
    assert desk.resolution.read("observation", question.id)[:2] == [FINAL, FIRST + 1_00000000]


def test_propose__correction_when_the_window_is_over__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("TooLate", at=at + WINDOW - 1):
        desk.propose(correction(question), at + WINDOW)


def test_propose__correction_while_the_sequencer_is_down__still_ends_with_the_window(desk: Desk) -> None:
    """The outage prolongs the right to challenge, which needs no signer's word."""
    question = desk.stock()
    at = desk.proposed(question)
    desk.sequencer_since(at + WINDOW - 10)
    with refused("TooLate", at=at + WINDOW - 1):
        desk.propose(correction(question), at + WINDOW)
    desk.challenge(question, at + WINDOW)


def test_propose__third_correction__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(correction(question, 2), at + 1)
    desk.propose(correction(question, 3, FIRST), at + 2)
    with refused("NoCorrectionLeft"):
        desk.propose(correction(question, 4), at + 3)


def test_propose__third_correction_after_a_challenge__refuses(desk: Desk) -> None:
    """The two are shared by both rounds, else a question could outlive its seven days."""
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(correction(question, 2), at + 1)
    desk.propose(correction(question, 3), at + 2)
    desk.challenge(question, at + 3)
    desk.propose(correction(question, 4, signers=4), at + 4)
    with refused("NoCorrectionLeft"):
        desk.propose(correction(question, 5, signers=4), at + 5)


@pytest.mark.parametrize("seq", [0, 1])
def test_propose__correction_of_no_higher_seq__refuses(desk: Desk, seq: int) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("WrongReport"):
        desk.propose(correction(question, seq), at + 1)


def test_propose__correction_after_a_challenge__is_a_reproposal_of_one_more_signer(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    with refused("QuorumMissing", have=3, need=4):
        desk.propose(correction(question), at + 2)
    assert desk.state(question) == CHALLENGED
    desk.propose(correction(question, signers=4), at + 2)
    assert desk.resolution.read("clockOf", question.id)["corrections"] == 0


def test_propose__correction_in_round_1__needs_one_more_signer_too(desk: Desk) -> None:
    question = desk.stock()
    at = desk.rechallenged(question)
    with refused("QuorumMissing", have=3, need=4):
        desk.propose(correction(question, 3), at + 1)
    desk.propose(correction(question, 3, signers=4), at + 1)
    assert desk.resolution.read("clockOf", question.id)["round"] == 1
    assert desk.locked(question) == 3 * BOND  # both sides of round 0, the proposer of round 1


@pytest.mark.parametrize(("away", "state"), [(3_20000000, PROPOSED), (3_20000001, DISPUTED)])
def test_propose__correction_by_up_to_or_over_50_basis_points__stands_or_disputes(
    desk: Desk, away: int, state: int
) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(correction(question, value=FIRST + away), at + 1)
    assert desk.state(question) == state


def test_propose__correction_far_away__disputes_and_the_first_bond_returns_in_the_end(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    assert reason(desk, question, at + 1, correction(question, value=700_00000000)) == BY_CORRECTION
    assert (desk.locked(question), desk.credit(CHALLENGER)) == (BOND, START)
    desk.void_expired(question, at + 1 + 48 * HOUR + 1)
    assert (desk.state(question), desk.credit(PROPOSER), desk.locked(question)) == (VOID, START, 0)


def test_propose__correction_that_disagrees_in_itself__disputes_for_its_own_reason(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    halted = replace(correction(question), flags=HALT)
    with desk.chain.undone():
        assert reason(desk, question, at + 1, halted) == 3
    wide = replace(correction(question), values=(640_00000000, 650_00000000, 660_00000000))
    assert reason(desk, question, at + 1, wide) == 1


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ((0, 0), (1, 0), DISPUTED),
        ((0, 0), (0, NO_WINNER), DISPUTED),
        ((0, NO_WINNER), (0, 0), DISPUTED),
        ((0, NO_WINNER), (0, NO_WINNER), PROPOSED),
        ((1, 0), (1, 0), PROPOSED),
    ],
)
def test_propose__correction_of_a_code__other_code_or_nobody_disputes(
    desk: Desk, first: tuple[int, int], second: tuple[int, int], state: int
) -> None:
    """Case 13: the code flips. What changes is only when it became known, and whose evidence counts."""
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    at = question.at + NOT_BEFORE
    known_at = question.at - 60
    for seq, (code, flags) in enumerate((first, second), 1):
        report = Report(question, values=(code,) * 3, flags=flags, seq=seq, known_at=known_at + seq)
        desk.propose(report, at + seq)
    assert desk.state(question) == state
    assert desk.resolution.read("observation", question.id)[4] == known_at + 2


def test_propose__correction_by_another__takes_over_bond_and_claim(desk: Desk) -> None:
    """Each proposer is bonded for their own proposal: the earlier proposer is out of it."""
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(correction(question), at + 1, CHALLENGER)
    assert (desk.credit(PROPOSER), desk.credit(CHALLENGER)) == (START, START - BOND)
    assert desk.locked(question) == BOND
    assert desk.resolution.read("clockOf", question.id)["proposer"] == CHALLENGER
    with refused("SameClaim"):
        desk.challenge(question, at + 2, FIRST + 1_00000000)
    desk.finalise(question, at + 1 + WINDOW)
    assert (desk.credit(PROPOSER), desk.credit(CHALLENGER), desk.locked(question)) == (START, START, 0)


def test_propose__correction_by_the_proposer__needs_no_second_bond(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(correction(question), at + 1)
    assert (desk.credit(PROPOSER), desk.locked(question)) == (START - BOND, BOND)


def test_propose__correction_by_somebody_without_credit__refuses_and_changes_nothing(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    with refused("InsufficientCredit", have=0, need=BOND):
        desk.propose(correction(question), at + 1, OUTSIDER)
    assert (desk.credit(PROPOSER), desk.locked(question)) == (START - BOND, BOND)
