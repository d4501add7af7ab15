"""One piece of the chain into SQL, in the caller's transaction."""

from sqlalchemy import Connection

from indexer import cursor, outbox, rows
from indexer.decode import Decoder
from indexer.handlers import handle
from indexer.source import Piece, Point
from mutuel.db.mirror import Event
from mutuel.db.rows import insert_rows


def joins(piece: Piece, at: Point | None) -> bool:
    """Whether the piece begins right after the block that the mirror ends with."""
    return at is None or (piece.first == at.number + 1 and piece.parent_hash == at.hash)


def write(connection: Connection, chain_id: int, decoder: Decoder, piece: Piece, *, tell: bool = True) -> int:
    """Writes a piece that joins the mirror; returns how many events it held. `tell`: with notifications."""
    events = decoder.events(piece.logs, piece.blocks)
    working = rows.load(connection, events)
    handle(events, working)
    insert_rows(connection, Event, [event._asdict() for event in events])
    rows.store(connection, working)
    if tell:
        outbox.announce(connection, working.notes)
        outbox.prune(connection, piece.first, piece.last.number)
    cursor.remember(connection, [*piece.blocks.values(), piece.last], piece.last.number)
    cursor.move(connection, chain_id, Point(piece.last.number, piece.last.hash))
    return len(events)
