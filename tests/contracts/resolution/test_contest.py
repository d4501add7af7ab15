"""Row 19's question: its whole life, and row 17 by id alone."""

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.deployed import Receipt
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    CHALLENGER,
    DAY,
    DISPUTED,
    FINAL,
    HALT,
    HOUR,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSED,
    PROPOSER,
    USDC,
    VOID,
    VOID_RULING,
    WINDOW,
    Desk,
    Report,
    Ruling,
)

MARKET = 1 << 48 | 20_000 << 8
PRICE, OUTCOME = 0, 1
CONTEST = 8
NO_RULING = 2


def contest_id(engine: str, market_id: int = MARKET) -> bytes:
    return keccak(encode(["string", "address", "uint256"], ["CONTEST", engine, market_id]))


@pytest.fixture
def engine(desk: Desk) -> str:
    """The engine's address, able to send."""
    address = desk.chain.book.address("ParimutuelEngine")
    desk.chain.impersonate(address)
    return address


def contest(desk: Desk, engine: str, at: int, domain: int = OUTCOME) -> Receipt:
    desk.chain.at(at)
    return desk.chain.send(engine, desk.resolution, "openContest", MARKET, domain)


def void_unruled(desk: Desk, question_id: bytes, at: int) -> Receipt:
    desk.chain.at(at)
    return desk.chain.send(OUTSIDER, desk.resolution, "voidUnruled", question_id)


@pytest.mark.parametrize("domain", [PRICE, OUTCOME])
def test_open_contest__registered_engine__is_disputed_at_once_without_a_bond(
    desk: Desk, engine: str, domain: int
) -> None:
    at = desk.start + HOUR
    receipt = contest(desk, engine, at, domain)
    question = contest_id(engine)
    assert desk.resolution.read("contestIdOf", engine, MARKET) == question
    assert desk.resolution.read("observation", question) == [DISPUTED, 0, 0, 0, 0, False]
    assert desk.resolution.read("clockOf", question)["disputedAt"] == at
    assert desk.resolution.read("clockOf", question)["bond"] == 0
    opened, disputed = receipt.events(desk.resolution)
    assert (opened.name, opened.arguments) == (
        "ContestOpened",
        {"questionId": "0x" + question.hex(), "engine": engine, "marketId": MARKET},
    )
    assert (disputed.name, disputed.arguments) == (
        "Disputed",
        {"questionId": "0x" + question.hex(), "reason": CONTEST, "at": at},
    )


def test_open_contest__stranger__refuses(desk: Desk) -> None:
    with refused("NotEngine"):
        desk.chain.send(OUTSIDER, desk.resolution, "openContest", MARKET, OUTCOME)


def test_open_contest__unknown_domain__refuses(desk: Desk, engine: str) -> None:
    with refused("BadDomain", domain=2):
        contest(desk, engine, desk.start + HOUR, 2)


def test_open_contest__twice__refuses(desk: Desk, engine: str) -> None:
    contest(desk, engine, desk.start + HOUR)
    with refused("BadState", state=DISPUTED):
        contest(desk, engine, desk.start + HOUR + 1)


def test_open_contest__after_it_was_void__refuses(desk: Desk, engine: str) -> None:
    at = desk.start + HOUR
    contest(desk, engine, at)
    void_unruled(desk, contest_id(engine), at + 48 * HOUR + 1)
    with refused("BadState", state=VOID):
        contest(desk, engine, at + 48 * HOUR + 2)


def test_open_contest__same_market_of_two_engines__are_two_questions(desk: Desk, engine: str) -> None:
    contest(desk, engine, desk.start + HOUR)
    other = desk.resolution.address  # registered as an engine for its bonds
    desk.chain.impersonate(other)
    desk.chain.send(other, desk.resolution, "openContest", MARKET, OUTCOME)
    assert contest_id(other) != contest_id(engine)
    assert desk.resolution.read("observation", contest_id(other))[0] == DISPUTED


@pytest.mark.parametrize("act", ["finalise", "challenge"])
def test_every_act__contested_question__refuses(desk: Desk, engine: str, act: str) -> None:
    """Only a ruling, or nobody's, ends it."""
    at = desk.start + HOUR
    contest(desk, engine, at)
    question = contest_id(engine)
    claim = (1, False, "why") if act == "challenge" else ()
    with refused("BadState", state=DISPUTED):
        desk.chain.send(CHALLENGER, desk.resolution, act, question, *claim)


