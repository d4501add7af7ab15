"""What a ruling and a veto do to the bonds of both rounds: each is judged apart, by the distance to the ruling."""

from dataclasses import replace

import pytest

from tests.contracts.resolution.desk import (
    BOND,
    CHALLENGER,
    DAY,
    HOUR,
    NOT_BEFORE,
    PROPOSER,
    REPORTERS,
    USDC,
    VOID_RULING,
    Desk,
    Question,
    Report,
    Ruling,
)

START = 1_000 * USDC
HALF = BOND // 2
PROPOSED, CLAIMED, MIDDLE = 640_00000000, 700_00000000, 670_00000000


def fees(desk: Desk) -> int:
    return int(desk.escrow.read("engineOf", desk.resolution.address)["feeInsurance"])


def won(desk: Desk) -> list[int]:
    """What proposer, challenger and Insurance are up; nothing may be left behind."""
    return [desk.credit(PROPOSER) - START, desk.credit(CHALLENGER) - START, fees(desk)]


def unanswered(desk: Desk, question: Question, claim: int = CLAIMED, *, void: bool = False) -> int:
    """Proposed 640, challenged, answered by nobody and disputed; returns the second of the dispute."""
    at = desk.proposed(question)
    desk.challenge(question, at + 1, 0 if void else claim, void=void)
    disputed = at + 1 + 12 * HOUR + 1
    desk.escalate(question, disputed)
    return disputed


def decide(desk: Desk, question: Question, disputed: int, ruling: Ruling) -> None:
    desk.rule(question.id, disputed + 1, ruling)
    desk.finalise(question, disputed + 1 + DAY)
    assert desk.locked(question) == 0


@pytest.mark.parametrize(
    ("ruling", "expected"),
    [
        (PROPOSED, [HALF, -BOND, HALF]),
        (MIDDLE - 1, [HALF, -BOND, HALF]),
        (MIDDLE, [HALF, -BOND, HALF]),  # equally far: the challenger loses
        (MIDDLE + 1, [-BOND, HALF, HALF]),
        (CLAIMED + 1_00000000, [-BOND, HALF, HALF]),
    ],
)
def test_finalise__ruled_value__the_side_further_away_pays(
    desk: Desk, ruling: int, expected: list[int]
) -> None:
    question = desk.stock()
    decide(desk, question, unanswered(desk, question), Ruling(ruling))
    assert won(desk) == expected


@pytest.mark.parametrize(
    ("void", "ruling", "expected"),
    [
        (True, VOID_RULING, [-BOND, HALF, HALF]),
        (False, VOID_RULING, [0, 0, 0]),
        (True, Ruling(PROPOSED), [HALF, -BOND, HALF]),
        (True, Ruling(CLAIMED), [HALF, -BOND, HALF]),
    ],
)
def test_finalise__void_ruled_or_claimed__rewards_only_who_claimed_it(
    desk: Desk, void: bool, ruling: Ruling, expected: list[int]
) -> None:
    question = desk.stock()
    decide(desk, question, unanswered(desk, question, void=void), ruling)
    assert won(desk) == expected


@pytest.mark.parametrize("void", [True, False])
def test_veto__challenged_question__returns_every_bond_whatever_was_claimed(desk: Desk, void: bool) -> None:
    """Else who may veto could win bonds by claiming VOID first."""
    question = desk.stock()
    disputed = unanswered(desk, question, void=void)
    desk.rule(question.id, disputed + 1, Ruling(CLAIMED))
    desk.veto(question.id, disputed + 2)
    assert (won(desk), desk.locked(question)) == ([0, 0, 0], 0)


@pytest.mark.parametrize(
    ("ruling", "expected"),
    [
        # Round 0: 640 against 700. Round 1: 690 against 600, where the challenger puts up twice as much.
        (640_00000000, [HALF - BOND, HALF - BOND, 2 * HALF]),
        (690_00000000, [-BOND + BOND, HALF - 2 * BOND, HALF + BOND]),
        (600_00000000, [HALF - BOND, HALF - BOND, 2 * HALF]),
    ],
)
def test_finalise__both_rounds_challenged__each_is_judged_apart(
    desk: Desk, ruling: int, expected: list[int]
) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    again = Report(question, values=(690_00000000,) * 3, seq=2, signers=REPORTERS[:4])
    desk.propose(again, at + 2)
    desk.challenge(question, at + 3, 600_00000000)
    decide(desk, question, at + 3, Ruling(ruling))
    assert won(desk) == expected


def test_finalise__challenge_answered_by_a_halt__judges_the_round_that_was_challenged(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    desk.propose(Report(question, flags=1, seq=2, signers=REPORTERS[:4]), at + 2)
    decide(desk, question, at + 2, Ruling(CLAIMED))
    assert won(desk) == [-BOND, HALF, HALF]


def test_finalise__correction_that_was_disputed__returns_the_bond_nobody_challenged(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.propose(Report(question, values=(CLAIMED,) * 3, seq=2), at + 1)
    decide(desk, question, at + 1, Ruling(CLAIMED))
    assert won(desk) == [0, 0, 0]


def test_finalise__ruling_on_a_correction_that_was_challenged__judges_what_it_corrected_to(
    desk: Desk,
) -> None:
    """The bond stands for the corrected value: 641 is further from the ruling than the claim of 639."""
    question = desk.stock()
    at = question.at + NOT_BEFORE
    desk.propose(Report(question), at)
    desk.propose(replace(Report(question), values=(641_00000000,) * 3, seq=2), at + 1)
    desk.challenge(question, at + 2, 639_00000000)
    disputed = at + 2 + 12 * HOUR + 1
    desk.escalate(question, disputed)
    decide(desk, question, disputed, Ruling(639_50000000))
    assert won(desk) == [-BOND, HALF, HALF]
