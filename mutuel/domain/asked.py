"""Which questions a market asks, each once and in the order of their observations. Twin of `QuestionLib`.

A question is named by source, time and subject, so any number of markets share it; a contest's question is one
market's own and has another name (`ids.contest_id`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from mutuel.domain.ids import QuestionId, SubjectRule, question_id, subject_of
from mutuel.domain.market import Kind


class Role(StrEnum):
    """What the answer tells of its market; the word is stored."""

    START = "start"
    START_SECOND = "startSecond"
    """Of a race's second asset."""
    END = "end"
    END_SECOND = "endSecond"
    CONTEST = "contest"
    """Who won, when the sources of the others name different winners."""


class Asked(NamedTuple):
    """One question of one market."""

    role: Role
    source_id: int
    observe_at: int
    subject: bytes

    @property
    def id(self) -> QuestionId:
        return question_id(self.source_id, self.observe_at, self.subject)


def asked_by(
    market: int,
    kind: Kind,
    rule: SubjectRule,
    sources: tuple[int, int],
    observe_at: int,
    edges: tuple[int, ...],
) -> tuple[Asked, ...]:
    """The questions that decide `market` unless it is contested.

    `sources`: the template's, the second 0 except in a RACE. `edges` as at creation: the first one is when the start
    is observed in UPDOWN and RACE. Raises OutOfRange.
    """
    first, second = sources
    subject = subject_of(rule, market)
    found = [Asked(Role.END, first, observe_at, subject)]
    if kind.has_tie:
        found.insert(0, Asked(Role.START, first, edges[0], subject))
    if kind is Kind.RACE:
        found.insert(1, Asked(Role.START_SECOND, second, edges[0], subject))
        found.append(Asked(Role.END_SECOND, second, observe_at, subject))
    return tuple(found)
