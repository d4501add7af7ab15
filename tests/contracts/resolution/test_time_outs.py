"""Rows 5, 6, 10, 17 and 18: nothing waits for ever."""

from dataclasses import replace

from tests.contracts.deployed import Event
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BTC,
    CHALLENGED,
    CHALLENGER,
    DAY,
    DISPUTED,
    HALT,
    HOUR,
    NOT_BEFORE,
    PROPOSED,
    PROPOSER,
    USDC,
    VOID,
    WINDOW,
    Desk,
    Question,
    Report,
)

START = 1_000 * USDC


def reason(events: list[Event]) -> int:
    return int(events[0].arguments["reason"])


def test_escalate__nobody_reported_for_a_day__disputes(desk: Desk) -> None:
    question = desk.stock()
    with refused("TooEarly", at=question.at + DAY + 1):
        desk.escalate(question, question.at + DAY)
    receipt = desk.escalate(question, question.at + DAY + 1)
    assert (desk.state(question), reason(receipt.events(desk.resolution))) == (DISPUTED, 4)


def test_escalate__nobody_proved__refuses(desk: Desk) -> None:
    question = desk.coin()
    with refused("BadSource", sourceId=BTC):
        desk.escalate(question, question.at + 2 * DAY)


def test_escalate__challenge_unanswered_for_12_hours__disputes(desk: Desk) -> None:
    question = desk.stock()
    challenged = desk.proposed(question) + 1
    desk.challenge(question, challenged)
    with refused("TooEarly", at=challenged + 12 * HOUR + 1):
        desk.escalate(question, challenged + 12 * HOUR)
    receipt = desk.escalate(question, challenged + 12 * HOUR + 1)
    assert (desk.state(question), reason(receipt.events(desk.resolution))) == (DISPUTED, 5)


def test_void_expired__no_proof_for_a_day__voids(desk: Desk) -> None:
    question = desk.coin()
    with refused("TooEarly", at=question.at + DAY + 1):
        desk.void_expired(question, question.at + DAY)
    receipt = desk.void_expired(question, question.at + DAY + 1)
    assert (desk.state(question), reason(receipt.events(desk.resolution))) == (VOID, 1)


def test_void_expired__no_ruling_for_48_hours__voids_and_returns_all_bonds(desk: Desk) -> None:
    question = desk.stock()
    disputed = desk.rechallenged(question) + 1
    desk.fund(CHALLENGER, 300 * USDC)
    desk.challenge(question, disputed)
    with refused("TooEarly", at=disputed + 48 * HOUR + 1):
        desk.void_expired(question, disputed + 48 * HOUR)
    receipt = desk.void_expired(question, disputed + 48 * HOUR + 1)
    assert (desk.state(question), reason(receipt.events(desk.resolution))) == (VOID, 2)
    assert (desk.locked(question), desk.credit(PROPOSER), desk.credit(CHALLENGER)) == (
        0,
        START,
        START + 300 * USDC,
    )


def test_void_expired__halted__voids_48_hours_after_the_report(desk: Desk) -> None:
    question = desk.stock()
    at = question.at + NOT_BEFORE
    desk.propose(Report(question, flags=HALT), at)
    desk.void_expired(question, at + 48 * HOUR + 1)
    assert desk.state(question) == VOID


def test_void_expired__report_source_unanswered__voids_after_seven_days(desk: Desk) -> None:
    question = desk.stock()
    end = question.at + 168 * HOUR
    with refused("TooEarly", at=end):
        desk.void_expired(question, end - 1)
    receipt = desk.void_expired(question, end)
    assert (desk.state(question), reason(receipt.events(desk.resolution))) == (VOID, 3)


def test_void_expired__dispute_opened_late__ends_with_the_seven_days(desk: Desk) -> None:
    question = desk.stock()
    end = question.at + 168 * HOUR
    desk.escalate(question, end - HOUR)
    with refused("TooEarly", at=end):
        desk.void_expired(question, end - 1)
    receipt = desk.void_expired(question, end)
    assert reason(receipt.events(desk.resolution)) == 3


def test_void_expired__challenge_nobody_escalated__voids_after_seven_days(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    end = question.at + 168 * HOUR
    with refused("TooEarly", at=end):
        desk.void_expired(question, end - 1)
    assert desk.state(question) == CHALLENGED
    desk.void_expired(question, end)
    assert (desk.state(question), desk.credit(CHALLENGER), desk.credit(PROPOSER)) == (VOID, START, START)


def test_void_expired__proposal_that_can_be_final__refuses(desk: Desk) -> None:
    question = desk.stock()
    desk.proposed(question)
    with refused("BadState", state=PROPOSED):
        desk.void_expired(question, question.at + 169 * HOUR)


def test_void_expired__proposal_blocked_by_the_sequencer__voids_after_seven_days(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    end = question.at + 168 * HOUR
    desk.sequencer_since(at + WINDOW - 1, down=True)
    with refused("TooEarly", at=end):
        desk.void_expired(question, end - 1)
    desk.void_expired(question, end)
    assert (desk.state(question), desk.credit(PROPOSER)) == (VOID, START)


def test_void_expired__unknown_source__refuses(desk: Desk) -> None:
    question: Question = replace(desk.coin(), source=99)
    with refused("BadSource", sourceId=99):
        desk.void_expired(question, question.at + 169 * HOUR)
