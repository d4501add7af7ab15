"""How a pool is decided and shared (rules 1.8 to 1.11).

Everything works on closed totals: who won is one function of the observation, what a winner gets is one
division, and whatever that division loses (breakage, under one micro-unit per winner) stays in the market's
ring fence for ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mutuel.domain import fees, ranges, referee
from mutuel.domain.errors import TooEarly, UnknownOutcome
from mutuel.domain.market import Kind, Market, Template, VoidReason
from mutuel.domain.referee import Answer, Verdict
from mutuel.domain.units import ONE_USDC, Bps, MicroUsdc


@dataclass(frozen=True, slots=True)
class Pools:
    """Stakes (micro-USDC) and weights per outcome, of a market or of one account in it.

    On a flat curve the weights are the stakes.
    """

    stakes: tuple[int, ...]
    weights: tuple[int, ...]

    @classmethod
    def flat(cls, stakes: Sequence[int]) -> Pools:
        return cls(tuple(stakes), tuple(stakes))

    @classmethod
    def together(cls, held: Iterable[Pools], outcomes: int) -> Pools:
        """The sum of what accounts hold in a market of so many outcomes."""
        several = list(held)
        return cls(
            tuple(sum(one.stakes[i] for one in several) for i in range(outcomes)),
            tuple(sum(one.weights[i] for one in several) for i in range(outcomes)),
        )

    @property
    def total(self) -> MicroUsdc:
        return MicroUsdc(sum(self.stakes))

    def plus(self, outcome: int, stake: int, weight: int) -> Pools:
        """These pools with one more bet. Raises UnknownOutcome."""
        if not 0 <= outcome < len(self.stakes):
            raise UnknownOutcome(outcome, len(self.stakes))
        return Pools(_add(self.stakes, outcome, stake), _add(self.weights, outcome, weight))

    def over(self, outcomes: frozenset[int]) -> tuple[int, int]:
        """Stake and weight of some outcomes together."""
        return sum(self.stakes[i] for i in outcomes), sum(self.weights[i] for i in outcomes)


@dataclass(frozen=True, slots=True)
class Settled:
    """A market that pays. staked = net + split.fee; `group` is the winner and all ranges merged with it."""

    outcome: int
    group: frozenset[int]
    net: MicroUsdc
    split: fees.FeeSplit
    winning_stake: MicroUsdc
    winning_weight: int


@dataclass(frozen=True, slots=True)
class Voided:
    """A market that returns every stake in full."""

    reason: VoidReason


Decision = Settled | Voided


def settle(
    market: Market, pools: Pools, answers: Sequence[Answer], now: int, *, outage: bool = False
) -> Decision:
    """What `settle` does at `now`, as a pure function of the closed totals and the answers to its questions.

    First the referee's reasons to void, then those of `decide`. Raises as `referee.decide`.
    """
    return _carried_out(market, pools, referee.decide(market, answers, now, outage=outage))


def settle_contested(market: Market, pools: Pools, answer: Answer, *, outage: bool = False) -> Decision:
    """The same for a market that was contested, by the answer to its own question. Raises QuestionNotFinal."""
    return _carried_out(market, pools, referee.decide_contested(market, answer, outage=outage))


def void_expired(market: Market, now: int) -> Voided:
    """Seven days after the observation time anyone may void an unsettled market. Raises TooEarly."""
    if now < market.expires_at:
        raise TooEarly(market.expires_at)
    return Voided(VoidReason.EXPIRED)


def decide(template: Template, pools: Pools, winner: int) -> Decision:
    """Merge, then refuse a pool that cannot pay, then take the fee.

    The first of these that applies voids: one group left after the merge (merged), nothing on the winner
    (noWinner), the losing side below the template's minimum (oneSided).
    """
    groups = _groups(template, pools)
    if len(set(groups)) == 1:
        return Voided(VoidReason.MERGED)
    group = frozenset(i for i, g in enumerate(groups) if g == groups[winner])
    total, (stake, weight) = pools.total, pools.over(group)
    if stake == 0:
        return Voided(VoidReason.NO_WINNER)
    if total - stake < template.losers_needed_down(total):
        return Voided(VoidReason.ONE_SIDED)
    split = fees.split(total, stake, template.takeout, template.insurance_share)
    return Settled(winner, group, MicroUsdc(total - split.fee), split, MicroUsdc(stake), weight)


def payout_down(kind: Kind, net: int, winning: int, weights: int, stake: int, weight: int) -> MicroUsdc:
    """What a winning position gets, in micro-USDC.

    LITERAL (every kind but one): floor(net * weight / weights).
    PRINCIPAL_FIRST: stake + floor((net - winning) * weight / weights), where net - winning = losers - fee.

    Where `net` is the pool less the fee, `winning` all stakes on the winner, `weights` their weights,
    `stake` and `weight` the position's own. `weights` is above 0.
    """
    if kind is Kind.MATCH_PRINCIPAL_FIRST:
        return MicroUsdc(stake + (net - winning) * weight // weights)
    return MicroUsdc(net * weight // weights)


def payout_of(kind: Kind, decision: Decision, position: Pools) -> MicroUsdc:
    """What one account can claim: its share if settled, every stake if void."""
    if isinstance(decision, Voided):
        return position.total
    stake, weight = position.over(decision.group)
    return payout_down(kind, decision.net, decision.winning_stake, decision.winning_weight, stake, weight)


def stored_merge_map(template: Template, pools: Pools) -> int:
    """The merge map of a settled market as the engine stores it: 0 where its template never merges."""
    if template.kind is not Kind.RANGE or template.merge_below == 0:
        return 0
    return ranges.pack_merge_map(_groups(template, pools))


def dividend_down(kind: Kind, pools: Pools, outcome: int, takeout: Bps, per_unit: int = 1) -> int | None:
    """What one USDC on `outcome` would return now, in micro-USDC; None while nobody has staked on it.

    Flat: floor((total - fee) * 10^6 / pool). Weighted: floor((total - fee) * 10^6 * k(now) / W), with
    `per_unit` = weights.per_unit(now), "if you bet now". The fee is taken as if `outcome` won; the bet itself
    is not added to the pool (see odds.estimate for that).
    """
    stake, weights = pools.stakes[outcome], pools.weights[outcome]
    if stake == 0:
        return None
    net = pools.total - fees.fee_down(pools.total, stake, takeout)
    return payout_down(kind, net, stake, weights, ONE_USDC, ONE_USDC * per_unit)


def _carried_out(market: Market, pools: Pools, verdict: Verdict) -> Decision:
    if verdict.reason is not None:
        return Voided(verdict.reason)
    return decide(market.template, pools, verdict.winner)


def _groups(template: Template, pools: Pools) -> tuple[int, ...]:
    if template.kind is Kind.RANGE:
        return ranges.merge_thin(pools.stakes, template.merge_below)
    return tuple(range(len(pools.stakes)))


def _add(values: tuple[int, ...], index: int, more: int) -> tuple[int, ...]:
    return (*values[:index], values[index] + more, *values[index + 1 :])
