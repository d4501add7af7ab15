"""What the API says about markets."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from backend.schemas import Address, BigNumber, Bps, Hash, Money, Odds, PriceText, Schema, Seconds
from mutuel.domain.limits import Because
from mutuel.domain.market import Phase


class MarketKind(StrEnum):
    RANGE = "range"
    UPDOWN = "updown"
    RACE = "race"
    MATCH = "match"
    MATCH_PRINCIPAL_FIRST = "matchPrincipalFirst"


class AssetClass(StrEnum):
    STOCK = "stock"
    CRYPTO = "crypto"
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


class DisputeReason(StrEnum):
    SPREAD = "spread"
    CODES_DIFFER = "codesDiffer"
    HALT = "halt"
    SILENCE = "silence"
    CHALLENGE_UNANSWERED = "challengeUnanswered"
    SECOND_CHALLENGE = "secondChallenge"
    CROSS_CHECK = "crossCheck"
    CONTEST = "contest"


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
    lo: PriceText | None  # the range is [lo, hi); None: no bound on this side
    hi: PriceText | None


class MarketSummary(Schema):
    market_id: BigNumber
    kind: MarketKind
    title: str
    symbol: str
    asset: AssetClass
    phase: Phase
    open: Seconds
    close: Seconds  # when betting ends: as planned, or earlier after an early close
    observe_at: Seconds
    total: Money
    outcomes: list[Outcome]
    winner: int | None
    value: PriceText | None  # the observation that decided
    void_reason: VoidReasonName | None
    takeout_bps: Bps
    max_pool: Money
    bets: int


class Question(Schema):
    """The observation that decides the market, as Resolution holds it."""

    state: QuestionState
    value: PriceText | None
    min: PriceText | None
    max: PriceText | None
    window_ends: Seconds | None
    round: int | None
    evidence_root: Hash | None
    disputed_at: Seconds | None
    dispute_reason: DisputeReason | None
    void_reason: QuestionVoidReason | None


class Caps(Schema):
    floor: Money  # an account may always stake this much
    max: Money  # and never more than this
    max_pool: Money


class StepName(StrEnum):
    OPENS = "opens"
    CLOSES = "closes"
    OBSERVED = "observed"
    PROPOSED = "proposed"
    FINAL = "final"
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
    state: Literal["open", "settled", "void"]  # what the chain stores; `phase` adds what the time means
    seq: int  # of the market's last change; continues in the stream
    block: int  # the block all of this is as of
    rules: list[str]
    timeline: list[Step]
    question: Question
    caps: Caps
    net: Money | None
    fee: Money | None


class MarketOdds(Schema):
    """Odds at one block: equal to what the Lens contract answers there."""

    market_id: BigNumber
    block: int
    total: Money
    outcomes: list[OutcomeOdds]


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


class StateChanged(Schema):
    type: Literal["state"] = "state"
    at: Seconds
    block: int
    tx: Hash
    market_id: BigNumber
    change: Literal["created", "settled", "void"]


Activity = Annotated[BetPlaced | Claimed | StateChanged, Field(discriminator="type")]


class PricePoint(Schema):
    at: Seconds
    price: PriceText


class Prices(Schema):
    """Prices for the chart, oldest first; never what a market settles on."""

    symbol: str
    source: str | None  # None while there is no price
    points: list[PricePoint]
    edges: list[PriceText]
