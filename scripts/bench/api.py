"""How many requests a second the API answers: prints one line of JSON.

Run: python -m scripts.bench.api [--markets 200] [--seconds 5] [--clients 16] [--database URL]
Fills an empty database with that many markets, serves it with uvicorn in a process of its own on a free port,
and asks from this one. Without --database it is a temporary SQLite file.
"""

import argparse
import asyncio
import json
import multiprocessing
import socket
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import uvicorn
from sqlmodel import Session, SQLModel

from backend.app import create_app
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Block, Cursor, Market, Pool, Template
from mutuel.domain.ids import market_id
from mutuel.domain.units import HOUR
from mutuel.settings import Settings

TEMPLATE = 1
START_SECONDS = 20


class Rate(NamedTuple):
    per_second: float
    p50_ms: float
    p99_ms: float


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'mirror.db'}"
        first = fill(url, options.markets)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            process = multiprocessing.get_context("fork").Process(target=serve, args=(url, listener))
            process.start()
            try:
                base = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
                rates = asyncio.run(measure(base, first, options.clients, options.seconds))
            finally:
                process.terminate()
                process.join(10)
    sys.stdout.write(json.dumps({name: rate._asdict() for name, rate in rates.items()}) + "\n")


def fill(url: str, markets: int) -> int:
    """Open markets with five pools each; returns the first one's id."""
    engine, now = open_engine(url), int(time.time())
    create_tables(engine)
    ids = [int(market_id(TEMPLATE, period, 0)) for period in range(markets)]
    params: dict[str, Any] = {
        "kind": "0", "outcomes": "5", "k0": "1", "k1": "1", "subjectRule": "1", "sourceId": "1", "source2Id": "0",
        "takeoutBps": "0", "insuranceBps": "0", "capFloor": "100000000", "capMax": "10000000000",
        "maxPool": "250000000000", "mergeBelow": "0", "minLosers": "1", "minLosersBps": "0", "knownGuard": "0",
        "contestable": True, "haltable": False, "closableEarly": False, "cancellable": False,
    }  # fmt: skip
    rows: list[SQLModel] = [
        Cursor(chain_id=31337, block_number=1, block_hash="0x" + "1" * 64),
        Block(number=1, hash="0x" + "1" * 64, parent_hash="0x" + "0" * 64, timestamp=now),
        Template(template_id=TEMPLATE, params_hash="0x" + "0" * 64, params=params, block_number=1),
    ]
    for number in ids:
        rows += _market(number, now)
    with Session(engine) as session:
        session.add_all(rows)
        session.commit()
    return ids[0]


def serve(url: str, listener: socket.socket) -> None:
    """Until terminated; nothing answers at the node's address, which no measured endpoint needs."""
    app = create_app(Settings(database_url=url, rpc_url="http://127.0.0.1:1", clock="system"))
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listener])


async def measure(base: str, market: int, clients: int, seconds: float) -> dict[str, Rate]:
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(limits=limits, timeout=30) as http:
        await _ready(http, base)
        return {
            "marketsList": await _rate(http, f"{base}/markets?phase=open&limit=50", clients, seconds),
            "odds": await _rate(http, f"{base}/markets/{market}/odds", clients, seconds),
            "estimate": await _rate(
                http, f"{base}/markets/{market}/estimate?outcome=1&amount=5", clients, seconds
            ),
            "health": await _rate(http, f"{base}/health", clients, seconds),
        }


async def _rate(http: httpx.AsyncClient, url: str, clients: int, seconds: float) -> Rate:
    """`clients` ask one after the other without a pause; an answer other than 200 ends the measurement."""
    took: list[float] = []
    began = time.perf_counter()

    async def ask() -> None:
        while (start := time.perf_counter()) < began + seconds:
            (await http.get(url)).raise_for_status()
            took.append(time.perf_counter() - start)

    await asyncio.gather(*(ask() for _ in range(clients)))
    elapsed = time.perf_counter() - began
    p99 = statistics.quantiles(took, n=100)[98] if len(took) > 1 else took[0]
    return Rate(round(len(took) / elapsed, 1), round(statistics.median(took) * 1e3, 2), round(p99 * 1e3, 2))


async def _ready(http: httpx.AsyncClient, base: str) -> None:
    """Raises TimeoutError when the server does not start."""
    async with asyncio.timeout(START_SECONDS):
        while True:
            try:
                (await http.get(f"{base}/health")).raise_for_status()
            except httpx.TransportError:
                await asyncio.sleep(0.05)
                continue
            return


def _market(number: int, now: int) -> list[SQLModel]:
    stakes = (10**8, 2 * 10**8, 3 * 10**8, 10**8, 5 * 10**7)
    market = Market(
        market_id=number, template_id=TEMPLATE, source_id=1, question_id=f"0x{number:064x}", kind=0, outcomes=5,
        k0=1, k1=1, open=now - HOUR, close=now + HOUR, closes_at=now + HOUR, observe_at=now + 2 * HOUR,
        edges=["100", "200", "300", "400"], config_hash="0x" + "0" * 64, staked=sum(stakes), state=1,
        created_block=1,
    )  # fmt: skip
    pools = (Pool(market_id=number, outcome=i, stake=s, weight=s, bets=9) for i, s in enumerate(stakes))
    return [market, *pools]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markets", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--database", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()
