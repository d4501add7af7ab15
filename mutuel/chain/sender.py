"""Sends transactions of one account, one at a time, and says plainly how each ended.

Nothing is remembered between runs: the nonce comes from the chain, and a transaction's hash is handed to the
caller before it is sent. A caller that stores it (with a key of its own) asks `find` after a crash and knows
whether to send again; our contracts refuse a second settle, claim or proposal, so sending twice can cost gas,
never money.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, NamedTuple

from eth_account.signers.local import LocalAccount

from mutuel.chain.client import Client, Log
from mutuel.chain.contracts import Call
from mutuel.errors import CallRefused, NodeError, TransactionLost

ALREADY_THERE = ("already known", "already imported", "nonce too low", "replacement transaction underpriced")


class Receipt(NamedTuple):
    """A transaction that is in a block and succeeded."""

    tx_hash: str
    block_number: int
    gas_used: int
    logs: list[Log]


class Fees(NamedTuple):
    """In wei per gas."""

    max_fee: int
    tip: int


HIGHEST = Fees(max_fee=100 * 10**9, tip=10 * 10**9)
"""A thousand times the usual on Base: what a node names above it is a mistake or a lie, at the account's cost."""


@dataclass(frozen=True)
class Patience:
    """Bounds of one send: `rounds` times the fee is raised and the receipt awaited for `seconds`."""

    seconds: float = 20
    rounds: int = 3
    poll: float = 0.1


class Sender:
    """One account on one chain. Threads may share it; two processes must not share an account."""

    def __init__(
        self,
        client: Client,
        account: LocalAccount,
        *,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._account = account
        self._patience = patience or Patience()
        self._sleep = sleep
        self._chain_id: int | None = None
        self._lock = Lock()

    @property
    def address(self) -> str:
        return str(self._account.address)

    def send(self, call: Call, *, value: int = 0, on_signed: Callable[[str], None] | None = None) -> Receipt:
        """Sends `call` and waits for its block. `on_signed` gets each transaction hash before it leaves.

        Raises CallRefused (simulated first, so a refusal usually costs nothing), TransactionLost,
        NodeUnavailable.
        """
        with self._lock:
            transaction = self._prepare(call, value)
            fees = self._fees()
            hashes: list[str] = []
            for _ in range(self._patience.rounds):
                hashes.append(self._broadcast(transaction, fees, on_signed))
                receipt = self._await(hashes)
                if receipt is not None:
                    return self._checked(call, transaction, receipt)
                # Nodes want at least 10 % more.
                fees = _bounded(fees.max_fee * 5 // 4 + 1, fees.tip * 5 // 4 + 1)
            raise TransactionLost(
                f"{call.what} was sent {len(hashes)} times and is in no block; it may still arrive.",
                hashes[-1],
            )

    def find(self, tx_hash: str) -> Receipt | None:
        """The receipt of an earlier transaction; None if no block has it. Raises CallRefused if it failed."""
        raw = self._client.request("eth_getTransactionReceipt", tx_hash)
        if raw is None:
            return None
        if int(raw["status"], 16) == 0:
            raise CallRefused(f"The transaction {tx_hash} failed in block {int(raw['blockNumber'], 16)}.")
        return _receipt(raw)

    def _prepare(self, call: Call, value: int) -> dict[str, Any]:
        draft = {"from": self.address, "to": call.to, "data": "0x" + call.data.hex(), "value": hex(value)}
        gas = int(self._client.request("eth_estimateGas", draft), 16)
        nonce = int(self._client.request("eth_getTransactionCount", self.address, "latest"), 16)
        if self._chain_id is None:
            self._chain_id = self._client.chain_id()
        return {
            "type": 2,
            "chainId": self._chain_id,
            "nonce": nonce,
            "to": call.to,
            "data": draft["data"],
            "value": value,
            "gas": gas + gas // 4 + 10_000,  # storage may be colder, or a branch longer, one block later
        }

    def _fees(self) -> Fees:
        tip = int(self._client.request("eth_maxPriorityFeePerGas"), 16)
        return _bounded(2 * self._client.latest().base_fee + tip, tip)  # bears six full blocks in a row

    def _broadcast(
        self, transaction: dict[str, Any], fees: Fees, on_signed: Callable[[str], None] | None
    ) -> str:
        priced = transaction | {"maxFeePerGas": fees.max_fee, "maxPriorityFeePerGas": fees.tip}
        signed = self._account.sign_transaction(priced)
        tx_hash = "0x" + bytes(signed.hash).hex()
        if on_signed:
            on_signed(tx_hash)
        try:
            self._client.request("eth_sendRawTransaction", "0x" + bytes(signed.raw_transaction).hex())
        except NodeError as error:
            if not any(text in error.message.lower() for text in ALREADY_THERE):
                raise
        return tx_hash

    def _await(self, hashes: list[str]) -> dict[str, Any] | None:
        """The receipt of whichever of the transactions (same nonce) made it."""
        for _ in range(max(1, int(self._patience.seconds / self._patience.poll))):
            requests = [("eth_getTransactionReceipt", [tx_hash]) for tx_hash in reversed(hashes)]
            found: list[dict[str, Any]] = [raw for raw in self._client.batch(requests) if raw is not None]
            if found:
                return found[0]
            self._sleep(self._patience.poll)
        return None

    def _checked(self, call: Call, transaction: dict[str, Any], raw: dict[str, Any]) -> Receipt:
        if int(raw["status"], 16) == 1:
            return _receipt(raw)
        block = int(raw["blockNumber"], 16)
        # Between the simulation and its block something else happened: ask again for the reason.
        self._client.call(call.to, call.data, sender=self.address, block=block)
        used, given = int(raw["gasUsed"], 16), transaction["gas"]
        raise CallRefused(
            f"{call.what} failed in block {block} (gas {used} of {given}); its transaction cost only gas."
        )


def _bounded(max_fee: int, tip: int) -> Fees:
    return Fees(min(max_fee, HIGHEST.max_fee), min(tip, HIGHEST.tip))


def _receipt(raw: dict[str, Any]) -> Receipt:
    return Receipt(
        raw["transactionHash"].lower(), int(raw["blockNumber"], 16), int(raw["gasUsed"], 16), raw["logs"]
    )
