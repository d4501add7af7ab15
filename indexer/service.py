"""Runs the mirror until told to stop, and says how it goes."""

import time
from dataclasses import dataclass
from threading import Event

from sqlalchemy.exc import OperationalError

from indexer.mirror import CONTRADICTIONS, Mirror, Step
from mutuel.errors import NodeError, NodeInconsistent, NodeUnavailable
from mutuel.logging import get

log = get("indexer")

SAY_EVERY = 5.0  # seconds between lines while catching up
LONGEST_PAUSE = 30.0  # seconds between attempts while node or database do not answer


@dataclass
class Service:
    """The loop around `Mirror.step`."""

    mirror: Mirror
    poll_seconds: float
    stop: Event

    def run(self) -> None:
        """Returns when stopped. Raises ReorgTooDeep, or NodeInconsistent when that does not end."""
        progress = Progress()
        troubles = contradictions = 0
        while not self.stop.is_set():
            try:
                step = self.mirror.step()
            except NodeInconsistent as error:
                contradictions += 1
                log.warning("node contradicts itself", reason=error.message, in_a_row=contradictions)
                if contradictions >= CONTRADICTIONS:
                    raise
                self.stop.wait(self.poll_seconds)
                continue
            except (NodeUnavailable, NodeError, OperationalError) as error:
                # It waits for as long as it takes.
                troubles += 1
                what = "database unavailable" if isinstance(error, OperationalError) else "node unavailable"
                log.warning(what, reason=str(error), in_a_row=troubles)
                self.stop.wait(min(LONGEST_PAUSE, self.poll_seconds * 2 ** min(troubles, 10)))
                continue
            troubles = contradictions = 0
            progress.report(step)
            if step.did == "waited":
                self.stop.wait(self.poll_seconds)
        log.info("stopped")


class Progress:
    """Counts what was done since the last line."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._since = time.monotonic()
        self._events = 0
        self._blocks = 0

    def report(self, step: Step) -> None:
        """Logs every reorg, the arrival at the tip, and every few seconds while catching up."""
        if step.did == "rewound":
            log.warning("reorg undone", to_block=step.block, blocks=step.blocks, events=step.events)
            return
        self._events += step.events
        self._blocks += step.blocks
        seconds = time.monotonic() - self._since
        if self._blocks and (seconds >= SAY_EVERY or (step.block >= step.tip and self._events)):
            self._say(step, max(seconds, 0.001))

    def _say(self, step: Step, seconds: float) -> None:
        left = max(0, step.tip - step.block)
        log.info(
            "caught up" if left == 0 else "catching up",
            block=step.block,
            tip=step.tip,
            events=self._events,
            events_per_second=round(self._events / seconds),
            seconds_left=round(left * seconds / self._blocks),
        )
        self._start()
