"""The real contracts on a private chain, and people who use them from the chain's own development accounts."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from eth_abi.abi import encode

from mutuel.chain.client import Client
from mutuel.chain.contracts import Contract, Deployment

ROOT = Path(__file__).resolve().parents[3]
UNIT = 10**6
DEPLOY_SECONDS = 300  # the first time compiles


def deploy(url: str, folder: Path) -> Deployment:
    """Runs the product's own deploy script."""
    book = folder / "local.json"
    command = [sys.executable, "-m", "scripts.deploy", "--network", "local", "--rpc", url, "--out", str(book)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=DEPLOY_SECONDS, check=False
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    return Deployment.load(book)


class House:
    """What people do to markets; every act is a transaction in a block of its own."""

    def __init__(self, client: Client, book: Deployment) -> None:
        self.client = client
        self.book = book
        self.accounts: list[str] = client.request("eth_accounts")
        self.owner, self.bettors = self.accounts[0], self.accounts[3:7]  # the owner of the token double
        self.keeper: str = book.raw["holders"]["keeper"]
        self._period = 0

    def contract(self, name: str, interface: str | None = None) -> Contract:
        return Contract(self.client, name, self.book.address(name), interface)

    def act(self, sender: str, contract: Contract, function: str, *arguments: Any) -> None:
        call = contract.prepare(function, *arguments)
        transaction = {"from": sender, "to": call.to, "data": "0x" + call.data.hex(), "gas": hex(3_000_000)}
        receipt = self.client.request("eth_sendTransactionSync", transaction)
        if int(receipt["status"], 16) == 0:
            self.client.call(call.to, call.data, sender=sender)
            raise AssertionError(f"{call.what} failed but its call does not")

    def fund(self) -> None:
        """Every bettor gets 10,000 USDC, allows Escrow to take it, and pays 1,000 into their credit."""
        usdc, escrow = self.contract("Usdc"), self.contract("Escrow")
        mint = Contract(self.client, "Usdc", usdc.address, "LocalUsdc")
        for bettor in self.bettors:
            self.act(self.owner, mint, "mint", bettor, 10_000 * UNIT)
            self.act(bettor, usdc, "approve", escrow.address, 10_000 * UNIT)
            self.act(bettor, escrow, "deposit", 1_000 * UNIT)

    def create(self, seconds: int = 1_000) -> tuple[int, int]:
        """A BTC market that closes and is observed `seconds` from now; returns its id and that time."""
        self._period += 1
        now = self.client.latest().timestamp
        market = {
            "period": self._period, "index": 0, "open": now, "close": now + seconds, "observeAt": now + seconds,
            "edges": [n * 10_000 * 10**8 for n in (1, 2, 3, 4)],
        }  # fmt: skip
        template = self.book.raw["templates"]["BTC-WEEK"]
        self.act(self.keeper, self.contract("ParimutuelEngine"), "createBatch", template, [market])
        return template << 48 | self._period << 8, now + seconds

    def bet(self, market_id: int, bettor: int, outcome: int, usdc: int, *, credit: bool = False) -> None:
        function = "betFromCredit" if credit else "bet"
        engine = self.contract("ParimutuelEngine")
        self.act(self.bettors[bettor], engine, function, market_id, outcome, usdc * UNIT, 0)

    def settle(self, market_id: int, observed: int, price: int) -> None:
        """Posts a round of the feed, proves it, waits for the window and settles."""
        feed = self.contract("Feed:BTC / USD", "LocalFeed")
        resolution, engine = self.contract("Resolution"), self.contract("ParimutuelEngine")
        transmitter = self.accounts[9]
        self.act(transmitter, feed, "transmit", price * 10**8, observed - 5)
        source = self.book.raw["sources"]["BTC-USD"]
        round_id = feed.read("latestRoundData")[0]
        self.pass_until(observed + 200)
        self.act(
            self.keeper, resolution, "prove", source, observed, bytes(32), encode(["uint80"], [round_id])
        )
        self.pass_until(observed + 2_000)
        question = resolution.read("questionIdOf", source, observed, bytes(32))
        self.act(self.keeper, resolution, "finalise", question)
        self.act(self.keeper, engine, "settle", market_id)

    def claim(self, market_id: int, bettor: int, *, to_credit: bool = False) -> None:
        self.act(self.bettors[bettor], self.contract("ParimutuelEngine"), "claim", market_id, to_credit)

    def pass_until(self, moment: int) -> None:
        self.client.request("evm_setNextBlockTimestamp", moment)
        self.client.request("evm_mine")
