"""A contract that emits what it is told, so that any history of our events can be put on a local chain.

Its call data is a byte with the number of topics, the topics, and the log's data.
"""

from typing import Any

from eth_abi.abi import encode

from mutuel.chain import abi
from mutuel.chain.client import Client

SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"  # the node's first development account
CONTRACTS = {
    "Escrow": "0x00000000000000000000000000000000000000E5",
    "ParimutuelEngine": "0x0000000000000000000000000000000000000eE9",
    "Resolution": "0x000000000000000000000000000000000000fE50",
}


def bytecode() -> bytes:
    """Copies the data to memory, then LOG1 to LOG4 by the first byte."""
    load_count = bytes.fromhex("5f3560f81c")
    offset = bytes.fromhex("8060051b600101")  # 1 + 32 * topics
    size = bytes.fromhex("803603")  # calldatasize - offset
    copy = bytes.fromhex("80825f37")  # to memory 0; leaves topics, offset, size
    head = load_count + offset + size + copy
    branches = [_branch(topics) for topics in range(1, 5)]
    start = len(head) + 8 * len(branches)
    table = b""
    for topics, code in enumerate(branches, 1):
        table += bytes([0x82, 0x60, topics, 0x14, 0x61]) + start.to_bytes(2, "big") + b"\x57"
        start += len(code)
    return head + table + b"".join(branches)


def _branch(topics: int) -> bytes:
    pushes = b"".join(bytes([0x60, 1 + 32 * place, 0x35]) for place in reversed(range(topics)))
    return b"\x5b" + pushes + bytes([0x80 + topics, 0x5F, 0xA0 + topics, 0x00])


def install(client: Client) -> None:
    for address in CONTRACTS.values():
        client.request("anvil_setCode", address, "0x" + bytecode().hex())


def payload(contract: str, event: str, values: dict[str, Any]) -> bytes:
    """Call data that makes the emitter emit this event of the contract's interface."""
    entry = next(e for e in abi.entries(contract) if e["type"] == "event" and e["name"] == event)
    indexed = [p for p in entry["inputs"] if p["indexed"]]
    plain = [p for p in entry["inputs"] if not p["indexed"]]
    topics = [abi.digest(entry), *(encode(abi.types([p]), [values[p["name"]]]) for p in indexed)]
    data = abi.encode_values(plain, [values[p["name"]] for p in plain])
    return bytes([len(topics)]) + b"".join(topics) + data


def emit(client: Client, contract: str, event: str, **values: Any) -> str:
    """Sends the transaction from the node's own account; returns its hash."""
    return send(client, contract, payload(contract, event, values))


def send(client: Client, contract: str, data: bytes) -> str:
    transaction = {"from": SENDER, "to": CONTRACTS[contract], "data": "0x" + data.hex(), "gas": hex(500_000)}
    tx_hash: str = client.request("eth_sendTransactionSync", transaction)["transactionHash"]
    return tx_hash
