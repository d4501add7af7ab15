"""Logs in ranges that the node allows, against a node of the test's own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest

from mutuel.chain import abi
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment, function_entry
from mutuel.chain.history import History
from mutuel.errors import TooManyLogs

ENGINE = "0x5FbDB2315678afecb367f032d93F642f64180aa3"
BOOK = Deployment.parse(
    {"network": "t", "chainId": 1, "startBlock": 10, "contracts": {"ParimutuelEngine": ENGINE}}, "test"
)
OTHER = "0x" + "11" * 20
LAST = 99
CLAIMED = next(e for e in abi.entries("ParimutuelEngine") if e["type"] == "event" and e["name"] == "Claimed")


NOT_FOUND = {"error": {"code": -32601, "message": "the method debug_traceTransaction does not exist"}}


class Node:
    """Blocks of two seconds; one claim in every tenth block; at most `allowed` blocks in one question."""

    def __init__(self, allowed: int) -> None:
        self.allowed = allowed
        self.ranges: list[tuple[int, int]] = []
        self.sent: dict[str, Any] | None = None
        self.trace: dict[str, Any] | None = None

    def client(self) -> Client:
        return Client("http://node", transport=httpx.MockTransport(self._respond))

    def _respond(self, request: httpx.Request) -> httpx.Response:
        asked = orjson.loads(request.content)
        many = asked if isinstance(asked, list) else [asked]
        told = [{"jsonrpc": "2.0", "id": one["id"], **self._answer(one)} for one in many]
        return httpx.Response(200, content=orjson.dumps(told if isinstance(asked, list) else told[0]))

    def _answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["method"] == "eth_getBlockByNumber":
            return {"result": _header(int(asked["params"][0], 16))}
        if asked["method"] == "eth_getTransactionByHash":
            return {"result": self.sent}
        if asked["method"] == "debug_traceTransaction":
            return {"result": self.trace} if self.trace else NOT_FOUND
        criteria = asked["params"][0]
        first, last = int(criteria["fromBlock"], 16), int(criteria["toBlock"], 16)
        if last - first + 1 > self.allowed:
            return {"error": {"code": -32005, "message": "query returned more than 10000 results"}}
        self.ranges.append((first, last))
        return {"result": [_log(number) for number in range(first, last + 1) if number % 10 == 0]}


def _header(number: int) -> dict[str, str]:
    words = {"hash": f"0x{number:064x}", "parentHash": f"0x{number - 1:064x}", "logsBloom": "0x0"}
    return words | {"number": hex(number), "timestamp": hex(1_000 + 2 * number)}


def _log(number: int) -> dict[str, Any]:
    indexed = ["0x" + abi.digest(CLAIMED).hex(), f"0x{7:064x}", f"0x{number:064x}"]
    data = "0x" + f"{number:064x}" + f"{1:064x}"
    places = {"blockNumber": hex(number), "logIndex": "0x0", "blockHash": f"0x{number:064x}"}
    return places | {
        "address": ENGINE,
        "topics": indexed,
        "data": data,
        "transactionHash": f"0x{number:064x}",
    }


def history(node: Node, longest: int = 50) -> History:
    return History(node.client(), BOOK, LAST, longest)


def test_events__node_refuses_long_ranges__asks_shorter_ones_and_misses_nothing() -> None:
    node = Node(allowed=20)
    found = history(node).events("ParimutuelEngine", ["Claimed"], 7)
    assert [event.block for event in found] == list(range(10, 100, 10))
    assert [event.args["amount"] for event in found] == list(range(10, 100, 10))
    covered = [number for first, last in node.ranges for number in range(first, last + 1)]
    assert covered == list(range(10, LAST + 1))


def test_events__time_is_not_in_the_log__is_its_blocks() -> None:
    [first, *_] = history(Node(allowed=100)).events("ParimutuelEngine", ["Claimed"])
    assert (first.block, first.at) == (10, 1_020)


def test_events__one_block_is_too_much__is_refused() -> None:
    with pytest.raises(TooManyLogs):
        history(Node(allowed=0)).events("ParimutuelEngine", ["Claimed"])


def test_newest__what_is_wanted_is_recent__leaves_the_older_ranges_alone() -> None:
    node = Node(allowed=45)
    found = history(node, 45).newest(
        "ParimutuelEngine", ["Claimed"], lambda event: event.block in (10, 60, 70)
    )
    assert [event.block for event in found] == [60, 70]
    assert node.ranges == [(55, LAST)]


def test_newest__nothing_is_wanted__asks_for_every_block_once() -> None:
    node = Node(allowed=20)
    assert history(node).newest("ParimutuelEngine", ["Claimed"], lambda _: False, 7) == []
    covered = sorted(number for first, last in node.ranges for number in range(first, last + 1))
    assert covered == list(range(10, LAST + 1))


@pytest.mark.parametrize(
    ("moment", "block"), [(0, 10), (1_020, 10), (1_021, 11), (1_100, 50), (1_198, 99), (1_199, 100)]
)
def test_first_block_at__moment__is_the_first_not_before_it(moment: int, block: int) -> None:
    assert history(Node(allowed=100)).first_block_at(moment) == block


def claim(market: int) -> str:
    """Calldata."""
    entry = function_entry("ParimutuelEngine", "claim")
    return "0x" + (abi.digest(entry)[:4] + abi.encode_values(entry["inputs"], [market, True])).hex()


def frame(to: str, data: str = "0x", *inside: dict[str, Any], **more: str) -> dict[str, Any]:
    """A call as a node's tracer shows it."""
    return {"type": "CALL", "to": to, "input": data, "calls": list(inside)} | more


