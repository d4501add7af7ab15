"""Asks every source at the same time; the slowest one costs the deadline and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from mutuel.domain.resolution.decide import Quorum
from oracle.sources.adapter import Adapter, Answer, Asks, Says
from oracle.sources.closes import Refusal
from oracle.sources.transport import Web, open_web, within


def ask(
    adapters: Mapping[str, Adapter[Asks, Says]], quorum: Quorum, wanted: Asks, timeout: float
) -> tuple[Answer[Says], ...]:
    """What every source of `quorum` says, in its order, after at most twice `timeout` seconds."""
    return ask_each([adapters[entry.source] for entry in quorum.entries], wanted, timeout)


def ask_each(chosen: Sequence[Adapter[Asks, Says]], wanted: Asks, timeout: float) -> tuple[Answer[Says], ...]:
    """What every one of `chosen` says, in their order, after at most twice `timeout` seconds."""

    async def run() -> tuple[Answer[Says], ...]:
        async with open_web(timeout) as web:
            return await collect(chosen, web, wanted, 2 * timeout)

    return asyncio.run(run())


async def collect(
    adapters: Sequence[Adapter[Asks, Says]], web: Web, wanted: Asks, deadline: float
) -> tuple[Answer[Says], ...]:
    """One answer per adapter, in their order, after at most `deadline` seconds."""
    return tuple(await asyncio.gather(*(_bounded(adapter, web, wanted, deadline) for adapter in adapters)))


async def _bounded(adapter: Adapter[Asks, Says], web: Web, wanted: Asks, deadline: float) -> Answer[Says]:
    found = await within(deadline, adapter.declaration.name, adapter.fetch(web, wanted))
    return Answer(adapter.declaration, (), found) if isinstance(found, Refusal) else found
