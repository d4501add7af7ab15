"""Every pair of states, tried on chain: from each state every act, with every content, at every moment that some row
names, reaches exactly the states that the table lists; whatever lies outside is refused and changes nothing."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from typing import Final

import pytest
from eth_abi.abi import encode

from mutuel.domain.resolution.table import TRANSITIONS, QuestionState
from mutuel.errors import CallRefused
from scripts.deploy.chain import Builder
from tests.chain.undone import back_to
from tests.contracts.resolution.desk import (
    HALT,
    HOUR,
    NO_WINNER,
    NOT_BEFORE,
    REPORTERS,
    VOID_RULING,
    Desk,
    Question,
    Report,
    Ruling,
)

S = QuestionState
PAIRS: Final = list(product(S, S))
MOMENTS: Final = tuple(hours * HOUR for hours in (0, 13, 25, 45, 49, 170))
"""After the state was reached: each is inside a window that a row opens or past one that a row closes."""
WHOLE, ONE = Ruling(1), 1
Bring = Callable[[Desk, Question, int], None]


def _halted(desk: Desk, question: Question, at: int) -> None:
    desk.propose(Report(question, values=(0, 0, 0), flags=HALT), at)


def _proposed(desk: Desk, question: Question, at: int) -> None:
    desk.propose(Report(question, values=(0, 0, 0)), at)


def _nobody(desk: Desk, question: Question, at: int) -> None:
    desk.propose(Report(question, values=(0, 0, 0), flags=NO_WINNER), at)


def _challenged(desk: Desk, question: Question, at: int) -> None:
    _proposed(desk, question, at)
    desk.challenge(question, at + 1, ONE)


def _again(desk: Desk, question: Question, at: int) -> None:
    _challenged(desk, question, at)
    desk.propose(Report(question, values=(0, 0, 0), seq=2, signers=REPORTERS[:4]), at + 2)


def _proved(desk: Desk, question: Question, at: int) -> None:
    desk.prove_raw(question, at, encode(["int64"], [0]))


def _ruled(desk: Desk, question: Question, at: int) -> None:
    _halted(desk, question, at)
    desk.rule(question.id, at + 1, WHOLE)


def _ruled_void(desk: Desk, question: Question, at: int) -> None:
    _halted(desk, question, at)
    desk.rule(question.id, at + 1, VOID_RULING)


def _final(desk: Desk, question: Question, at: int) -> None:
    _proved(desk, question, at)
    desk.finalise(question, at + 120)


def _void(desk: Desk, question: Question, at: int) -> None:
    _ruled(desk, question, at)
    desk.veto(question.id, at + 2)


WAYS: Final[dict[QuestionState, tuple[Bring, ...]]] = {
    S.NONE: (lambda *_: None,),
    S.PROPOSED: (_proposed, _nobody, _again, _proved),
    S.CHALLENGED: (_challenged,),
    S.DISPUTED: (_halted,),
    S.RULED: (_ruled, _ruled_void),
    S.FINAL: (_final,),
    S.VOID: (_void,),
}
"""How a question gets into each state."""


def acts(desk: Desk, question: Question, at: int) -> Iterator[Callable[[], object]]:
    """Every act with every content that makes a difference, at one second."""
    for values, flags in (((0, 0, 0), 0), ((1, 1, 1), 0), ((0, 1, 1), 0), ((0, 0, 0), NO_WINNER)):
        report = Report(question, values=values, flags=flags, seq=9, signers=REPORTERS[:4])
        yield partial(desk.propose, report, at)
        yield partial(desk.cross_check, report, at)
    yield lambda: desk.prove_raw(question, at, encode(["int64"], [1]))
    yield lambda: desk.challenge(question, at, ONE)
    yield lambda: desk.escalate(question, at)
    yield lambda: desk.finalise(question, at)
    yield lambda: desk.rule(question.id, at, WHOLE)
    yield lambda: desk.fallback_rule(question.id, at, WHOLE)
    yield lambda: desk.veto(question.id, at)
    yield lambda: desk.void_expired(question, at)


@pytest.fixture(scope="module")
def reached() -> dict[QuestionState, set[QuestionState]]:
    """Filled by the first test of each state."""
    return {}


def tried(desk: Desk, questions: list[Question], start: QuestionState) -> set[QuestionState]:
    """Every state that some act reached from `start`. Only from NONE does it matter how the source is asked."""
    found = set()
    for question, bring in product(questions if start is S.NONE else questions[:1], WAYS[start]):
        with desk.chain.undone():
            bring(desk, question, question.at + NOT_BEFORE)
            assert desk.state(question) == start
            found |= set(_reached(desk, question))
    return found


def _reached(desk: Desk, question: Question) -> Iterator[QuestionState]:
    """By every act at every moment, each from the same state; what is refused changes nothing."""
    client, first, before = desk.chain.client, desk.chain.now() + 1, desk.state(question)
    for moment in MOMENTS:
        snapshot = client.request("evm_snapshot")
        for act in acts(desk, question, first + moment):
            try:
                act()
            except CallRefused:
                continue
            yield QuestionState(desk.state(question))
            back_to(client, snapshot)
            snapshot = client.request("evm_snapshot")
        assert desk.state(question) == before


@pytest.mark.parametrize(("start", "end"), PAIRS, ids=[f"{a.name}-{b.name}" for a, b in PAIRS])
def test_states__every_pair__is_reached_iff_the_table_lists_it(
    desk: Desk,
    builder: Builder,
    reached: dict[QuestionState, set[QuestionState]],
    start: QuestionState,
    end: QuestionState,
) -> None:
    if start not in reached:
        both = desk.add_source(domain=1, path=2, verifier=builder.deploy("LyingProof").address)
        reports = desk.add_source(domain=1)
        questions = [Question(source, desk.start + HOUR) for source in (both, reports)]
        reached[start] = tried(desk, questions, start)
    assert (end in reached[start]) == ((start, end) in TRANSITIONS)
