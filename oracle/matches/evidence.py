"""Why a result, or the cancellation of windows, was reported: a manifest over the bodies that say so. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mutuel.domain.matches import Match
from mutuel.domain.resolution.decide import Delay, Dispute, Final, Flag, Quorum
from mutuel.domain.results import MatchState, MatchVerdict, Vote
from oracle.evidence import Evidence
from oracle.sources.feeds import FeedAnswer

VERSION = 1


def of_result(
    match: Match,
    question: Mapping[str, Any],
    quorum: Quorum,
    answers: Sequence[FeedAnswer],
    votes: Mapping[str, Vote],
    decided: MatchVerdict,
) -> Evidence:
    """Everything that a reported result follows from. `question`: id, sourceId, observeAt, subject, overs."""
    manifest = {
        "version": VERSION,
        "question": dict(question),
        "match": _match(match),
        "quorum": {
            "entries": [{"source": entry.source, "group": entry.group} for entry in quorum.entries],
            "needed": quorum.needed,
            "groupsNeeded": quorum.groups_needed,
        },
        "answers": [_answer(answer, votes.get(answer.source.name)) for answer in answers],
        "decision": _decision(decided),
    }
    return Evidence(manifest, _bodies(answers))


def of_cancellation(match: Match, reason: str, at: int, answers: Sequence[FeedAnswer]) -> Evidence:
    """What the feeds said when windows were voided before their close. `at` in UTC seconds."""
    manifest = {
        "version": VERSION,
        "match": _match(match),
        "cancelled": {"reason": reason, "at": at},
        "answers": [_answer(answer, None) for answer in answers],
    }
    return Evidence(manifest, _bodies(answers))


def _bodies(answers: Sequence[FeedAnswer]) -> tuple[bytes, ...]:
    return tuple(page.body for answer in answers for page in answer.pages)


def _match(match: Match) -> dict[str, Any]:
    feeds = {name: {"id": feed.id, "sides": list(feed.sides)} for name, feed in match.feeds.items()}
    return {
        "number": match.number,
        "sides": list(match.sides),
        "start": match.start,
        "latestEnd": match.latest_end,
        "feeds": feeds,
    }


def _answer(answer: FeedAnswer, vote: Vote | None) -> dict[str, Any]:
    source, state = answer.source, answer.result
    pages = [page.described() for page in answer.pages]
    said: dict[str, Any] = {"source": source.name, "pages": pages}
    if not isinstance(state, MatchState):
        return said | {"play": None, "refusal": str(state), "vote": None}
    cast = vote and {"winner": vote.winner.name, "knownAt": vote.known_at, "awarded": vote.awarded}
    return said | {"play": state.play.value, "refusal": None, "vote": cast}


def _decision(decided: MatchVerdict) -> dict[str, Any]:
    verdict = decided.verdict
    if isinstance(verdict, Delay):
        return {"kind": "delay", "until": verdict.until, "missing": str(verdict.missing)}
    said = {
        "kind": type(verdict).__name__.lower(),
        "mask": verdict.mask,
        "values": list(verdict.values),
        "knownAt": decided.known_at,
        "halt": Flag.HALT in decided.flags,
        "noWinner": Flag.NO_WINNER in decided.flags,
    }
    if isinstance(verdict, Dispute):
        said["reason"] = verdict.reason.name
    if isinstance(verdict, Final):
        said["value"] = verdict.reading.value
    return said
