from collections.abc import Iterator

import pytest
from eth_account import Account

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call
from mutuel.chain.reverts import errors
from mutuel.chain.sender import Patience, Sender
from mutuel.errors import CallRefused, TransactionLost
from tests.chain.undone import undone

KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"  # published development key
SOMEBODY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
REFUSER = "0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa"
PAY = Call(SOMEBODY, b"", "pay")


@pytest.fixture
def client(node: str) -> Iterator[Client]:
    with Client(node) as client, undone(client):
        yield client
        client.request("evm_setAutomine", True)
        client.request("anvil_dropAllTransactions")


def sender(client: Client, rounds: int = 3) -> Sender:
    return Sender(client, Account.from_key(KEY), patience=Patience(seconds=0.2, rounds=rounds, poll=0.01))


def refuse_with_cap(client: Client) -> Call:
    """A contract that refuses everything with CapExceeded(5)."""
    selector = next(selector for selector, entry in errors().items() if entry["name"] == "CapExceeded")
    code = b"\x63" + selector + bytes.fromhex("60e01b5f52600560045260245ffd")
    client.request("anvil_setCode", REFUSER, "0x" + code.hex())
    return Call(REFUSER, b"", "ParimutuelEngine.bet")


def balance(client: Client) -> int:
    return int(client.request("eth_getBalance", SOMEBODY, "latest"), 16)


def test_send__accepted__gives_the_receipt_of_the_hash_told_before(client: Client) -> None:
    told: list[str] = []
    before = balance(client)
    receipt = sender(client).send(PAY, value=7, on_signed=told.append)
    assert told == [receipt.tx_hash]
    assert (balance(client) - before, receipt.gas_used) == (7, 21_000)


def test_send__many_in_a_row__each_takes_the_next_nonce(client: Client) -> None:
    one = sender(client)
    blocks = [one.send(PAY, value=1).block_number for _ in range(5)]
    assert len(set(blocks)) == 5


def test_send__contract_refuses__is_a_typed_refusal_and_sends_nothing(client: Client) -> None:
    call = refuse_with_cap(client)
    block = client.block_number()
    with pytest.raises(CallRefused) as caught:
        sender(client).send(call)
    assert (caught.value.error, caught.value.arguments) == ("CapExceeded", {"left": 5})
    assert client.block_number() == block


def test_send__refused_only_in_its_block__is_a_typed_refusal(client: Client) -> None:
    one = sender(client)
    told: list[str] = []

    def turn_hostile(tx_hash: str) -> None:
        told.append(tx_hash)
        refuse_with_cap(client)

    with pytest.raises(CallRefused) as caught:
        one.send(Call(REFUSER, b"", "ParimutuelEngine.bet"), on_signed=turn_hostile)
    assert caught.value.error == "CapExceeded"
    with pytest.raises(CallRefused, match="failed in block"):
        one.find(told[0])


def test_send__no_block_comes__raises_the_fee_then_says_lost(client: Client) -> None:
    client.request("evm_setAutomine", False)
    told: list[str] = []
    with pytest.raises(TransactionLost, match="sent 2 times") as caught:
        sender(client, rounds=2).send(PAY, value=1, on_signed=told.append)
    assert len(set(told)) == 2
    assert caught.value.tx_hash == told[-1]
    assert client.request("eth_getTransactionByHash", told[0]) is None, "replaced by the dearer one"


def test_find__after_a_crash_between_sending_and_waiting__has_the_receipt(client: Client) -> None:
    told: list[str] = []
    before = balance(client)
    client.request("evm_setAutomine", False)
    with pytest.raises(TransactionLost):
        sender(client, rounds=1).send(PAY, value=3, on_signed=told.append)
    fresh = sender(client)
    assert fresh.find(told[0]) is None
    client.request("evm_mine")
    found = fresh.find(told[0])
    assert found is not None
    assert balance(client) - before == 3


def test_send__earlier_one_stuck__replaces_it_by_a_higher_fee(client: Client) -> None:
    client.request("evm_setAutomine", False)
    before = balance(client)
    with pytest.raises(TransactionLost):
        sender(client, rounds=1).send(PAY, value=100)
    with pytest.raises(TransactionLost):  # the fees of its rounds pass those of the stuck one
        sender(client, rounds=3).send(Call(SOMEBODY, b"\x01", "other"), value=1)
    client.request("evm_mine")
    assert balance(client) - before == 1
