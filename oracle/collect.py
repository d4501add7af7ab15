"""Asks every source at the same time; the slowest one costs the deadline and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from oracle.sources.adapter import Adapter, Answer, Wanted
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Web


async def collect(
    adapters: Sequence[Adapter], web: Web, wanted: Wanted, deadline: float
) -> tuple[Answer, ...]:
    """One answer per adapter, in their order, after at most `deadline` seconds."""
    return tuple(await asyncio.gather(*(_bounded(adapter, web, wanted, deadline) for adapter in adapters)))


async def _bounded(adapter: Adapter, web: Web, wanted: Wanted, deadline: float) -> Answer:
    try:
        async with asyncio.timeout(deadline):
            return await adapter.fetch(web, wanted)
    except TimeoutError:
        return Answer(adapter.declaration, (), Refusal(Why.TIMED_OUT, f"no answer within {deadline:g} s"))
