"""A JSON-RPC client for one node: time-outs, bounded retries, batched reads, typed errors.

Synchronous: the indexer and the keeper do one thing at a time; asynchronous callers use `asyncio.to_thread`.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Self

import httpx
import orjson

from mutuel.chain.reverts import refusal
from mutuel.errors import NodeError, NodeUnavailable, TooManyLogs
from mutuel.web import is_packed_once

BATCH = 100  # requests in one body; public nodes refuse more
LARGEST = 2**28  # bytes of one answer; a full piece of the chain's logs takes some 10 MB
PATIENCE = 12  # time-outs that one answer may take in all, if its bytes keep coming
RETRIED_STATUS = {408, 425, 429, 500, 502, 503, 504}
# JSON-RPC errors that mean "ask again later", in the codes that nodes and gateways use.
RETRIED_NUMBERS = {-32016, -32097}
TOO_MANY_LOGS = (
    "query returned more than",
    "block range",
    "range is too large",
    "range too large",
    "limit the query",
    "limited to",
    "too many results",
    "too many logs",
    "exceeds max results",
    "exceed maximum block range",
    "response size exceeded",
    "response size should not",
    "response too big",
    "log response size",
    "query timeout",
    "query timed out",
    "logs matched by query exceeds",
)

Request = tuple[str, list[Any]]
Log = dict[str, Any]


class Block(NamedTuple):
    """A block's header; hashes are 0x-prefixed lower-case hex, the time is in UTC seconds."""

    number: int
    hash: str
    parent_hash: str
    timestamp: int
    logs_bloom: int
    base_fee: int


