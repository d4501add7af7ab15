"""Back to where the chain was, once the node is done with everything it was sent."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

SECONDS = 10


class Asks(Protocol):
    """Whatever asks a node."""

    def request(self, method: str, *params: Any) -> Any: ...


@contextmanager
def undone(node: Asks) -> Iterator[None]:
    """Whatever happens inside never happened."""
    mark = node.request("evm_snapshot")
    try:
        yield
    finally:
        back_to(node, mark)


def back_to(node: Asks, mark: str) -> None:
    """Back to a snapshot, which is used up."""
    idle(node)
    if not node.request("evm_revert", mark):
        raise LookupError(f"The node has no snapshot {mark}.")


def roll_back(node: Asks, blocks: int) -> None:
    """The latest `blocks` never were."""
    idle(node)
    node.request("anvil_rollback", blocks)


def reorganise(node: Asks, blocks: int) -> None:
    """The latest `blocks` are others, without a transaction."""
    idle(node)
    node.request("anvil_reorg", blocks, [])


def idle(node: Asks) -> None:
    """Returns when the node's pool is clear; call it before the chain goes back.

    anvil gives the receipt of a transaction before it takes the transaction from its pool. If the chain went back in
    between, the late clearing of the pool would also take the next transaction with the same sender and nonce, which
    would then never be mined.
    """
    for _ in range(SECONDS * 100):
        if not int(node.request("txpool_status")["pending"], 16):
            return
        time.sleep(0.01)
    raise TimeoutError(f"The node still holds transactions after {SECONDS} s.")
