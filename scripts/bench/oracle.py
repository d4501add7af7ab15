"""How long after a close its provisional value is known and its evidence archived: prints one line of JSON.

Run: python -m scripts.bench.oracle [--rounds 5]
Eight stands of eight sources each, served on this machine; on each stand another source hangs for ever. In every round
all stands are asked at once, with the service's own time-outs and no memory of who failed before. Counted are the 20 s
until the first look, the second between two looks of the service, asking, reading, deciding and writing the evidence.
"""

import argparse
import asyncio
import json
import socket
import statistics
import sys
import tempfile
import threading
import time
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple, get_args

import uvicorn
from pydantic import SecretStr

from mutuel.domain.ids import market_id
from mutuel.domain.products.catalogue import parse
from mutuel.domain.resolution.decide import Entry, Final, Quorum
from mutuel.settings import Settings
from oracle import calendar
from oracle.evidence import Archive
from oracle.monitoring.looks import EARLY
from oracle.observations.collect import collect
from oracle.observations.observe import Asked, observe
from oracle.reports.decide import decide_question
from oracle.resolution.questions import Question
from oracle.sources import registry
from oracle.sources.adapter import Adapter, Answer, Wanted
from oracle.sources.closes import Closes, day_number
from oracle.sources.guard import guarded
from oracle.sources.transport import open_web
from scripts.replay.faults import Fault
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.replay import Closing, Replay
from scripts.replay.server import create_app

NAMES: tuple[Closing, ...] = get_args(Closing)
SESSION = calendar.exchange("XNYS", 2027).on(date(2026, 10, 16))
BASIS = SESSION.day - timedelta(days=7)
FIRST_LOOK = min(after for after in EARLY if after > 0)
SETTINGS = Settings(_env_file=None)
KEYED = ("nyse", "alphavantage", "polygon", "tiingo", "bloomberg")
START_SECONDS = 20


class Stand(NamedTuple):
    """Where eight sources are served; one of them hangs."""

    url: str
    hanging: str


def main() -> None:
    rounds = _options().rounds
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        stands = [stack.enter_context(served(name)) for name in NAMES]
        archive = Archive(Path(folder))
        took = [
            FIRST_LOOK + SETTINGS.poll_seconds + seconds
            for _ in range(rounds)
            for seconds in asyncio.run(one_round(stands, archive))
        ]
    p95 = statistics.quantiles(took, n=20, method="inclusive")[18]
    figures = {"sources": len(NAMES), "hanging": 1, "samples": len(took)}
    seconds = {"p50Seconds": statistics.median(took), "p95Seconds": p95, "maxSeconds": max(took)}
    rounded = {name: round(value, 1) for name, value in seconds.items()}
    sys.stdout.write(json.dumps({"closeToProvisionalValue": figures | rounded}) + "\n")


async def one_round(stands: list[Stand], archive: Archive) -> list[float]:
    return list(await asyncio.gather(*(provisional(stand, archive) for stand in stands)))


async def provisional(stand: Stand, archive: Archive) -> float:
    """Seconds from the first question to archived evidence of a value that all but the hanging source support."""
    began = time.perf_counter()
    wanted = Wanted("AAPL", BASIS - timedelta(days=10), SESSION, SESSION.closes_are_corrected_at)
    answers = await asked_of(stand, wanted)
    asked = Asked("AAPL", SESSION, BASIS, question().asset.tick, SESSION.day)
    decided = decide_question(question(), observe(answers, asked), asked, wanted.now)
    archive.store(decided.evidence)
    if not isinstance(decided.verdict, Final):
        raise SystemExit(f"with {stand.hanging} hanging the sources came to {decided.verdict}")
    return time.perf_counter() - began


async def asked_of(stand: Stand, wanted: Wanted) -> tuple[Answer[Closes], ...]:
    async with open_web(SETTINGS.source_timeout) as web:
        return await collect(list(sources(stand.url).values()), web, wanted, 2 * SETTINGS.source_timeout)


def sources(url: str) -> Mapping[str, Adapter[Wanted, Closes]]:
    """All eight, at a stand, behind guards that remember nothing yet."""
    urls = {f"{name}_url": url for name in NAMES}
    keys = {f"{name}_key": SecretStr("key") for name in KEYED}
    every = registry.of_closes(SETTINGS.model_copy(update=urls | keys))
    found: dict[str, Adapter[Wanted, Closes]] = {name: every[name] for name in NAMES}
    guards = registry.guards_of([one.declaration for one in found.values()], lambda: int(time.time()))
    return guarded(found, guards, Answer)


def question() -> Question:
    """Apple's close, with a quorum of three of all eight."""
    listings = parse(tomllib.loads(Path("config/products.toml").read_text())).listings
    listing = listings["AAPL-WEEK"]
    quorum = Quorum(tuple(Entry(name, group) for group, name in enumerate(NAMES)))
    source = replace(listing.source, quorum=quorum)
    number = market_id(listing.template.id, day_number(BASIS), 0)
    return Question("0x" + "00" * 32, number, listing, listing.asset, source, SESSION.close, bytes(32))


@contextmanager
def served(hanging: Closing) -> Iterator[Stand]:
    """A stand on a free port of this machine, in a thread of its own."""
    replay = Replay(load(SYNTHETIC), lambda: SESSION.closes_are_corrected_at, {hanging: Fault.HANG})
    config = uvicorn.Config(create_app(replay), log_level="critical", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + START_SECONDS
        while not server.started:
            if time.monotonic() > deadline:
                raise SystemExit(f"the stand did not start within {START_SECONDS} s")
            time.sleep(0.02)
        try:
            yield Stand(f"http://127.0.0.1:{listener.getsockname()[1]}", hanging)
        finally:
            server.should_exit = True
            thread.join(10)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


if __name__ == "__main__":
    main()
