"""One step of the mirror: notice a reorg and undo it, or take the next piece of the chain."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine

from indexer import cursor, reorg
from indexer.decode import Decoder
from indexer.source import Point, Source
from indexer.write import joins, write
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment
from mutuel.db.sessions import reading, writing
from mutuel.errors import NodeInconsistent
from mutuel.settings import Settings

CONTRADICTIONS = 10  # of a node in a row; then a person must look


@dataclass(frozen=True)
class Step:
    """What one step did. `block`: the mirror's last now (-1: none); `tip`: the one it wants to reach."""

    did: Literal["took", "rewound", "waited"]
    block: int
    tip: int
    events: int = 0
    blocks: int = 0


class Mirror:
    """The mirror of one deployment in one database. Restartable at any line: all state is in SQL."""

    def __init__(
        self, engine: Engine, source: Source, decoder: Decoder, chain_id: int, start_block: int
    ) -> None:
        self.engine = engine
        self.source = source
        self.decoder = decoder
        self.chain_id = chain_id
        self.start_block = start_block

    @classmethod
    def of(cls, settings: Settings, engine: Engine, client: Client, deployment: Deployment) -> "Mirror":
        decoder = Decoder.of(deployment)
        source = Source(client, decoder.addresses, settings.log_range, settings.confirmations)
        return cls(engine, source, decoder, deployment.chain_id, deployment.start_block)

    def at(self) -> Point | None:
        with reading(self.engine) as connection:
            return cursor.peek(connection, self.chain_id)

    def step(self) -> Step:
        """Raises NodeUnavailable, NodeInconsistent (try again) or ReorgTooDeep (do not)."""
        tip, at = self.source.tip(), self.at()
        if at is not None:
            held = self.source.holds(at)
            if held is None:  # this node is behind us; another one, or it later, will have the block
                return Step("waited", at.number, tip)
            if not held:
                return self._rewind(tip)
        first = self.start_block if at is None else at.number + 1
        if tip < first:
            return Step("waited", first - 1, tip)
        return self._take(first, tip)

    def catch_up(self, limit: int = 1_000_000) -> Step:
        """Steps until there is nothing more to do; for commands and tests. `limit` bounds the steps.

        Raises as `step` does, but NodeInconsistent only when that does not end: a node may announce a block a moment
        before it can show it.
        """
        contradictions = 0
        for _ in range(limit):
            try:
                step = self.step()
            except NodeInconsistent:
                contradictions += 1
                if contradictions >= CONTRADICTIONS:
                    raise
                continue
            contradictions = 0
            if step.did == "waited":
                return step
        raise RuntimeError(f"The mirror did not catch up in {limit} steps.")

    def _take(self, first: int, tip: int) -> Step:
        piece = self.source.piece(first, tip)
        with writing(self.engine) as connection:
            at = cursor.read(connection, self.chain_id)
            if not joins(piece, at):  # the chain, or another process, moved meanwhile: the next step sees it
                return Step("took", -1 if at is None else at.number, tip)
            events = write(connection, self.chain_id, self.decoder, piece)
        return Step("took", piece.last.number, tip, events, piece.last.number - first + 1)

    def _rewind(self, tip: int) -> Step:
        with reading(self.engine) as connection:
            known = cursor.remembered(connection)
        fork = reorg.find_fork(self.source, known)
        with writing(self.engine) as connection:
            at = cursor.read(connection, self.chain_id)
            if at is None or at.number <= fork.number:
                return Step("waited", -1 if at is None else at.number, tip)
            events = reorg.rewind(connection, self.chain_id, fork)
        return Step("rewound", fork.number, tip, events, at.number - fork.number)
