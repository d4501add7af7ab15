"""python -m scripts.bench.indexer [--events N] [--database URL]: how many events a second the indexer takes.

Measures in one run, without a network: the decoders against web3.py's, and the whole way from a recorded answer of
the node to committed rows (JSON, cross-checks, decoding, pools, cursor, outbox). Rates are per second of processor
time of this process, so that a busy machine does not change them much; PostgreSQL's own time is not in them. Prints
one JSON line. A remote node is slower than all of this: do not print these figures beside those of indexers that
fetched from one.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
import orjson
from sqlmodel import SQLModel
from web3 import Web3

from indexer.decode import Decoder
from indexer.mirror import Mirror
from indexer.source import Source
from mutuel.chain import abi
from mutuel.chain.client import Client
from mutuel.chain.logs import decoders
from mutuel.db.engine import create_tables, open_engine

CHAIN_ID = 31_337
BOOK = {"ParimutuelEngine": Web3.to_checksum_address("0x" + "e9" * 20)}
EVENTS_A_BLOCK = 100
MARKETS = 50
ACCOUNTS = 2_000
SLOW = 2_000  # events for web3.py, which takes a while


class Recording:
    """A node's answers to everything the indexer asks, prepared before the clock starts."""

    def __init__(self, events: int) -> None:
        self.height = events // EVENTS_A_BLOCK + 1
        self._answers = {number: orjson.dumps(logs) for number, logs in self._blocks()}

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(lambda request: httpx.Response(200, content=self._answer(request.content)))

    def logs(self) -> list[dict[str, Any]]:
        return [log for raw in self._answers.values() for log in orjson.loads(raw)]

    def _blocks(self) -> Sequence[tuple[int, list[dict[str, Any]]]]:
        pools = [0] * MARKETS
        setup = [_template(), *(_created(market) for market in range(MARKETS))]
        blocks = [(0, [_log(0, index, *log) for index, log in enumerate(setup)])]
        for number in range(1, self.height):
            logs = []
            for index in range(EVENTS_A_BLOCK):
                serial = number * EVENTS_A_BLOCK + index
                pools[serial % MARKETS] += 1_000_000 + serial
                logs.append(_log(number, index, *_bet(serial, pools[serial % MARKETS])))
            blocks.append((number, logs))
        return blocks

    def _answer(self, body: bytes) -> bytes:
        asked = orjson.loads(body)
        if isinstance(asked, list):
            return b"[" + b",".join(self._one(one) for one in asked) + b"]"
        return self._one(asked)

    def _one(self, asked: dict[str, Any]) -> bytes:
        return b'{"jsonrpc":"2.0","id":%d,"result":%s}' % (
            asked["id"],
            self._result(asked["method"], asked["params"]),
        )

    def _result(self, method: str, params: list[Any]) -> bytes:
        if method == "eth_blockNumber":
            return orjson.dumps(hex(self.height - 1))
        if method == "eth_getBlockByNumber":
            return orjson.dumps(_header(int(params[0], 16)))
        if method == "eth_getLogs":
            first, last = int(params[0]["fromBlock"], 16), int(params[0]["toBlock"], 16)
            parts = (self._answers[number][1:-1] for number in range(first, last + 1))
            return b"[" + b",".join(part for part in parts if part) + b"]"
        raise ValueError(method)


def _header(number: int) -> dict[str, str]:
    return {
        "number": hex(number), "hash": _hash(number), "parentHash": _hash(number - 1),
        "timestamp": hex(1_000 + number), "logsBloom": "0x0",
    }  # fmt: skip


def _hash(number: int) -> str:
    return f"0x{number % 2**64:064x}"


def _log(number: int, index: int, topics: list[str], data: str) -> dict[str, Any]:
    return {
        "address": BOOK["ParimutuelEngine"].lower(), "topics": topics, "data": data, "blockHash": _hash(number),
        "blockNumber": hex(number), "blockTimestamp": hex(1_000 + number), "logIndex": hex(index),
        "transactionHash": f"0x{number << 32 | index:064x}", "transactionIndex": hex(index), "removed": False,
    }  # fmt: skip


def _encode(name: str, **values: Any) -> tuple[list[str], str]:
    entry = next(e for e in abi.entries("ParimutuelEngine") if e["type"] == "event" and e["name"] == name)
    indexed = [p for p in entry["inputs"] if p["indexed"]]
    plain = [p for p in entry["inputs"] if not p["indexed"]]
    topics = [abi.digest(entry), *(abi.encode_values([p], [values[p["name"]]]) for p in indexed)]
    data = abi.encode_values(plain, [values[p["name"]] for p in plain])
    return ["0x" + topic.hex() for topic in topics], "0x" + data.hex()


