"""Which round of a Chainlink feed holds the price at a moment: found by halving, never by walking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from eth_abi.abi import decode

from mutuel.chain.contracts import Contract
from mutuel.chain.proofs import FEED_CONFIG
from mutuel.domain.resolution.rounds import Feed, Round, round_at
from mutuel.errors import CallRefused

GAPS: Final = 16
"""Missing rounds in a row that are stepped over."""
MOST: Final = 1 << 32
"""Rounds that a phase is searched for: one each second for more than a century."""


@dataclass(frozen=True)
class FeedReader:
    """One feed proxy, read as one source pins it."""

    proxy: Contract
    pinned: Feed

    @classmethod
    def of(cls, proxy: Contract, verifier_config: bytes) -> FeedReader:
        """`verifier_config` is FeedConfig, ABI-encoded, as the source holds it on chain."""
        ((_, phase, max_age, settle_delay, _),) = decode([FEED_CONFIG], verifier_config)
        return cls(proxy, Feed(phase, max_age, settle_delay))

    def latest(self) -> Round | None:
        """The newest round; None for a feed without one."""
        try:
            return _round(self.proxy.read("latestRoundData"))
        except CallRefused:
            return None

    def get(self, number: int) -> Round | None:
        """Round `number` of the pinned phase; None where the feed has none."""
        try:
            found = _round(self.proxy.read("getRoundData", self._id(number)))
        except CallRefused:
            return None
        return found if found.updated_at else None

    def many(self, first: int, count: int) -> list[Round]:
        """Up to `count` rounds from number `first` on, as far as there are any."""
        latest = self.latest()
        if latest is None or not self._is_open(latest):
            return []
        numbers = range(first, min(first + count - 1, _number(latest)) + 1)
        try:
            answers = self.proxy.read_many("getRoundData", [[self._id(one)] for one in numbers])
        except CallRefused:  # a gap: one by one
            return [found for one in numbers if (found := self.get(one)) is not None]
        return [_round(values) for values in answers]

    def last_number_by(self, moment: int) -> int:
        """The highest round number updated at or before `moment`; 0 if there is none."""
        return self._last_by(moment, self._last_number(self.latest()))

    def round_at(self, moment: int, now: int) -> Round:
        """The one round that proves the price at `moment` (R-ROUND), as the contract takes it. Raises RoundRefused."""
        latest = self.latest()
        return self._round_at(moment, now, self._last_number(latest), 0 if latest is None else latest.id)

    def past_round_at(self, moment: int, sent: int) -> Round:
        """The one round that a proof sent at `sent` can have named. Raises RoundRefused.

        Its phase may be over by now, and have ended with it: see `ended_with`.
        """
        last = self._last_number(self.latest())
        return self._round_at(moment, sent, last, self._id(last))

    def ended_with(self, found: Round) -> bool:
        """Whether the pinned phase is over and `found` its last round, so that no later one vouches for it."""
        return not self._is_open(self.latest()) and self.get(_number(found) + 1) is None

    def _round_at(self, moment: int, now: int, last: int, latest_id: int) -> Round:
        number = self._last_by(moment, last)
        near = [self.get(one) for one in (number, number + 1) if one]
        return round_at(self.pinned, [one for one in near if one is not None], latest_id, moment, now)

    def _is_open(self, latest: Round | None) -> bool:
        return latest is not None and latest.phase == self.pinned.phase

    def _last_by(self, moment: int, last: int) -> int:
        """The highest of the rounds up to number `last` updated at or before `moment`; 0 if there is none."""
        best, low, high = 0, 0, last  # only (low, high] is still unknown
        while low < high:
            middle = (low + high + 1) // 2
            found = self._nearest(middle, low)
            if found is None or found.updated_at <= moment:
                best, low = (best if found is None else _number(found)), middle
            else:
                high = _number(found) - 1
        return best

    def _last_number(self, latest: Round | None) -> int:
        """Of the pinned phase. The newest round tells it, until another phase begins; then only its own rounds do."""
        if latest is not None and self._is_open(latest):
            return _number(latest)
        low, high = 0, GAPS  # a round `low` exists, if it is not 0
        while high < MOST and (found := self._nearest(high, low)) is not None:
            low, high = _number(found), 2 * high
        while low < high:
            found = self._nearest(middle := (low + high + 1) // 2, low)
            low, high = (low, middle - 1) if found is None else (_number(found), high)
        return low

    def _id(self, number: int) -> int:
        return self.pinned.phase << 64 | number

    def _nearest(self, number: int, above: int) -> Round | None:
        """The nearest existing round in (above, number], stepping over at most GAPS missing ones."""
        candidates = range(number, max(above, number - GAPS), -1)
        return next((found for one in candidates if (found := self.get(one)) is not None), None)


def feed_of(verifier_config: bytes) -> str:
    """The address of the feed proxy that a source pins."""
    ((proxy, *_),) = decode([FEED_CONFIG], verifier_config)
    return str(proxy)


def _number(found: Round) -> int:
    return found.id & (1 << 64) - 1


def _round(values: Any) -> Round:
    round_id, answer, _, updated_at, _ = values
    return Round(round_id, answer, updated_at)
