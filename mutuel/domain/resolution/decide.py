"""What several sources say together (rules 2.3 to 2.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import NamedTuple

from mutuel.domain.errors import DuplicateSource, QuorumMissing, UnknownSource, require_range
from mutuel.domain.resolution.observation import Basis, Observation
from mutuel.domain.units import BPS, HOUR, MAX_PRICE, Bps

ANSWER_TIME = 24 * HOUR
"""Seconds after the observation time in which a question can be answered."""


class Flag(IntFlag):
    """What a report says besides its values."""

    NONE = 0
    HALT = 1
    """Trading was halted at the close: somebody has to rule."""
    NO_WINNER = 2
    """Tie without decider, no result, abandoned: nobody won."""


class DisputeReason(IntEnum):
    """The number in the `Disputed` event."""

    SPREAD = 1
    CODES_DIFFER = 2
    HALT = 3
    SILENCE = 4
    CHALLENGE_UNANSWERED = 5
    SECOND_CHALLENGE = 6
    CROSS_CHECK = 7
    CONTEST = 8
    CORRECTION = 9
    """A correction far from what it corrects, or of another code."""


class Entry(NamedTuple):
    """One source of a question. Sources fed by the same upstream share a group."""

    source: str
    group: int


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who may speak, in priority order, and how many have to agree."""

    entries: tuple[Entry, ...]
    needed: int = 3
    groups_needed: int = 2
    max_spread: Bps = Bps(50)
    is_match: bool = False
    has_primary: bool = True
    """Whether the first entry decides if it spoke. Where proofs come first the proof is the primary: no entry is."""

    def index_of(self, source: str) -> int:
        """Position of a source in priority order, its bit in a report. Raises UnknownSource."""
        for i, entry in enumerate(self.entries):
            if entry.source == source:
                return i
        raise UnknownSource(source)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the values say together; `low` and `high` are the extremes of the quorum.

    `value` is the primary's if the primary spoke and the spread allows it, else the lower median.
    """

    value: int
    low: int
    high: int
    dispute: DisputeReason | None = None


@dataclass(frozen=True, slots=True)
class Final:
    """A value to propose: `mask` has bit i for entry i, `values` are in bit order."""

    reading: Reading
    mask: int
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody has to rule. There are no values when too few sources spoke until the end."""

    reason: DisputeReason
    mask: int = 0
    values: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Delay:
    """Too few sources so far: ask again until `until`."""

    until: int
    missing: QuorumMissing


@dataclass(frozen=True, slots=True)
class Void:
    """The sources agree that nobody won: propose with the NO_WINNER flag."""

    mask: int
    values: tuple[int, ...]


Verdict = Final | Dispute | Delay | Void


