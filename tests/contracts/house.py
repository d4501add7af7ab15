"""The money half of the house on a test chain, with role-named people and round-numbered markets."""

from dataclasses import dataclass
from typing import Any

from eth_abi.abi import encode
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from mutuel.chain.signing import Domain
from tests.contracts.node import Contract, Node, Receipt

USDC = 10**6
PRICE = 10**8
RICH = 10_000_000 * USDC
UNLIMITED = 2**256 - 1
PERIOD = 20_000
EDGES = [90 * PRICE, 95 * PRICE, 100 * PRICE, 110 * PRICE]
WEEK = 7 * 86_400

PROPOSED, CHALLENGED, DISPUTED, RULED, FINAL, VOID_QUESTION = range(1, 7)
RANGE, UPDOWN, RACE, MATCH, PRINCIPAL_FIRST = range(5)
TIE, ONE_SIDED, NO_WINNER, MERGED, KNOWN, OUTAGE, QUESTION, EXPIRED, CANCELLED = range(1, 10)
UNKNOWN, OPEN, SETTLED, VOID, CONTESTED = range(5)


def person(name: str) -> LocalAccount:
    """An account that the test can sign for; the same in every run."""
    return Account.from_key(keccak(text=name))


PEOPLE = {
    name: person(name)
    for name in ("GOVERNANCE", "KEEPER", "BETTOR", "RIVAL", "THIRD", "OUTSIDER", "RELAYER", "AGENT")
}
GOVERNANCE, KEEPER, BETTOR, RIVAL, THIRD, OUTSIDER, RELAYER, AGENT = (p.address for p in PEOPLE.values())


def template(**changes: Any) -> dict[str, Any]:
    """A weekly range template, with a takeout where a test asks for one."""
    return {
        "kind": RANGE, "outcomes": 5, "k0": 1, "k1": 1, "subjectRule": 0, "sourceId": 1, "source2Id": 0,
        "takeoutBps": 0, "insuranceBps": 1_000, "capFloor": 100 * USDC, "capMax": 10_000 * USDC,
        "maxPool": 250_000 * USDC, "mergeBelow": 0, "minLosers": 1, "minLosersBps": 0, "knownGuard": 0,
        "contestable": False, "haltable": False, "closableEarly": False, "cancellable": False,
    } | changes  # fmt: skip


@dataclass(frozen=True)
class Market:
    """A market that was created, and when things happen in it."""

    id: int
    open: int
    close: int
    observe_at: int
    question: bytes
    starts_at: int = 0


@dataclass(frozen=True)
class House:
    """Contracts; everybody in PEOPLE is rich, has approved Escrow and holds credit."""

    node: Node
    usdc: Contract
    escrow: Contract
    limits: Contract
    engine: Contract
    referee: Contract
    resolution: Contract
    access: Contract
    lens: Contract

    def token_domain(self) -> Domain:
        return Domain(self.usdc.view.name(), "2", self.node.client.chain_id(), self.usdc.address)

    def add_template(self, **changes: Any) -> int:
        self.engine.addTemplate(template(**changes), sender=GOVERNANCE)
        return self.engine.view.templateCount()

    def create(
        self,
        template_id: int = 1,
        *,
        index: int = 0,
        length: int = WEEK,
        open_in: int = 0,
        gap: int = 1_800,
        starts_in: int = -3_600,
        edges: list[int] | None = None,
    ) -> Market:
        """A market that opens now (or `open_in` seconds later), closes `gap` before its observation; the start of an
        up/down market or a race is observed `starts_in` seconds after the opening."""
        opens = self.node.now + open_in
        kind = self.engine.view.template(template_id)["kind"]
        starts_at = opens + starts_in if kind in (UPDOWN, RACE) else 0
        cut = edges or (EDGES if kind == RANGE else [starts_at, 0, 0, 0])
        new = (PERIOD, index, opens, opens + length - gap, opens + length, cut)
        receipt = self.engine.createBatch(template_id, [new], sender=KEEPER)
        created = self.engine.events(receipt, "MarketCreated")[0]
        return Market(
            created["marketId"],
            created["open"],
            created["close"],
            created["observeAt"],
            created["questionId"],
            starts_at,
        )

    def bet(self, market: Market, account: str, outcome: int, usdc: int) -> Receipt:
        """From the wallet, whole USDC."""
        return self.engine.bet(market.id, outcome, usdc * USDC, 0, sender=account)

    def answer(
        self,
        market: Market,
        value: int,
        *,
        state: int = FINAL,
        low: int | None = None,
        high: int | None = None,
        known_at: int | None = None,
        ruled: bool = False,
    ) -> None:
        """Makes the market's question final."""
        extremes = (value if low is None else low, value if high is None else high)
        known = market.observe_at if known_at is None else known_at
        self.resolution.setAnswer(market.question, (state, value, *extremes, known, ruled), sender=OUTSIDER)

    def price(
        self,
        source: int,
        time: int,
        value: int,
        *,
        state: int = FINAL,
        low: int | None = None,
        high: int | None = None,
        ruled: bool = False,
        subject: int = 0,
    ) -> None:
        """Answers the question what a source's price was."""
        extremes = (value if low is None else low, value if high is None else high)
        question = keccak(encode(["uint16", "uint32", "uint256"], [source, time, subject]))
        self.resolution.setAnswer(question, (state, value, *extremes, time, ruled), sender=OUTSIDER)

    def rule(self, market: Market, value: int, *, state: int = FINAL) -> None:
        """Answers a contested market's own question."""
        question = self.resolution.view.contestIdOf(self.engine.address, market.id)
        self.resolution.setAnswer(question, (state, value, value, value, 0, True), sender=OUTSIDER)

    def state(self, market: Market) -> int:
        return int(self.engine.view.market(market.id)["state"])

    def settle(self, market: Market, value: int) -> Receipt:
        """Travels past the observation, answers and settles."""
        self.answer(market, value)
        return self.settle_answered(market)

    def settle_answered(self, market: Market) -> Receipt:
        """Travels past the observation and settles."""
        self.node.travel(max(market.observe_at, self.node.now) + 1)
        return self.engine.settle(market.id, sender=OUTSIDER)

    def void_reason(self, receipt: Receipt) -> int:
        return int(self.engine.events(receipt, "MarketVoided")[0]["reason"])

    def assert_all_refunded(self, market: Market) -> None:
        """Pushes to everybody: each gets back exactly their stake, and nothing is left."""
        everybody = self.people()
        staked = [sum(self.engine.view.position(market.id, account)[0]) for account in everybody]
        before = [self.wallet(account) for account in everybody]
        self.engine.push(market.id, everybody, sender=KEEPER)
        assert [self.wallet(a) - was for a, was in zip(everybody, before, strict=True)] == staked
        assert self.locked(market) == 0

    def people(self) -> list[str]:
        return [account.address for account in PEOPLE.values()]

    def wallet(self, account: str) -> int:
        return self.usdc.view.balanceOf(account)

    def credit(self, account: str) -> int:
        return self.escrow.view.accountOf(account)["credit"]

    def locked(self, market: Market) -> int:
        return self.escrow.view.lockedOf(self.engine.address, market.id)[0]


