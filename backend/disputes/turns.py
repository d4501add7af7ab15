"""Who may act on a question, and until when: the open rows of the state table (mutuel.domain.resolution.table)."""

from collections.abc import Iterator
from typing import Final

from backend.disputes.schemas import Move, Mover, Turn
from mutuel.db.mirror import Question
from mutuel.domain.resolution.question import EXPIRY, REPROPOSAL_TIME, RULING_TIME
from mutuel.domain.resolution.rulings import DAO_TIME
from mutuel.domain.resolution.table import QuestionState


def turns(
    question: Question, observe_at: int, bond: int | None, challenged_at: int | None, by_dao: bool
) -> list[Turn]:
    """What may still happen at any time from now on, soonest first. `bond`: of the question's source, micro-USDC."""
    possible = POSSIBLE.get(QuestionState(question.state))
    if possible is None:
        return []
    expiry = _turn(Move.VOID_EXPIRED, Mover.ANYONE, observe_at + EXPIRY, None)
    found = [*possible(question, bond, challenged_at, by_dao), expiry]
    return found[:-1] if any(turn.move is Move.VOID_EXPIRED for turn in found[:-1]) else found


def _proposed(question: Question, bond: int | None, _challenged: int | None, _dao: bool) -> Iterator[Turn]:
    needed = None if bond is None else bond * (2 if question.round else 1)
    yield _turn(Move.CHALLENGE, Mover.ANYONE, None, question.window_ends, needed)
    yield _turn(Move.FINALISE, Mover.ANYONE, question.window_ends, None)


def _challenged(_question: Question, bond: int | None, challenged: int | None, _dao: bool) -> Iterator[Turn]:
    until = None if challenged is None else challenged + REPROPOSAL_TIME
    yield _turn(Move.PROPOSE, Mover.REPORTERS, None, until, bond)
    yield _turn(Move.ESCALATE, Mover.ANYONE, until, None)


def _disputed(question: Question, _bond: int | None, _challenged: int | None, _dao: bool) -> Iterator[Turn]:
    began = question.disputed_at or 0
    yield _turn(Move.RULE, Mover.DAO, None, began + DAO_TIME)
    yield _turn(Move.FALLBACK_RULE, Mover.MULTISIG, began + DAO_TIME, began + RULING_TIME)
    yield _turn(Move.VOID_EXPIRED, Mover.ANYONE, began + RULING_TIME, None)


def _ruled(question: Question, _bond: int | None, _challenged: int | None, by_dao: bool) -> Iterator[Turn]:
    if by_dao:
        yield _turn(Move.VETO, Mover.MULTISIG, None, question.effective_at)
    yield _turn(Move.FINALISE, Mover.ANYONE, question.effective_at, None)


def _turn(move: Move, who: Mover, starts: int | None, ends: int | None, bond: int | None = None) -> Turn:
    return Turn(move=move, who=who, starts=starts, ends=ends, bond=bond)


POSSIBLE: Final = {
    QuestionState.PROPOSED: _proposed,
    QuestionState.CHALLENGED: _challenged,
    QuestionState.DISPUTED: _disputed,
    QuestionState.RULED: _ruled,
}
