"""JSON-RPC over one kept connection: a third of the cost of a general HTTP client, which counts in thousands of steps.

For a node on this machine that a test started; it waits, it does not retry.
"""

from __future__ import annotations

from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import orjson

from mutuel.chain.reverts import refusal
from mutuel.errors import NodeError

TIMEOUT = 60  # seconds


class Wire:
    """One node. Close it when done."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=TIMEOUT)

    def close(self) -> None:
        self._connection.close()

    def request(self, method: str, *params: Any) -> Any:
        """The result. Raises CallRefused with the contract's own error, or NodeError."""
        return _result(self._post(_body(0, method, params)))

    def calls(self, calls: Sequence[tuple[str, bytes]]) -> list[bytes]:
        """What contracts answer at the latest block, all in one body."""
        if not calls:
            return []
        bodies = [
            _body(i, "eth_call", ({"to": to, "data": "0x" + data.hex()}, "latest"))
            for i, (to, data) in enumerate(calls)
        ]
        answers = {answer["id"]: answer for answer in self._post(bodies)}
        return [bytes.fromhex(_result(answers[i])[2:]) for i in range(len(calls))]

    def _post(self, body: Any) -> Any:
        self._connection.request("POST", "/", orjson.dumps(body), {"content-type": "application/json"})
        return orjson.loads(self._connection.getresponse().read())


def _body(number: int, method: str, params: Sequence[Any]) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": list(params)}


def _result(answer: dict[str, Any]) -> Any:
    error = answer.get("error")
    if error is None:
        return answer["result"]
    if error.get("code") == 3:
        raise refusal(error.get("data"), error["message"])
    raise NodeError(error["message"], error["code"], error.get("data"))
