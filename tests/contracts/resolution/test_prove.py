"""Rows 1 and 2: proofs."""

from dataclasses import replace

import pytest
from eth_abi.abi import encode

from scripts.deploy.chain import Builder
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import AAPL, DAY, PROPOSED, Desk, Question

PRICE = 42_000_00000000
PROOF_WINDOW = 120


@pytest.fixture
def proven(desk: Desk, builder: Builder) -> Question:
    """A question whose verifier believes every value."""
    verifier = builder.deploy("LyingProof").address
    source = desk.add_source(path=1, verifier=verifier, reporters=[], groups=[])
    return replace(desk.coin(), source=source)


def value(of: int) -> bytes:
    return encode(["int64"], [of])


def test_prove__feed_round__is_proposed_for_120_seconds_without_a_bond(desk: Desk) -> None:
    question = desk.coin()
    last = desk.transmit(PRICE, question.at - 10)
    desk.transmit(PRICE + 1, question.at + 10)
    receipt = desk.prove(question, question.at + 20, last)
    assert desk.resolution.read("observation", question.id) == [
        PROPOSED,
        PRICE,
        PRICE,
        PRICE,
        question.at,
        False,
    ]
    assert desk.resolution.read("finalAt", question.id) == question.at + 20 + PROOF_WINDOW
    [event] = receipt.events(desk.resolution)
    assert event.arguments["windowEnds"] == question.at + 20 + PROOF_WINDOW
    assert desk.locked(question) == 0


def test_prove__at_and_after_the_observation__first_is_too_early(desk: Desk, proven: Question) -> None:
    with refused("TooEarly", at=proven.at + 1):
        desk.prove_raw(proven, proven.at, value(PRICE))
    desk.prove_raw(proven, proven.at + 1, value(PRICE))
    assert desk.state(proven) == PROPOSED


def test_prove__last_second_and_one_later__takes_the_first_only(desk: Desk, proven: Question) -> None:
    other = replace(proven, subject=b"\x01" * 32)
    desk.prove_raw(proven, proven.at + DAY, value(PRICE))
    with refused("TooLate", at=other.at + DAY):
        desk.prove_raw(other, other.at + DAY + 1, value(PRICE))


def test_prove__second_proof__widens_the_extremes_and_keeps_value_and_window(
    desk: Desk, proven: Question
) -> None:
    at = proven.at + 5
    desk.prove_raw(proven, at, value(PRICE))
    desk.prove_raw(proven, at + 1, value(PRICE - 7))
    desk.prove_raw(proven, at + PROOF_WINDOW - 1, value(PRICE + 9))
    assert desk.resolution.read("observation", proven.id)[1:4] == [PRICE, PRICE - 7, PRICE + 9]
    assert desk.resolution.read("finalAt", proven.id) == at + PROOF_WINDOW


@pytest.mark.parametrize("again", [PRICE, PRICE + 3])
def test_prove__value_within_the_extremes__refuses(desk: Desk, proven: Question, again: int) -> None:
    desk.prove_raw(proven, proven.at + 5, value(PRICE))
    desk.prove_raw(proven, proven.at + 6, value(PRICE + 5))
    with refused("NothingNew"):
        desk.prove_raw(proven, proven.at + 7, value(again))


def test_prove__second_proof_when_the_window_is_over__refuses(desk: Desk, proven: Question) -> None:
    desk.prove_raw(proven, proven.at + 5, value(PRICE))
    with refused("TooLate", at=proven.at + 5 + PROOF_WINDOW - 1):
        desk.prove_raw(proven, proven.at + 5 + PROOF_WINDOW, value(PRICE + 1))


@pytest.mark.parametrize("price", [0, -1])
def test_prove__value_outside_the_domain__refuses(desk: Desk, proven: Question, price: int) -> None:
    with refused("OutsideDomain", value=price):
        desk.prove_raw(proven, proven.at + 5, value(price))


def test_prove__report_source__refuses(desk: Desk) -> None:
    question = desk.stock()
    with refused("BadSource", sourceId=AAPL):
        desk.prove_raw(question, question.at + 5, value(PRICE))


def test_prove__unknown_source__refuses(desk: Desk) -> None:
    question = replace(desk.coin(), source=99)
    with refused("BadSource", sourceId=99):
        desk.prove_raw(question, question.at + 5, value(PRICE))
