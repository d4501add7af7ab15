"""The takeout and who receives it (rules 1.8, R-FEE)."""

from __future__ import annotations

from typing import Final, NamedTuple

from mutuel.domain.errors import require_range
from mutuel.domain.units import Bps, MicroUsdc, share_down

MAX_TAKEOUT: Final = Bps(1_500)
"""Hard cap of 15 %, also in the contract."""


class FeeSplit(NamedTuple):
    """fee = treasury + insurance, in micro-USDC."""

    fee: MicroUsdc
    treasury: MicroUsdc
    insurance: MicroUsdc


def fee_down(total: int, winning: int, takeout: Bps) -> MicroUsdc:
    """min(floor(total * takeout), total - winning): never more than the losers staked, in any kind."""
    return MicroUsdc(min(share_down(total, takeout), total - winning))


def split(total: int, winning: int, takeout: Bps, insurance_share: Bps) -> FeeSplit:
    """The fee on a pool of `total` of which `winning` won, and its two parts.

    The insurance part is floor(fee * share); Treasury gets the rest, so nothing is lost between them.
    Raises OutOfRange when `winning` is not within the pool, or a rate not within its bounds.
    """
    require_range("winning stake", winning, 0, total)
    require_range("takeout", takeout, 0, MAX_TAKEOUT)
    require_range("insurance share", insurance_share, 0, 10_000)
    fee = fee_down(total, winning, takeout)
    insurance = share_down(fee, insurance_share)
    return FeeSplit(fee, MicroUsdc(fee - insurance), insurance)