def build(node: Node) -> House:
    """Deploys the contracts, GOVERNANCE holding every role but KEEPER's, and makes everybody rich."""
    for account in PEOPLE.values():
        node.client.request("anvil_setBalance", account.address, hex(10**20))
        node.client.request("anvil_impersonateAccount", account.address)
    access = node.deploy("Access", GOVERNANCE, sender=GOVERNANCE)
    usdc = deploy_usdc(node)
    escrow = node.deploy("Escrow", usdc, access, sender=GOVERNANCE)
    resolution = node.deploy("SettableResolution", sender=GOVERNANCE)
    referee = node.deploy("Referee", resolution, sender=GOVERNANCE)
    engine = node.deploy("ParimutuelEngine", escrow, resolution, referee, access, sender=GOVERNANCE)
    lens = node.deploy("Lens", engine, resolution, sender=GOVERNANCE)
    limits = node.contract("SelfLimits", escrow.view.selfLimits())
    house = House(node, usdc, escrow, limits, engine, referee, resolution, access, lens)
    _furnish(house)
    return house


def deploy_usdc(node: Node, name: str = "USD Coin") -> Contract:
    """The token double behind its proxy; GOVERNANCE owns it."""
    implementation = node.deploy("TestUsdc", sender=GOVERNANCE)
    proxy = node.deploy(
        "TestUsdcProxy", implementation, "0x" + "de" * 20, name, GOVERNANCE, sender=GOVERNANCE
    )
    return node.contract("TestUsdc", proxy.address)


def _furnish(house: House) -> None:
    keeper_role = 10
    selectors = [house.engine.encode("createBatch", 1, [])[:4], house.engine.encode("closeEarly", 1)[:4]]
    house.access.setTargetFunctionRole(house.engine, selectors, keeper_role, sender=GOVERNANCE)
    house.access.grantRole(keeper_role, KEEPER, 0, sender=GOVERNANCE)
    house.escrow.registerEngine(house.engine, 0, False, sender=GOVERNANCE)
    house.escrow.registerEngine(house.resolution, 0, True, sender=GOVERNANCE)
    house.escrow.setFeeReceivers(person("TREASURY").address, person("INSURANCE").address, sender=GOVERNANCE)
    house.escrow.seal(sender=GOVERNANCE)
    house.add_template()
    for account in PEOPLE.values():
        house.usdc.mint(account.address, RICH, sender=GOVERNANCE)
        house.usdc.approve(house.escrow, UNLIMITED, sender=account.address)
        house.escrow.deposit(1_000 * USDC, sender=account.address)
