"""What the API says about markets."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from backend.schemas import Address, BigNumber, Bps, Hash, Money, Multiplier, Odds, PriceText, Schema, Seconds
from mutuel.domain.limits import Because
from mutuel.domain.market import Phase

StateName = Literal["open", "settled", "void", "contested"]


class MarketKind(StrEnum):
    RANGE = "range"
    UPDOWN = "updown"
    RACE = "race"
    MATCH = "match"
    MATCH_PRINCIPAL_FIRST = "matchPrincipalFirst"


class AssetClass(StrEnum):
    STOCK = "stock"
    CRYPTO = "crypto"
    SPORT = "sport"
    OTHER = "other"


class VoidReasonName(StrEnum):
    """Why every stake went back."""

    TIE = "tie"
    ONE_SIDED = "oneSided"
    NO_WINNER = "noWinner"
    MERGED = "merged"
    KNOWN = "known"
    OUTAGE = "outage"
    QUESTION = "question"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class QuestionState(StrEnum):
    NONE = "none"
    PROPOSED = "proposed"
    CHALLENGED = "challenged"
    DISPUTED = "disputed"
    RULED = "ruled"
    FINAL = "final"
    VOID = "void"


class Sort(StrEnum):
    """The order of a list of markets."""

    NEWEST = "newest"  # created last, first
    CLOSING = "closing"  # betting ends soonest, first
    POOL = "pool"  # most staked, first


class DisputeReason(StrEnum):
    SPREAD = "spread"
    CODES_DIFFER = "codesDiffer"
    HALT = "halt"
    SILENCE = "silence"
    CHALLENGE_UNANSWERED = "challengeUnanswered"
    SECOND_CHALLENGE = "secondChallenge"
    CROSS_CHECK = "crossCheck"
    CONTEST = "contest"
    CORRECTION = "correction"


class QuestionVoidReason(StrEnum):
    NO_PROOF = "noProof"
    NO_RULING = "noRuling"
    EXPIRED = "expired"
    RULED_VOID = "ruledVoid"
    VETOED = "vetoed"
    NO_WINNER = "noWinner"


class OutcomeOdds(Schema):
    """One outcome's pool and what it would pay."""

    index: int
    stake: Money
    share: Bps  # of the pool, rounded down; 0 in an empty pool
    odds: Odds | None  # None while nobody has staked on it


class Outcome(OutcomeOdds):
    label: str
    group: int  # lowest outcome of those that win together with it; as the pools stand until the market is decided
    lo: PriceText | None  # the range is [lo, hi); None: no bound on this side
    hi: PriceText | None


class MatchMode(StrEnum):
    TIME = "time"
    OVERS = "overs"


class MatchOfMarket(Schema):
    """The match that a window belongs to, as it was announced."""

    number: int
    sides: tuple[str, str]  # outcome 0 is the first
    start: Seconds
    mode: MatchMode
    window: int  # place of this one, from 0; a window announced again has the next free place
    windows: int  # planned for this way to bet on it
    label: str  # for example "Window 3 of 12" or "Window 2 of 3: overs 3 to 4"


class MarketSummary(Schema):
    market_id: BigNumber
    product: str  # for example weekly-range, crypto-round, match-windows
    template: str  # name of the template, for example AAPL-WEEK
    kind: MarketKind
    title: str
    symbol: str
    symbol2: str | None  # of a race
    asset: AssetClass
    phase: Phase
    open: Seconds
    close: Seconds  # when betting ends: as planned, or earlier after an early close
    planned_close: Seconds  # as announced: weights fall towards it, also after an early close
    start_at: Seconds | None  # of up/down and races: when the price that the end is compared with is observed
    observe_at: Seconds
    start_value: PriceText | None  # the start price once it is final
    start_value2: PriceText | None  # of a race's second asset
    k0: int  # weight of a stake at the opening ...
    k1: int  # ... and at the planned close; equal: every stake weighs the same
    total: Money
    outcomes: list[Outcome]
    contested: bool  # its sources name different winners: a question of its own decides
    match: MatchOfMarket | None
    winner: int | None
    value: PriceText | None  # the price that decided; None where that was no price (races, matches)
    void_reason: VoidReasonName | None
    takeout_bps: Bps
    max_pool: Money
    bets: int


class Question(Schema):
    """The observation that decides the market, as Resolution holds it."""

    state: QuestionState
    value: PriceText | None  # None where the answer is no price, as of a match
    min: PriceText | None
    max: PriceText | None
    # That the answer names; None where it is compared with another answer, and if nobody won.
    outcome: int | None
    no_winner: bool  # the report says that nobody won: unless somebody challenges it, every stake goes back
    window_ends: Seconds | None
    round: int | None
    evidence_root: Hash | None
    disputed_at: Seconds | None
    effective_at: Seconds | None  # when a ruling that was filed holds
    dispute_reason: DisputeReason | None
    void_reason: QuestionVoidReason | None


