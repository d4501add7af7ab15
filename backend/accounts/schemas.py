"""What the API says about an account."""

from enum import StrEnum

from backend.markets.schemas import MarketSummary
from backend.schemas import BigNumber, Money, Schema, Seconds


class PositionFilter(StrEnum):
    OPEN = "open"
    ALL = "all"


class ClaimReason(StrEnum):
    WON = "won"
    REFUND = "refund"


class Stake(Schema):
    """What the account holds on one outcome."""

    outcome: int
    stake: Money
    bets: int
    pays: Money | None  # if this outcome wins and the pools stay; None once the market is decided


class Position(Schema):
    market: MarketSummary
    stakes: list[Stake]
    staked: Money
    payout: Money | None  # of a decided market, claimed or not; None while undecided
    claimed: Money
    claimable: Money


class ClaimItem(Schema):
    market_id: BigNumber
    title: str
    window: str | None  # "Window 2 of 6", of a match
    observe_at: Seconds
    amount: Money
    reason: ClaimReason


class Claimable(Schema):
    """What the account can claim now, at most 200 markets; `more` tells that others wait behind them."""

    total: Money  # of `items`
    items: list[ClaimItem]
    more: bool
