"""Queries about how the oracle found itself, and about the sources that are registered on chain."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from mutuel.db.mirror import Source
from mutuel.db.oracle import Status


class OracleRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def status(self) -> Status | None:
        """None: the oracle has never run on this database."""
        return self._session.get(Status, 1)

    def sources(self) -> Sequence[Source]:
        return self._session.exec(select(Source).order_by(col(Source.source_id))).all()
