"""Two assets, one week: which one gains more (rules 1.3)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned, from_start_to_end, weeks
from mutuel.domain.units import DAY, WEEK

KINDS: Final = frozenset({Kind.RACE})
LIFE: Final = WEEK
LEAST_BETTING: Final = DAY
"""A market that takes bets for less is not worth making."""


def planned(listing: Listing, around: Around, now: int) -> Iterator[Planned]:
    """Two stocks: a trading week, from the corrected close before it on. Two coins: Monday to Monday, UTC."""
    return from_start_to_end(listing, weeks(listing, around, now), LEAST_BETTING, now)
