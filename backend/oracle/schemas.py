"""What the API says about the oracle."""

from enum import StrEnum

from backend.schemas import Address, Money, PriceText, Schema, Seconds


class SourceState(StrEnum):
    ANSWERS = "answers"
    FAILS = "fails"  # its last answer was a refusal, or none
    RESTS = "rests"  # it failed several times in a row and is left alone for a while
    UNASKED = "unasked"  # nothing that is offered needed it yet
    OFF = "off"  # the operator has not switched it on


class SourceHealth(Schema):
    source: str
    state: SourceState
    asked_at: Seconds | None  # None: not yet
    answered_at: Seconds | None
    rests_until: Seconds | None
    failures: int  # in a row, up to now
    refusal: str | None  # the last one, if it failed since it answered


class FeedAge(Schema):
    """A Chainlink price feed on chain."""

    feed: str
    updated_at: Seconds  # of its newest round, 0: none
    heartbeat: Seconds
    is_stale: bool  # no round for one and a half heartbeats


class Reporter(Schema):
    address: Address
    is_ready: bool  # the service has the key: a report can be signed with it
    seen_at: Seconds | None  # when it last had; None: never


class Keeper(Schema):
    """The account that pays for the oracle's transactions."""

    address: Address
    balance_wei: str
    low_wei: str
    is_low: bool  # of gas
    purse: Money  # in wallet and credit, for the bonds of reports
    bonds: Money  # what it should hold for them


class Alarm(Schema):
    """As /metrics counts it and the log tells it; docs/operations.md says what to do."""

    kind: str
    about: str
    detail: str
    since: Seconds


class Withheld(Schema):
    """A product whose markets nobody could decide with the sources that are switched on: none are made."""

    template: str
    reason: str


class Status(Schema):
    """How the oracle found itself when it last looked."""

    sources: list[SourceHealth]
    feeds: list[FeedAge]
    reporters: list[Reporter]
    keeper: Keeper
    alarms: list[Alarm]
    withheld: list[Withheld]


class PriceAge(Schema):
    symbol: str
    source: str | None
    price: PriceText | None
    at: Seconds | None


class Path(StrEnum):
    PROOF = "proof"
    PROOF_OR_REPORT = "proofOrReport"
    REPORT = "report"


class Signers(Schema):
    """Who answers a kind of question on chain, as it was registered there for ever."""

    source_id: int
    name: str | None  # in the address book
    path: Path
    reporters: list[Address]  # none where a proof answers alone
    threshold: int
    quorum: int  # sources that must have answered
    window: Seconds  # in which anyone may challenge
    bond: Money


class OracleHealth(Schema):
    measured_at: Seconds | None  # None: the oracle has never looked
    is_watched: bool  # it looked within the last five minutes
    status: Status | None
    prices: list[PriceAge]
    signers: list[Signers]
