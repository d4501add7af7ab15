"""What is remembered of a source between two questions: how often it was asked, and whether it is left alone.

A source that did not answer five times in a row rests, at first for 15 s and then ever longer, up to five minutes, and
is tried once after each rest: whoever is down is not asked by everybody at once and costs nobody a time-out. Nothing
here outlives the process; a restart asks again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, Protocol, TypeVar

from mutuel.domain.units import MINUTE
from oracle.sources.closes import Refusal, Why, fault
from oracle.sources.transport import Web

PATIENCE: Final = 5
"""Failures in a row until it rests."""
FIRST_REST: Final = 15
LONGEST_REST: Final = 300
CALLS_A_MINUTE: Final = 60
SILENT: Final = frozenset({Why.UNREACHABLE, Why.TIMED_OUT, Why.HTTP_STATUS, Why.RATE_LIMITED})
"""What rests help against; a vendor that answers in another shape is asked as before."""


@dataclass
class Guard:
    """One source's health. `clock` gives UTC seconds; `lost` counts refusals of the source itself in a row."""

    clock: Callable[[], int]
    calls_a_minute: int = CALLS_A_MINUTE
    failures: int = 0
    lost: int = 0
    rests_until: int = 0
    asked_at: int | None = None
    answered_at: int | None = None
    last: Refusal | None = None
    _asked: deque[int] = field(default_factory=deque)

    def refuses(self) -> Refusal | None:
        """Why it may not be asked now; None counts as asked."""
        now = self.clock()
        if now < self.rests_until:
            return Refusal(
                Why.RESTING, f"it failed {self.failures} times in a row and rests until {self.rests_until}"
            )
        while self._asked and self._asked[0] <= now - MINUTE:
            self._asked.popleft()
        if len(self._asked) >= self.calls_a_minute:
            return Refusal(Why.RATE_LIMITED, f"our own limit of {self.calls_a_minute} calls a minute")
        self._asked.append(now)
        self.asked_at = now
        return None

    def note(self, result: object) -> None:
        """What came of asking."""
        now, refusal = self.clock(), result if isinstance(result, Refusal) else None
        self.last = refusal
        self.lost = self.lost + 1 if refusal and refusal.is_loss else 0
        self.failures = self.failures + 1 if refusal and refusal.why in SILENT else 0
        if not self.lost:
            self.answered_at = now
        if self.failures >= PATIENCE:
            rest = FIRST_REST << min(self.failures - PATIENCE, 10)
            self.rests_until = now + min(rest, LONGEST_REST)


class Said(Protocol):
    """An answer of any kind."""

    @property
    def result(self) -> object: ...


D = TypeVar("D")
W = TypeVar("W")
A = TypeVar("A", bound=Said)
D_co = TypeVar("D_co", covariant=True)
W_contra = TypeVar("W_contra", contravariant=True)
A_co = TypeVar("A_co", covariant=True)


class Source(Protocol[D_co, W_contra, A_co]):
    """A source of prices or a feed of results."""

    @property
    def declaration(self) -> D_co: ...

    async def fetch(self, web: Web, wanted: W_contra) -> A_co: ...


@dataclass(frozen=True)
class Guarded(Generic[D, W, A]):
    """A source behind its guard. `refused` makes an answer of no pages and a refusal."""

    source: Source[D, W, A]
    guard: Guard
    refused: Callable[[D, tuple[()], Refusal], A]

    @property
    def declaration(self) -> D:
        return self.source.declaration

    async def fetch(self, web: Web, wanted: W) -> A:
        refusal = self.guard.refuses()
        if refusal is not None:
            return self.refused(self.declaration, (), refusal)
        try:
            answer = await self.source.fetch(web, wanted)
        except asyncio.CancelledError:  # whoever asked has lost patience
            self.guard.note(Refusal(Why.TIMED_OUT, "no answer within the deadline"))
            raise
        except Exception as error:  # told at the border of this source, like those without a guard
            self.guard.note(fault(error))
            raise
        self.guard.note(answer.result)
        return answer


def guarded(
    sources: Mapping[str, Source[D, W, A]],
    guards: Mapping[str, Guard],
    refused: Callable[[D, tuple[()], Refusal], A],
) -> dict[str, Guarded[D, W, A]]:
    """Each source behind the guard of its name."""
    return {name: Guarded(source, guards[name], refused) for name, source in sources.items()}
