"""Queries about roles: few, for only governance changes them."""

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session, col, select

from mutuel.db.mirror import Event

MANAGER: Final = "AccessManager"
TIMELOCK: Final = "Timelock"
CHANGES: Final = (
    *("RoleGranted", "RoleRevoked", "RoleLabel", "TargetFunctionRoleUpdated"),
    "MinDelayChange",
)
MOST_EVENTS: Final = 10_000


class PermissionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def changes(self) -> Sequence[Event]:
        """Of roles, their holders and functions, in order."""
        query = (
            select(Event)
            .where(col(Event.name).in_(CHANGES), col(Event.contract).in_((MANAGER, TIMELOCK)))
            .order_by(col(Event.block_number), col(Event.log_index))
            .limit(MOST_EVENTS)
        )
        return self._session.exec(query).all()
