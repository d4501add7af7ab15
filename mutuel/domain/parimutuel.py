"""How a pool is decided and shared (rules 1.8 to 1.11).

Everything works on closed totals: who won is one function of the observation, what a winner gets is one
division, and whatever that division loses (breakage, under one micro-unit per winner) stays in the market's
ring fence for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mutuel.domain import fees, ranges
from mutuel.domain.errors import MarketContested, TooEarly, UnknownOutcome
from mutuel.domain.market import CONTEST_WINDOW, Kind, Market, Template, VoidReason
from mutuel.domain.units import Bps, MicroUsdc

MATCH_CODE_BOUNDS: Final = (1,)
"""Result code 0 is the first-named side, 1 the second."""
RACE_BOUNDS: Final = (0,)
CONTEST_GUARD: Final = 60
"""A match known this close to its guard is contested, not decided by a second."""
SHORT_MARKET: Final = 86_400
"""Markets that live no longer are void when the sequencer was down around their close or observation."""
OUTAGE_MARGIN: Final = 600
_UNIT: Final = 10**6


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


class Observed(NamedTuple):
    """What Resolution holds about a final question.

    `low` and `high` are the extremes of the quorum (both equal to `value` after a ruling); `known_at` is when
    the result became known, for prices the observation time.
    """

    value: int
    low: int
    high: int
    known_at: int
    ruled: bool = False


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


def bounds_of(market: Market) -> tuple[int, ...]:
    """The bounds that cut the observation into outcomes; `edges` of an up/down market is its start price."""
    if market.template.kind is Kind.RACE:
        return RACE_BOUNDS
    return MATCH_CODE_BOUNDS if market.template.kind.is_match else market.edges


def winner_of(kind: Kind, value: int, bounds: Sequence[int]) -> int | None:
    """The outcome that `value` decides for, or None for a tie: the one function that names a winner."""
    if kind.has_tie and value == bounds[0]:
        return None
    return ranges.index_of(value, bounds)


def is_contested(market: Market, seen: Observed) -> bool:
    """Whether the quorum's extremes name different winners and nobody has ruled (R-CONTEST)."""
    if seen.ruled:
        return False
    kind, bounds = market.template.kind, bounds_of(market)
    if winner_of(kind, seen.low, bounds) != winner_of(kind, seen.high, bounds):
        return True
    guarded = seen.known_at - market.template.known_guard
    return kind.is_match and abs(market.betting_ends_at - guarded) <= CONTEST_GUARD


def settle(
    market: Market, pools: Pools, seen: Observed | None, now: int, *, outage: bool = False
) -> Decision:
    """What `settle` does at `now`, as a pure function of the closed totals.

    `seen` is the observation of the market's question, or of its derived question once it was contested;
    None means that this question is VOID. `outage` is the answer of `outage_hits`.
    The first of these that applies decides: question, known, outage, tie, then `decide`.
    Raises MarketContested while the sources' extremes name different winners and somebody may still contest,
    and TooEarly while betting is open.
    """
    if seen is None:
        return Voided(VoidReason.QUESTION)
    kind, bounds = market.template.kind, bounds_of(market)
    if is_contested(market, seen) and now <= market.observe_at + CONTEST_WINDOW:
        raise MarketContested(ranges.index_of(seen.low, bounds), ranges.index_of(seen.high, bounds))
    if market.betting_ends_at > seen.known_at - market.template.known_guard:
        return Voided(VoidReason.KNOWN)
    if now < market.betting_ends_at:
        raise TooEarly(market.betting_ends_at)
    if outage:
        return Voided(VoidReason.OUTAGE)
    winner = winner_of(kind, seen.value, bounds)
    return Voided(VoidReason.TIE) if winner is None else decide(market.template, pools, winner)


def outage_hits(market: Market, changed_at: int) -> bool:
    """Whether the uptime feed's last change voids this market (R-SEQ b): only markets of at most one day.

    After a stall the chain fills the gap with old timestamps, so a late bet could look like an early one.
    """
    if market.observe_at - market.open_at > SHORT_MARKET:
        return False
    return market.betting_ends_at - OUTAGE_MARGIN <= changed_at <= market.observe_at + OUTAGE_MARGIN


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
    return payout_down(kind, net, stake, weights, _UNIT, _UNIT * per_unit)


def _groups(template: Template, pools: Pools) -> tuple[int, ...]:
    if template.kind is Kind.RANGE:
        return ranges.merge_thin(pools.stakes, template.merge_below)
    return tuple(range(len(pools.stakes)))


def _add(values: tuple[int, ...], index: int, more: int) -> tuple[int, ...]:
    return (*values[:index], values[index] + more, *values[index + 1 :])
