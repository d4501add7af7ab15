"""One stock, one session: does it close above the close before (rules 1.3)?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.planned import Around, Planned, days, from_start_to_end
from mutuel.domain.units import DAY, HOUR

KINDS: Final = frozenset({Kind.UPDOWN})
LIFE: Final = DAY
LEAST_BETTING: Final = HOUR
"""A market that takes bets for less is not worth making."""


def planned(listing: Listing, around: Around, now: int) -> Iterator[Planned]:
    """The session to come or running, from the corrected close before it on, and the one after it."""
    return from_start_to_end(listing, days(listing, around, now), LEAST_BETTING, now)
