"""A market as the mirror holds it, in the words of the rules: what every service computes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mutuel.db import mirror
from mutuel.db.oracle import Price
from mutuel.domain.ids import MarketId, SubjectRule, market_key
from mutuel.domain.market import Kind, Market, Phase, State, Template, VoidReason, phase
from mutuel.domain.parimutuel import Decision, Pools, Voided, decide
from mutuel.domain.resolution.observation import Split, day_of, rebase_down
from mutuel.domain.units import Price8, Timestamp
from mutuel.domain.weights import per_unit

CHALLENGED, DISPUTED, RULED = 2, 3, 4
IN_DISPUTE: Final = (CHALLENGED, DISPUTED, RULED)


@dataclass(frozen=True, slots=True)
class At:
    """The block that an answer is as of."""

    block: int
    time: int


@dataclass(frozen=True)
class MarketRecord:
    """One market with its pools, question and template, all read from one snapshot."""

    row: mirror.Market
    template: Template
    pools: Pools
    bets: int
    question: mirror.Question | None
    seq: int

    @cached_property
    def market(self) -> Market:
        row = self.row
        early = None if row.closes_at >= row.close else Timestamp(row.closes_at)
        return Market(
            id=MarketId(row.market_id),
            template=self.template,
            open_at=Timestamp(row.open),
            close_at=Timestamp(row.close),
            observe_at=Timestamp(row.observe_at),
            edges=self.edges if self.template.kind is Kind.RANGE else (),
            early_close_at=early,
        )

    @property
    def edges(self) -> tuple[int, ...]:
        return tuple(int(edge) for edge in self.row.edges)[: self.row.outcomes - 1]

    @property
    def start_at(self) -> int | None:
        """When the price that the end is compared with is observed; None where nothing is compared."""
        return self.edges[0] if self.template.kind.has_tie else None

    @property
    def basis_day(self) -> int | None:
        """UTC day number of the shares that the ranges are in; None for what is never split."""
        if self.template.subject_rule is SubjectRule.NONE:
            return None
        return market_key(self.row.market_id).period

    @property
    def state(self) -> State:
        return State(self.row.state)

    @property
    def in_dispute(self) -> bool:
        return self.question is not None and self.question.state in IN_DISPUTE

    def phase(self, now: int) -> Phase:
        return phase(self.market, self.state, now, disputed=self.in_dispute)

    def per_unit(self, time: int) -> int | None:
        """Weight of one micro-USDC staked at `time`, or at the opening before it; a flat pool's is always 1.

        None in a weighted pool once betting ended.
        """
        market, curve = self.market, self.template.curve
        if curve.is_flat:
            return 1
        if time >= market.betting_ends_at:
            return None
        return per_unit(curve, max(time, market.open_at), market.open_at, market.close_at)

    @cached_property
    def decision(self) -> Decision | None:
        """How the market pays, or None while it is undecided."""
        row = self.row
        if self.state is State.SETTLED and row.winner is not None:
            return decide(self.template, self.pools, row.winner)
        if self.state is State.VOID and row.void_reason is not None:
            return Voided(VoidReason(row.void_reason))
        return None


def in_shares_of(rows: Sequence[Price], basis_day: int | None) -> list[Price8]:
    """Prices as traded, each told in shares of `basis_day`; as they are if there is none."""
    if basis_day is None:
        return [Price8(row.price) for row in rows]
    splits = [
        Split(day_of(row.at), row.split_to, row.split_from) for row in rows if row.split_to != row.split_from
    ]
    return [rebase_down(Price8(row.price), day_of(row.at), basis_day, splits) for row in rows]
