import gzip
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from mutuel.chain import abi
from mutuel.chain.client import BATCH, Client
from mutuel.chain.reverts import errors
from mutuel.errors import CallRefused, NodeError, NodeUnavailable, TooManyLogs

Answer = Callable[[Any], httpx.Response]


class Node:
    """Answers requests in the order of a script; remembers them and the pauses between."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self.requests: list[Any] = []
        self.pauses: list[float] = []
        self._answers: Iterator[Answer | Exception] = iter(answers)

    def client(self) -> Client:
        return Client("http://node", transport=httpx.MockTransport(self._handle), sleep=self.pauses.append)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.requests.append(body)
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer(body)


def result(value: Any) -> Answer:
    return lambda body: httpx.Response(200, json={"jsonrpc": "2.0", "id": body["id"], "result": value})


def error(message: str, code: int = -32000, data: Any = None, status: int = 200) -> Answer:
    return lambda body: httpx.Response(
        status,
        json={"jsonrpc": "2.0", "id": body["id"], "error": {"code": code, "message": message, "data": data}},
    )


def http(status: int, text: str = "") -> Answer:
    return lambda _: httpx.Response(status, text=text)


def test_request__plain_result__is_returned() -> None:
    node = Node(result("0x2a"))
    assert node.client().block_number() == 42
    assert node.requests[0]["method"] == "eth_blockNumber"


@pytest.mark.parametrize(
    "trouble",
    [http(429), http(503), http(200, "<html>"), httpx.ReadTimeout("slow"), httpx.ConnectError("down")],
    ids=["429", "503", "not json", "time-out", "down"],
)
def test_request__trouble_that_passes__is_retried(trouble: Answer | Exception) -> None:
    node = Node(trouble, trouble, result("0x1"))
    assert node.client().chain_id() == 1
    assert node.pauses == [0.2, 0.4]


def test_request__trouble_that_stays__ends_after_four_attempts() -> None:
    node = Node(*[http(502)] * 4)
    with pytest.raises(NodeUnavailable, match="4 attempts; the last: HTTP 502"):
        node.client().chain_id()
    assert len(node.requests) == 4


def test_request__rate_limit_as_error__is_retried() -> None:
    node = Node(error("rate limit exceeded"), result("0x1"))
    assert node.client().chain_id() == 1


def test_request__error_with_http_500__is_an_answer_not_an_outage() -> None:
    node = Node(error("no such method", -32601, status=500))
    with pytest.raises(NodeError, match="no such method"):
        node.client().chain_id()
    assert len(node.requests) == 1


@pytest.mark.parametrize(
    "message",
    [
        "query returned more than 10000 results",
        "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range",
        "eth_getLogs is limited to a 10,000 range",
        "please limit the query to at most 1000 blocks",
        "block range is too large",
        "query timeout exceeded",
        "exceed maximum block range: 5000",
    ],
)
def test_logs__node_wants_less__is_too_many_logs(message: str) -> None:
    with pytest.raises(TooManyLogs):
        Node(error(message)).client().logs(["0x" + "11" * 20], 1, 5_000)


def test_logs__limit_by_code_alone__is_too_many_logs() -> None:
    with pytest.raises(TooManyLogs):
        Node(error("nope", -32005)).client().logs(["0x" + "11" * 20], 1, 5_000)


def test_batch__answers_out_of_order__come_in_order() -> None:
    def shuffled(body: list[dict[str, Any]]) -> httpx.Response:
        answers = [{"jsonrpc": "2.0", "id": item["id"], "result": item["params"][0]} for item in body]
        return httpx.Response(200, json=answers[::-1])

    asked = [("echo", [number]) for number in range(5)]
    assert Node(shuffled).client().batch(asked) == [0, 1, 2, 3, 4]


def test_batch__more_than_one_body_holds__is_split() -> None:
    def echo(body: list[dict[str, Any]]) -> httpx.Response:
        return httpx.Response(200, json=[{"id": item["id"], "result": item["params"][0]} for item in body])

    node = Node(echo, echo)
    assert node.client().batch([("echo", [n]) for n in range(BATCH + 1)]) == list(range(BATCH + 1))
    assert [len(body) for body in node.requests] == [BATCH, 1]


def test_batch__node_knows_no_batches__asks_one_by_one() -> None:
    def refused(_: object) -> httpx.Response:
        return httpx.Response(200, json={"error": {"code": -32600, "message": "no batches"}})

    assert Node(refused, result(1), result(2)).client().batch([("a", []), ("b", [])]) == [1, 2]


def test_batch__answer_missing__is_unavailable_rather_than_none() -> None:
    def one(_: object) -> httpx.Response:
        return httpx.Response(200, json=[{"id": 0, "result": 1}])

    with pytest.raises(NodeUnavailable, match="1 of 2"):
        Node(one).client().batch([("a", []), ("b", [])])


def test_block__node_has_none__is_none() -> None:
    assert Node(result(None)).client().block(7) is None


@pytest.mark.parametrize(
    "wrap", [lambda data: data, lambda data: {"data": data}, lambda data: f"Reverted {data}"]
)
def test_call__custom_error__is_named_with_its_arguments(wrap: Callable[[str], Any]) -> None:
    selector, entry = next((s, e) for s, e in errors().items() if e["name"] == "CapExceeded")
    data = "0x" + (selector + abi.encode_values(entry["inputs"], [12_500_000])).hex()
    with pytest.raises(CallRefused, match=r"stake only 12\.5 USDC more") as caught:
        Node(error("execution reverted", 3, wrap(data))).client().call("0x" + "11" * 20, b"")
    assert (caught.value.error, caught.value.arguments) == ("CapExceeded", {"left": 12_500_000})


def test_request__answer_that_drips__is_not_waited_for() -> None:
    passing = iter(range(0, 10_000, 50))  # seconds between two looks at the clock
    client = Client(
        "http://node",
        timeout=10,
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=iter([b"{"] * 1_000))),
        clock=lambda: next(passing),
    )
    with pytest.raises(NodeUnavailable, match="did not end in 120 s"):
        client.block_number()


def test_request__answer_packed_twice__is_not_unpacked() -> None:
    """A thousand bytes could become gigabytes in one piece; the one sent here is honest, and small."""
    told = gzip.compress(gzip.compress(b'{"jsonrpc":"2.0","id":0,"result":"0x2a"}'))
    packed = {"Content-Encoding": "gzip, gzip"}
    client = Client(
        "http://node",
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=told, headers=packed)),
    )
    with pytest.raises(NodeUnavailable, match="packed more than once"):
        client.block_number()


def test_request__answer_too_large__is_not_read_on() -> None:
    client = Client(
        "http://node",
        largest=100,
        transport=httpx.MockTransport(lambda _: httpx.Response(200, text="x" * 101)),
    )
    with pytest.raises(NodeUnavailable, match="larger than 100 bytes"):
        client.block_number()


@pytest.mark.parametrize("url", ["", "node", "ftp://node", "http://", "http://[::key", "http://node:port"])
def test_client__address_of_no_node__is_refused_without_telling_it(url: str) -> None:
    with pytest.raises(NodeUnavailable, match="must be a URL that begins with http") as refused:
        Client(url)
    assert "key" not in str(refused.value)


@pytest.mark.parametrize("answer", [None, 7, "0x0", "0xzz", "60", ["0x"], {"0x": 1}])
def test_codes__answer_that_is_no_code__is_an_unavailable_node(answer: object) -> None:
    client = Node(lambda body: httpx.Response(200, json=[result(answer)(body[0]).json()])).client()
    with pytest.raises(NodeUnavailable, match="no bytes in hex"):
        client.codes(["0x" + "11" * 20])
