"""A source that fails is left alone for a while, and one that hangs costs only itself."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import httpx
import pytest
import structlog

from mutuel.domain.units import Price8
from oracle.observations.collect import collect
from oracle.sources.adapter import Answer, Declaration, Moment
from oracle.sources.closes import Refusal, Why
from oracle.sources.guard import LONGEST_REST, PATIENCE, Guard, Guarded
from oracle.sources.spots import Spot
from oracle.sources.transport import Web

DOWN = Refusal(Why.UNREACHABLE, "ConnectError")
GOOD = Spot("BTC", "USD", 60, Price8(5))
MOMENT = Moment("BTC", 60)


@dataclass
class Clock:
    now: int = 1_000

    def __call__(self) -> int:
        return self.now


@dataclass
class Source:
    """Says `result`; None: hangs. An exception is raised, as by a reader with a fault."""

    result: Spot | Refusal | Exception | None = GOOD
    asked: int = 0
    declaration: Declaration = Declaration("x", "g", "s", "t")

    async def fetch(self, _web: Web, _wanted: Moment) -> Answer[Spot]:
        self.asked += 1
        if self.result is None:
            await asyncio.Event().wait()
        if isinstance(self.result, Exception):
            raise self.result
        assert self.result is not None
        return Answer(self.declaration, (), self.result)


@dataclass
class Stand:
    clock: Clock
    source: Source
    guard: Guard

    async def ask(self, deadline: float = 5) -> Spot | Refusal:
        guarded = Guarded(self.source, self.guard, Answer)
        async with httpx.AsyncClient() as client:
            (answer,) = await collect([guarded], Web(client), MOMENT, deadline)
        return answer.result


@pytest.fixture
def stand() -> Stand:
    clock = Clock()
    return Stand(clock, Source(), Guard(clock, calls_a_minute=100))


async def test_fetch__five_failures__rests_and_is_tried_once_after_each_longer_rest(stand: Stand) -> None:
    stand.source.result = DOWN
    rests = []
    for _ in range(PATIENCE - 1):
        assert await stand.ask() == DOWN
    for _ in range(7):
        assert await stand.ask() == DOWN
        rests.append(stand.guard.rests_until - stand.clock.now)
        stand.clock.now = stand.guard.rests_until - 1
        refused = await stand.ask()
        assert isinstance(refused, Refusal)
        assert refused.why is Why.RESTING
        stand.clock.now += 1
    assert rests == [15, 30, 60, 120, 240, LONGEST_REST, LONGEST_REST]
    assert stand.source.asked == PATIENCE - 1 + 7


async def test_fetch__it_answers_again__as_if_nothing_had_been(stand: Stand) -> None:
    stand.source.result = DOWN
    for _ in range(PATIENCE):
        await stand.ask()
    stand.clock.now = stand.guard.rests_until
    stand.source.result = GOOD
    assert await stand.ask() == GOOD
    assert (stand.guard.failures, stand.guard.lost, stand.guard.answered_at) == (0, 0, stand.clock.now)


@pytest.mark.parametrize(
    ("refusal", "lost"),
    [
        (Refusal(Why.SESSION_MISSING, "no close yet"), 0),
        (Refusal(Why.MINUTE_UNFINISHED, "not yet"), 0),
        (Refusal(Why.WRONG_SHAPE, "another shape"), 9),
        (Refusal(Why.OFF, "no address"), 9),
    ],
)
async def test_fetch__refused_but_not_silent__counted_as_lost_or_not_and_asked_again(
    stand: Stand, refusal: Refusal, lost: int
) -> None:
    stand.source.result = refusal
    for _ in range(9):
        assert await stand.ask() == refusal
    assert (stand.guard.lost, stand.source.asked) == (lost, 9)


async def test_fetch__too_fast__our_own_limit_until_a_minute_has_passed(stand: Stand) -> None:
    stand.guard.calls_a_minute = 2
    assert [await stand.ask(), await stand.ask()] == [GOOD, GOOD]
    refused = await stand.ask()
    assert str(refused) == "rate-limited: our own limit of 2 calls a minute"
    stand.clock.now += 59
    assert isinstance(await stand.ask(), Refusal)
    stand.clock.now += 1
    assert await stand.ask() == GOOD


async def test_fetch__hangs_beyond_the_deadline__a_failure_like_any_other(stand: Stand) -> None:
    stand.source.result = None
    for _ in range(PATIENCE):
        refused = await stand.ask(deadline=0.001)
        assert isinstance(refused, Refusal)
        assert refused.why is Why.TIMED_OUT
    assert stand.guard.rests_until > stand.clock.now


async def test_collect__one_hangs__the_others_answers_are_there_at_the_deadline(stand: Stand) -> None:
    hanging = Source(None)
    sources = [Guarded(one, Guard(stand.clock), Answer) for one in (stand.source, hanging, Source())]
    async with httpx.AsyncClient() as client:
        answers = await collect(sources, Web(client), MOMENT, 0.01)
    assert [isinstance(answer.result, Spot) for answer in answers] == [True, False, True]


async def test_fetch__fault_in_reading_it__told_with_its_trace_and_lost_as_a_source(stand: Stand) -> None:
    """Nothing else stops for it, and nobody has to guess why the source is missing."""
    fault = ZeroDivisionError("a secret address")
    stand.source.result = fault
    with structlog.testing.capture_logs() as lines:
        refused = await stand.ask()
    assert isinstance(refused, Refusal)
    assert str(refused) == "fault: ZeroDivisionError in our own reading of it"
    assert (stand.guard.lost, stand.guard.last) == (1, refused)
    (line,) = lines
    assert (line["event"], line["source"], line["log_level"]) == ("source fault", "x", "error")
    assert line["exc_info"] is fault
    stand.source.result = GOOD
    assert (await stand.ask(), stand.guard.lost) == (GOOD, 0)


async def test_collect__fault_in_reading_one__the_others_answers_are_there(stand: Stand) -> None:
    faulty = Source(OverflowError("?"))
    sources = [Guarded(one, Guard(stand.clock), Answer) for one in (stand.source, faulty, Source())]
    async with httpx.AsyncClient() as client:
        answers = await collect(sources, Web(client), MOMENT, 5)
    assert [isinstance(answer.result, Spot) for answer in answers] == [True, False, True]
