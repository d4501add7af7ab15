"""Ten minutes to bet, ten minutes to see: is the coin above where it was when betting ended (R-SHORT)?

Rounds follow each other without a gap: while one takes bets the one before it is watched.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.new_market import NewMarket
from mutuel.domain.products.planned import Around, Planned

ROUND: Final = 600
KINDS: Final = frozenset({Kind.UPDOWN})
LIFE: Final = 2 * ROUND


def planned(listing: Listing, _around: Around, now: int) -> Iterator[Planned]:
    """All rounds of this block and the next that have not opened.

    A block is half of the listing's `ahead` rounds. Each is made whole when the one before it begins, so at least
    half of the rounds are always ahead, and after an outage what is missing of two blocks comes at once. Whatever
    should have opened meanwhile is never made.
    """
    block = max(1, listing.ahead // 2)
    this = now // (block * ROUND)
    for number in range(this * block, (this + 2) * block):
        market = _market(number)
        if now <= market.open_at:
            yield Planned(listing, market, (number // block - 1) * block * ROUND, market.open_at)


def _market(number: int) -> NewMarket:
    open_at = number * ROUND
    close_at = open_at + ROUND
    return NewMarket(number, 0, open_at, close_at, close_at + ROUND, edges=(close_at,))
