"""Escrow: its events stay in `mirror_event`, where an account's activity is read by account.

No table of credits follows from them: bets from credit and payouts to credit emit no Escrow event, their
engine's carries them; so a balance is always read from the contract.
"""

from collections.abc import Callable

from indexer.decode import Event
from indexer.rows import Rows

HANDLERS: dict[str, Callable[[Event, Rows], None]] = {}
