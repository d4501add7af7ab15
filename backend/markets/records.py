"""A market as the mirror holds it, in the words of the rules: what every service computes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mutuel.db import mirror
from mutuel.db.domain import market_of
from mutuel.db.mirror import Role
from mutuel.db.oracle import Price
from mutuel.domain.ids import SubjectRule, market_key
from mutuel.domain.market import Market, Phase, State, Template, VoidReason, phase
from mutuel.domain.parimutuel import Decision, Pools, Voided, decide
from mutuel.domain.resolution.observation import Split, day_of, rebase_down
from mutuel.domain.resolution.table import IN_DISPUTE, QuestionState
from mutuel.domain.units import Price8
from mutuel.domain.weights import per_unit


@dataclass(frozen=True, slots=True)
class At:
    """The block that an answer is as of."""

    block: int
    time: int


class Asked(NamedTuple):
    """A question that the market waits for, with its answer so far; no source answers a contest's."""

    role: Role
    id: str
    source_id: int | None
    observe_at: int
    answer: mirror.Question | None


@dataclass(frozen=True)
class MarketRecord:
    """One market with its pools, questions and template, all read from one snapshot."""

    row: mirror.Market
    template: Template
    pools: Pools
    bets: int
    questions: tuple[Asked, ...]
    seq: int

    @cached_property
    def market(self) -> Market:
        return market_of(self.row, self.template)

    @property
    def start_at(self) -> int | None:
        """When the price that the end is compared with is observed; None where nothing is compared."""
        return self.market.start_at

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
    def shared_questions(self) -> list[Asked]:
        """All but a contest's."""
        return [asked for asked in self.questions if asked.role is not Role.CONTEST]

    @property
    def contested(self) -> bool:
        """Whether a question of its own decides, or decided, the market."""
        return any(asked.role is Role.CONTEST for asked in self.questions)

    @property
    def question(self) -> Asked | None:
        """The last to be answered: a contest's, or the observation at the end."""
        return self.asked(Role.CONTEST) or self.asked(Role.END)

    def asked(self, role: Role) -> Asked | None:
        return next((asked for asked in self.questions if asked.role is role), None)

    def final_value(self, role: Role) -> int | None:
        """What was answered, once that is final."""
        asked = self.asked(role)
        answer = asked.answer if asked else None
        return answer.value if answer is not None and answer.state == QuestionState.FINAL else None

    @property
    def in_dispute(self) -> bool:
        return any(asked.answer is not None and asked.answer.state in IN_DISPUTE for asked in self.questions)

    def phase(self, now: int) -> Phase:
        empty = self.row.staked == 0
        return phase(self.market, self.state, now, disputed=self.in_dispute, empty=empty)

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