def _template() -> tuple[list[str], str]:
    parameters = next(
        e for e in abi.entries("ParimutuelEngine") if e["type"] == "event" and e["name"] == "TemplateAdded"
    )["inputs"][-1]["components"]
    numbers = {"outcomes": 5, "k0": 1, "k1": 1, "sourceId": 1}
    params = {p["name"]: False if p["type"] == "bool" else numbers.get(p["name"], 0) for p in parameters}
    return _encode("TemplateAdded", templateId=1, paramsHash=bytes(32), params=params)


def _created(market: int) -> tuple[list[str], str]:
    return _encode(
        "MarketCreated", marketId=_market(market), templateId=1, questionId=market.to_bytes(32, "big"), open=1,
        close=2_000_000_000, observeAt=2_000_000_000, edges=[1, 2, 3, 4], configHash=bytes(32),
    )  # fmt: skip


def _market(market: int) -> int:
    return 1 << 48 | market << 8


def _bet(serial: int, pool: int) -> tuple[list[str], str]:
    stake = 1_000_000 + serial
    words = (serial % 5, stake, stake, pool)
    account = f"0x{serial % ACCOUNTS + 1:064x}"
    return [BET_TOPIC, f"0x{_market(serial % MARKETS):064x}", account], "0x" + "".join(
        f"{w:064x}" for w in words
    )


BET_TOPIC = next(
    topic for topic, decoder in decoders("ParimutuelEngine").items() if decoder.name == "BetPlaced"
)


def rate(count: int, work: Callable[[], object]) -> int:
    """Events of `work`, which handles `count`, in a second of this process's own time on a core."""
    begun = time.process_time()
    work()
    return round(count / (time.process_time() - begun))


def decode_rates(recording: Recording) -> dict[str, int]:
    """The slicing decoder, and web3.py's own, on the same bets."""
    logs = [log for log in recording.logs() if log["topics"][0] == BET_TOPIC]
    decode = decoders("ParimutuelEngine")[BET_TOPIC].decode
    ours = rate(len(logs), lambda: [decode(log["topics"], log["data"]) for log in logs])
    contract = Web3().eth.contract(abi=list(abi.entries("ParimutuelEngine")))
    raw = [_for_web3(log) for log in logs[:SLOW]]
    event = contract.events.BetPlaced()
    theirs = rate(len(raw), lambda: [event.process_log(log) for log in raw])
    return {"decode": ours, "decodeWeb3": theirs, "decodeTimesWeb3": ours // max(1, theirs)}


def _for_web3(log: dict[str, Any]) -> dict[str, Any]:
    numbers = {key: int(log[key], 16) for key in ("blockNumber", "logIndex", "transactionIndex")}
    raw = {key: bytes.fromhex(log[key][2:]) for key in ("data", "blockHash", "transactionHash")}
    return log | numbers | raw | {"topics": [bytes.fromhex(topic[2:]) for topic in log["topics"]]}


def pipeline_rate(recording: Recording, database: str, events: int) -> int:
    """From the node's answer to committed rows; clears the database's tables first."""
    engine = open_engine(database)
    SQLModel.metadata.drop_all(engine)
    create_tables(engine)
    with Client("http://recording", transport=recording.transport()) as client:
        decoder = Decoder(BOOK)
        mirror = Mirror(engine, Source(client, decoder.addresses, 100), decoder, CHAIN_ID, 0)
        found = rate(events, mirror.catch_up)
    engine.dispose()
    return found


def measure(events: int, database: str | None) -> dict[str, Any]:
    recording = Recording(events)
    with tempfile.TemporaryDirectory() as folder:
        sqlite = f"sqlite:///{Path(folder) / 'bench.db'}"
        found = {
            "events": events,
            **decode_rates(recording),
            "sqlite": pipeline_rate(recording, sqlite, events),
        }
    if database:
        found["database"] = pipeline_rate(recording, database, events)
    return found


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.indexer", description="Indexer rates.")
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--database", help="also measure this one; ITS TABLES ARE DROPPED")
    chosen = parser.parse_args(arguments)
    print(json.dumps(measure(chosen.events, chosen.database)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
