"""Which row of the state table a question went through, told from how it stood before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.market import State
from mutuel.domain.resolution.decide import DisputeReason
from mutuel.domain.resolution.question import Question, VoidCause
from mutuel.domain.resolution.table import QuestionState as S
from tests.stateful.model.house import House

BY_CAUSE: Final = {
    VoidCause.NO_PROOF: "6",
    VoidCause.NO_WINNER: "12",
    VoidCause.VETOED: "15",
    VoidCause.RULED_VOID: "16",
    VoidCause.NO_RULING: "17",
    VoidCause.EXPIRED: "18",
}
BY_DISPUTE: Final = {
    DisputeReason.CROSS_CHECK: "2b",
    DisputeReason.SILENCE: "5",
    DisputeReason.CHALLENGE_UNANSWERED: "10",
    DisputeReason.SECOND_CHALLENGE: "11",
}
BY_PAIR: Final = {
    (S.NONE, S.PROPOSED): "3",
    (S.NONE, S.DISPUTED): "4",
    (S.PROPOSED, S.PROPOSED): "7",
    (S.PROPOSED, S.DISPUTED): "7",
    (S.PROPOSED, S.CHALLENGED): "8",
    (S.CHALLENGED, S.PROPOSED): "9",
    (S.CHALLENGED, S.DISPUTED): "9",
    (S.PROPOSED, S.FINAL): "12",
    (S.RULED, S.FINAL): "16",
}


def walked(before: House, after: House) -> Iterator[str]:
    """The numbers of the rows between two moments, one for each question and market that moved."""
    for id, asked in after.desk.asked.items():
        was = before.desk.asked.get(id)
        if was is not None and was.question != asked.question:
            yield row_of(was.question, asked.question)
    for market, contest in after.desk.contests.items():
        old = before.desk.contests.get(market)
        if old is None:
            yield "19"
        elif old != contest:
            yield row_of(old, contest)
    for market, book in after.floor.books.items():
        earlier = before.floor.books.get(market)
        if earlier is not None and book.state.is_decided and not earlier.state.is_decided:
            yield "21" if book.state is State.VOID and after.now > book.market.expires_at else "20"


def row_of(before: Question, after: Question) -> str:
    """The row of one question's step: by the reason of a dispute or a void, else by the pair of states."""
    if after.state is S.VOID and after.cause is not None:
        return BY_CAUSE[after.cause]
    if after.state is S.DISPUTED and after.dispute in BY_DISPUTE:
        return BY_DISPUTE[after.dispute]
    if after.state is S.PROPOSED and after.proved:
        return "1" if before.state is S.NONE else "2"
    if after.state is S.RULED and after.ruling is not None:
        return "13" if after.ruling.by_dao else "14"
    return BY_PAIR[before.state, after.state]
