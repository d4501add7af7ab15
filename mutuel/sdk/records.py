"""What the SDK tells: amounts in micro-USDC, times in UTC seconds, prices in 10^-8 USD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mutuel.chain.markets import Seen
from mutuel.domain.market import Kind, Phase, State, phase
from mutuel.domain.units import format_price, format_usdc


@dataclass(frozen=True, slots=True)
class Outcome:
    """`odds` with 6 decimals, as the lens tells them: what one USDC would return, 0 while nobody has staked on it."""

    index: int
    label: str
    stake: int
    odds: int


@dataclass(frozen=True, slots=True)
class MarketInfo:
    """A market at one moment. `winner` is None until it is settled."""

    id: int
    name: str
    kind: Kind
    phase: Phase
    opens_at: int
    closes_at: int
    observed_at: int
    staked: int
    takeout_bps: int
    outcomes: tuple[Outcome, ...]
    winner: int | None

    @property
    def takes_bets(self) -> bool:
        return self.phase is Phase.OPEN

    def as_json(self) -> dict[str, Any]:
        """camelCase; money as decimal text, ids as text."""
        return {
            "marketId": str(self.id),
            "name": self.name,
            "kind": self.kind.name.lower(),
            "phase": self.phase.value,
            "opensAt": self.opens_at,
            "closesAt": self.closes_at,
            "observedAt": self.observed_at,
            "staked": format_usdc(self.staked),
            "takeoutBps": self.takeout_bps,
            "winner": self.winner,
            "outcomes": [
                {
                    "index": one.index,
                    "label": one.label,
                    "stake": format_usdc(one.stake),
                    "odds": format_usdc(one.odds) if one.odds else None,
                }
                for one in self.outcomes
            ],
        }


@dataclass(frozen=True, slots=True)
class Placed:
    """A bet that is in a block."""

    market_id: int
    outcome: int
    stake: int
    weight: int
    pool_after: int
    tx_hash: str
    block: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A payout or refund; into the wallet, or as credit in Escrow."""

    market_id: int
    amount: int
    to_wallet: bool
    tx_hash: str
    block: int


@dataclass(frozen=True, slots=True)
class Step:
    """Something done that anybody may do; `what` names contract and function."""

    what: str
    tx_hash: str
    block: int


def info(found: Seen, name: str, stakes: Sequence[int], odds: Sequence[int], now: int) -> MarketInfo:
    market = found.market
    labels = labels_of(found)
    return MarketInfo(
        id=market.id,
        name=name,
        kind=market.template.kind,
        phase=phase(market, found.state, now, empty=not any(stakes)),
        opens_at=market.open_at,
        closes_at=market.betting_ends_at,
        observed_at=market.observe_at,
        staked=found.view["staked"],
        takeout_bps=found.view["takeoutBps"],
        outcomes=tuple(Outcome(i, label, stakes[i], odds[i]) for i, label in enumerate(labels)),
        winner=found.view["winner"] if found.state is State.SETTLED else None,
    )


def labels_of(found: Seen) -> list[str]:
    """What each outcome means; of a race and a match "first" and "second" are the sides in the market's name."""
    market = found.market
    match market.template.kind:
        case Kind.UPDOWN:
            return ["down", "up"]
        case Kind.RACE:
            return ["second", "first"]
        case Kind.RANGE:
            bounds = [format_price(edge) for edge in market.edges]
            middle = [f"{low} to below {high}" for low, high in pairwise(bounds)]
            return [f"below {bounds[0]}", *middle, f"{bounds[-1]} and above"]
        case Kind.MATCH | Kind.MATCH_PRINCIPAL_FIRST:
            return ["first", "second"]
