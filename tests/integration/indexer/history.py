"""A random but lawful history of markets, as the engine and Resolution would emit it."""

from collections.abc import Callable
from random import Random
from typing import Any

from eth_utils.crypto import keccak

from mutuel.chain.client import Client
from tests.integration.indexer.emitter import emit

PARAMS = {
    "kind": 0, "outcomes": 5, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": 1, "source2Id": 0,
    "takeoutBps": 300, "insuranceBps": 1_000, "capFloor": 100 * 10**6, "capMax": 10**10,
    "maxPool": 25 * 10**10, "mergeBelow": 0, "minLosers": 1, "minLosersBps": 0, "knownGuard": 0,
    "contestable": False, "haltable": False, "closableEarly": True, "cancellable": False,
}  # fmt: skip
SOURCE = {
    "path": 1, "domain": 0, "verifier": "0x" + "12" * 20, "verifierConfig": b"\x01\x02", "reporters": [],
    "threshold": 0, "groups": [1, 2], "quorum": 1, "minGroups": 1, "maxSpreadBps": 50,
    "notBefore": 0, "window": 7_200, "bond": 10**8,
}  # fmt: skip


class History:
    """Emits events that a real market could emit; what it did is a function of the random generator alone."""

    def __init__(self, client: Client, random: Random) -> None:
        self._client = client
        self._random = random
        self.pools: dict[int, int] = {}  # open markets and what they hold
        self._decided: list[int] = []
        self._created = 0
        self._states: dict[int, tuple[dict[int, int], list[int], int]] = {}  # by block

    def begin(self) -> None:
        self._emit("Resolution", "SourceAdded", sourceId=1, configHash=keccak(b"source"), config=SOURCE)
        self._emit(
            "ParimutuelEngine", "TemplateAdded", templateId=1, paramsHash=keccak(b"template"), params=PARAMS
        )
        self.create()

    def forget_after(self, block: int) -> None:
        """The chain dropped what followed this block: goes on from there."""
        pools, decided, self._created = self._states[block]
        self.pools, self._decided = dict(pools), list(decided)

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.step()

    def step(self) -> None:
        """One lawful event, or two that belong together."""
        acts: list[tuple[Callable[[], None], int]] = [(self.create, 1), (self.deposit, 2)]
        if self.pools:
            acts += [(self.bet, 12), (self.decide, 1), (self.propose, 2)]
        if self._decided:
            acts += [(self.claim, 4)]
        choices, weights = zip(*acts, strict=True)
        self._random.choices(choices, weights)[0]()

    def create(self) -> None:
        self._created += 1
        market_id = 1 << 48 | self._created << 8
        self.pools[market_id] = 0
        self._market(
            "MarketCreated", market_id, templateId=1, questionId=self.question(market_id), open=1,
            close=2_000, observeAt=2_000, edges=[10**8, 2 * 10**8, 3 * 10**8, 4 * 10**8],
            configHash=keccak(b"config"),
        )  # fmt: skip

    def bet(self) -> None:
        market_id = self._random.choice(sorted(self.pools))
        stake = self._random.randrange(10**6, 10**9)
        self.pools[market_id] += stake
        self._market(
            "BetPlaced", market_id, account=self._account(), outcome=self._random.randrange(5), stake=stake,
            weight=stake * self._random.choice((1, 2**40)), poolAfter=self.pools[market_id],
        )  # fmt: skip

    def decide(self) -> None:
        market_id = self._random.choice(sorted(self.pools))
        total = self.pools.pop(market_id)
        self._decided.append(market_id)
        if self._random.random() < 0.3:
            self._market("MarketVoided", market_id, reason=2)
            return
        fee = total // 33
        self._emit("Resolution", "Finalised", questionId=self.question(market_id), value=15 * 10**7)
        self._market("MarketSettled", market_id, outcome=1, value=15 * 10**7, net=total - fee, fee=fee)

    def claim(self) -> None:
        amount, to_wallet = self._random.randrange(10**9), self._random.random() < 0.8
        market_id = self._random.choice(self._decided)
        self._market("Claimed", market_id, account=self._account(), amount=amount, toWallet=to_wallet)

    def propose(self) -> None:
        question = self.question(self._random.choice(sorted(self.pools)))
        if self._random.random() < 0.3:
            self._emit("Resolution", "Disputed", questionId=question, reason=4, at=5_000)
            return
        value = self._random.randrange(-(2**62), 2**62)
        self._emit(
            "Resolution", "Proposed", questionId=question, sourceId=1, value=value, min=value - 1,
            max=value + 1, knownAt=2_000, windowEnds=9_200, round=1, evidenceRoot=keccak(b"evidence"),
        )  # fmt: skip

    def deposit(self) -> None:
        account = self._account()
        self._emit("Escrow", "Deposited", account=account, payer=account, amount=10**9, ref=bytes(32))

    def _market(self, event: str, market_id: int, **values: Any) -> None:
        self._emit("ParimutuelEngine", event, marketId=market_id, **values)

    def _emit(self, contract: str, event: str, **values: Any) -> None:
        emit(self._client, contract, event, **values)
        state = dict(self.pools), list(self._decided), self._created
        self._states[self._client.block_number()] = state

    def _account(self) -> str:
        return "0x" + self._random.randrange(1, 20).to_bytes(20, "big").hex()

    @staticmethod
    def question(market_id: int) -> bytes:
        return keccak(market_id.to_bytes(32, "big"))
