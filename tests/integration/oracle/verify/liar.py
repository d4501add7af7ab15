"""A node that tells the truth but for the lies it is given: what a dishonest engine, or node, would look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import orjson

from mutuel.chain import abi
from mutuel.chain.client import Client
from mutuel.chain.contracts import Deployment, function_entry

View = Callable[[Any], Any]
Event = Callable[[dict[str, Any]], dict[str, Any] | None]


class Liar(httpx.BaseTransport):
    """Passes everything on to the node at `url` and alters what comes back."""

    def __init__(self, url: str, book: Deployment) -> None:
        self._inner, self._url, self._book = httpx.HTTPTransport(), url, book
        self._views: dict[tuple[str, str], tuple[abi.Entry, View]] = {}
        self._events: dict[tuple[str, str], tuple[abi.Entry, Event]] = {}
        self._transaction: Callable[[str], str] | None = None
        self._answers: dict[str, object] = {}

    def view(self, contract: str, function: str, lie: View) -> Liar:
        """`lie` gets the answer's one value, or the list of several, and gives what is told instead."""
        entry = function_entry(contract, function)
        self._views[self._address(contract), "0x" + abi.digest(entry)[:4].hex()] = entry, lie
        return self

    def event(self, contract: str, name: str, lie: Event) -> Liar:
        """`lie` gets the arguments that are in the log's data, and gives others, or None for no such log."""
        entry = next(e for e in abi.entries(contract) if e["type"] == "event" and e["name"] == name)
        self._events[self._address(contract), "0x" + abi.digest(entry).hex()] = entry, lie
        return self

    def transaction(self, lie: Callable[[str], str]) -> Liar:
        """`lie` gets the hex text of what a transaction carried."""
        self._transaction = lie
        return self

    def answer(self, method: str, result: object) -> Liar:
        """`result` is told whatever was asked by this method."""
        self._answers[method] = result
        return self

    def client(self) -> Client:
        return Client(self._url, transport=self)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = orjson.loads(request.read())
        response = self._inner.handle_request(request)
        told = orjson.loads(response.read())
        many = isinstance(asked, list)
        by_id = {one["id"]: one for one in (asked if many else [asked])}
        altered = [self._altered(by_id[one["id"]], one) for one in (told if many else [told])]
        return httpx.Response(200, content=orjson.dumps(altered if many else altered[0]))

    def _altered(self, asked: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
        if "result" not in told:
            return told
        if asked["method"] in self._answers:
            return told | {"result": self._answers[asked["method"]]}
        if asked["method"] == "eth_call":
            return told | {"result": self._call(asked["params"][0], told["result"])}
        if asked["method"] == "eth_getTransactionByHash" and self._transaction is not None:
            raw = told["result"]
            return told | {"result": raw | {"input": self._transaction(raw["input"])}}
        if asked["method"] == "eth_getLogs":
            logs = [self._log(log) for log in told["result"]]
            return told | {"result": [log for log in logs if log is not None]}
        return told

    def _call(self, call: dict[str, str], raw: str) -> str:
        entry, lie = self._views.get((call["to"].lower(), call["data"][:10]), ({}, None))
        if lie is None:
            return raw
        values = abi.decode_values(entry["outputs"], bytes.fromhex(raw[2:]))
        said = [lie(values[0])] if len(values) == 1 else lie(values)
        return "0x" + abi.encode_values(entry["outputs"], said).hex()

    def _log(self, log: dict[str, Any]) -> dict[str, Any] | None:
        entry, lie = self._events.get((log["address"].lower(), log["topics"][0]), ({}, None))
        if lie is None:
            return log
        plain = [one for one in entry["inputs"] if not one["indexed"]]
        values = abi.decode_values(plain, bytes.fromhex(log["data"][2:]))
        said = lie(dict(zip((one["name"] for one in plain), values, strict=True)))
        if said is None:
            return None
        return log | {"data": "0x" + abi.encode_values(plain, list(said.values())).hex()}

    def _address(self, contract: str) -> str:
        return self._book.address(contract).lower()
