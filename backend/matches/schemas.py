"""What the API says about matches."""

from enum import StrEnum

from backend.markets.schemas import MarketSummary, MatchMode
from backend.schemas import Money, Schema, Seconds


class MatchPhase(StrEnum):
    UPCOMING = "upcoming"
    LIVE = "live"  # from the announced start until its last window is decided
    OVER = "over"


class MatchSummary(Schema):
    number: int
    sport: str
    sides: tuple[str, str]  # outcome 0 is the first
    start: Seconds
    latest_end: Seconds  # by then its result is asked for
    mode: MatchMode
    window_seconds: int  # planned length of a window
    planned: int  # windows
    phase: MatchPhase
    windows: int  # announced on chain so far, over all ways to bet on it
    open: int  # of them, in which bets are accepted now
    total: Money  # staked in all of them


class MatchDetail(MatchSummary):
    markets: list[MarketSummary]  # its windows: by template, then in the order of their places
