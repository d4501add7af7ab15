"""What the sayings of several feeds come to. Pure.

Play counts as stopped while two feeds that can tell say so, or the only one that can, and none says that play is on:
where there are two, one that lies or is confused voids no window. It counts as over when as many feeds say so as a
result needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mutuel.domain.matches import Interruption, Match
from mutuel.domain.resolution.decide import Quorum
from mutuel.domain.results import MatchState, Play, Vote, Winner, over_winner

STOPS_NEEDED: Final = 2
"""Feeds that must say that play has stopped, of those that can tell; all of them where there are fewer."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What `source` said from `at` on (UTC seconds, when we first saw it), until it said something else."""

    source: str
    at: int
    state: MatchState


def votes(
    sayings: Sequence[Saying], speakers: Collection[str], start: int, overs: range | None = None
) -> dict[str, Vote]:
    """By feed of `speakers`, its answer to "who won the match", or, with `overs`, "who made more runs in them".

    Known when the feed says, if that is a time from `start` of the match on until it was first seen to say so; else
    when it was first seen: one wrong clock must not void every window as known before its close.
    """
    found = {
        source: _vote([one for one in sayings if one.source == source], start, overs) for source in speakers
    }
    return {source: vote for source, vote in found.items() if vote is not None}


def observed(match: Match, sayings: Sequence[Saying], tellers: Collection[str], quorum: Quorum) -> Match:
    """`match` with the stops of play and the end that the feeds have shown.

    `tellers` are the feeds that can tell a stop. A stop that lasts announces nothing again yet.
    """
    stops = (*match.interruptions, *_stops(sayings, tellers))
    ended = over_since(sayings, quorum)
    decided_at = ended if match.decided_at is None else match.decided_at
    return replace(match, interruptions=tuple(sorted(stops, key=lambda stop: stop.at)), decided_at=decided_at)


def over_since(sayings: Iterable[Saying], quorum: Quorum) -> int | None:
    """From when on as many feeds as a result needs have said that the match is over; None if they do not now."""
    speakers = {entry.source for entry in quorum.entries}
    over: set[str] = set()
    since = None
    for saying in sayings:
        if saying.source in speakers:
            (over.add if saying.state.play is Play.OVER else over.discard)(saying.source)
            if len(over) < quorum.needed:
                since = None
            elif since is None:
                since = saying.at
    return since


def overs_bowled(sayings: Sequence[Saying]) -> int:
    """Overs bowled in full in all innings, by the feed that says the fewest: betting closes early only for all."""
    latest = {saying.source: saying.state for saying in sayings if saying.state.innings}
    return min((sum(len(one.runs) for one in state.innings) for state in latest.values()), default=0)


def _stops(sayings: Iterable[Saying], tellers: Collection[str]) -> Iterator[Interruption]:
    told: dict[str, Play] = {}
    needed = min(STOPS_NEEDED, len(tellers))
    stopped_at = None
    for saying in sayings:
        if saying.source in tellers:
            told[saying.source] = saying.state.play
            plays = list(told.values())
            stopped = plays.count(Play.STOPPED) >= needed and Play.ON not in plays
            if stopped and stopped_at is None:
                stopped_at = saying.at
            elif stopped_at is not None and Play.ON in plays:
                yield Interruption(stopped_at, saying.at, saying.at)
                stopped_at = None
    if stopped_at is not None:
        yield Interruption(stopped_at, stopped_at, stopped_at, windows=0)


def _vote(sayings: Sequence[Saying], start: int, overs: range | None) -> Vote | None:
    """The latest answer of one feed, as of the first of the sayings in which it has stood unchanged."""
    vote: Vote | None = None
    for saying in sayings:
        told = _told(saying.state, overs)
        if told is None:
            vote = None
        elif vote is None or vote.winner is not told[0] or vote.awarded != saying.state.awarded:
            known_at = told[1] if told[1] and start <= told[1] <= saying.at else saying.at
            vote = Vote(told[0], known_at, saying.state.awarded)
    return vote


def _told(state: MatchState, overs: range | None) -> tuple[Winner, int | None] | None:
    if overs is None:
        return None if state.winner is None else (state.winner, state.known_at)
    try:
        return over_winner(state.innings, overs, is_over=state.play is Play.OVER)
    except LookupError:  # it lost an over: it has no voice
        return None
