"""How far the mirror has come."""

from sqlmodel import Session, select

from backend.markets.records import At
from mutuel.db.mirror import Block, Cursor


class HealthRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def mirrored(self) -> At | None:
        """None before the first block."""
        cursor = self._session.exec(select(Cursor)).first()
        if cursor is None:
            return None
        block = self._session.get(Block, cursor.block_number)
        return At(cursor.block_number, block.timestamp if block else 0)
