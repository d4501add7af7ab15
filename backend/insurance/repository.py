"""Queries about the insurance's events."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import cast
from sqlmodel import Session, col, select

from backend.pages import Key, newest
from mutuel.db.mirror import Event
from mutuel.db.types import ExactSum, Uint256

INSURANCE: Final = "Insurance"


class InsuranceRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def market_cap(self) -> int | None:
        """Micro-USDC; None before it was ever set."""
        query = select(Event).where(Event.contract == INSURANCE, Event.name == "MarketCapSet")
        event: Event | None = self._session.exec(newest(query, Event, None, 1)).first()
        return None if event is None else int(str(event.args["cap"]))

    def paid(self) -> int:
        """Micro-USDC, ever."""
        args: Any = Event.args
        query = select(ExactSum(cast(args["amount"].as_string(), Uint256))).where(*_covered())
        return int(self._session.exec(query).one() or 0)

    def payouts(self, after: Key | None, limit: int) -> Sequence[Event]:
        """Latest first."""
        rows: Sequence[Event] = self._session.exec(
            newest(select(Event).where(*_covered()), Event, after, limit)
        ).all()
        return rows


def _covered() -> tuple[Any, ...]:
    return col(Event.contract) == INSURANCE, col(Event.name) == "Covered"
