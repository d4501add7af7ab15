"""What a transaction may cost, whatever the node says."""

from types import SimpleNamespace
from typing import Any, cast

from eth_account import Account
from eth_account.typed_transactions.typed_transaction import TypedTransaction
from hexbytes import HexBytes

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call
from mutuel.chain.sender import HIGHEST, Fees, Patience, Sender

GWEI = 10**9


class Node:
    """Takes every transaction; none of the first `deaf` is mined."""

    def __init__(self, base_fee: int, tip: int, deaf: int = 0) -> None:
        self.base_fee, self.tip, self.deaf = base_fee, tip, deaf
        self.sent: list[Fees] = []

    def request(self, method: str, *params: Any) -> Any:
        if method == "eth_sendRawTransaction":
            fields = TypedTransaction.from_bytes(HexBytes(params[0])).as_dict()
            self.sent.append(Fees(fields["maxFeePerGas"], fields["maxPriorityFeePerGas"]))
        return hex(self.tip) if method == "eth_maxPriorityFeePerGas" else "0x5208"

    def batch(self, requests: list[Any]) -> list[Any]:
        mined = {
            "status": "0x1",
            "transactionHash": "0xAB",
            "blockNumber": "0x1",
            "gasUsed": "0x1",
            "logs": [],
        }
        return [mined if len(self.sent) > self.deaf else None for _ in requests]

    def latest(self) -> Any:
        return SimpleNamespace(base_fee=self.base_fee)

    def chain_id(self) -> int:
        return 8453


def send(node: Node) -> list[Fees]:
    patience = Patience(seconds=1, rounds=3, poll=1)
    sender = Sender(cast(Client, node), Account.create(), patience=patience, sleep=lambda _: None)
    sender.send(Call("0x" + "11" * 20, b"", "Test.nothing"))
    return node.sent


def test_send__node_names_usual_fees__twice_the_base_and_the_tip() -> None:
    assert send(Node(base_fee=GWEI, tip=GWEI // 10)) == [Fees(2 * GWEI + GWEI // 10, GWEI // 10)]


def test_send__node_names_absurd_fees__never_more_than_the_highest() -> None:
    assert send(Node(base_fee=10**18, tip=10**18)) == [HIGHEST]


def test_send__not_mined_at_high_fees__raised_no_further_than_the_highest() -> None:
    sent = send(Node(base_fee=45 * GWEI, tip=9 * GWEI, deaf=2))
    assert sent[0] == Fees(99 * GWEI, 9 * GWEI)
    assert sent[1:] == [HIGHEST, HIGHEST]