class QuestionRole(StrEnum):
    """What a question tells of its market. `second`: of a race's second asset."""

    START = "start"
    START_SECOND = "startSecond"
    END = "end"
    END_SECOND = "endSecond"
    CONTEST = "contest"


class AskedQuestion(Question):
    role: QuestionRole
    question_id: Hash
    source_id: int | None  # None: no source but a ruling answers
    subject: Hash  # source, time and subject name the question on chain
    symbol: str
    observe_at: Seconds


class Caps(Schema):
    floor: Money  # an account may always stake this much
    max: Money  # and never more than this
    max_pool: Money


class StepName(StrEnum):
    OPENS = "opens"
    HALTED = "halted"
    CLOSES = "closes"
    START_OBSERVED = "startObserved"
    OBSERVED = "observed"
    CONTESTED = "contested"
    PROPOSED = "proposed"
    FINAL = "final"
    CANCELLED = "cancelled"
    DECIDED = "decided"
    REFUND_BY = "refundBy"


class Step(Schema):
    """One step of a market's life. `at` is None while its time is unknown."""

    name: StepName
    at: Seconds | None
    done: bool


class MarketDetail(MarketSummary):
    template_id: int
    source_id: int
    question_id: Hash
    config_hash: Hash
    state: StateName  # what the chain stores; `phase` adds what the time means
    seq: int  # of the market's last change; continues in the stream
    block: int  # the block all of this is as of
    rules: list[str]
    timeline: list[Step]
    question: Question
    questions: list[AskedQuestion]  # all of them, in the order of their observations
    caps: Caps
    merge_below: Money  # a thinner range joins a neighbour; 0: never
    net: Money | None
    fee: Money | None


class MarketOdds(Schema):
    """Odds at one block: equal to what the Lens contract answers there."""

    market_id: BigNumber
    block: int
    total: Money
    outcomes: list[OutcomeOdds]


class Waiting(Schema):
    """The same bet, placed some seconds later into the same pool."""

    seconds: int
    now: Money
    multiplier: Multiplier


class Estimate(Schema):
    """What a further bet would return if its outcome won; estimates until betting closes."""

    market_id: BigNumber
    block: int
    outcome: int
    amount: Money
    low: Money
    now: Money
    high: Money
    odds: Odds | None  # before this bet
    odds_after: Odds
    you_can_still_stake: Money
    why: Because  # the limit that makes it so
    multiplier: Multiplier  # rounded down; 1.0000 in an unweighted pool
    break_even: Multiplier | None  # below it a correct bet returns less than its stake; None: it never does
    losing: bool  # the bet would return less than its stake although its outcome won
    if_you_wait: Waiting | None  # None: waiting changes nothing, or betting would have ended
    projected_group: list[int]  # the outcomes that would win together with it, as the pools would stand
    min_weight: BigNumber  # pass it to `bet`: a delayed bet that would weigh less is refused
    label: str


class BetPlaced(Schema):
    type: Literal["bet"] = "bet"
    at: Seconds
    block: int
    tx: Hash
    market_id: BigNumber
    account: Address
    outcome: int
    stake: Money
    pool_after: Money


class Claimed(Schema):
    type: Literal["claim"] = "claim"
    at: Seconds
    block: int
    tx: Hash
    market_id: BigNumber
    account: Address
    amount: Money
    to_wallet: bool  # False: paid to the account's credit in Escrow


class Change(StrEnum):
    CREATED = "created"
    CLOSED_EARLY = "closedEarly"
    HALTED = "halted"
    CANCELLED = "cancelled"
    CONTESTED = "contested"
    SETTLED = "settled"
    VOID = "void"


class StateChanged(Schema):
    type: Literal["state"] = "state"
    at: Seconds
    block: int
    tx: Hash
    market_id: BigNumber
    change: Change


Activity = Annotated[BetPlaced | Claimed | StateChanged, Field(discriminator="type")]


class PricePoint(Schema):
    at: Seconds
    price: PriceText


class PriceSeries(Schema):
    symbol: str
    source: str | None  # None while there is no price
    points: list[PricePoint]


class Prices(Schema):
    """Prices for the chart, oldest first; never what a market settles on."""

    series: list[PriceSeries]  # two in a race, none of a match
    edges: list[PriceText]
