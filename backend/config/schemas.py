"""What the page needs to know of the network."""

from backend.schemas import Address, Money, Schema


class Token(Schema):
    """The names of USDC's EIP-712 domain, which a permit signature needs, and its decimals."""

    name: str
    version: str
    decimals: int


class PublicConfig(Schema):
    chain_id: int
    network: str
    rpc_url: str | None  # for the page's own reads; None: use the wallet's
    contracts: dict[str, Address]
    usdc: Token
    block_time: int  # seconds
    minimum_stake: Money
