"""What a stake weighs when the pool is shared out (rules 1.6, R-WEIGHT).

A weight curve falls linearly from k0 at the opening to k1 at the planned close. A flat curve (k0 = k1)
stores the stake itself. Weights are ratios, so nothing is ever divided and nothing is rounded.
"""

from __future__ import annotations

from typing import NamedTuple

from mutuel.domain.errors import BettingClosed, NotOpenYet, require_range

MAX_K = 15


class Curve(NamedTuple):
    """k0 >= k1, both in 0 to 15, not both 0."""

    k0: int
    k1: int

    @property
    def is_flat(self) -> bool:
        return self.k0 == self.k1


FLAT = Curve(1, 1)
TIME_DECAY = Curve(1, 0)
"""The weight is stake * (close - t)."""


def curve(k0: int, k1: int) -> Curve:
    """A checked curve. Raises OutOfRange."""
    require_range("k0", k0, 1, MAX_K)
    require_range("k1", k1, 0, k0)
    return Curve(k0, k1)


def per_unit(shape: Curve, at: int, open_at: int, close_at: int) -> int:
    """Weight of one micro-USDC staked at `at`: k1*(T - open) + (k0 - k1)*(T - at), or 1 on a flat curve.

    `close_at` is the planned close T, also after an early close. Raises NotOpenYet, BettingClosed, and
    OutOfRange when the market has no length.
    """
    require_range("close", close_at, open_at + 1, 2**32 - 1)
    if at < open_at:
        raise NotOpenYet(open_at)
    if at >= close_at:
        raise BettingClosed(close_at)
    if shape.is_flat:
        return 1
    return shape.k1 * (close_at - open_at) + (shape.k0 - shape.k1) * (close_at - at)


def linear(stake: int, shape: Curve, at: int, open_at: int, close_at: int) -> int:
    """Weight of `stake` micro-USDC placed at `at`; never 0 for a stake above 0. Raises as `per_unit`."""
    return stake * per_unit(shape, at, open_at, close_at)
