"""What each feed said about a match, written down whenever it said something new.

A result without a time of its own was known when it was first seen, so this outlives a restart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from mutuel import logging
from mutuel.db.oracle import MatchPoll, MatchSaying
from mutuel.domain.results import Innings, MatchState, Play, Winner
from oracle.observations.matches.story import Saying
from oracle.sources.feeds import FeedAnswer

MOST: Final = 1_000
"""Sayings of one feed about one match that are kept; five days of cricket have about half as many overs. A feed that
changes its mind more often is listened to no more: everything is read again at every look."""
log = logging.get("oracle")


def polled_at(database: Engine, number: int) -> int:
    """When the feeds of a match were last asked, UTC seconds; 0 if never."""
    with Session(database) as session:
        poll = session.get(MatchPoll, number)
        return poll.at if poll else 0


def recall(database: Engine, number: int) -> tuple[Saying, ...]:
    """Everything that was said about a match, oldest first."""
    return recall_all(database, [number])[number]


def recall_all(database: Engine, numbers: Collection[int]) -> dict[int, tuple[Saying, ...]]:
    """`recall` for each of many matches, asked at once."""
    ordered = select(MatchSaying).where(col(MatchSaying.number).in_(numbers)).order_by(col(MatchSaying.id))
    said: dict[int, list[Saying]] = {number: [] for number in numbers}
    with Session(database) as session:
        for row in session.exec(ordered):
            said[row.number].append(Saying(row.source, row.at, _state(row.state)))
    return {number: tuple(sayings) for number, sayings in said.items()}


def remember(database: Engine, number: int, answers: Sequence[FeedAnswer], now: int) -> tuple[Saying, ...]:
    """Writes down what is new in `answers`, and that the feeds were asked; all sayings so far."""
    said = recall(database, number)
    known, often = {one.source: one.state for one in said}, Counter(one.source for one in said)
    with Session(database) as session:
        for answer in answers:
            state, source = answer.result, answer.source.name
            if isinstance(state, MatchState) and known.get(source) != state:
                if often[source] < MOST:
                    session.add(_row(number, answer, state, now))
                else:
                    log.error("feed no longer heard", match=number, source=source)
        session.merge(MatchPoll(number=number, at=now))
        session.commit()
    return recall(database, number)


def _row(number: int, answer: FeedAnswer, state: MatchState, now: int) -> MatchSaying:
    body = answer.pages[-1].sha256
    return MatchSaying(
        number=number, source=answer.source.name, at=now, state=_plain(state), body_sha256=body
    )


def _plain(state: MatchState) -> dict[str, Any]:
    return {
        "play": state.play.value,
        "winner": None if state.winner is None else int(state.winner),
        "knownAt": state.known_at,
        "awarded": state.awarded,
        "innings": [
            {"side": one.side, "runs": list(one.runs), "ended": list(one.ended), "isOver": one.is_over}
            for one in state.innings
        ],
    }


def _state(plain: dict[str, Any]) -> MatchState:
    innings = (
        Innings(one["side"], tuple(one["runs"]), tuple(one["ended"]), one["isOver"])
        for one in plain["innings"]
    )
    winner = None if plain["winner"] is None else Winner(plain["winner"])
    return MatchState(Play(plain["play"]), winner, plain["knownAt"], plain["awarded"], tuple(innings))
