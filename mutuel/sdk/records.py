"""What the SDK tells: amounts in micro-USDC, times in UTC seconds, prices in 10^-8 USD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mutuel.chain.markets import Seen
from mutuel.domain import naming
from mutuel.domain.market import Kind, Phase, State, phase
from mutuel.domain.units import format_usdc


@dataclass(frozen=True, slots=True)
class Outcome:
    """`name` as on the page, `label` what it means: "A", "below $180.00".

    `odds` with 6 decimals, as the lens tells them: what one USDC would return, 0 while nobody has staked on it.
    """

    index: int
    name: str
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

    def outcome_of(self, text: str) -> int:
        """The outcome that somebody means by its number or its name. Raises OutcomeUnnamed."""
        return naming.outcome_of(text, [one.name for one in self.outcomes])

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
                    "name": one.name,
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


def info(
    found: Seen,
    name: str,
    runners: tuple[str, str],
    stakes: Sequence[int],
    odds: Sequence[int],
    now: int,
    *,
    disputed: bool,
) -> MarketInfo:
    """`runners`: what the page calls the two sides of a race or match. `disputed`: one of its questions is."""
    market = found.market
    labels = naming.labels(market, runners)
    names = naming.names(market.template.kind, labels)
    return MarketInfo(
        id=market.id,
        name=name,
        kind=market.template.kind,
        phase=phase(market, found.state, now, disputed=disputed, empty=not any(stakes)),
        opens_at=market.open_at,
        closes_at=market.betting_ends_at,
        observed_at=market.observe_at,
        staked=found.view["staked"],
        takeout_bps=found.view["takeoutBps"],
        outcomes=tuple(Outcome(i, names[i], label, stakes[i], odds[i]) for i, label in enumerate(labels)),
        winner=found.view["winner"] if found.state is State.SETTLED else None,
    )
