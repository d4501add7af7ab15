"""Every kind and every curve: the API's odds, estimates and payouts are the contracts', at the same block."""

import pytest

from mutuel.domain.ids import market_id
from mutuel.domain.units import format_usdc
from scripts.accounts import FIRST_BETTOR, KEEPER, MINTER, account
from tests.contracts.deployed import Chain
from tests.integration.backend.conftest import Get

USDC = 10**6
DAY = 86_400
ALICE, BOB, CAROL = (str(account(FIRST_BETTOR + i).address) for i in range(3))
PARAMS = {
    "kind": 1, "outcomes": 2, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": 2, "source2Id": 0,
    "takeoutBps": 1_000, "insuranceBps": 1_000, "capFloor": 100 * USDC, "capMax": 10_000 * USDC,
    "maxPool": 200_000 * USDC, "mergeBelow": 0, "minLosers": USDC, "minLosersBps": 100, "knownGuard": 120,
    "contestable": True, "haltable": False, "closableEarly": False, "cancellable": False,
}  # fmt: skip
KINDS: dict[str, dict[str, int]] = {
    "merging range": {"kind": 0, "outcomes": 5, "mergeBelow": 50 * USDC},
    "decaying range": {"kind": 0, "outcomes": 5, "k0": 4, "mergeBelow": 50 * USDC},
    "up/down": {"kind": 1},
    "race": {"kind": 2, "source2Id": 3},
    "window": {"kind": 3, "k1": 0},
    "window that returns stakes first": {"kind": 4, "k1": 0},
    "decaying window that returns stakes first": {"kind": 4, "k0": 15, "k1": 2},
}
EDGES = [18_000_000_000, 18_500_000_000, 19_000_000_000, 19_500_000_000]
# When, as a part of betting in hundredths, who, on what, how much.
BETS = (
    (1, ALICE, 0, 70 * USDC),
    (20, BOB, 1, 33 * USDC + 1),
    (55, ALICE, 1, 7 * USDC),
    (70, CAROL, 0, 12_345_678),
)


class House:
    """One open market of a template of its own, in which three people bet at different times."""

    def __init__(self, chain: Chain, changes: dict[str, int]) -> None:
        self.chain, self.params = chain, PARAMS | changes
        self.engine, self.lens = chain.contract("ParimutuelEngine"), chain.contract("Lens")
        self.open = chain.now() + 1_000
        self.close = self.open + 6_000
        self.observe = self.close + DAY
        self.market = self._market(self._template())
        self._fund()
        for part, who, outcome, amount in BETS:
            chain.at(self.open + 60 * part)
            chain.send(who, self.engine, "bet", self.market, outcome, amount, 0)

    def _template(self) -> int:
        timelock = self.chain.book.address("Timelock")
        self.chain.impersonate(timelock)
        self.chain.send(timelock, self.engine, "addTemplate", self.params)
        return int(self.engine.read("templateCount"))

    def _market(self, template: int) -> int:
        compared = self.params["kind"] in (1, 2)
        edges = EDGES if self.params["kind"] == 0 else [self.open - 600 if compared else 0, 0, 0, 0]
        new = (19_000, 3, self.open, self.close, self.observe, edges)
        self.chain.send(str(account(KEEPER).address), self.engine, "createBatch", template, [new])
        return int(market_id(template, 19_000, 3))

    def _fund(self) -> None:
        minted = self.chain.contract("Usdc", "LocalUsdc")
        for address in (ALICE, BOB, CAROL):
            self.chain.send(str(account(MINTER).address), minted, "mint", address, 1_000 * USDC)
            escrow = self.chain.book.address("Escrow")
            self.chain.send(address, self.chain.contract("Usdc"), "approve", escrow, 1_000 * USDC)


@pytest.fixture(params=list(KINDS.values()), ids=list(KINDS))
def house(request: pytest.FixtureRequest, chain: Chain) -> House:
    return House(chain, request.param)


def test_get__every_kind__equals_the_contracts_from_open_to_void(house: House, get: Get) -> None:
    for part in (75, 99, 100):
        house.chain.mine_at(house.open + 60 * part)
        check_odds(house, get)
        if part < 100:
            check_estimates(house, get)
    check_questions(house, get)
    check_refunds(house, get)


def check_questions(house: House, get: Get) -> None:
    shown = get(f"/markets/{house.market}")
    assert shown["phase"] == "locked"
    assert (shown["startAt"] == house.open - 600) == (house.params["kind"] in (1, 2))
    asked = {question["role"]: question["questionId"] for question in shown["questions"]}
    resolution, subject = house.chain.contract("Resolution"), (19_000).to_bytes(32, "big")
    for role, source, at in (
        ("end", house.params["sourceId"], house.observe),
        ("start", house.params["sourceId"], house.open - 600),
        ("endSecond", house.params["source2Id"], house.observe),
        ("startSecond", house.params["source2Id"], house.open - 600),
    ):
        if role in asked:
            assert asked[role] == "0x" + resolution.read("questionIdOf", source, at, subject).hex()


def check_refunds(house: House, get: Get) -> None:
    house.chain.mine_at(house.observe + 7 * DAY)
    house.chain.send(BOB, house.engine, "voidExpired", house.market)
    for address in (ALICE, BOB, CAROL):
        owed = house.engine.read("payoutOf", house.market, address)
        assert get(f"/accounts/{address}/claimable")["total"] == format_usdc(owed)
    house.chain.send(ALICE, house.engine, "claim", house.market, False)
    (item,) = get("/archive")["items"]
    assert item["distribution"]["refunded"] == format_usdc(77 * USDC)
    assert item["distribution"]["outstanding"] == format_usdc(33 * USDC + 1 + 12_345_678)


def check_odds(house: House, get: Get) -> None:
    shown = get(f"/markets/{house.market}/odds")
    expected = house.lens.read("odds", house.market, block=shown["block"])
    assert [row["odds"] for row in shown["outcomes"]] == [
        format_usdc(odds) if odds else None for odds in expected[: house.params["outcomes"]]
    ]


def check_estimates(house: House, get: Get) -> None:
    for outcome in range(house.params["outcomes"]):
        asked = 9 * USDC + 7
        where = f"/markets/{house.market}/estimate"
        shown = get(where, outcome=outcome, amount=format_usdc(asked), account=CAROL)
        block = shown["block"]
        returns = house.engine.read("estimate", house.market, outcome, asked, block=block)
        weight = house.engine.read("weightNow", house.market, asked, block=block)
        left = house.engine.read("capLeft", house.market, CAROL, block=block)
        assert (shown["now"], shown["minWeight"]) == (format_usdc(returns), str(weight))
        assert shown["youCanStillStake"] == format_usdc(left)
