"""How Resolution's sources of proofs are configured on chain: FeedConfig and StreamConfig as ABI types, to be encoded
by the deployment and decoded by whoever reads a source back."""

from typing import Final

FEED_CONFIG: Final = "(address,uint16,uint32,uint32,bytes32)"
"""Proxy, pinned phase, oldest age and settle delay in seconds, hash of the description."""
STREAM_CONFIG: Final = "(address,bytes32,uint32,uint32)"
"""Chainlink's verifier, feed id, delay in seconds, market status."""
