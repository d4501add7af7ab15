"""The keeper: looks at what the chain says, does what is due, and remembers nothing that the chain does not know.

Every deed is found from the mirror and the chain, simulated before it is sent and refused by the contract when
somebody else was faster, so a crash anywhere, a restart or a second keeper does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator

from mutuel import logging
from mutuel.chain.contracts import Call
from mutuel.domain.errors import DomainError
from mutuel.errors import MutuelError
from oracle import payouts, schedule
from oracle.acts import Acts, Due
from oracle.calendar import UnknownSession
from oracle.crosscheck import cross_check
from oracle.matches import deeds as matches
from oracle.plan import Deed, Step, next_steps
from oracle.prove import prove
from oracle.questions import Question, standings, undecided
from oracle.reports import report, retry_at
from oracle.world import World

log = logging.get("oracle")


class Keeper:
    """Does what is due, one thing after the other; what fails waits and stops nothing else."""

    def __init__(self, world: World) -> None:
        self._world, self._acts = world, Acts(world)

    def step(self) -> int:
        """Does everything that is due now; how many things were done."""
        now = self._world.clock()
        return sum(self._try(due, now) for due in self._all(now) if self._from(due) <= now)

    def next_due(self, now: int) -> int | None:
        """The next moment at which something becomes possible, at least `now`; None if nothing is ahead."""
        return min((max(now, self._from(due)) for due in self._all(now)), default=None)

    def _all(self, now: int) -> Iterator[Due]:
        yield from schedule.due(self._world, self._acts, now)
        yield from self._deeds(now)
        yield from payouts.due(self._world, self._acts, now)

    def _from(self, due: Due) -> int:
        return max(due.at, self._acts.ready_at(due.key))

    def _try(self, due: Due, now: int) -> bool:
        try:
            return due.act()
        except (MutuelError, DomainError, UnknownSession) as error:
            log.warning("delayed", key=due.key, reason=str(error))
            self._acts.note_refusal(due.key, str(error), now)
            return False

    # --- markets to decide

    def _deeds(self, now: int) -> Iterator[Due]:
        questions = undecided(self._world)
        locked = self._done(Deed.LOCK, {str(question.market_id) for question in questions})
        checked = self._done(Deed.CROSS_CHECK, {question.id for question in questions})
        standing = standings(self._world, questions, set(map(int, locked)), checked)
        known = [(one, standing[one.market_id]) for one in questions if one.market_id in standing]
        yield from matches.due(self._world, self._acts, known, now)
        asked: set[str] = set()
        for question, stands in known:
            for step in next_steps(stands, now):
                key = _key(question, step)
                if key not in asked:  # markets may share a question
                    asked.add(key)
                    if (due := self._due(question, step, key, now)) is not None:
                        yield due

    def _done(self, deed: Deed, names: set[str]) -> set[str]:
        """Those of `names` for which the deed is done."""
        keys = self._acts.done_among([f"{deed}:{name}" for name in names])
        return {key.removeprefix(f"{deed}:") for key in keys}

    def _due(self, question: Question, step: Step, key: str, now: int) -> Due | None:
        at = step.at
        if step.deed is Deed.REPORT and question.listing.template.kind.is_match:
            return matches.result_due(self._world, self._acts, question, now)
        if step.deed is Deed.REPORT:
            at = max(at, retry_at(self._world, question))
            return Due(key, at, lambda: report(self._world, self._acts, question, now))
        if step.deed is Deed.CROSS_CHECK:
            return Due(key, at, lambda: cross_check(self._world, self._acts, question, now))
        if step.deed is Deed.PROVE:
            return Due(key, at, lambda: prove(self._world, self._acts, question, now))
        return Due(key, at, lambda: self._acts.do(key, self._call(question, step.deed), now))

    def _call(self, question: Question, deed: Deed) -> Call:
        engine, resolution = self._world.engine, self._world.resolution
        match deed:
            case Deed.LOCK:
                return engine.prepare("lock", question.market_id)
            case Deed.SETTLE:
                return engine.prepare("settle", question.market_id)
            case Deed.VOID_MARKET:
                return engine.prepare("voidExpired", question.market_id)
            case Deed.FINALISE:
                return resolution.prepare("finalise", bytes.fromhex(question.id[2:]))
            case Deed.ESCALATE:
                return resolution.prepare("escalate", *question.arguments)
            case Deed.VOID_QUESTION:
                return resolution.prepare("voidExpired", *question.arguments)
        raise AssertionError(f"{deed} is not a plain call")


def _key(question: Question, step: Step) -> str:
    """Deeds on a question are named by it, since several markets may wait for it."""
    of_market = step.deed in (Deed.LOCK, Deed.SETTLE, Deed.VOID_MARKET)
    return f"{step.deed}:{question.market_id if of_market else question.id}"
