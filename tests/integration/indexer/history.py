"""A random but lawful history of markets, as the engine and Resolution would emit it."""

from collections.abc import Callable
from random import Random
from typing import Any

from eth_utils.crypto import keccak

from mutuel.chain.client import Client
from mutuel.domain.ids import contest_id, question_id
from tests.integration.indexer.emitter import CONTRACTS, emit

START = 900  # when the start price is observed
PARAMS = {
    "kind": 0, "outcomes": 5, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": 1, "source2Id": 0,
    "takeoutBps": 300, "insuranceBps": 1_000, "capFloor": 100 * 10**6, "capMax": 10**10,
    "maxPool": 25 * 10**10, "mergeBelow": 0, "minLosers": 1, "minLosersBps": 0, "knownGuard": 0,
    "contestable": False, "haltable": False, "closableEarly": True, "cancellable": False,
}  # fmt: skip
TEMPLATES = {
    1: PARAMS,
    2: PARAMS | {"kind": 1, "outcomes": 2},
    3: PARAMS | {"kind": 2, "outcomes": 2, "source2Id": 2},
}
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
        self._contested: list[int] = []
        self._states: dict[int, tuple[dict[int, int], list[int], list[int], int]] = {}  # by block

    def begin(self) -> None:
        self._emit("Resolution", "SourceAdded", sourceId=1, configHash=keccak(b"source"), config=SOURCE)
        for template_id, params in TEMPLATES.items():
            self._emit(
                "ParimutuelEngine", "TemplateAdded", templateId=template_id, paramsHash=keccak(b"template"),
                params=params,
            )  # fmt: skip
        self.create()

    def forget_after(self, block: int) -> None:
        """The chain dropped what followed this block: goes on from there."""
        pools, decided, contested, self._created = self._states[block]
        self.pools, self._decided, self._contested = dict(pools), list(decided), list(contested)

    def steps(self, count: int) -> None:
        for _ in range(count):
            self.step()

    def step(self) -> None:
        """One lawful event, or two that belong together."""
        acts: list[tuple[Callable[[], None], int]] = [(self.create, 1), (self.deposit, 2)]
        if self.pools:
            acts += [(self.bet, 12), (self.decide, 1), (self.propose, 2), (self.contest, 1)]
        if self._decided:
            acts += [(self.claim, 4)]
        choices, weights = zip(*acts, strict=True)
        self._random.choices(choices, weights)[0]()

    def create(self) -> None:
        self._created += 1
        template_id = self._created % len(TEMPLATES) + 1
        market_id = template_id << 48 | self._created << 8
        self.pools[market_id] = 0
        ranges = [10**8, 2 * 10**8, 3 * 10**8, 4 * 10**8]
        self._market(
            "MarketCreated", market_id, templateId=template_id, questionId=self.question(market_id), open=1,
            close=2_000, observeAt=2_000, edges=ranges if template_id == 1 else [START, 0, 0, 0],
            configHash=keccak(b"config"),
        )  # fmt: skip

    def bet(self) -> None:
        market_id = self._random.choice(sorted(self.pools))
        stake, outcomes = self._random.randrange(10**6, 10**9), 5 if market_id >> 48 == 1 else 2
        self.pools[market_id] += stake
        self._market(
            "BetPlaced", market_id, account=self._account(), outcome=self._random.randrange(outcomes), stake=stake,
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
        own = market_id in self._contested
        question = self.own_question(market_id) if own else self.question(market_id)
        self._emit("Resolution", "Finalised", questionId=question, value=15 * 10**7)
        self._market("MarketSettled", market_id, outcome=1, value=15 * 10**7, net=total - fee, fee=fee)

    def claim(self) -> None:
        amount, to_wallet = self._random.randrange(10**9), self._random.random() < 0.8
        market_id = self._random.choice(self._decided)
        self._market("Claimed", market_id, account=self._account(), amount=amount, toWallet=to_wallet)

    def contest(self) -> None:
        """The engine opens the market's own question, once, and says so after Resolution."""
        waiting = [market_id for market_id in sorted(self.pools) if market_id not in self._contested]
        if not waiting:
            return
        market_id = self._random.choice(waiting)
        self._contested.append(market_id)
        question = self.own_question(market_id)
        self._emit(
            "Resolution", "ContestOpened", questionId=question, engine=CONTRACTS["ParimutuelEngine"],
            marketId=market_id,
        )  # fmt: skip
        self._emit("Resolution", "Disputed", questionId=question, reason=8, at=5_000)
        self._market("MarketContested", market_id, questionId=question)

    def propose(self) -> None:
        """For the end, or for the start that all markets which compare share."""
        market_id = self._random.choice(sorted(self.pools))
        question = (
            question_id(1, START, bytes(32)) if self._random.random() < 0.3 else self.question(market_id)
        )
        if self._random.random() < 0.3:
            self._emit("Resolution", "Disputed", questionId=question, reason=4, at=5_000)
            return
        value = self._random.randrange(-(2**62), 2**62)
        self._emit(
            "Resolution", "Proposed", questionId=question, sourceId=1, value=value, min=value - 1,
            max=value + 1, knownAt=2_000, windowEnds=9_200, round=1,
            noWinner=False, evidenceRoot=keccak(b"evidence"),
        )  # fmt: skip

    def deposit(self) -> None:
        account = self._account()
        self._emit("Escrow", "Deposited", account=account, payer=account, amount=10**9, ref=bytes(32))

    def _market(self, event: str, market_id: int, **values: Any) -> None:
        self._emit("ParimutuelEngine", event, marketId=market_id, **values)

    def _emit(self, contract: str, event: str, **values: Any) -> None:
        emit(self._client, contract, event, **values)
        state = dict(self.pools), list(self._decided), list(self._contested), self._created
        self._states[self._client.block_number()] = state

    def _account(self) -> str:
        return "0x" + self._random.randrange(1, 20).to_bytes(20, "big").hex()

    @staticmethod
    def own_question(market_id: int) -> bytes:
        return contest_id(bytes.fromhex(CONTRACTS["ParimutuelEngine"][2:]), market_id)

    @staticmethod
    def question(market_id: int) -> bytes:
        return keccak(market_id.to_bytes(32, "big"))
