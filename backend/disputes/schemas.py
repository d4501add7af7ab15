"""What the API says about disputes."""

from enum import StrEnum

from backend.markets.schemas import AskedQuestion
from backend.schemas import Address, BigNumber, Bps, Hash, Money, PriceText, Schema, Seconds


class DisputeFilter(StrEnum):
    OPEN = "open"  # somebody may still act on it
    PAST = "past"
    ALL = "all"


class Move(StrEnum):
    """What can be done next, by its function."""

    CHALLENGE = "challenge"
    PROPOSE = "propose"  # again, with one signature more
    ESCALATE = "escalate"
    RULE = "rule"
    FALLBACK_RULE = "fallbackRule"
    VETO = "veto"
    FINALISE = "finalise"
    VOID_EXPIRED = "voidExpired"


class Mover(StrEnum):
    ANYONE = "anyone"
    REPORTERS = "reporters"  # anyone, with their signatures
    DAO = "dao"
    MULTISIG = "multisig"


class Turn(Schema):
    """Who may do what, and when: from `starts` to `ends`, each None if the rules set no bound there."""

    move: Move
    who: Mover
    starts: Seconds | None
    ends: Seconds | None
    bond: Money | None  # to be put up with it


class SourceAnswer(Schema):
    """One source's answer, as the archived evidence has it."""

    priority: int  # 1 is asked first and kept if many differ alike
    source: str
    group: int | None  # sources of one group are fed by the same upstream and count once
    value: PriceText | None
    outcome: int | None  # of a match: the side that it names
    spread_bps: Bps | None  # how far its price lies from the median of all, cut
    refusal: str | None  # why there is no answer
    bodies: list[str]  # SHA-256 of what it answered, byte for byte in the archive


class Challenge(Schema):
    """Somebody put up a bond against a report."""

    challenger: Address
    at: Seconds
    round: int
    value: PriceText | None
    outcome: int | None
    void: bool  # the claim is that nobody won
    bond: Money
    evidence_uri: str
    tx: Hash


class BondPaid(Schema):
    account: Address
    amount: Money
    round: int
    at: Seconds
    tx: Hash


class Ruler(StrEnum):
    DAO = "dao"
    MULTISIG = "multisig"


class Ruling(Schema):
    """What was decided by people; the question's own value is what was ruled."""

    by: Ruler
    void: bool
    evidence_hash: Hash
    evidence_uri: str
    effective_at: Seconds
    vetoed: bool


class Dispute(Schema):
    question: AskedQuestion
    open: bool
    title: str
    market_id: BigNumber  # the one market, or the first of those that wait for the question
    markets: int  # that wait for it
    began: Seconds
    spread_bps: Bps | None  # largest less smallest, of the median
    max_spread_bps: Bps | None  # above this a report is a dispute
    threshold: int | None  # signatures that a report needs
    sources: list[SourceAnswer]
    challenges: list[Challenge]
    bonds: list[BondPaid]
    ruling: Ruling | None
    turns: list[Turn]  # none once it is over
