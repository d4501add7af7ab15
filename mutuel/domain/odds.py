"""What a bet could return, for people who think about placing it (rules 1.10)."""

from __future__ import annotations

from typing import Final, NamedTuple

from mutuel.domain.market import Kind, Template
from mutuel.domain.parimutuel import Pools, Voided, decide, payout_of
from mutuel.domain.units import MicroUsdc
from mutuel.domain.weights import Curve, per_unit

MULTIPLIER: Final = 10**4
"""One whole multiplier: a stake that weighs as one at the opening."""


class Estimate(NamedTuple):
    """Micro-USDC that the bet returns if its outcome wins; low <= now <= high. A void market returns the stake."""

    low: MicroUsdc
    now: MicroUsdc
    high: MicroUsdc


def estimate(template: Template, pools: Pools, outcome: int, stake: int, unit_weight: int) -> Estimate:
    """What `stake` on `outcome` returns if that outcome wins, in three futures of a pool nobody can foresee.

    now: betting ended right after this bet.
    The crowd joins you: as much again as the whole pool (this bet included) is staked on `outcome`.
    The crowd bets against you: as much again is staked on the fullest other outcome.
    Both stop at the pool maximum and weigh what a bet weighs now (`unit_weight` = weights.per_unit), the most they
    can. low and high are the least and the most of the three; they are neither promises nor bounds. Rounded down.
    Raises UnknownOutcome.
    """
    after = pools.plus(outcome, stake, stake * unit_weight)
    crowd = max(0, min(after.total, template.caps.pool - after.total))
    others = [i for i in range(len(after.stakes)) if i != outcome]
    fullest = max(others, key=lambda i: after.stakes[i])
    futures = (after, *(after.plus(where, crowd, crowd * unit_weight) for where in (outcome, fullest)))
    bet = Pools.flat((0,) * len(after.stakes)).plus(outcome, stake, stake * unit_weight)
    returns = [payout_of(template.kind, decide(template, future, outcome), bet) for future in futures]
    return Estimate(min(returns), returns[0], max(returns))


def multiplier_down(shape: Curve, at: int, open_at: int, close_at: int) -> int:
    """k(at) / k0 in ten-thousandths, rounded down; a whole one on a flat curve. Raises as `weights.per_unit`."""
    return MULTIPLIER * per_unit(shape, at, open_at, close_at) // per_unit(shape, open_at, open_at, close_at)


def break_even_up(
    template: Template, pools: Pools, outcome: int, stake: int, opening_weight: int
) -> int | None:
    """The multiplier, in ten-thousandths rounded up, below which a bet that wins returns less than its stake.

    `opening_weight` = weights.per_unit at the opening. The bet returns floor(net * w / (W + w)) with w = stake * k and
    W what else weighs on the winning side: at least the stake exactly if k >= W / (net - stake). None where a correct
    bet never returns less: flat pools, PRINCIPAL_FIRST, nobody else on its side, or a pool that would be void.
    Raises UnknownOutcome.
    """
    decision = decide(template, pools.plus(outcome, stake, 0), outcome)
    if template.curve.is_flat or template.kind is Kind.MATCH_PRINCIPAL_FIRST or isinstance(decision, Voided):
        return None
    if decision.winning_weight == 0:
        return None
    # The fee never exceeds the losers' stakes, so net - stake is at least what else was staked on the winning side.
    return -(-MULTIPLIER * decision.winning_weight // ((decision.net - stake) * opening_weight))
