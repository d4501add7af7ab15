"""The keeper: looks at what the chain says, does what is due, and remembers nothing that the chain does not know.

Every deed is found from the mirror and the chain, simulated before it is sent and refused by the contract when
somebody else was faster, so a crash anywhere, a restart or a second keeper does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

from mutuel import logging
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from oracle.acts import Acts, Due
from oracle.calendar import UnknownSession
from oracle.decisions import steps
from oracle.markets import halts, payouts, schedule
from oracle.matches import deeds as matches
from oracle.monitoring import looks
from oracle.resolution.questions import look
from oracle.world import World

log = logging.get("oracle")


class Keeper:
    """Does what is due, one thing after the other; what fails waits and stops nothing else."""

    def __init__(self, world: World) -> None:
        self._world, self._acts = world, Acts(world)

    def step(self, now: int) -> int:
        """Does everything that is due at `now`; how many things were done."""
        return sum(self._try(due, now) for due in self._all(now) if self._is_due(due, now))

    def next_due(self, now: int) -> int | None:
        """The next moment at which something becomes possible, at least `now`; None if nothing is ahead."""
        ahead = list(self._all(now))
        ready = self._acts.ready_among([due.key for due in ahead])
        return min((max(now, due.at, ready.get(due.key, 0)) for due in ahead), default=None)

    def _all(self, now: int) -> Iterator[Due]:
        """Every duty of the keeper has its line here: proofs to check, which cannot wait; markets to come, matches,
        markets to decide, money to pay."""
        world, acts = self._world, self._acts
        sight = look(world, acts, now)
        yield from _of_room("checks", steps.checks(world, acts, sight, now))
        yield from _of_room("schedule", schedule.due(world, acts, now))
        yield from _of_room("matches", matches.due(world, acts, sight, now))
        yield from _of_room("halts", halts.due(world, acts, sight, now))
        yield from _of_room("looks", looks.due(world, acts, sight, now))
        yield from _of_room("decisions", steps.due(world, acts, sight, now))
        yield from _of_room("ends", steps.ends(world, acts, sight, now))
        yield from _of_room("payouts", payouts.due(world, acts, now))

    def _is_due(self, due: Due, now: int) -> bool:
        return due.at <= now and self._acts.ready_at(due.key) <= now

    def _try(self, due: Due, now: int) -> bool:
        try:
            return due.act()
        except (MutuelError, DomainError, UnknownSession) as error:
            log.warning("delayed", key=due.key, reason=str(error))
            self._acts.note_refusal(due.key, str(error), now)
            return False


def _of_room(name: str, found: Iterator[Due]) -> Iterator[Due]:
    """The duties of one room, as far as it finds them: what it cannot make sense of stops no other room."""
    try:
        yield from found
    except (DomainError, UnknownSession) as error:
        log.error("room left", room=name, reason=str(error))
