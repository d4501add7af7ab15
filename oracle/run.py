"""The service's loop: one step, then a pause, until it is told to stop."""

from __future__ import annotations

from threading import Event
from typing import Final

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from mutuel import logging
from mutuel.db.mirror import Cursor
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from oracle.charts.live import Live
from oracle.charts.prices import Charts
from oracle.keeper import Keeper
from oracle.monitoring.metrics import Metrics
from oracle.monitoring.watch import Watch
from oracle.world import World

LONGEST_PAUSE: Final = 60.0
FAILURES: Final = (MutuelError, DomainError, LookupError, OperationalError)
"""What another look may find mended: a node, a database, a source, a calendar."""
log = logging.get("oracle")


class Service:
    """Keeper, charts, live prices and watch in turns.

    A failing step is logged and tried again, after ever longer pauses.
    """

    def __init__(self, world: World, poll_seconds: float, stop: Event) -> None:
        self._world, self._poll, self._stop = world, poll_seconds, stop
        self._keeper, self._charts, self._live = Keeper(world), Charts(world), Live(world)
        self.metrics = Metrics()
        self._watch = Watch(world, self.metrics)
        self._at_rest: tuple[int, str] | None = None

    def run(self) -> None:
        """Returns once `stop` is set."""
        failures = 0
        _tell(self._world)
        while not self._stop.is_set():
            try:
                self.step()
                failures = 0
            except FAILURES as error:
                failures += 1
                log.error("step failed", reason=str(error), failures=failures)
            self._stop.wait(min(LONGEST_PAUSE, self._poll * 2 ** min(failures, 6)))

    def step(self) -> int:
        """One look at everything; how many things were done. What found nothing to do finds nothing at the same time
        and block either, so then it is not asked again.

        Each part has its turn: above all the alarms, while the keeper fails. Then the first failure is raised.
        """
        now, mirrored = self._world.clock(), self._mirrored()
        if (now, mirrored) == self._at_rest:
            return 0
        done, failed = 0, list[Exception]()
        for part in (self._keeper, self._charts, self._live, self._watch):
            try:
                done += part.step(now)
            except FAILURES as error:
                failed.append(error)
        self._at_rest = None if done or failed else (now, mirrored)
        if failed:
            raise failed[0]
        return done

    def _mirrored(self) -> str:
        """Hash of the block that the mirror shows; empty before the first."""
        with Session(self._world.database) as session:
            return session.exec(select(Cursor.block_hash)).first() or ""


def _tell(world: World) -> None:
    """Who is off, and which products nobody could decide, before it matters."""
    off = {name: str(reason) for of_source in world.offs.values() for name, reason in of_source.items()}
    for name, reason in sorted(off.items()):
        log.warning("source is off", source=name, reason=reason)
    for template, reason in world.withheld.items():
        log.warning("product withheld", template=template, reason=reason)
