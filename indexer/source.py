"""Headers and logs from a node, taken in pieces as large as the node allows, and cross-checked before use.

Cold blocks lie deeper than a reorg may reach (HOT): their logs are asked for in long ranges, joined to what
we have by parent hash. Hot blocks are checked one by one: an unbroken chain of headers, each log's block hash
equal to its header's, and where a header's bloom says that our contracts may have logs but the range query
gave none, the block is asked again by its hash. So an empty eth_getLogs is never taken for the truth near the
head, where nodes err. In cold blocks a missing bet is noticed by the pool total that the next bet names
(handlers/engine.py).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mutuel.chain.client import Block, Client, Log
from mutuel.chain.logs import may_hold
from mutuel.errors import NodeInconsistent, NodeUnavailable, TooManyLogs

HOT = 256  # blocks; a reorg deeper than this halts the indexer
ENOUGH_LOGS = 20_000  # in one piece; more and the next one is shorter, so that memory stays bounded


class Point(NamedTuple):
    """A block on the chain we follow."""

    number: int
    hash: str


class Piece(NamedTuple):
    """Consecutive blocks `first` to `last` and all logs of ours in them, in chain order.

    `blocks` holds every header if the piece is hot, else those that were needed.
    """

    first: int
    last: Block
    parent_hash: str
    blocks: dict[int, Block]
    logs: list[Log]


class Source:
    """Reads one deployment's logs from one node."""

    def __init__(
        self, client: Client, addresses: Sequence[str], longest: int, confirmations: int = 0
    ) -> None:
        """`longest`: blocks in one range at most; `confirmations`: blocks left out behind the head."""
        self._client = client
        self._addresses = list(addresses)
        self._longest = longest
        self._confirmations = confirmations
        self.range = longest

    def tip(self) -> int:
        """The newest block we want now; lower than before when a lagging node answers, which is no reorg."""
        return self._client.block_number() - self._confirmations

    def holds(self, point: Point) -> bool | None:
        """Whether the node's chain contains this block; None if the node has no block of that number yet."""
        block = self._client.block(point.number)
        return None if block is None else block.hash == point.hash

    def headers(self, numbers: Sequence[int]) -> list[Block | None]:
        return self._client.blocks(numbers)

    def piece(self, first: int, tip: int) -> Piece:
        """The next piece from `first`, at most up to `tip`.

        Raises NodeInconsistent when the node's answers contradict each other, as they do for a moment in a
        reorg.
        """
        hot = max(0, tip - HOT + 1)
        while True:
            last = min(first + self.range - 1, tip if first >= hot else hot - 1)
            try:
                piece = self._hot(first, last) if first >= hot else self._cold(first, last)
            except TooManyLogs:
                if last == first:
                    raise
                self._shorten(last - first + 1)
                continue
            except NodeUnavailable:  # perhaps it was too much to answer in time: less at the next attempt
                self._shorten(last - first + 1)
                raise
            self._adapt(len(piece.logs))
            return piece

    def _shorten(self, length: int) -> None:
        self.range = max(1, length // 2)

    def _adapt(self, found: int) -> None:
        if found > ENOUGH_LOGS:
            self._shorten(self.range)
        elif found < ENOUGH_LOGS // 4:
            self.range = min(self._longest, self.range * 2)

    def _cold(self, first: int, last: int) -> Piece:
        logs = self._client.logs(self._addresses, first, last)
        wanted = {first, last} | {number(log) for log in logs if "blockTimestamp" not in log}
        blocks = self._blocks(sorted(wanted))
        _check_hashes(logs, blocks)
        return Piece(first, blocks[last], blocks[first].parent_hash, blocks, in_order(logs))

    def _hot(self, first: int, last: int) -> Piece:
        logs = self._client.logs(self._addresses, first, last)
        blocks = self._blocks(range(first, last + 1))
        _check_chain([blocks[n] for n in range(first, last + 1)])
        logs += self._missed(blocks, {number(log) for log in logs})
        _check_hashes(logs, blocks)
        return Piece(first, blocks[last], blocks[first].parent_hash, blocks, in_order(logs))

    def _missed(self, blocks: dict[int, Block], answered: set[int]) -> list[Log]:
        """Logs of blocks that the range query gave none for although their bloom says there may be some."""
        suspects = [
            block.hash
            for block in blocks.values()
            if block.number not in answered and any(may_hold(block.logs_bloom, a) for a in self._addresses)
        ]
        return [log for logs in self._client.block_logs(self._addresses, suspects) for log in logs]

    def _blocks(self, numbers: Sequence[int]) -> dict[int, Block]:
        found = self._client.blocks(numbers)
        missing = [n for n, block in zip(numbers, found, strict=True) if block is None]
        if missing:
            raise NodeInconsistent(
                f"The node announced block {max(missing)}, but does not have {len(missing)} blocks."
            )
        return {block.number: block for block in found if block is not None}


def number(log: Log) -> int:
    return int(log["blockNumber"], 16)


def in_order(logs: list[Log]) -> list[Log]:
    """In chain order and each once, however often the node delivered it."""
    by_place = {(number(log), int(log["logIndex"], 16)): log for log in logs if not log.get("removed")}
    return [by_place[place] for place in sorted(by_place)]


def _check_chain(blocks: Sequence[Block]) -> None:
    for parent, child in pairwise(blocks):
        if child.parent_hash != parent.hash:
            raise NodeInconsistent(f"The chain changed at block {child.number} while it was read.")


def _check_hashes(logs: list[Log], blocks: dict[int, Block]) -> None:
    for found, block_hash in {(log["blockNumber"], log["blockHash"].lower()) for log in logs}:
        block = blocks.get(int(found, 16))
        if block is not None and block_hash != block.hash:
            raise NodeInconsistent(f"A log names another block {block.number} than the chain has.")
