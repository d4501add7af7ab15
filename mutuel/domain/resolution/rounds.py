"""Which Chainlink round holds the price at a moment (R-ROUND). Exactly one does, so anyone may prove it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mutuel.domain.errors import RoundRefused
from mutuel.domain.units import MAX_PRICE, Price8

SETTLE_DELAY: Final = 60
"""Seconds after T before the latest round counts as the last one up to T."""


@dataclass(frozen=True, slots=True)
class Round:
    """One answer of a feed. The id is phase << 64 | number within the phase."""

    id: int
    answer: int
    """10^-8 USD; may be nonsense."""
    updated_at: int
    """0: no such round."""

    @property
    def phase(self) -> int:
        return self.id >> 64


@dataclass(frozen=True, slots=True)
class Feed:
    """What a source pins of its feed."""

    phase: int
    max_age: int
    """Seconds; an older round is no price."""
    settle_delay: int = SETTLE_DELAY


def check_round(feed: Feed, seen: Round, after: Round | None, latest_id: int, at: int, now: int) -> Price8:
    """The price at `at`, if `seen` is the round that holds it; `after` is round id + 1 of the same phase.

    Rule: the last round of the pinned phase with 0 < updatedAt <= T, answer > 0 and T - updatedAt <= max age,
    where "last" means that the next round came after T, or that there is none and the settle delay is over.
    Raises RoundRefused with the reason.
    """
    reason = _refusal(feed, seen, after, latest_id, at, now)
    if reason is not None:
        raise RoundRefused(seen.id, at, reason)
    return Price8(seen.answer)


def round_at(feed: Feed, rounds: Sequence[Round], latest_id: int, at: int, now: int) -> Round:
    """The one round of `rounds` (any order) that `check_round` accepts. Raises RoundRefused if none is."""
    by_id = {one.id: one for one in rounds}
    candidates = [one for one in rounds if one.phase == feed.phase and 0 < one.updated_at <= at]
    if not candidates:
        raise RoundRefused(0, at, "no round of this phase is that old")
    last = max(candidates, key=lambda one: one.id)
    check_round(feed, last, by_id.get(last.id + 1), latest_id, at, now)
    return last


def _refusal(feed: Feed, seen: Round, after: Round | None, latest_id: int, at: int, now: int) -> str | None:
    if seen.phase != feed.phase:
        return "another phase of the feed"
    if not 0 < seen.updated_at <= at:
        return "no round, or a later one"
    if at - seen.updated_at > feed.max_age:
        return "stale"
    if not 0 < seen.answer <= MAX_PRICE:
        return "no price"
    if after is not None and after.id == seen.id + 1 and after.updated_at:
        return None if after.updated_at > at else "a later round is not after that time either"
    if latest_id == seen.id and now > at + feed.settle_delay:
        return None
    return "it is not known to be the last round up to that time"