class Client:
    """One node. Use it in a `with`, which closes its connections, or keep it for the life of the process."""

    def __init__(
        self,
        url: str,
        *,
        timeout: float = 10,
        attempts: int = 4,
        largest: int = LARGEST,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`timeout` in seconds per attempt; `sleep` waits between attempts (0.2 s, doubled each time).

        An answer of more than `largest` bytes, or one that does not end, is not read on: the node counts as
        unavailable. `clock` gives seconds. Raises NodeUnavailable for an address that is none.
        """
        self._http = httpx.Client(base_url=_address(url), timeout=timeout, transport=transport)
        self._attempts, self._largest = attempts, largest
        self._sleep, self._clock, self._longest = sleep, clock, PATIENCE * timeout

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def request(self, method: str, *params: Any) -> Any:
        """One request's result. Raises NodeUnavailable, NodeError (TooManyLogs) or CallRefused."""
        for attempt in range(self._attempts):
            answer = self._post(_body(0, method, list(params)))
            if not (isinstance(answer, dict) and _is_busy(answer)) or attempt + 1 == self._attempts:
                return _result(answer, method)
            self._sleep(0.2 * 2**attempt)
        raise AssertionError("attempts is at least 1")

    def batch(self, requests: Sequence[Request]) -> list[Any]:
        """Results in order, some requests to a body. Reads only: a node may run writes in any order."""
        results: list[Any] = []
        for start in range(0, len(requests), BATCH):
            results += self._batch(requests[start : start + BATCH])
        return results

    def chain_id(self) -> int:
        return int(self.request("eth_chainId"), 16)

    def block_number(self) -> int:
        return int(self.request("eth_blockNumber"), 16)

    def block(self, which: int | str = "latest") -> Block | None:
        """The block of this number or tag; None if the node has none (yet)."""
        return _block(self.request("eth_getBlockByNumber", _quantity(which), False))

    def blocks(self, numbers: Iterable[int]) -> list[Block | None]:
        return [
            _block(raw) for raw in self.batch([("eth_getBlockByNumber", [hex(n), False]) for n in numbers])
        ]

    def balance(self, address: str) -> int:
        """Wei of an account at the newest block."""
        return int(self.request("eth_getBalance", address, "latest"), 16)

    def latest(self) -> Block:
        """The newest block; its time is what contracts see as now."""
        block = self.block("latest")
        if block is None:
            raise NodeUnavailable("The node has no latest block.")
        return block

    def logs(
        self, addresses: Sequence[str], first: int, last: int, topics: Sequence[str | list[str] | None] = ()
    ) -> list[Log]:
        """Raw logs of these contracts in [first, last], in chain order. Raises TooManyLogs.

        `topics` by their place: one, any of several, or None for any at all.
        """
        criteria = {"address": list(addresses), "fromBlock": hex(first), "toBlock": hex(last)}
        wanted = criteria | ({"topics": list(topics)} if topics else {})
        logs: list[Log] = self.request("eth_getLogs", wanted)
        return logs

    def block_logs(self, addresses: Sequence[str], block_hashes: Sequence[str]) -> list[list[Log]]:
        """Raw logs of these contracts in each block, asked for by hash: of exactly that block or an error."""
        criteria = [{"address": list(addresses), "blockHash": block_hash} for block_hash in block_hashes]
        return self.batch([("eth_getLogs", [one]) for one in criteria])

    def call(self, to: str, data: bytes, *, sender: str | None = None, block: int | str = "latest") -> bytes:
        """What a contract answers, without a transaction. Raises CallRefused."""
        return _bytes(self.request("eth_call", _transaction(to, data, sender), _quantity(block)))

    def calls(self, calls: Sequence[tuple[str, bytes]], *, block: int | str = "latest") -> list[bytes]:
        """Many calls at one block, batched."""
        requests = [("eth_call", [_transaction(to, data, None), _quantity(block)]) for to, data in calls]
        return [_bytes(raw) for raw in self.batch(requests)]

    def codes(self, addresses: Sequence[str], *, block: int | str = "latest") -> list[bytes]:
        """The code at each address, batched; empty where there is none."""
        requests: list[Request] = [("eth_getCode", [one, _quantity(block)]) for one in addresses]
        return [_bytes(raw) for raw in self.batch(requests)]

    def _batch(self, requests: Sequence[Request]) -> list[Any]:
        bodies = [_body(number, method, params) for number, (method, params) in enumerate(requests)]
        answer = self._post(bodies)
        if isinstance(answer, dict):  # the node refused the batch as a whole
            return [self.request(method, *params) for method, params in requests]
        by_id = {item.get("id"): item for item in answer}
        if by_id.keys() != set(range(len(requests))):
            raise NodeUnavailable(f"The node answered {len(by_id)} of {len(requests)} requests of a batch.")
        return [
            self.request(method, *params) if _is_busy(by_id[number]) else _result(by_id[number], method)
            for number, (method, params) in enumerate(requests)
        ]

    def _ask(self, body: bytes) -> tuple[int, bytes]:
        """Status and body of one HTTP answer. Raises NodeUnavailable once too many bytes have come, or too slowly."""
        headers, answer = {"content-type": "application/json"}, bytearray()
        until = self._clock() + self._longest
        with self._http.stream("POST", "", content=body, headers=headers) as response:
            if not is_packed_once(response.headers.get("content-encoding", "")):
                raise NodeUnavailable("The node's answer is packed more than once.")
            for piece in response.iter_bytes():
                answer += piece
                if len(answer) > self._largest:
                    raise NodeUnavailable(f"The node's answer is larger than {self._largest} bytes.")
                if self._clock() > until:
                    raise NodeUnavailable(f"The node's answer did not end in {self._longest:g} s.")
        return response.status_code, bytes(answer)

    def _post(self, body: object) -> Any:
        trouble = ""
        for attempt in range(self._attempts):
            if attempt:
                self._sleep(0.2 * 2 ** (attempt - 1))
            try:
                status, answer = self._ask(orjson.dumps(body))
                if status not in RETRIED_STATUS or _is_rpc_answer(status, answer):
                    return orjson.loads(answer)
                trouble = f"HTTP {status}"
            except (httpx.TransportError, orjson.JSONDecodeError) as error:
                trouble = type(error).__name__
        raise NodeUnavailable(
            f"The node gave no usable answer in {self._attempts} attempts; the last: {trouble}."
        )


def _address(url: str) -> httpx.URL:
    """Never told in what is raised: keys of nodes' owners are part of it."""
    try:
        address = httpx.URL(url)
    except httpx.InvalidURL:
        address = httpx.URL()
    if address.scheme not in ("http", "https") or not address.host:
        raise NodeUnavailable("The node's address must be a URL that begins with http:// or https://.")
    return address


def _bytes(raw: object) -> bytes:
    """What a node answered as hex. Raises NodeUnavailable for anything else."""
    try:
        if isinstance(raw, str) and raw.startswith("0x"):
            return bytes.fromhex(raw[2:])
    except ValueError:
        pass  # as every other answer that is no hex
    raise NodeUnavailable("The node's answer is no bytes in hex.")


def _is_rpc_answer(status: int, answer: bytes) -> bool:
    """Some nodes answer JSON-RPC errors with HTTP 500: those are answers, not outages."""
    if status == 429 or b'"error"' not in answer:
        return False
    try:
        return "jsonrpc" in orjson.loads(answer)
    except orjson.JSONDecodeError:
        return False


def _body(number: int, method: str, params: list[Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def _is_busy(answer: dict[str, Any]) -> bool:
    error = answer.get("error")
    if not isinstance(error, dict):
        return False
    message = str(error.get("message", "")).lower()
    return error.get("code") in RETRIED_NUMBERS or "rate limit" in message or "too many requests" in message


def _result(answer: Any, method: str) -> Any:
    if not isinstance(answer, dict) or ("error" not in answer and "result" not in answer):
        raise NodeUnavailable(f"The node's answer to {method} is not JSON-RPC.")
    error = answer.get("error")
    if error is None:
        return answer["result"]
    if not isinstance(error, dict):
        raise NodeError(f"{method}: {error}")
    raise _typed(method, str(error.get("message", "")), error.get("code", 0), error.get("data"))


def _typed(method: str, message: str, number: int, data: object) -> Exception:
    if method == "eth_getLogs" and (
        number == -32005 or any(text in message.lower() for text in TOO_MANY_LOGS)
    ):
        return TooManyLogs(f"{method}: {message}", number, data)
    if "revert" in message.lower() or number == 3:
        return refusal(data, message)
    return NodeError(f"{method}: {message}", number, data)


def _block(raw: Any) -> Block | None:
    if raw is None:
        return None
    return Block(
        number=int(raw["number"], 16),
        hash=raw["hash"].lower(),
        parent_hash=raw["parentHash"].lower(),
        timestamp=int(raw["timestamp"], 16),
        logs_bloom=int(raw["logsBloom"], 16),
        base_fee=int(raw.get("baseFeePerGas") or "0x0", 16),
    )


def _quantity(block: int | str) -> str:
    return block if isinstance(block, str) else hex(block)


def _transaction(to: str, data: bytes, sender: str | None) -> dict[str, str]:
    transaction = {"to": to, "data": "0x" + data.hex()}
    return transaction | {"from": sender} if sender else transaction
