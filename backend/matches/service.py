"""Matches as the API shows them: what was announced, joined with the windows that exist."""

from collections import defaultdict
from collections.abc import Iterable

from backend.catalogue import Catalogue
from backend.markets.filters import windows_of
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.service import MarketService
from backend.matches import schemas
from backend.pages import Key, cut, decode
from backend.schemas import Page
from mutuel.domain.ids import market_key
from mutuel.domain.market import DEADLINE, Phase
from mutuel.domain.matches import Match


class MatchService:
    def __init__(
        self, markets: MarketRepository, shown: MarketService, catalogue: Catalogue, now: int
    ) -> None:
        self._markets, self._shown, self._catalogue, self._now = markets, shown, catalogue, now

    def page(self, limit: int, cursor: str | None) -> Page[schemas.MatchSummary]:
        """The latest start first."""
        after = decode(cursor)
        ordered = sorted(self._catalogue.matches.values(), key=key, reverse=True)
        rest = [match for match in ordered if after is None or key(match) < after]
        shown, following = cut(rest[: limit + 1], limit, key)
        windows = self._windows(match.number for match in shown)
        return Page(
            items=[
                schemas.MatchSummary(**summary(match, windows[match.number], self._now)) for match in shown
            ],
            next_cursor=following,
        )

    def detail(self, number: int) -> schemas.MatchDetail:
        """Raises MatchUnknown."""
        match, at = self._catalogue.match(number), self._markets.at()
        windows = self._windows([number])[number]
        return schemas.MatchDetail(
            **summary(match, windows, self._now),
            markets=[self._shown.summary(record, at) for record in windows],
        )

    def _windows(self, numbers: Iterable[int]) -> dict[int, list[MarketRecord]]:
        """By match, in the order of their ids: template, then place. At most 256 of one template."""
        condition = windows_of(self._catalogue.match_templates(), numbers)
        found: dict[int, list[MarketRecord]] = defaultdict(list)
        for record in self._markets.where(condition):
            found[market_key(record.row.market_id).period].append(record)
        return found


def key(match: Match) -> Key:
    return match.start, match.number


def summary(match: Match, windows: list[MarketRecord], now: int) -> dict[str, object]:
    return {
        "number": match.number,
        "sport": match.sport,
        "sides": match.sides,
        "start": match.start,
        "latest_end": match.latest_end,
        "mode": match.mode,
        "window_seconds": match.window_seconds,
        "planned": match.windows,
        "phase": phase(match, windows, now),
        "windows": len(windows),
        "open": sum(record.phase(now) is Phase.OPEN for record in windows),
        "total": sum(record.row.staked for record in windows),
    }


def phase(match: Match, windows: list[MarketRecord], now: int) -> schemas.MatchPhase:
    """Over once every staked window is decided, at the latest when the last refund is due."""
    if now < match.start:
        return schemas.MatchPhase.UPCOMING
    waiting = any(record.row.staked and not record.state.is_decided for record in windows)
    over = (now >= match.latest_end and not waiting) or now >= match.latest_end + DEADLINE
    return schemas.MatchPhase.OVER if over else schemas.MatchPhase.LIVE
