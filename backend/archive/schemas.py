"""What the API says about decided markets."""

from backend.markets.schemas import MarketSummary
from backend.schemas import Hash, Money, Schema, Seconds


class Distribution(Schema):
    """Where the staked money went: staked = net + fee; net = paid + outstanding + breakage.

    In a void market net is 0 and staked = refunded + outstanding.
    """

    staked: Money
    net: Money
    fee: Money
    paid: Money  # to winners, so far
    refunded: Money  # of a void market, so far
    outstanding: Money  # owed and not claimed yet
    breakage: Money  # lost to rounding down; stays in the market's ring fence


class ArchivedMarket(Schema):
    market: MarketSummary
    decided_at: Seconds
    distribution: Distribution
    evidence_root: Hash | None
