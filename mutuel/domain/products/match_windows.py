"""Who wins the match, asked again in every window (rules 1.13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.domain.ids import SubjectRule
from mutuel.domain.market import Kind
from mutuel.domain.matches import NOTICE, Match, Window
from mutuel.domain.products.listing import Listing
from mutuel.domain.products.new_market import NewMarket
from mutuel.domain.products.planned import Around, Planned

KINDS: Final = frozenset({Kind.MATCH, Kind.MATCH_PRINCIPAL_FIRST})
LIFE: Final = 1
"""No feed decides a match."""


def planned(listing: Listing, around: Around, now: int) -> Iterator[Planned]:
    """The windows of every match of the listing's sport that can still be made with ten minutes' notice.

    The number of a window is its place in the order of announcement, so one that is announced again is another
    market.
    """
    for match in around.matches:
        if _is_offered(listing, match):
            for window in match.to_play():
                if now <= window.open_at - NOTICE and _is_asked(listing, match, window):
                    yield _planned(listing, match, window)


def _is_offered(listing: Listing, match: Match) -> bool:
    named = not match.templates or listing.template.name in match.templates
    return named and match.sport == listing.asset.symbol


def _is_asked(listing: Listing, match: Match, window: Window) -> bool:
    """A market on a range of overs is about that range of both innings: bets are taken while the first bats."""
    by_range = listing.template.subject_rule is SubjectRule.PERIOD_INDEX
    return not by_range or window.index < match.over_ranges


def _planned(listing: Listing, match: Match, window: Window) -> Planned:
    market = NewMarket(match.number, window.index, window.open_at, window.close_at, match.latest_end)
    return Planned(listing, market, window.announced_at, window.open_at - NOTICE)
