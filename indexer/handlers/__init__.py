"""What each event means for the tables: pure functions (event, working set) -> changed working set.

Escrow's events have no handler: they stay in `mirror_event`, where an account's activity is read by account. No table
of credits follows from them: bets from credit and payouts to credit emit no Escrow event, their engine's carries
them; so a balance is always read from the contract.
"""

from collections.abc import Callable, Iterable

from indexer.decode import Event
from indexer.handlers import engine, resolution
from indexer.rows import Rows

Handler = Callable[[Event, Rows], None]
HANDLERS: dict[tuple[str, str], Handler] = {
    **{("ParimutuelEngine", name): handler for name, handler in engine.HANDLERS.items()},
    **{("Resolution", name): handler for name, handler in resolution.HANDLERS.items()},
}


def handle(events: Iterable[Event], rows: Rows) -> None:
    """Applies events in chain order; those without a handler are only kept in `mirror_event`."""
    for event in events:
        handler = HANDLERS.get((event.contract, event.name))
        if handler is not None:
            handler(event, rows)
