"""python -m scripts.bench.verify [--bets N] [--accounts N]: how long a stranger computes at one large market.

A market of the local chain with that many bets, settled by proof; nobody has claimed, so every account's payout is
asked for. Measured is everything that `mutuel verify` does once its process has started, Escrow's solvency included,
against a node on this machine. Prints one line of JSON.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from eth_abi.abi import encode

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Contract, Deployment
from mutuel.domain.ids import market_id
from mutuel.domain.units import ONE_USDC
from mutuel.settings import Settings
from oracle.verify import site
from oracle.verify.report import Exit
from oracle.verify.verify import verify
from scripts.demo.chain import LocalChain, python
from scripts.demo.processes import Processes

LENGTH: Final = 200_000
"""Seconds of the market: enough blocks for all bets."""
GAS: Final = 2_500_000
BLOCK_GAS: Final = 10**9
TOGETHER: Final = 200
"""Transactions in one block."""
BATCH: Final = 20
"""Bets in one transaction, at most."""
DEPLOY_SECONDS: Final = 600
ETHER: Final = 10**18
PRICE: Final = 25_000 * 10**8


class Crowd:
    """Many people on one chain; the node signs for all of them."""

    def __init__(self, client: Client, book: Deployment) -> None:
        self.client, self.book = client, book
        client.request("anvil_autoImpersonateAccount", True)
        client.request("evm_setBlockGasLimit", hex(BLOCK_GAS))

    def contract(self, name: str, interface: str | None = None) -> Contract:
        return Contract(self.client, name, self.book.address(name), interface)

    def send(self, calls: Iterable[tuple[str, Call]]) -> None:
        """All of them, in as few blocks as they fit."""
        for group in _groups(list(calls), TOGETHER):
            self.client.request("evm_setAutomine", False)
            sent = self.client.batch([("eth_sendTransaction", [_transaction(*one)]) for one in group])
            self.client.request("evm_setAutomine", True)
            self.client.request("evm_mine")
            receipts = self.client.batch([("eth_getTransactionReceipt", [one]) for one in sent])
            if not all(receipt and int(receipt["status"], 16) for receipt in receipts):
                sys.exit("a transaction of the preparation failed")

    def pass_until(self, moment: int) -> None:
        self.client.request("evm_setNextBlockTimestamp", moment)
        self.client.request("evm_mine")


def prepared(crowd: Crowd, bets: int, accounts: int) -> int:
    """The id of a settled market with `bets` bets of `accounts` people."""
    people = ["0x" + (2**80 + number).to_bytes(20, "big").hex() for number in range(accounts)]
    crowd.client.batch([("anvil_setBalance", [one, hex(ETHER)]) for one in people])
    owner, keeper = crowd.client.request("eth_accounts")[0], crowd.book.raw["holders"]["keeper"]
    usdc, engine = crowd.contract("Usdc"), crowd.contract("ParimutuelEngine")
    mint, escrow = crowd.contract("Usdc", "LocalUsdc"), crowd.book.address("Escrow")
    crowd.send((owner, mint.prepare("mint", one, 1_000 * ONE_USDC)) for one in people)
    crowd.send((one, usdc.prepare("approve", escrow, 1_000 * ONE_USDC)) for one in people)
    template, opens = crowd.book.raw["templates"]["BTC-WEEK"], crowd.client.latest().timestamp
    closes = opens + LENGTH
    market = {
        "period": 1, "index": 0, "open": opens, "close": closes, "observeAt": closes,
        "edges": [n * 10_000 * 10**8 for n in (1, 2, 3, 4)],
    }  # fmt: skip
    crowd.send([(keeper, engine.prepare("createBatch", template, [market]))])
    number = market_id(template, 1, 0)
    crowd.send(_bets(engine, number, people, bets))
    _settle(crowd, number, closes, keeper)
    return number


def _bets(engine: Contract, market: int, people: Sequence[str], bets: int) -> Iterator[tuple[str, Call]]:
    """Each person bets equally often, 1 USDC and a little, on one range after the other."""
    each = -(-bets // len(people))
    for place, one in enumerate(people):
        count = min(each, bets - place * each)
        items = [(market, (place + i) % 5, ONE_USDC + place + i, 0) for i in range(count)]
        for group in _groups(items, BATCH):
            yield one, engine.prepare("betBatch", group, False)


def _settle(crowd: Crowd, market: int, observed: int, keeper: str) -> None:
    feed, resolution = crowd.contract("Feed:BTC / USD", "LocalFeed"), crowd.contract("Resolution")
    transmitter = crowd.client.request("eth_accounts")[9]
    crowd.send([(transmitter, feed.prepare("transmit", PRICE, observed - 5))])
    source, round_id = crowd.book.raw["sources"]["BTC-USD"], feed.read("latestRoundData")[0]
    crowd.pass_until(observed + 200)
    proof = encode(["uint80"], [round_id])
    crowd.send([(keeper, resolution.prepare("prove", source, observed, bytes(32), proof))])
    crowd.pass_until(observed + 2_000)
    question = resolution.read("questionIdOf", source, observed, bytes(32))
    crowd.send([(keeper, resolution.prepare("finalise", question))])
    crowd.send([(keeper, crowd.contract("ParimutuelEngine").prepare("settle", market))])


def measure(bets: int, accounts: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name, Processes(Path(name) / "logs") as processes:
        folder, chain = Path(name), LocalChain(processes, "chain", int(time.time()))
        book = folder / "local.json"
        words = ("-m", "scripts.deploy", "--network", "local", "--rpc", chain.url, "--out", str(book))
        processes.run("deploy", python(*words), DEPLOY_SECONDS)
        market = prepared(Crowd(chain.client, Deployment.load(book)), bets, accounts)
        settings = Settings(rpc_url=chain.url, deployment=book, evidence=folder / "evidence")
        began = time.monotonic()
        with site.opened(settings) as found:
            report = verify(found, market)
        seconds = round(time.monotonic() - began, 1)
    if report.exit is not Exit.HONEST:
        sys.exit("\n".join(report.lines()))
    return {"bets": bets, "accounts": accounts, "seconds": seconds}


def _groups(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _transaction(sender: str, call: Call) -> dict[str, str]:
    return {"from": sender, "to": call.to, "data": "0x" + call.data.hex(), "gas": hex(GAS)}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.verify", description="One large market.")
    parser.add_argument("--bets", type=int, default=10_000)
    parser.add_argument("--accounts", type=int, default=10_000)
    chosen = parser.parse_args(arguments)
    print(json.dumps(measure(chosen.bets, chosen.accounts)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
