"""The result of a match from its archived bodies.

A feed that names no time of its own counts from when it was first seen to say so: that time is the manifest's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mutuel.domain.ids import market_key
from mutuel.domain.matches import Match
from mutuel.domain.resolution.decide import Delay, votes_of
from mutuel.domain.results import MatchState, Vote, decide_match
from oracle.evidence import Evidence
from oracle.matches import evidence
from oracle.matches.reports import named, overs_of
from oracle.observations.matches.ask import wanted
from oracle.observations.matches.story import Saying, votes
from oracle.resolution.questions import Question
from oracle.sources.feeds import FeedAnswer
from oracle.sources.offline import ArchivedWeb, at_once
from oracle.verify.found import Found
from oracle.verify.pages import pages_of, refusal_of, told_by
from oracle.verify.site import Site


class UnknownMatch(LookupError):
    """The list of matches at hand does not name it."""


def decide_again(site: Site, question: Question, kept: Evidence, at: int) -> tuple[Mapping[str, Any], Found]:
    """The manifest and the votes of the same bodies, read once more. Raises UnknownMatch."""
    match = match_of(site, question.market_id)
    answers, told = answers_again(site, match, kept), told_by(kept)
    cast = _votes(question, match, answers, told)
    quorum = question.source.quorum
    decided = decide_match(quorum, cast, question.observe_at, at)
    manifest = evidence.of_result(match, named(match, question), quorum, answers, cast, decided).manifest
    names = {place: entry.source for place, entry in enumerate(quorum.entries)}
    verdict = decided.verdict
    given = {} if isinstance(verdict, Delay) else votes_of(verdict.mask, verdict.values)
    return manifest, Found(names, given, decided.flags, decided.known_at)


def match_of(site: Site, market_id: int) -> Match:
    """The match that a market is about. Raises UnknownMatch."""
    number = market_key(market_id).period
    match = site.matches.get(number)
    if match is None:
        raise UnknownMatch(f"match {number} is not in the list of matches at hand (MUTUEL_MATCHES)")
    return match


def answers_again(site: Site, match: Match, kept: Evidence) -> tuple[FeedAnswer, ...]:
    """Every feed asked again, offline. Raises TypeError, KeyError for what is no manifest."""
    told = told_by(kept)
    webs = {
        name: ArchivedWeb(pages_of(told.get(name), kept), refusal_of(told.get(name))) for name in match.feeds
    }
    return tuple(at_once(site.feeds[name].fetch(web, wanted(match, name))) for name, web in webs.items())


def _votes(
    question: Question,
    match: Match,
    answers: Sequence[FeedAnswer],
    told: Mapping[str, Mapping[str, Any]],
) -> dict[str, Vote]:
    sayings = [
        Saying(answer.source.name, _first_seen(told.get(answer.source.name)), answer.result)
        for answer in answers
        if isinstance(answer.result, MatchState)
    ]
    entries = {entry.source for entry in question.source.quorum.entries}
    speakers = sorted(entries & {saying.source for saying in sayings})
    return votes(sayings, speakers, match.start, overs_of(match, question))


def _first_seen(answer: Mapping[str, Any] | None) -> int:
    vote = (answer or {}).get("vote")
    return int(vote["knownAt"]) if vote else 0
