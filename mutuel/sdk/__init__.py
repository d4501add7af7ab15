"""The Python SDK for bots: markets, bets and claims, from a node alone. `docs/bots.md` has a worked example.

house             the whole of Mutuel for one account
records, errors   what it tells, and what it refuses
ways_out          what anybody may do towards a market's end, without a keeper
commands          the same for a person: `mutuel markets`, `market`, `bet`, `claim`, `settle`
"""

from mutuel.domain.units import parse_usdc as usdc
from mutuel.sdk.errors import Moved, Refused
from mutuel.sdk.house import Mutuel
from mutuel.sdk.records import MarketInfo, Outcome, Paid, Placed, Step

__all__ = ["MarketInfo", "Moved", "Mutuel", "Outcome", "Paid", "Placed", "Refused", "Step", "usdc"]
