"""What a bet would return, and how much an account may still stake."""

from typing import Final

from backend.markets import errors
from backend.markets.outcomes import group_of, groups
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.schemas import Estimate, Waiting
from mutuel.domain import odds
from mutuel.domain.errors import InputRefused
from mutuel.domain.limits import Room, room
from mutuel.domain.market import State
from mutuel.domain.parimutuel import dividend_down
from mutuel.domain.units import ONE_USDC, parse_usdc

LABEL = (
    "An estimate: it changes until betting closes. Low and high: if the crowd doubled with or against you."
)


WAIT: Final = 30
"""Seconds; what waiting this long would cost."""


class EstimateService:
    def __init__(self, repository: MarketRepository, now: int) -> None:
        self._repository, self._now = repository, now

    def estimate(self, market_id: int, outcome: int, amount: str, account: str | None) -> Estimate:
        """Raises MarketUnknown, AmountRefused and BetNotPossible."""
        stake, record = parse(amount), self._repository.one(market_id)
        if record is None:
            raise errors.MarketUnknown(market_id)
        check_open(record, outcome, self._now)
        exposure = self._repository.exposure(market_id, account) if account else 0
        left = room(record.template.caps, exposure, record.pools.total)
        check_stake(stake, left)
        per_unit = record.per_unit(self._now) or 0
        template, pools, market = record.template, record.pools, record.market
        after = pools.plus(outcome, stake, stake * per_unit)
        returns = odds.estimate(template, pools, outcome, stake, per_unit)
        opening = record.per_unit(market.open_at) or 0
        return Estimate(
            market_id=market_id,
            block=self._repository.at().block,
            outcome=outcome,
            amount=stake,
            low=returns.low,
            now=returns.now,
            high=returns.high,
            odds=dividend_down(template.kind, pools, outcome, template.takeout, per_unit),
            odds_after=dividend_down(template.kind, after, outcome, template.takeout, per_unit) or 0,
            you_can_still_stake=left.left,
            why=left.because,
            multiplier=odds.multiplier_down(template.curve, self._now, market.open_at, market.close_at),
            break_even=odds.break_even_up(template, pools, outcome, stake, opening),
            losing=returns.now < stake,
            if_you_wait=waiting(record, outcome, stake, self._now + WAIT),
            projected_group=group_of(groups(template, after), outcome),
            min_weight=stake * per_unit,
            label=LABEL,
        )


def waiting(record: MarketRecord, outcome: int, stake: int, later: int) -> Waiting | None:
    """None where a bet at `later` would weigh the same, or be too late."""
    template, market = record.template, record.market
    if template.curve.is_flat or later >= market.betting_ends_at:
        return None
    per_unit = record.per_unit(later) or 0
    return Waiting(
        seconds=WAIT,
        now=odds.estimate(template, record.pools, outcome, stake, per_unit).now,
        multiplier=odds.multiplier_down(template.curve, later, market.open_at, market.close_at),
    )


def parse(amount: str) -> int:
    """Micro-USDC. Raises AmountRefused, StakeTooSmall."""
    try:
        stake = parse_usdc(amount)
    except InputRefused as error:
        raise errors.AmountRefused.because(error, amount) from error
    if stake < ONE_USDC:
        raise errors.StakeTooSmall(ONE_USDC)
    return stake


def check_open(record: MarketRecord, outcome: int, now: int) -> None:
    """Raises what the engine would, in its order."""
    market = record.market
    if record.state.is_decided:
        raise errors.MarketDecided(void=record.state is State.VOID)
    if now < market.open_at:
        raise errors.BettingNotOpen(market.open_at)
    if now >= market.betting_ends_at:
        raise errors.BettingClosed(market.betting_ends_at)
    if not 0 <= outcome < record.row.outcomes:
        raise errors.OutcomeUnknown(outcome, record.row.outcomes)


def check_stake(stake: int, left: Room) -> None:
    """Raises CapExceeded or PoolFull."""
    if stake > left.left:
        raise errors.bound(left)
