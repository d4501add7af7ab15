"""What a market is, and the states it passes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final

from mutuel.domain.ids import MarketId, SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.units import BPS, HOUR, WEEK, Bps, MicroUsdc, Timestamp
from mutuel.domain.weights import Curve

DEADLINE: Final = WEEK
"""Seconds after the observation time at which anyone may void an unsettled market."""
CONTEST_WINDOW: Final = 96 * HOUR
"""Seconds after the observation time in which a market may be contested."""


class Kind(IntEnum):
    """What an observation means; the value is stored on chain in 4 bits."""

    RANGE = 0
    UPDOWN = 1
    RACE = 2
    MATCH = 3
    MATCH_PRINCIPAL_FIRST = 4
    """A MATCH window in which winners get their stake back before the rest is shared."""

    @property
    def has_tie(self) -> bool:
        """Whether an observation equal to the bound means that nobody won."""
        return self in (Kind.UPDOWN, Kind.RACE)

    @property
    def is_match(self) -> bool:
        return self in (Kind.MATCH, Kind.MATCH_PRINCIPAL_FIRST)


class State(IntEnum):
    """Stored on chain in 4 bits. Whether betting has ended is not a state: it follows from the time."""

    UNKNOWN = 0
    OPEN = 1
    SETTLED = 2
    VOID = 3
    CONTESTED = 4
    """Undecided; waits for a question of its own."""

    @property
    def is_decided(self) -> bool:
        return self in DECIDED


DECIDED: Final = (State.SETTLED, State.VOID)
UNDECIDED: Final = (State.OPEN, State.CONTESTED)

TRANSITIONS: Final[dict[State, frozenset[State]]] = {
    State.UNKNOWN: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.CONTESTED, State.SETTLED, State.VOID}),
    State.CONTESTED: frozenset({State.SETTLED, State.VOID}),
    State.SETTLED: frozenset(),
    State.VOID: frozenset(),
}
"""Every change a market's stored state may make; settled or void, never both, and for ever."""


class VoidReason(IntEnum):
    """Why every stake went back; the number is in the `MarketVoided` event."""

    TIE = 1
    ONE_SIDED = 2
    NO_WINNER = 3
    MERGED = 4
    KNOWN = 5
    OUTAGE = 6
    QUESTION = 7
    EXPIRED = 8
    CANCELLED = 9


class Phase(StrEnum):
    """What people see; derived from state, question and time, stored nowhere."""

    ANNOUNCED = "announced"
    OPEN = "open"
    LOCKED = "locked"
    SETTLING = "settling"
    DISPUTED = "disputed"
    EMPTY = "empty"
    """Nobody staked: there is nothing to decide, and nobody decides it."""
    SETTLED = "settled"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Template:
    """The governed numbers that a market copies at its creation. Amounts in micro-USDC, spans in seconds."""

    id: int
    name: str
    kind: Kind
    outcomes: int
    curve: Curve
    source_id: int
    source2_id: int
    """The second asset's source in a RACE, else 0."""
    subject_rule: SubjectRule
    caps: Caps
    min_stake: MicroUsdc
    takeout: Bps
    insurance_share: Bps
    min_losers: MicroUsdc
    """VOID when the losing side holds less than this ..."""
    min_losers_share: Bps
    """... or less than this share of the pool."""
    merge_below: MicroUsdc
    """Ranges thinner than this join a neighbour; 0 never merges."""
    known_guard: int
    """Betting must have closed this long before the result was known."""
    contestable: bool
    """Whether `contest` may open an arbitration when the sources name different winners."""
    haltable: bool
    closable_early: bool
    cancellable: bool

    def losers_needed_down(self, total: int) -> MicroUsdc:
        """max(min_losers, floor(total * min_losers_share))."""
        return MicroUsdc(max(self.min_losers, total * self.min_losers_share // BPS))


@dataclass(frozen=True, slots=True)
class Market:
    """One market. All of it is fixed at creation but `early_close_at`, which is set at most once."""

    id: MarketId
    template: Template
    open_at: Timestamp
    close_at: Timestamp
    """Planned close T; the last second in which a bet is accepted is T - 1."""
    observe_at: Timestamp
    edges: tuple[int, ...]
    """Prices between the ranges; of an up/down market and a race the start time alone; of a match none."""
    early_close_at: Timestamp | None = None

    @property
    def betting_ends_at(self) -> Timestamp:
        """The close that counts: the planned one or an earlier one."""
        return self.close_at if self.early_close_at is None else min(self.close_at, self.early_close_at)

    @property
    def start_at(self) -> int | None:
        """The moment of the start price, where the price at the end is compared with one."""
        return self.edges[0] if self.template.kind.has_tie else None

    @property
    def expires_at(self) -> Timestamp:
        """From this second on anyone may void the market if it is not settled."""
        return Timestamp(self.observe_at + DEADLINE)


def edges_of(kind: Kind, outcomes: int, stored: Sequence[int]) -> tuple[int, ...]:
    """What the four stored words of a market mean for its kind, in the form of `Market.edges`."""
    used = outcomes - 1 if kind is Kind.RANGE else 1 if kind.has_tie else 0
    return tuple(stored[:used])


def phase(market: Market, state: State, now: int, *, disputed: bool = False, empty: bool = False) -> Phase:
    """What to tell people at `now`.

    `disputed`: a question of the market is challenged, disputed or ruled but not yet final, or the market is
    contested. `empty`: nobody has staked. Both show only once betting has ended.
    """
    if state.is_decided:
        return Phase.SETTLED if state is State.SETTLED else Phase.VOID
    if now < market.open_at:
        return Phase.ANNOUNCED
    if now < market.betting_ends_at:
        return Phase.OPEN
    if empty:
        return Phase.EMPTY
    if disputed or state is State.CONTESTED:
        return Phase.DISPUTED
    return Phase.LOCKED if now < market.observe_at else Phase.SETTLING
