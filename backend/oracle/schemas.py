"""What the API says about the oracle."""

from enum import StrEnum

from backend.schemas import Address, Money, PriceText, Schema, Seconds


class SourceState(StrEnum):
    ANSWERS = "answers"
    FAILS = "fails"  # its last answer was a refusal, or none
    RESTS = "rests"  # it failed several times in a row and is left alone for a while


class SourceHealth(Schema):
    source: str
    state: SourceState
    asked_at: Seconds
    answered_at: Seconds | None  # None: not once lately
    failures: int  # in a row, up to now
    refusal: str | None  # the last one, if it failed since it answered


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
    sources: list[SourceHealth]
    prices: list[PriceAge]
    signers: list[Signers]
