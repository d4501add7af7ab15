"""`mutuel verify`: a stranger's own computation of everything that decided a market and its payouts.

It believes a node about what is on chain and nothing else: no database, no operator, no vendor. The raw bodies come
from the evidence archive and count only under the Merkle root that is on chain.
"""