def test_sent__straight_to_the_contract__names_its_arguments() -> None:
    node = Node(allowed=100)
    node.sent = {"to": ENGINE.lower(), "input": claim(7)}
    [sent] = history(node).sent("ParimutuelEngine", "0x01")
    assert (sent.function, dict(sent.args)) == ("claim", {"marketId": 7, "toCredit": True})


def test_sent__what_fills_up_a_text_is_not_zero__is_read_as_the_contract_did() -> None:
    """Whoever sends it may put anything there: nobody's report becomes unreadable by it."""
    node, entry = Node(allowed=100), function_entry("Resolution", "challenge")
    data = abi.digest(entry)[:4] + abi.encode_values(entry["inputs"], [bytes(32), 5, False, "why"])
    node.sent = {"to": ENGINE, "input": "0x" + (data[:-1] + b"\x07").hex()}
    book = replace(BOOK, contracts={"Resolution": ENGINE})
    [sent] = History(node.client(), book, LAST).sent("Resolution", "0x01")
    assert sent.args["evidenceUri"] == "why"


@pytest.mark.parametrize(
    "raw",
    [None, {"to": OTHER, "input": "0x"}, {"to": ENGINE, "input": "0x12345678"}, {"to": None, "input": "0x"}],
)
def test_sent__through_another_contract_and_the_node_does_not_trace__is_nothing(
    raw: dict[str, Any] | None,
) -> None:
    node = Node(allowed=100)
    node.sent = raw
    assert history(node).sent("ParimutuelEngine", "0x01") == []


def test_sent__through_another_contract__are_the_calls_of_the_trace_that_did_not_fail() -> None:
    node = Node(allowed=100)
    node.sent = {"to": OTHER, "input": "0x"}
    node.trace = frame(
        OTHER,
        "0x",
        frame(ENGINE.lower(), claim(1)),
        frame(OTHER, "0x", frame(ENGINE, claim(2)), error="execution reverted"),
        frame(ENGINE, claim(3), error="execution reverted"),
        frame(ENGINE, claim(4), type="DELEGATECALL"),
        frame(OTHER, "0x", frame(OTHER, claim(5)), frame(ENGINE, claim(6))),
        frame(ENGINE, "0x12345678"),
    )
    sent = history(node).sent("ParimutuelEngine", "0x01")
    assert [one.args["marketId"] for one in sent] == [1, 6]
