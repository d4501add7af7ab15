"""What a stranger can read from a transaction: the report, also where somebody's wallet sent it."""

from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.history import History
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
