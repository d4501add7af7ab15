"""What each event means for the tables: pure functions (event, working set) -> changed working set."""

from collections.abc import Callable, Iterable

from indexer.decode import Event
from indexer.handlers import engine, escrow, resolution
from indexer.rows import Rows

Handler = Callable[[Event, Rows], None]
HANDLERS: dict[tuple[str, str], Handler] = {
    **{("Escrow", name): handler for name, handler in escrow.HANDLERS.items()},
    **{("ParimutuelEngine", name): handler for name, handler in engine.HANDLERS.items()},
    **{("Resolution", name): handler for name, handler in resolution.HANDLERS.items()},
}


def handle(events: Iterable[Event], rows: Rows) -> None:
    """Applies events in chain order; those without a handler are only kept in `mirror_event`."""
    for event in events:
        handler = HANDLERS.get((event.contract, event.name))
        if handler is not None:
            handler(event, rows)
