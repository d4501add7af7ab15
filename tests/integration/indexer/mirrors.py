"""Mirrors of the emitter's chain, and what they hold."""

from pathlib import Path

from sqlalchemy import Engine, select

from indexer.decode import Decoder
from indexer.mirror import Mirror
from indexer.reindex import REBUILT
from indexer.source import Source
from mutuel.chain.client import Client
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Cursor, Outbox
from mutuel.db.rows import Row, table
from tests.integration.indexer import emitter

CHAIN_ID = 31_337
World = dict[str, list[Row]]


def make(engine: Engine, client: Client, longest: int = 2_000) -> Mirror:
    decoder = Decoder(emitter.CONTRACTS)
    return Mirror(engine, Source(client, decoder.addresses, longest), decoder, CHAIN_ID, 0)


def clean(folder: Path, client: Client) -> World:
    """What a mirror that never saw anything but the present chain holds."""
    engine = open_engine(f"sqlite:///{folder / 'clean.db'}")
    create_tables(engine)
    make(engine, client).catch_up()
    found = contents(engine)
    engine.dispose()
    return found


def contents(engine: Engine) -> World:
    """Every row of every mirror table except the outbox."""
    with engine.connect() as connection:
        return {
            model.__name__: [
                dict(row)
                for row in connection.execute(
                    select(table(model)).order_by(*table(model).primary_key)
                ).mappings()
            ]
            for model in (Cursor, *REBUILT)
        }


def notifications(engine: Engine) -> dict[int, list[int]]:
    """Sequence numbers by market, in the order of writing."""
    outbox = table(Outbox)
    found: dict[int, list[int]] = {}
    with engine.connect() as connection:
        for market_id, seq in connection.execute(
            select(outbox.c.market_id, outbox.c.seq).order_by(outbox.c.id)
        ):
            found.setdefault(market_id, []).append(seq)
    return found


def has_no_gap(engine: Engine) -> bool:
    """Whether every market's notifications count from 1 without a gap."""
    return all(seqs == list(range(1, len(seqs) + 1)) for seqs in notifications(engine).values())