@pytest.mark.parametrize(
    ("domain", "allowed", "refuses"), [(PRICE, 645_00000000, 0), (OUTCOME, 0, 2), (OUTCOME, 1, -1)]
)
def test_rule__contest__takes_a_value_of_its_domain_and_holds_after_24_hours(
    desk: Desk, engine: str, domain: int, allowed: int, refuses: int
) -> None:
    at, question = desk.start + HOUR, contest_id(engine)
    contest(desk, engine, at, domain)
    with refused("OutsideDomain", value=refuses):
        desk.rule(question, at + 1, Ruling(refuses))
    desk.rule(question, at + 2, Ruling(allowed))
    desk.chain.at(at + 2 + DAY)
    desk.chain.send(OUTSIDER, desk.resolution, "finalise", question)
    assert desk.resolution.read("observation", question) == [FINAL, *[allowed] * 3, 0, True]


def test_fallback_rule__contest_opened_at_the_last_second__void_holds_within_seven_days(
    desk: Desk, engine: str
) -> None:
    observe_at, question = desk.start + HOUR, contest_id(engine)
    contest(desk, engine, observe_at + 96 * HOUR)
    filed = observe_at + (96 + 48) * HOUR
    desk.fallback_rule(question, filed, VOID_RULING)
    desk.chain.at(filed + DAY)
    desk.chain.send(OUTSIDER, desk.resolution, "finalise", question)
    assert filed + DAY == observe_at + 168 * HOUR
    assert desk.resolution.read("observation", question)[0] == VOID


def test_void_unruled__contest_opened_at_the_last_second__ends_within_seven_days(
    desk: Desk, engine: str
) -> None:
    observe_at = desk.start + HOUR
    opened = observe_at + 96 * HOUR
    contest(desk, engine, opened)
    question = contest_id(engine)
    with refused("TooEarly", at=opened + 48 * HOUR + 1):
        void_unruled(desk, question, opened + 48 * HOUR)
    receipt = void_unruled(desk, question, opened + 48 * HOUR + 1)
    assert opened + 48 * HOUR + 1 <= observe_at + 168 * HOUR
    assert desk.resolution.read("observation", question) == [VOID, 0, 0, 0, 0, False]
    [event] = receipt.events(desk.resolution)
    assert (event.name, event.arguments["reason"]) == ("Voided", NO_RULING)
    with refused("BadState", state=VOID):
        void_unruled(desk, question, opened + 49 * HOUR)


def test_void_unruled__dispute_with_bonds__returns_them_all(desk: Desk) -> None:
    question = desk.stock()
    disputed = desk.rechallenged(question) + 1
    desk.fund(CHALLENGER)
    desk.challenge(question, disputed)
    with refused("TooEarly", at=disputed + 48 * HOUR + 1):
        void_unruled(desk, question.id, disputed + 48 * HOUR)
    void_unruled(desk, question.id, disputed + 48 * HOUR + 1)
    assert (desk.state(question), desk.locked(question)) == (VOID, 0)
    assert (desk.credit(PROPOSER), desk.credit(CHALLENGER)) == (1_000 * USDC, 2_000 * USDC)


def test_void_unruled__question_nobody_disputes__refuses(desk: Desk) -> None:
    question = desk.stock()
    with refused("BadState", state=0):
        void_unruled(desk, question.id, question.at + 200 * HOUR)


@pytest.mark.parametrize("final", [False, True])
def test_void_unruled__proposed_or_final__refuses(desk: Desk, final: bool) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    if final:
        desk.finalise(question, at + WINDOW)
    with refused("BadState", state=FINAL if final else PROPOSED):
        void_unruled(desk, question.id, at + 60 * HOUR)


def test_void_unruled__after_void_expired__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = question.at + NOT_BEFORE
    desk.propose(Report(question, flags=HALT), at)
    desk.void_expired(question, at + 48 * HOUR + 1)
    with refused("BadState", state=VOID):
        void_unruled(desk, question.id, at + 48 * HOUR + 2)