def median(values: Sequence[int]) -> int:
    """The middle value, of an even count the lower of the two middles: always one that a source gave."""
    return sorted(values)[(len(values) - 1) // 2]


def spread_exceeds(low: int, high: int, middle: int, allowed: Bps) -> bool:
    """Whether (high - low) / middle is strictly more than `allowed`.

    Compared as (high - low) * 10,000 > allowed * middle: exact, so 50.5 basis points are more than 50.
    """
    return (high - low) * BPS > allowed * middle


def spread_bps_down(values: Sequence[int]) -> int:
    """floor((max - min) * 10,000 / median), to show to people; positive values."""
    return (max(values) - min(values)) * BPS // median(values)


def read(quorum: Quorum, votes: Mapping[int, int], flags: Flag = Flag.NONE) -> Reading:
    """What the contract recomputes from a report: entry index -> value.

    Raises QuorumMissing for too few entries or groups, OutOfRange for a value outside the domain (prices above 0,
    result codes 0 and 1) or an entry that does not exist.
    """
    _check_quorum(quorum, votes)
    _check_domain(quorum, votes.values(), flags)
    values = list(votes.values())
    low, high, middle = min(values), max(values), median(values)
    dispute = _dispute(quorum, low, high, middle, flags)
    by_primary = quorum.has_primary and dispute is not DisputeReason.SPREAD
    return Reading(votes.get(0, middle) if by_primary else middle, low, high, dispute)


def votes_of(mask: int, values: Sequence[int]) -> dict[int, int]:
    """Entry index -> value, from a report's mask and its values in bit order; whatever has no partner is left out."""
    entries = [index for index in range(mask.bit_length()) if mask >> index & 1]
    return dict(zip(entries, values, strict=False))


def contradicts(quorum: Quorum, reading: Reading, flags: Flag, proved: int) -> bool:
    """Whether a cross-check report speaks against a proof: a halt, no winner, another code, or a value further from it
    than the entries of one report may be from each other, measured against the lower of both."""
    if flags is not Flag.NONE:
        return True
    return reading.dispute is DisputeReason.CODES_DIFFER or is_far(quorum, reading.value, proved)


def reverses(quorum: Quorum, corrected: int, was_nobody: bool, value: int, nobody: bool) -> bool:
    """Whether a correction decides nothing by itself: it says or takes back that nobody won, or is far from what it
    corrects."""
    return was_nobody is not nobody or is_far(quorum, value, corrected)


def is_far(quorum: Quorum, a: int, b: int) -> bool:
    """Whether two answers are further apart than the values of one report may be, against the lower of both; of a
    match, whether they are different codes."""
    if quorum.is_match:
        return a != b
    low, high = sorted((a, b))
    return spread_exceeds(low, high, low, quorum.max_spread)


def is_enough(quorum: Quorum, lost: Collection[str]) -> bool:
    """Whether the entries without `lost` are as many as have to speak, of as many groups."""
    groups = [entry.group for entry in quorum.entries if entry.source not in lost]
    return len(groups) >= quorum.needed and len(set(groups)) >= quorum.groups_needed


def in_domain(is_match: bool, value: int) -> bool:
    """Whether a claim or a ruling may name this value: a price above 0, or one of two outcomes."""
    return value in (0, 1) if is_match else 0 < value <= MAX_PRICE


def decide(
    quorum: Quorum, observations: Sequence[Observation], flags: Flag, observe_at: int, now: int
) -> Verdict:
    """What to do with the observations collected by `now`.

    Only as-traded values vote. Below the quorum: Delay while the question can still be answered (24 h), then
    Dispute: silence leads to arbitration, never to a cached value. Raises UnknownSource, DuplicateSource,
    OutOfRange.
    """
    votes = _votes(quorum, observations)
    try:
        reading = read(quorum, votes, flags)
    except QuorumMissing as missing:
        until = observe_at + ANSWER_TIME
        return Delay(until, missing) if now <= until else Dispute(DisputeReason.SILENCE)
    mask, values = sum(1 << i for i in votes), tuple(votes.values())
    if reading.dispute is not None:
        return Dispute(reading.dispute, mask, values)
    return Void(mask, values) if Flag.NO_WINNER in flags else Final(reading, mask, values)


def _votes(quorum: Quorum, observations: Sequence[Observation]) -> dict[int, int]:
    votes: dict[int, int] = {}
    for seen in observations:
        entry = quorum.index_of(seen.source)
        if entry in votes:
            raise DuplicateSource(seen.source)
        if seen.basis is Basis.AS_TRADED:
            votes[entry] = seen.value
    return dict(sorted(votes.items()))


def _check_quorum(quorum: Quorum, votes: Mapping[int, int]) -> None:
    for entry in votes:
        require_range("entry", entry, 0, len(quorum.entries) - 1)
    groups = {quorum.entries[entry].group for entry in votes}
    if len(votes) < quorum.needed:
        raise QuorumMissing("sources", len(votes), quorum.needed)
    if len(groups) < quorum.groups_needed:
        raise QuorumMissing("independent groups", len(groups), quorum.groups_needed)


def _check_domain(quorum: Quorum, values: Collection[int], flags: Flag) -> None:
    if not quorum.is_match:
        require_range("flags", flags, Flag.NONE, Flag.HALT)
    lowest, highest = (0, 1) if quorum.is_match else (1, MAX_PRICE)
    for value in values:
        require_range("value", value, lowest, 0 if Flag.NO_WINNER in flags else highest)


def _dispute(quorum: Quorum, low: int, high: int, middle: int, flags: Flag) -> DisputeReason | None:
    if Flag.HALT in flags:
        return DisputeReason.HALT
    if quorum.is_match:
        return DisputeReason.CODES_DIFFER if low != high else None
    return DisputeReason.SPREAD if spread_exceeds(low, high, middle, quorum.max_spread) else None
