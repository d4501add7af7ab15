"""What a bet could return, for people who think about placing it (rules 1.10)."""

from __future__ import annotations

from typing import NamedTuple

from mutuel.domain.market import Template
from mutuel.domain.parimutuel import Pools, decide, payout_of
from mutuel.domain.units import MicroUsdc


class Estimate(NamedTuple):
    """Micro-USDC that the bet returns if its outcome wins; low <= now <= high. A void market returns the stake."""

    low: MicroUsdc
    now: MicroUsdc
    high: MicroUsdc


def estimate(template: Template, pools: Pools, outcome: int, stake: int, per_unit: int) -> Estimate:
    """What `stake` on `outcome` returns if that outcome wins, in three futures of a pool nobody can foresee.

    now: betting ended right after this bet.
    The crowd joins you: as much again as the whole pool (this bet included) is staked on `outcome`.
    The crowd bets against you: as much again is staked on the fullest other outcome.
    Both stop at the pool maximum and weigh what a bet weighs now (`per_unit` = weights.per_unit), the most they
    can. low and high are the least and the most of the three; they are neither promises nor bounds. Rounded down.
    Raises UnknownOutcome.
    """
    after = pools.plus(outcome, stake, stake * per_unit)
    crowd = max(0, min(after.total, template.caps.pool - after.total))
    others = [i for i in range(len(after.stakes)) if i != outcome]
    fullest = max(others, key=lambda i: after.stakes[i])
    futures = (after, *(after.plus(where, crowd, crowd * per_unit) for where in (outcome, fullest)))
    bet = Pools.flat((0,) * len(after.stakes)).plus(outcome, stake, stake * per_unit)
    returns = [payout_of(template.kind, decide(template, future, outcome), bet) for future in futures]
    return Estimate(min(returns), returns[0], max(returns))
