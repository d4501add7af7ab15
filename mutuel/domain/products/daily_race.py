"""Two assets, one day: which one gains more (rules 1.3)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned, days, from_start_to_end
from mutuel.domain.units import DAY, HOUR

KINDS: Final = frozenset({Kind.RACE})
LIFE: Final = DAY
LEAST_BETTING: Final = HOUR
"""A market that takes bets for less is not worth making."""


def planned(listing: Listing, around: Around, now: int) -> Iterator[Planned]:
    """Two stocks: a session, from the corrected close before it on. Two coins: a UTC day."""
    return from_start_to_end(listing, days(listing, around, now), LEAST_BETTING, now)
