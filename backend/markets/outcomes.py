"""A market's outcomes: their pools, their odds, and which would win together."""

from backend.markets import schemas
from backend.markets.records import MarketRecord
from backend.markets.wording import labels
from backend.markets.wording.about import About
from mutuel.domain.market import Kind, Template
from mutuel.domain.parimutuel import Pools, dividend_down
from mutuel.domain.ranges import merge_thin
from mutuel.domain.units import BPS


def outcome_odds(record: MarketRecord, time: int) -> list[schemas.OutcomeOdds]:
    """Odds at the block of `time`, as the Lens computes them there."""
    pools, template = record.pools, record.template
    per_unit = record.per_unit(time)
    return [
        schemas.OutcomeOdds(
            index=index,
            stake=stake,
            share=share_bps_down(stake, pools.total),
            odds=dividend_down(template.kind, pools, index, template.takeout, per_unit) if per_unit else None,
        )
        for index, stake in enumerate(pools.stakes)
    ]


def outcomes_of(record: MarketRecord, time: int, about: About) -> list[schemas.Outcome]:
    edges = record.market.edges if record.template.kind is Kind.RANGE else ()
    lows = [None, *edges] if edges else [None] * record.row.outcomes
    highs = [*edges, None] if edges else lows
    return [
        schemas.Outcome(**dict(odds), label=label, lo=low, hi=high, group=group)
        for odds, label, low, high, group in zip(
            outcome_odds(record, time),
            labels(record, about),
            lows,
            highs,
            groups(record.template, record.pools),
            strict=True,
        )
    ]


def groups(template: Template, pools: Pools) -> tuple[int, ...]:
    """For each outcome the lowest of those that win together with it, by the pools as they are."""
    if template.kind is not Kind.RANGE:
        return tuple(range(len(pools.stakes)))
    return merge_thin(pools.stakes, template.merge_below)


def group_of(merged: tuple[int, ...], outcome: int) -> list[int]:
    """Everything that wins together with `outcome`."""
    return [i for i, group in enumerate(merged) if group == merged[outcome]]


def share_bps_down(stake: int, total: int) -> int:
    """floor(stake * 10,000 / total); 0 in an empty pool."""
    return stake * BPS // total if total else 0
