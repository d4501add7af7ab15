"""All eight sources of closes at once, asked by the adapters that ask the real ones."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from mutuel.domain.resolution.observation import Observation
from mutuel.settings import Settings
from oracle.observations.collect import collect
from oracle.observations.observe import Asked, Finding, observe
from oracle.sources import registry
from oracle.sources.adapter import Wanted
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Web
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.replay import Replay
from scripts.replay.server import create_app
from tests.unit.oracle.asking import DAYS, TICK

HISTORIES = load(SYNTHETIC)
SESSION, BASIS = DAYS.on(date(2026, 10, 16)), date(2026, 10, 9)
NAMES = ("nasdaq", "nyse", "yahoo", "alphavantage", "polygon", "tiingo", "stooq", "bloomberg")
URLS: dict[str, Any] = {f"{name}_url": "http://vendors" for name in NAMES}
KEYS: dict[str, Any] = {
    f"{name}_key": SecretStr("key") for name in ("nyse", "alphavantage", "polygon", "tiingo", "bloomberg")
}
EVERY = registry.of_closes(Settings(_env_file=None, **URLS, **KEYS))
ADAPTERS = {name: EVERY[name] for name in NAMES}


async def no_pause(_seconds: float) -> None:
    return None


def findings(faults: Mapping[str, Fault] | None = None, deadline: float = 30) -> dict[str, Finding]:
    """By name, what each says about Apple's close after a split, in shares of the week before."""
    now = SESSION.closes_are_corrected_at
    app = create_app(Replay(HISTORIES, lambda: now, dict(faults or {})))
    wanted = Wanted("AAPL", BASIS - timedelta(days=10), SESSION, now)

    async def run() -> tuple[Finding, ...]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
            answers = await collect(list(ADAPTERS.values()), Web(client, sleep=no_pause), wanted, deadline)
        return observe(answers, Asked("AAPL", SESSION, BASIS, TICK, SESSION.day))

    return {one.answer.source.name: one for one in asyncio.run(run())}


def test_create_app__eight_sources__seven_votes_on_one_basis_and_a_band_that_never_votes() -> None:
    found = findings()
    assert tuple(found) == NAMES
    stooq = found.pop("stooq").result
    assert isinstance(stooq, Refusal)
    assert stooq.why is Why.WRONG_BASIS
    close = next(bar.close for bar in HISTORIES.as_traded["AAPL"] if bar.day == SESSION.day)
    for name, one in found.items():
        assert isinstance(one.result, Observation), name
        assert one.result.value == int(close * 10**8) * 4, name


@pytest.mark.parametrize("name", ["polygon", "tiingo", "nyse", "bloomberg"])
@pytest.mark.parametrize(
    "fault", [Fault.ERROR, Fault.HTML, Fault.NOTICE, Fault.LATE, Fault.SPLIT_MISMATCH, Fault.SKEWED]
)
def test_create_app__source_with_a_fault__refused_or_told_apart(name: str, fault: Fault) -> None:
    result = findings({name: fault})[name].result
    right = findings()["nasdaq"].result
    assert isinstance(right, Observation)
    told_splits = ADAPTERS[name].declaration.tells_splits
    if fault is Fault.SKEWED or (fault is Fault.SPLIT_MISMATCH and told_splits):
        assert isinstance(result, Observation)
        assert result.value != right.value
    elif fault is Fault.SPLIT_MISMATCH:
        assert isinstance(result, Observation)
        assert result.value == right.value  # it tells no splits in any case
    else:
        assert isinstance(result, Refusal)


def test_create_app__one_of_eight_hangs__the_others_are_all_there() -> None:
    found = findings({"tiingo": Fault.HANG}, deadline=2)
    refused = [name for name, one in found.items() if isinstance(one.result, Refusal)]
    assert refused == ["tiingo", "stooq"]
