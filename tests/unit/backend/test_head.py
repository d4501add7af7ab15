"""The newest block, as the API knows it."""

from __future__ import annotations

from backend.head import Head, HeadWatcher
from mutuel.chain.client import Block
from mutuel.errors import NodeUnavailable
from tests.unit.backend.factories import hash32


def block(number: int, timestamp: int) -> Block:
    return Block(number, hash32(number), hash32(number - 1), timestamp, 0, 0)


def test_poll__node_answers__knows_the_block_and_the_time() -> None:
    watcher = HeadWatcher(lambda: block(7, 1_000), "chain")
    assert (watcher.now(), watcher.reachable) == (0, False)
    watcher.poll()
    assert (watcher.head, watcher.now(), watcher.reachable) == (Head(7, 1_000), 1_000, True)


def test_poll__node_fails_later__keeps_what_it_knew_and_says_so() -> None:
    answers = [block(7, 1_000)]

    def latest() -> Block:
        if answers:
            return answers.pop()
        raise NodeUnavailable("gone")

    watcher = HeadWatcher(latest, "chain")
    watcher.poll()
    watcher.poll()
    assert (watcher.head, watcher.reachable) == (Head(7, 1_000), False)


def test_now__clock_of_the_machine__does_not_ask_the_chain() -> None:
    watcher = HeadWatcher(lambda: block(7, 1_000), "system")
    watcher.poll()
    assert watcher.now() > 1_600_000_000
