"""What our contracts announced, asked of a node by topic and read at once: no mirror, no database.

Ranges are as long as the node allows and shorten when it refuses; nothing after one block is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from eth_abi.exceptions import DecodingError

from mutuel.chain import abi
from mutuel.chain.client import Block, Client, Log
from mutuel.chain.contracts import Deployment
from mutuel.chain.logs import EventDecoder, decoders
from mutuel.errors import ChainError, NodeInconsistent, TooManyLogs

LONGEST = 10_000
"""Blocks in one question; many public nodes answer no more."""

Topics = Sequence[str | list[str] | None]
"""By their place: one, any of several, or None for any at all."""


class Event(NamedTuple):
    """One decoded log; `at` in UTC seconds."""

    contract: str
    name: str
    args: Mapping[str, Any]
    block: int
    log_index: int
    at: int
    tx_hash: str


class Sent(NamedTuple):
    """A call that a transaction made: function and arguments by name."""

    function: str
    args: Mapping[str, Any]


class History:
    """The events of one deployment from its first block to `last`."""

    def __init__(self, client: Client, book: Deployment, last: int, longest: int = LONGEST) -> None:
        self.client, self.book, self.last = client, book, last
        self._longest = self._range = longest
        self._firsts: dict[int, int] = {}

    def first_block_at(self, moment: int) -> int:
        """The first block not before `moment`, UTC seconds; the one after `last` if there is none."""
        if moment not in self._firsts:
            self._firsts[moment] = self._found_at(moment)
        return self._firsts[moment]

    def _found_at(self, moment: int) -> int:
        """By halving: as many headers as the number of blocks has binary digits."""
        low, high = self.book.start_block, self.last + 1
        while low < high:
            middle = (low + high) // 2
            if self._block(middle).timestamp < moment:
                low = middle + 1
            else:
                high = middle
        return low

    def events(
        self,
        contract: str,
        names: Sequence[str] = (),
        about: int | bytes | None = None,
        first: int | None = None,
    ) -> list[Event]:
        """Events of `contract` in chain order: of these names, all if none; `about` is their first indexed argument."""
        start = self.book.start_block if first is None else first
        pieces = self._pieces(contract, _topics(contract, names, about), start)
        return self._read(contract, [log for piece in pieces for log in piece])

    def newest(
        self,
        contract: str,
        names: Sequence[str],
        wanted: Callable[[Event], bool],
        about: int | bytes | None = None,
    ) -> list[Event]:
        """The wanted ones of the youngest range that has any, in chain order, none if nowhere: what one transaction
        announced is whole, and what is recent is found without reading years."""
        topics = _topics(contract, names, about)
        for piece in self._pieces(contract, topics, self.book.start_block, backwards=True):
            found = [event for event in self._read(contract, piece) if wanted(event)]
            if found:
                return found
        return []

    def _read(self, contract: str, logs: Sequence[Log]) -> list[Event]:
        known, times = decoders(contract), self._times(logs)
        return [_event(contract, known, log, times) for log in logs if not log.get("removed")]

    def sent(self, contract: str, tx_hash: str) -> list[Sent]:
        """The calls that a transaction made to `contract`, in order: its own, or, if it went through another one, those
        of its trace. None where the node traces no transactions, as most public ones."""
        raw = self.client.request("eth_getTransactionByHash", tx_hash)
        if raw is None:
            return []
        address = self.book.address(contract).lower()
        straight = str(raw.get("to")).lower() == address
        inputs = [raw["input"]] if straight else self._traced(tx_hash, address)
        found = (_sent(contract, bytes.fromhex(one[2:])) for one in inputs)
        return [one for one in found if one is not None]

    def _traced(self, tx_hash: str, address: str) -> list[str]:
        """What an address was called with, by the node's trace; without calls that failed, and all inside them."""
        try:
            top = self.client.request("debug_traceTransaction", tx_hash, {"tracer": "callTracer"})
        except ChainError:
            return []
        found, waiting = [], [top] if isinstance(top, dict) else []
        while waiting:
            frame = waiting.pop()
            if frame.get("error"):
                continue
            if frame["type"] == "CALL" and str(frame.get("to")).lower() == address:
                found.append(frame["input"])
            waiting += reversed(frame.get("calls") or [])
        return found

    def _pieces(
        self, contract: str, topics: Topics, first: int, *, backwards: bool = False
    ) -> Iterator[list[Log]]:
        """Logs from block `first` on, a range at a time; `backwards` the youngest range first."""
        address, last = self.book.address(contract), self.last
        while first <= last:
            low = max(first, last - self._range + 1) if backwards else first
            high = last if backwards else min(last, first + self._range - 1)
            try:
                piece = self.client.logs([address], low, high, topics)
            except TooManyLogs:
                if low == high:
                    raise
                self._range = max(1, (high - low + 1) // 2)
                continue
            self._range = min(self._longest, self._range * 2)
            first, last = (first, low - 1) if backwards else (high + 1, last)
            yield piece

    def _times(self, logs: Sequence[Log]) -> dict[int, int]:
        """Of blocks whose logs do not carry it."""
        missing = sorted({_number(log["blockNumber"]) for log in logs if "blockTimestamp" not in log})
        found = self.client.blocks(missing)
        return {block.number: block.timestamp for block in found if block is not None}

    def _block(self, number: int) -> Block:
        found = self.client.block(number)
        if found is None:
            raise NodeInconsistent(f"The node announced block {self.last}, but does not have block {number}.")
        return found


def _topics(contract: str, names: Sequence[str], about: int | bytes | None) -> Topics:
    """What a node finds the events by: these names, all if none, and their first indexed argument, any if None."""
    wanted = [topic for topic, decoder in decoders(contract).items() if not names or decoder.name in names]
    if about is None:
        return [wanted]
    return [wanted, f"0x{about if isinstance(about, int) else int.from_bytes(about, 'big'):064x}"]


def _sent(contract: str, data: bytes) -> Sent | None:
    """None for what is no call of ours, or cannot be read (of one that succeeded, the node told other bytes)."""
    for entry in abi.entries(contract):
        if entry["type"] == "function" and abi.digest(entry)[:4] == data[:4]:
            try:
                values = abi.decode_call(entry["inputs"], data)
            except DecodingError:
                return None
            named = zip((parameter["name"] for parameter in entry["inputs"]), values, strict=True)
            return Sent(entry["name"], dict(named))
    return None


def _event(contract: str, known: Mapping[str, EventDecoder], log: Log, times: Mapping[int, int]) -> Event:
    decoder = known[log["topics"][0]]
    number = _number(log["blockNumber"])
    at = _number(log["blockTimestamp"]) if "blockTimestamp" in log else times[number]
    return Event(
        contract,
        decoder.name,
        decoder.decode(log["topics"], log["data"]),
        number,
        _number(log["logIndex"]),
        at,
        log["transactionHash"],
    )


def _number(text: str) -> int:
    return int(text, 16)
