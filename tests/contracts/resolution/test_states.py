"""The state table: every act in every state that no row lists is refused with BadState; FINAL and VOID are for ever."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import pytest
from eth_abi.abi import encode

from mutuel.domain.resolution.table import ROWS, Event
from scripts.deploy.chain import Builder
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    CHALLENGED,
    DISPUTED,
    FINAL,
    HALT,
    HOUR,
    NONE,
    NOT_BEFORE,
    PROPOSED,
    REPORTERS,
    RULED,
    VOID,
    WINDOW,
    Desk,
    Question,
    Report,
    Ruling,
)

# PROPOSED is here twice: by proof and by report.
BY_PROOF: Final = 10
STATES: Final = {
    "none": NONE,
    "proposed_by_proof": BY_PROOF,
    "proposed_by_report": PROPOSED,
    "challenged": CHALLENGED,
    "disputed": DISPUTED,
    "ruled": RULED,
    "final": FINAL,
    "void": VOID,
}
ACTS: Final = tuple(event.value for event in Event)
# What a row allows, or answers with a reason of its own (a time, a source, a missing signature).
ALLOWED: Final = {
    (NONE, "prove"), (NONE, "propose"), (NONE, "escalate"), (NONE, "voidExpired"),
    (BY_PROOF, "prove"), (BY_PROOF, "crossCheck"), (BY_PROOF, "finalise"), (BY_PROOF, "voidExpired"),
    (PROPOSED, "propose"), (PROPOSED, "challenge"), (PROPOSED, "finalise"), (PROPOSED, "voidExpired"),
    (CHALLENGED, "propose"), (CHALLENGED, "escalate"), (CHALLENGED, "voidExpired"),
    (DISPUTED, "rule"), (DISPUTED, "fallbackRule"), (DISPUTED, "voidExpired"),
    (RULED, "veto"), (RULED, "finalise"),
}  # fmt: skip
FORBIDDEN: Final = [(state, act) for state in STATES.values() for act in ACTS if (state, act) not in ALLOWED]


@pytest.fixture
def both_ways(desk: Desk, builder: Builder) -> Question:
    """A question that may be answered by proof and by report."""
    source = desk.add_source(path=2, verifier=builder.deploy("LyingProof").address)
    return replace(desk.stock(), source=source)


def bring(desk: Desk, question: Question, state: int) -> int:
    """Brings the question into `state`; returns a second at which the next act may happen."""
    at = question.at + NOT_BEFORE
    if state == NONE:
        return at
    if state in (BY_PROOF, FINAL):
        desk.prove_raw(question, at, encode(["int64"], [5]))
        if state == FINAL:
            desk.finalise(question, at + 120)
        return at + 121 if state == FINAL else at + 1
    desk.propose(Report(question, flags=HALT if state in (DISPUTED, RULED, VOID) else 0), at)
    if state == CHALLENGED:
        desk.challenge(question, at + 1)
    if state == RULED:
        desk.rule(question.id, at + 1, Ruling())
    if state == VOID:
        desk.void_expired(question, at + 49 * HOUR)
        return at + 50 * HOUR
    return at + 2


def act(desk: Desk, question: Question, name: str, at: int) -> None:
    acts: dict[str, Callable[[], object]] = {
        "prove": lambda: desk.prove_raw(question, at, encode(["int64"], [7])),
        "crossCheck": lambda: desk.cross_check(Report(question), at),
        "propose": lambda: desk.propose(Report(question, seq=2, signers=REPORTERS[:4]), at),
        "challenge": lambda: desk.challenge(question, at),
        "escalate": lambda: desk.escalate(question, at),
        "finalise": lambda: desk.finalise(question, at),
        "rule": lambda: desk.rule(question.id, at, Ruling()),
        "fallbackRule": lambda: desk.fallback_rule(question.id, at, Ruling()),
        "veto": lambda: desk.veto(question.id, at),
        "voidExpired": lambda: desk.void_expired(question, at),
    }
    acts[name]()


@pytest.mark.parametrize(("state", "name"), FORBIDDEN, ids=[f"{name}-{state}" for state, name in FORBIDDEN])
def test_every_act__state_without_a_row__refuses(
    desk: Desk, both_ways: Question, state: int, name: str
) -> None:
    at = bring(desk, both_ways, state)
    stored = desk.state(both_ways)
    with refused("BadState", state=stored):
        act(desk, both_ways, name, at)
    assert desk.state(both_ways) == stored


@pytest.mark.parametrize("state", [FINAL, VOID])
def test_void_expired__decided_question_after_seven_days__refuses(
    desk: Desk, both_ways: Question, state: int
) -> None:
    bring(desk, both_ways, state)
    with refused("BadState", state=state):
        desk.void_expired(both_ways, both_ways.at + 200 * HOUR)


def test_finalise__twice__refuses(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.finalise(question, at + WINDOW)
    with refused("BadState", state=FINAL):
        desk.finalise(question, at + WINDOW + 1)


def test_allowed__acts_of_this_contract__are_those_of_the_model() -> None:
    """The table above lists what mutuel.domain lists."""
    model = {(state.value, row.event.value) for row in ROWS for state in row.start}
    assert {(PROPOSED if state == BY_PROOF else state, name) for state, name in ALLOWED} == model
