"""What a bet would return, and how much an account may still stake."""

from backend.markets import errors
from backend.markets.records import MarketRecord
from backend.markets.repository import MarketRepository
from backend.markets.schemas import Estimate
from mutuel.domain.errors import InputRefused
from mutuel.domain.limits import Room, room
from mutuel.domain.market import State
from mutuel.domain.parimutuel import Pools, decide, dividend_down, payout_of
from mutuel.domain.units import ONE_USDC, parse_usdc

LABEL = "An estimate: it changes until betting closes. Low and high: if the pool doubled with or against you."


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
        weight = stake * (record.per_unit(self._now) or 0)
        after = record.pools.plus(outcome, stake, weight)
        low, now, high = returns(record, outcome, stake, weight)
        return Estimate(
            market_id=market_id,
            block=self._repository.at().block,
            outcome=outcome,
            amount=stake,
            low=low,
            now=now,
            high=high,
            odds=dividend_of(record, record.pools, outcome, weight // stake),
            odds_after=dividend_of(record, after, outcome, weight // stake) or 0,
            you_can_still_stake=left.left,
            why=left.because,
            min_weight=weight,
            label=LABEL,
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
    if record.state is not State.OPEN:
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


def dividend_of(record: MarketRecord, pools: Pools, outcome: int, per_unit: int) -> int | None:
    return dividend_down(record.template.kind, pools, outcome, record.template.takeout, per_unit)


def returns(record: MarketRecord, outcome: int, stake: int, weight: int) -> tuple[int, int, int]:
    """What the bet pays if `outcome` wins: pool doubled on it, as it is, doubled on the others."""
    after = record.pools.plus(outcome, stake, weight)
    growth = min(record.pools.total, record.template.caps.pool - after.total)
    other = max((i for i in range(len(after.stakes)) if i != outcome), key=lambda i: after.stakes[i])
    per_unit = weight // stake
    with_you, against_you = (after.plus(i, growth, growth * per_unit) for i in (outcome, other))
    empty = Pools.flat([0] * len(after.stakes))
    bet, template = empty.plus(outcome, stake, weight), record.template
    low, now, high = (
        payout_of(template.kind, decide(template, pools, outcome), bet)
        for pools in (with_you, after, against_you)
    )
    return low, now, high
