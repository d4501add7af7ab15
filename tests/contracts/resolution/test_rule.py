"""Rows 13 to 16: rulings, by whom and when; case 12 of the protocol. What they do to bonds is in test_ruled_bonds."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.contracts.deployed import Receipt
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    ARBITER,
    DAY,
    DISPUTED,
    FALLBACK,
    FINAL,
    HOUR,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSED,
    REPORTERS,
    RULED,
    VETOER,
    VOID,
    VOID_RULING,
    WINDOW,
    ZERO,
    Desk,
    Question,
    Report,
    Ruling,
)

PRICE = 645_00000000
RULED_VOID, VETOED = 4, 5

File = Callable[[Desk, Question, Ruling], Receipt]


def by_dao(desk: Desk, question: Question, ruling: Ruling) -> Receipt:
    return desk.rule(question.id, desk.disputed(question) + 1, ruling)


def by_multisig(desk: Desk, question: Question, ruling: Ruling) -> Receipt:
    return desk.fallback_rule(question.id, desk.disputed(question) + 44 * HOUR + 1, ruling)


BOTH = pytest.mark.parametrize("file", [by_dao, by_multisig])


@pytest.mark.parametrize(("file", "ruler"), [(by_dao, ARBITER), (by_multisig, FALLBACK)])
def test_rule__dispute__holds_after_24_hours_for_anyone(desk: Desk, file: File, ruler: str) -> None:
    question = desk.stock()
    receipt = file(desk, question, Ruling(PRICE))
    filed = desk.chain.now()
    [event] = receipt.events(desk.resolution)
    assert (event.name, event.arguments) == (
        "Ruled",
        {
            "questionId": "0x" + question.id.hex(),
            "ruler": ruler,
            "value": PRICE,
            "isVoid": False,
            "evidenceHash": "0x" + "22" * 32,
            "evidenceUri": "evidence/ruling.json",
            "effectiveAt": filed + DAY,
        },
    )
    assert desk.resolution.read("observation", question.id) == [
        RULED, PRICE, PRICE, PRICE, question.at, True,
    ]  # fmt: skip
    ruling = desk.resolution.read("rulingOf", question.id)
    assert (ruling["ruler"], ruling["effectiveAt"], ruling["isVoid"]) == (ruler, filed + DAY, False)
    assert ruling["byDao"] == (file is by_dao)
    assert desk.resolution.read("finalAt", question.id) == filed + DAY

    with refused("TooEarly", at=filed + DAY):
        desk.finalise(question, filed + DAY - 1)
    desk.finalise(question, filed + DAY)
    assert desk.resolution.read("observation", question.id) == [
        FINAL, PRICE, PRICE, PRICE, question.at, True,
    ]  # fmt: skip


@BOTH
def test_rule__void__voids_after_24_hours(desk: Desk, file: File) -> None:
    question = desk.stock()
    file(desk, question, VOID_RULING)
    assert desk.resolution.read("rulingOf", question.id)["isVoid"]
    receipt = desk.finalise(question, desk.chain.now() + DAY)
    [event] = receipt.events(desk.resolution)
    assert (event.name, event.arguments["reason"]) == ("Voided", RULED_VOID)
    assert desk.state(question) == VOID


def test_rule__first_last_and_one_later_second__counts_twice_then_refuses(desk: Desk) -> None:
    question = desk.stock()
    disputed = desk.disputed(question)
    with desk.chain.undone():
        desk.rule(question.id, disputed + 1, Ruling())
    with desk.chain.undone():
        desk.rule(question.id, disputed + 44 * HOUR, Ruling())
        assert desk.state(question) == RULED
    with refused("TooLate", at=disputed + 44 * HOUR):
        desk.rule(question.id, disputed + 44 * HOUR + 1, Ruling())


def test_fallback_rule__around_its_four_hours__counts_within_and_refuses_outside(desk: Desk) -> None:
    question = desk.stock()
    disputed = desk.disputed(question)
    opens, ends = disputed + 44 * HOUR + 1, disputed + 48 * HOUR
    with refused("TooEarly", at=opens):
        desk.fallback_rule(question.id, opens - 1, Ruling())
    for at in (opens, ends):
        with desk.chain.undone():
            desk.fallback_rule(question.id, at, Ruling())
            assert desk.state(question) == RULED
    with refused("TooLate", at=ends):
        desk.fallback_rule(question.id, ends + 1, Ruling())


def test_rule__both_silent__voids_one_second_after_48_hours(desk: Desk) -> None:
    question = desk.stock()
    disputed = desk.disputed(question)
    with refused("TooEarly", at=disputed + 48 * HOUR + 1):
        desk.void_expired(question, disputed + 48 * HOUR)
    desk.void_expired(question, disputed + 48 * HOUR + 1)
    assert desk.state(question) == VOID


@BOTH
@pytest.mark.parametrize("ruling", [replace(Ruling(), evidence=bytes(32)), replace(Ruling(), uri="")])
def test_rule__without_evidence__refuses(desk: Desk, file: File, ruling: Ruling) -> None:
    with refused("EvidenceRequired"):
        file(desk, desk.stock(), ruling)


@BOTH
@pytest.mark.parametrize("ruling", [Ruling(0), Ruling(-1), replace(VOID_RULING, value=1)])
def test_rule__price_outside_the_domain__refuses(desk: Desk, file: File, ruling: Ruling) -> None:
    with refused("OutsideDomain", value=ruling.value):
        file(desk, desk.stock(), ruling)


@pytest.mark.parametrize("code", [-1, 0, 1, 2])
def test_rule__code_of_a_match__0_or_1(desk: Desk, code: int) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    disputed = question.at + NOT_BEFORE
    desk.propose(Report(question, values=(0, 1, 1)), disputed)
    if code in (0, 1):
        desk.rule(question.id, disputed + 1, Ruling(code))
        assert desk.state(question) == RULED
    else:
        with refused("OutsideDomain", value=code):
            desk.rule(question.id, disputed + 1, Ruling(code))


@pytest.mark.parametrize(("domain", "value"), [(0, PRICE), (1, 1)])
def test_rule__question_nobody_reported__knows_its_domain_and_counts_as_known_at_its_observation(
    desk: Desk, domain: int, value: int
) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=domain))
    disputed = question.at + DAY + 1
    desk.escalate(question, disputed)
    with refused("OutsideDomain", value=2 * domain):
        desk.rule(question.id, disputed + 1, Ruling(2 * domain))
    desk.rule(question.id, disputed + 2, Ruling(value))
    desk.finalise(question, disputed + 2 + DAY)
    assert desk.resolution.read("observation", question.id) == [
        FINAL, value, value, value, question.at, True,
    ]  # fmt: skip


@pytest.mark.parametrize("round_", [0, 1])
def test_rule__challenged_question__decides(desk: Desk, round_: int) -> None:
    question = desk.stock()
    if round_ == 0:
        challenged = desk.proposed(question) + 1
        desk.challenge(question, challenged)
        disputed = challenged + 12 * HOUR + 1
        desk.escalate(question, disputed)
    else:
        disputed = desk.rechallenged(question) + 1
        desk.challenge(question, disputed)
    desk.rule(question.id, disputed + 1, Ruling(PRICE))
    desk.finalise(question, disputed + 1 + DAY)
    assert desk.resolution.read("observation", question.id)[:2] == [FINAL, PRICE]
    assert desk.locked(question) == 0


@pytest.mark.parametrize("act", ["rule", "fallback_rule", "veto"])
def test_rulers__anybody_else__refuses(desk: Desk, act: str) -> None:
    """Nobody stands in for another: each role is asked for by one function alone."""
    question, holder = desk.stock(), {"rule": ARBITER, "fallback_rule": FALLBACK, "veto": VETOER}[act]
    at = desk.disputed(question) + 1
    for person in {ARBITER, FALLBACK, VETOER, OUTSIDER} - {holder}:
        with refused("AccessManagedUnauthorized", caller=person):
            if act == "veto":
                desk.veto(question.id, at, person)
            else:
                getattr(desk, act)(question.id, at, Ruling(), person)
    assert desk.state(question) == DISPUTED


@BOTH
def test_rule__ruled_already__refuses_both_rulers(desk: Desk, file: File) -> None:
    question = desk.stock()
    disputed = question.at + NOT_BEFORE
    file(desk, question, Ruling())
    with refused("BadState", state=RULED):
        desk.rule(question.id, desk.chain.now() + 1, Ruling(1))
    with refused("BadState", state=RULED):
        desk.fallback_rule(question.id, disputed + 46 * HOUR, Ruling(1))


def test_veto__last_second__voids_at_once(desk: Desk) -> None:
    question = desk.stock()
    by_dao(desk, question, Ruling())
    effective = desk.chain.now() + DAY
    receipt = desk.veto(question.id, effective - 1)
    vetoed, voided = receipt.events(desk.resolution)
    assert (vetoed.name, voided.name, voided.arguments["reason"]) == ("Vetoed", "Voided", VETOED)
    assert desk.state(question) == VOID
    with refused("BadState", state=VOID):
        desk.finalise(question, effective)


@pytest.mark.parametrize("late", [0, DAY])
def test_veto__ruling_is_effective__refuses(desk: Desk, late: int) -> None:
    question = desk.stock()
    by_dao(desk, question, Ruling())
    effective = desk.chain.now() + DAY
    with refused("TooLate", at=effective - 1):
        desk.veto(question.id, effective + late)
    desk.finalise(question, effective + late)
    assert desk.state(question) == FINAL


def test_veto__ruling_of_the_multisig__refuses(desk: Desk) -> None:
    question = desk.stock()
    by_multisig(desk, question, Ruling())
    with refused("NotVetoable"):
        desk.veto(question.id, desk.chain.now() + 1)
    assert desk.state(question) == RULED


def test_finalise__ruling_while_the_sequencer_is_down__reads_no_uptime(desk: Desk) -> None:
    """Row 16 has no window that an outage could take from somebody, only a notice."""
    question = desk.stock()
    by_dao(desk, question, Ruling())
    effective = desk.chain.now() + DAY
    desk.sequencer_since(effective - 10, down=True)
    desk.finalise(question, effective)
    assert desk.state(question) == FINAL


def test_ruling_of__nothing_ruled__is_empty(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    assert list(desk.resolution.read("rulingOf", question.id).values()) == [ZERO, 0, False, False]
    assert desk.resolution.read("observation", question.id)[5] is False
    desk.propose(replace(Report(question), seq=2, signers=REPORTERS[:4]), at + 1)
    assert desk.state(question) == PROPOSED
    desk.finalise(question, at + 1 + WINDOW)
    assert desk.resolution.read("observation", question.id)[5] is False
