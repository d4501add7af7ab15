"""Things done on chain, each under a name of its own, so that a restart knows what was tried and when.

The contracts decide what is still possible; these records only keep the oracle from asking too often and from
sending twice what is already on its way.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final, NamedTuple

from sqlmodel import Session, col, func, select

from mutuel import logging
from mutuel.chain.contracts import Call
from mutuel.chain.sender import Receipt
from mutuel.db.oracle import Act
from mutuel.errors import CallRefused, TransactionLost
from oracle.world import World

FIRST_PAUSE: Final = 15
LONGEST_PAUSE: Final = 1_800
SENT, DONE, REFUSED = "sent", "done", "refused"
log = logging.get("oracle")


def pause(failures: int) -> int:
    """Seconds to wait after so many failures: 15, doubled each time, at most half an hour."""
    return min(LONGEST_PAUSE, FIRST_PAUSE << min(failures - 1, 10)) if failures else 0


class Due(NamedTuple):
    """Something to do: its key, from when, and how; `act` says whether it was done."""

    key: str
    at: int
    act: Callable[[], bool]


class Acts:
    """The record of acts, and the account that does them."""

    def __init__(self, world: World) -> None:
        self._world = world

    def is_done(self, key: str) -> bool:
        last = self._last(key)
        return last is not None and last.outcome == DONE

    def done_among(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are done."""
        with Session(self._world.database) as session:
            done = select(Act.key).where(col(Act.key).in_(keys), Act.outcome == DONE)
            return set(session.exec(done).all())

    def noted_among(self, keys: Collection[str]) -> set[str]:
        """Those of `keys` that are done without a transaction, which a reorg could take back."""
        with Session(self._world.database) as session:
            noted = select(Act.key).where(
                col(Act.key).in_(keys), Act.outcome == DONE, col(Act.tx_hash).is_(None)
            )
            return set(session.exec(noted).all())

    def ready_at(self, key: str) -> int:
        """UTC seconds before which `key` should not be tried again; 0 if it never failed."""
        return self.ready_among([key]).get(key, 0)

    def ready_among(self, keys: Collection[str]) -> dict[str, int]:
        """`ready_at` of those of `keys` that were tried."""
        tried = select(Act.key, Act.attempt, Act.at, Act.outcome).where(col(Act.key).in_(keys))
        with Session(self._world.database) as session:
            rows = session.exec(tried.order_by(col(Act.attempt))).all()
        return {
            key: 0 if outcome == DONE else at + pause(attempt)  # the last attempt comes last
            for key, attempt, at, outcome in rows
        }

    def do(self, key: str, call: Call, now: int) -> bool:
        """Sends `call` (simulated first) and says whether it is done. Raises NodeUnavailable, NodeError."""
        last = self._last(key)
        if last is not None and last.outcome == SENT and self._arrived(last):
            return True
        act = Act(key=key, attempt=self._next_attempt(key), at=now, outcome=REFUSED)
        try:
            receipt = self._world.keeper.send(call, on_signed=lambda tx_hash: self._sent(act, tx_hash))
        except CallRefused as refusal:
            self._keep(act, REFUSED, str(refusal))
            return False
        except TransactionLost as loss:
            self._keep(act, SENT, str(loss))
            return False
        self._done(act, receipt)
        return True

    def note_refusal(self, key: str, reason: str, now: int) -> None:
        """Records that something could not even be tried, so that it waits before the next time."""
        self._keep(Act(key=key, attempt=self._next_attempt(key), at=now, outcome=REFUSED), REFUSED, reason)

    def note_done(self, key: str, now: int) -> None:
        """Records that nothing is left to do under `key`."""
        self._keep(Act(key=key, attempt=self._next_attempt(key), at=now, outcome=DONE), DONE, None)

    def _arrived(self, act: Act) -> bool:
        """Whether a transaction that was sent before a restart made it."""
        try:
            receipt = self._world.keeper.find(act.tx_hash) if act.tx_hash else None
        except CallRefused as refusal:
            self._keep(act, REFUSED, str(refusal))
            return False
        if receipt is not None:
            self._done(act, receipt)
        return receipt is not None

    def _sent(self, act: Act, tx_hash: str) -> None:
        """Called with each hash before it leaves: a crash after this line still finds the transaction."""
        act.tx_hash = tx_hash
        self._keep(act, SENT, None)

    def _done(self, act: Act, receipt: Receipt) -> None:
        act.tx_hash = receipt.tx_hash
        self._keep(act, DONE, None)

    def _keep(self, act: Act, outcome: str, detail: str | None) -> None:
        act.outcome, act.detail = outcome, detail
        with Session(self._world.database, expire_on_commit=False) as session:
            session.merge(act) if act.id else session.add(act)
            session.commit()
        log.info("act", key=act.key, attempt=act.attempt, outcome=outcome, detail=detail)

    def _last(self, key: str) -> Act | None:
        with Session(self._world.database, expire_on_commit=False) as session:
            return session.exec(
                select(Act).where(Act.key == key).order_by(col(Act.attempt).desc()).limit(1)
            ).first()

    def _next_attempt(self, key: str) -> int:
        with Session(self._world.database) as session:
            return 1 + (session.exec(select(func.max(Act.attempt)).where(Act.key == key)).one() or 0)
