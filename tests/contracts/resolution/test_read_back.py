"""What a stranger can read from a transaction: the report, whoever's wallet sent it and however it is written."""

from collections.abc import Callable

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.history import History
from mutuel.chain.signing import sign_report
from scripts.deploy.chain import Builder
from tests.contracts.resolution.desk import NOT_BEFORE, PROPOSED, PROPOSER, REPORTERS, USDC, Desk, Report


def test_sent__report_through_a_wallet__is_read_from_the_trace(desk: Desk, builder: Builder) -> None:
    """By the node's own tracer."""
    chain, question = desk.chain, desk.stock()
    wallet = str(builder.deploy("ContractWallet", PROPOSER).address)
    chain.send(PROPOSER, chain.contract("Usdc"), "approve", desk.escrow.address, 200 * USDC)
    chain.send(PROPOSER, desk.escrow, "withdraw", 200 * USDC)
    chain.send(PROPOSER, desk.escrow, "depositFor", wallet, 200 * USDC, bytes(32))
    report = Report(question)
    call = desk.reported("propose", report)
    execute = keccak(text="execute(address,bytes)")[:4] + encode(["address", "bytes"], [call.to, call.data])
    chain.at(question.at + NOT_BEFORE)
    receipt = chain.send_raw(PROPOSER, wallet, execute)
    assert desk.state(question) == PROPOSED

    block = chain.client.request("eth_getBlockByNumber", hex(receipt.block), False)
    history = History(chain.client, chain.book, receipt.block)
    [sent] = history.sent("Resolution", block["transactions"][0])
    assert (sent.function, sent.args["report"]["values"]) == ("propose", list(report.values))
    assert len(sent.args["signatures"]) == len(REPORTERS[:3])


def _with_pointer_into_the_head(data: bytes) -> bytes:
    """The report then begins at its last byte, which the pointer to the signatures also ends with."""
    head, tail = data[4:164], data[164:]
    signatures_at = int.from_bytes(head[128:160], "big") - len(head)
    report, signatures = tail[:signatures_at], tail[signatures_at:]
    least = len(head) + len(report) - 1
    moved = least + (report[0] - least) % 256
    pointers = (len(head) - 1).to_bytes(32, "big") + moved.to_bytes(32, "big")
    return data[:4] + head[:96] + pointers + report[1:] + bytes(moved - least) + signatures


def _with_signatures_before_their_list(data: bytes) -> bytes:
    """Their pointers then lead backwards, as two's complement."""
    head, tail = data[4:164], data[164:]
    signatures_at = int.from_bytes(head[128:160], "big")
    report, signatures = tail[: signatures_at - len(head)], data[4 + signatures_at :]
    count = int.from_bytes(signatures[:32], "big")
    pointers = [int.from_bytes(signatures[32 + 32 * i :][:32], "big") for i in range(count)]
    bodies = signatures[32 + 32 * count :]
    moved = len(bodies) + 32 + 32 * count  # each body, seen from where pointers are counted from
    back = b"".join((one - moved).to_bytes(32, "big", signed=True) for one in pointers)
    listed = (signatures_at + len(bodies)).to_bytes(32, "big")
    return data[:4] + head[:128] + listed + report + bodies + signatures[:32] + back


def _with_values_before_the_report(data: bytes) -> bytes:
    """Values first, then the struct that points back to them."""
    head, tail = data[4:164], data[164:]
    signatures_at = int.from_bytes(head[128:160], "big")
    report, signatures = tail[: signatures_at - len(head)], data[4 + signatures_at :]
    values_at = int.from_bytes(report[VALUES : VALUES + 32], "big")
    count = int.from_bytes(report[values_at : values_at + 32], "big")
    values = report[values_at : values_at + 32 + 32 * count]
    back = (-len(values)).to_bytes(32, "big", signed=True)
    pointers = (len(head) + len(values)).to_bytes(32, "big") + (signatures_at + len(values)).to_bytes(
        32, "big"
    )
    struct = report[:VALUES] + back + report[VALUES + 32 :]
    return data[:4] + head[:96] + pointers + values + struct + signatures


VALUES = 4 * 32  # where the struct names its list of values: after question, number, time and mask
ODD: dict[str, Callable[[bytes], bytes]] = {
    "last word is filled up with something": lambda data: data[:-1] + b"\x01",
    "last word is cut": lambda data: data[:-31],
    "pointer into the head": _with_pointer_into_the_head,
    "pointers back to signatures": _with_signatures_before_their_list,
    "pointer back to values": _with_values_before_the_report,
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_sent__report_written_oddly_that_the_contract_takes__is_read_as_it_was(
    desk: Desk, odd: Callable[[bytes], bytes]
) -> None:
    """One byte would otherwise leave nobody able to check the report."""
    chain, question = desk.chain, desk.stock()
    report = Report(question)
    call = desk.reported("propose", report)
    chain.at(question.at + NOT_BEFORE)
    receipt = chain.send_raw(PROPOSER, call.to, odd(call.data))
    assert desk.state(question) == PROPOSED

    history = History(chain.client, chain.book, receipt.block)
    [proposed] = history.events("Resolution", ["Proposed"], question.id)
    [sent] = history.sent("Resolution", proposed.tx_hash)
    assert (sent.function, dict(sent.args["report"])) == ("propose", report.fields)
    signed = [sign_report(signer, desk.domain, report.fields) for signer in report.signers]
    assert sent.args["signatures"] == signed
