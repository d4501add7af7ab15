"""How a match ended, by what several feeds say about it (rules 1.13, R-KNOWN).

The official result stands, however it came about: by runs, by D/L, by a super over or a bowl-out. Where nobody won,
the question is VOID. Where feeds differ, or the result was awarded, somebody has to rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from mutuel.domain.resolution.decide import Flag, Quorum, Verdict, decide, median
from mutuel.domain.resolution.observation import Basis, Observation
from mutuel.domain.units import Timestamp


class Winner(IntEnum):
    """A result code; NOBODY is told on chain by a flag, never by a value."""

    NOBODY = -1
    """Tie without a decider, no result, abandoned."""
    FIRST = 0
    SECOND = 1


class Play(StrEnum):
    """Whether there is anything to bet on right now."""

    AHEAD = "ahead"
    ON = "on"
    STOPPED = "stopped"
    """Rain, bad light, a suspension: it may go on later."""
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Innings:
    """What side 0 or 1 has batted so far.

    `runs[i]` are the runs of over i once it was bowled in full, None where the feed lost it; `ended[i]` is when it
    ended in UTC seconds, where the feed says so. An over that was never finished is in neither.
    """

    side: int
    runs: tuple[int | None, ...]
    ended: tuple[int | None, ...]
    is_over: bool


@dataclass(frozen=True, slots=True)
class MatchState:
    """What one feed says about one match.

    `winner` is None until the feed calls the match decided. `known_at` is when it became official, in UTC seconds by
    the feed's own word. `awarded`: decided at a table and not by play.
    """

    play: Play
    winner: Winner | None = None
    known_at: int | None = None
    awarded: bool = False
    innings: tuple[Innings, ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """One feed's answer to one question. `known_at` in UTC seconds."""

    winner: Winner
    known_at: int
    awarded: bool = False


@dataclass(frozen=True, slots=True)
class MatchVerdict:
    """What the votes come to. `known_at` is their lower median, 0 without votes; `flags` go into the report."""

    verdict: Verdict
    flags: Flag
    known_at: int


def decide_match(quorum: Quorum, votes: Mapping[str, Vote], observe_at: int, now: int) -> MatchVerdict:
    """What to do with `votes`, by feed. Any two that differ, and any awarded match, lead to a dispute.

    A side cannot be told beside NO_WINNER in one report, so feeds of which some see no winner report zeros under both
    flags; the evidence says who saw what. Raises UnknownSource.
    """
    winners = {vote.winner for vote in votes.values()}
    flags = Flag.NO_WINNER if Winner.NOBODY in winners else Flag.NONE
    if any(vote.awarded for vote in votes.values()) or (flags and len(winners) > 1):
        flags |= Flag.HALT
    observations = [_observation(feed, vote, flags) for feed, vote in votes.items()]
    verdict = decide(quorum, observations, flags, observe_at, now)
    known_at = median([vote.known_at for vote in votes.values()]) if votes else 0
    return MatchVerdict(verdict, flags, known_at)


def over_winner(
    innings: Sequence[Innings], overs: range, *, is_over: bool
) -> tuple[Winner, int | None] | None:
    """Who made more runs in `overs`, the same in both innings, and when that was known; None while it is open.

    Equal runs, or overs that one side never faced, have no winner. `is_over`: nothing more will be bowled. Raises
    LookupError where the feed lost the runs of an over that was bowled.
    """
    if len(innings) >= 2 and all(len(one.runs) >= overs.stop for one in innings[:2]):
        first, second = innings[:2]
        ahead = _runs(first, overs) - _runs(second, overs)
        winner = Winner.NOBODY if ahead == 0 else Winner(first.side if ahead > 0 else second.side)
        return winner, second.ended[overs.stop - 1]
    missed = any(one.is_over and len(one.runs) < overs.stop for one in innings[:2])
    return (Winner.NOBODY, None) if is_over or missed else None


def _runs(innings: Innings, overs: range) -> int:
    found = [innings.runs[over] for over in overs]
    if None in found:
        raise LookupError("the feed lost an over")
    return sum(runs for runs in found if runs is not None)


def _observation(feed: str, vote: Vote, flags: Flag) -> Observation:
    code = 0 if Flag.NO_WINNER in flags else int(vote.winner)
    return Observation(feed, code, Basis.AS_TRADED, Timestamp(vote.known_at))
