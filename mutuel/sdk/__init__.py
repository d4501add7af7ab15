"""The Python SDK for bots: markets, bets and claims, from a node alone. `docs/bots.md` has a worked example."""

from mutuel.domain.units import parse_usdc as usdc
from mutuel.sdk.errors import Moved, Refused
from mutuel.sdk.house import Mutuel
from mutuel.sdk.records import MarketInfo, Outcome, Paid, Placed, Step

__all__ = ["MarketInfo", "Moved", "Mutuel", "Outcome", "Paid", "Placed", "Refused", "Step", "usdc"]
