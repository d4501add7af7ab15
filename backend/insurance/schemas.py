"""What the API says about the insurance. Its balance is for the chain to say: anybody may pay in at any time."""

from backend.schemas import Address, BigNumber, Hash, Money, Schema, Seconds


class InsuranceTerms(Schema):
    market_cap: Money | None  # of all payouts about one market; None before the first block
    paid: Money


class Payout(Schema):
    """Paid into the account's credit in Escrow."""

    at: Seconds
    tx: Hash
    market_id: BigNumber
    account: Address
    amount: Money
    evidence_hash: Hash
