"""The source against nodes that limit, lag and lie."""

from typing import Any, cast
from unittest.mock import Mock

import pytest
from eth_utils.crypto import keccak

from indexer.source import HOT, Point, Source, in_order
from mutuel.chain.client import Block, Client, Log
from mutuel.errors import NodeInconsistent, NodeUnavailable, TooManyLogs

OURS = "0x" + "11" * 20


class Node:
    """A chain of `height` blocks with one log of ours in each of `full`; refuses ranges longer than `limit`."""

    def __init__(self, height: int, full: set[int] | None = None, limit: int = 10_000) -> None:
        self.height = height
        self.full = full or set()
        self.limit = limit
        self.hidden: set[int] = set()  # blocks whose logs a range query leaves out
        self.twice = False  # delivers every log twice
        self.fork_at: int | None = None  # headers from here on are of another chain than the logs
        self.asked: list[tuple[int, int]] = []

    def block_number(self) -> int:
        return self.height

    def blocks(self, numbers: Any) -> list[Block | None]:
        return [self.block(n) for n in numbers]

    def block(self, which: int | str = "latest") -> Block | None:
        assert isinstance(which, int)
        return self._header(which) if which <= self.height else None

    def logs(self, _addresses: Any, first: int, last: int) -> list[Log]:
        self.asked.append((first, last))
        if last - first + 1 > self.limit:
            raise TooManyLogs("query returned more than 10000 results")
        logs = [_log(n) for n in range(first, last + 1) if n in self.full - self.hidden]
        return logs * 2 if self.twice else logs

    def block_logs(self, _addresses: Any, hashes: Any) -> list[list[Log]]:
        numbers = [int(block_hash[2:], 16) for block_hash in hashes]
        return [[_log(n)] if n in self.full else [] for n in numbers]

    def _header(self, number: int) -> Block:
        forked = self.fork_at is not None and number >= self.fork_at
        return Block(
            number,
            _hash(number, forked),
            _hash(number - 1),
            1_000 + number,
            _bloom() if number in self.full else 0,
            0,
        )


def _hash(number: int, forked: bool = False) -> str:
    return "0x" + ("f" if forked else "0") + f"{number % 2**64:063x}"


def _log(number: int) -> Log:
    return {"blockNumber": hex(number), "logIndex": "0x0", "blockHash": _hash(number), "address": OURS}


def _bloom() -> int:
    digest = keccak(hexstr=OURS)
    return sum({1 << (int.from_bytes(digest[i : i + 2], "big") & 2047) for i in (0, 2, 4)})


def make(node: Node, longest: int = 1_000, confirmations: int = 0) -> Source:
    return Source(cast(Client, node), [OURS], longest, confirmations)  # as much of one as it uses


def numbers(logs: list[Log]) -> list[int]:
    return [int(log["blockNumber"], 16) for log in logs]


def test_piece__range_too_long__is_halved_until_the_node_answers() -> None:
    node = Node(5_000, limit=130)
    piece = make(node).piece(1, 5_000)
    assert [last - first + 1 for first, last in node.asked] == [1_000, 500, 250, 125]
    assert piece.last.number == 125


def test_piece__node_answers_again__range_grows_back_to_the_longest() -> None:
    node = Node(50_000, limit=130)
    source = make(node)
    source.piece(1, 50_000)
    node.limit = 10_000
    for first in (126, 1_000, 2_000, 3_000, 4_000):
        source.piece(first, 50_000)
    assert source.range == 1_000


def test_piece__one_block_is_too_long__says_so() -> None:
    with pytest.raises(TooManyLogs):
        make(Node(5_000, limit=0)).piece(1, 5_000)


def test_piece__node_gives_up__asks_for_less_at_the_next_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    node = Node(5_000)
    source = make(node)
    monkeypatch.setattr(node, "logs", Mock(side_effect=NodeUnavailable("slow")))
    with pytest.raises(NodeUnavailable):
        source.piece(1, 5_000)
    assert source.range == 500


def test_piece__cold_blocks__end_where_the_hot_ones_begin() -> None:
    piece = make(Node(1_000), longest=5_000).piece(1, 1_000)
    assert piece.last.number == 1_000 - HOT


def test_piece__hot_blocks__hold_every_header() -> None:
    piece = make(Node(100)).piece(1, 100)
    assert sorted(piece.blocks) == list(range(1, 101))


def test_piece__range_query_leaves_logs_out__finds_them_by_bloom() -> None:
    node = Node(100, full={5, 50, 99})
    node.hidden = {50, 99}
    assert numbers(make(node).piece(1, 100).logs) == [5, 50, 99]


def test_piece__delivered_twice__is_taken_once() -> None:
    node = Node(100, full={5, 50})
    node.twice = True
    assert numbers(make(node).piece(1, 100).logs) == [5, 50]


def test_piece__headers_of_another_chain_than_the_logs__is_refused() -> None:
    node = Node(100, full={100})
    node.fork_at = 100
    with pytest.raises(NodeInconsistent, match="names another block"):
        make(node).piece(1, 100)


def test_piece__headers_do_not_join__is_refused() -> None:
    node = Node(100)
    node.fork_at = 50
    with pytest.raises(NodeInconsistent, match="changed at block 51"):
        make(node).piece(1, 100)


def test_piece__announced_block_missing__is_refused() -> None:
    with pytest.raises(NodeInconsistent, match="does not have"):
        make(Node(90)).piece(1, 100)


def test_tip__confirmations__stay_behind_the_head() -> None:
    assert make(Node(100), confirmations=12).tip() == 88


def test_holds__block_not_there_yet__is_none() -> None:
    source = make(Node(100))
    assert source.holds(Point(101, "0x")) is None
    assert source.holds(Point(100, _hash(100))) is True
    assert source.holds(Point(100, _hash(100, forked=True))) is False


def test_in_order__removed_and_mixed_up__leaves_the_chain_order() -> None:
    logs = [_log(3), _log(1), _log(2) | {"removed": True}]
    assert numbers(in_order(logs)) == [1, 3]
