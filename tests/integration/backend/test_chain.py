"""What the API says equals what the contracts say, at the same block."""

import pytest

from mutuel.domain.ids import market_id
from mutuel.domain.units import format_usdc
from scripts.accounts import FIRST_BETTOR, KEEPER, MINTER, account
from tests.contracts.deployed import Chain
from tests.integration.backend.conftest import Get

USDC = 10**6
EDGES = [18_000_000_000, 18_500_000_000, 19_000_000_000, 19_500_000_000]
ALICE, BOB = (str(account(FIRST_BETTOR + i).address) for i in range(2))
BETS = ((ALICE, 0, 70 * USDC), (BOB, 1, 33 * USDC + 1), (ALICE, 1, 7 * USDC), (BOB, 3, 12_345_678))


class House:
    """The contracts, with one open market in which two people have bet."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.engine = chain.contract("ParimutuelEngine")
        self.usdc = chain.contract("Usdc")
        minted = chain.contract("Usdc", "LocalUsdc")
        self.market = self._market(chain.book.raw["templates"]["AAPL-WEEK"])
        for address in (ALICE, BOB):
            chain.send(str(account(MINTER).address), minted, "mint", address, 1_000 * USDC)
            chain.send(address, self.usdc, "approve", chain.book.address("Escrow"), 1_000 * USDC)
        chain.mine_at(self.open)
        for who, outcome, amount in BETS:
            chain.send(who, self.engine, "bet", self.market, outcome, amount, 0)

    def _market(self, template: int) -> int:
        self.open = self.chain.now() + 100
        self.close = self.open + 400_000
        self.observe = self.close + 1_800
        new = (19_000, 0, self.open, self.close, self.observe, EDGES)
        self.chain.send(str(account(KEEPER).address), self.engine, "createBatch", template, [new])
        return int(market_id(template, 19_000, 0))


@pytest.fixture
def house_with_bets(chain: Chain) -> House:
    return House(chain)


@pytest.mark.parametrize("closed", [False, True])
def test_odds__flat_market__equal_the_lens_at_that_block(
    house_with_bets: House, get: Get, closed: bool
) -> None:
    house = house_with_bets
    house.chain.mine_at(house.close if closed else house.open + 1_000)
    shown = get(f"/markets/{house.market}/odds")
    expected = house.chain.contract("Lens").read("odds", house.market, block=shown["block"])
    assert [row["odds"] for row in shown["outcomes"]] == [
        format_usdc(odds) if odds else None for odds in expected
    ]


def test_odds__open_market__shows_the_pools_of_that_block(house_with_bets: House, get: Get) -> None:
    house = house_with_bets
    shown = get(f"/markets/{house.market}/odds")
    stakes, _ = house.engine.read("pools", house.market, block=shown["block"])
    assert [row["stake"] for row in shown["outcomes"]] == [format_usdc(stake) for stake in stakes]
    assert shown["total"] == format_usdc(sum(amount for _, _, amount in BETS))


@pytest.mark.parametrize("outcome", range(5))
def test_estimate__each_outcome__equals_the_engine(house_with_bets: House, get: Get, outcome: int) -> None:
    house, asked = house_with_bets, 9 * USDC + 7
    where = f"/markets/{house.market}/estimate"
    shown = get(where, outcome=outcome, amount=format_usdc(asked), account=ALICE)
    engine, block = house.engine, shown["block"]
    returns = engine.read("estimate", house.market, outcome, asked, block=block)
    left = engine.read("capLeft", house.market, ALICE, block=block)
    weight = engine.read("weightNow", house.market, asked, block=block)
    assert (shown["now"], shown["youCanStillStake"]) == (format_usdc(returns), format_usdc(left))
    assert shown["minWeight"] == str(weight)


def test_claimable__market_expired__equals_the_engine_before_and_after(
    house_with_bets: House, get: Get
) -> None:
    house = house_with_bets
    house.chain.mine_at(house.observe + 7 * 86_400)
    house.chain.send(BOB, house.engine, "voidExpired", house.market)
    for address in (ALICE, BOB):
        owed = house.engine.read("payoutOf", house.market, address)
        assert get(f"/accounts/{address}/claimable")["total"] == format_usdc(owed)
    house.chain.send(ALICE, house.engine, "claim", house.market, False)
    assert get(f"/accounts/{ALICE}/claimable")["total"] == format_usdc(0)
    (item,) = get("/archive")["items"]
    staked = sum(amount for _, _, amount in BETS)
    assert item["distribution"]["refunded"] == format_usdc(77 * USDC)
    assert item["distribution"]["outstanding"] == format_usdc(staked - 77 * USDC)
    assert item["market"]["voidReason"] == "expired"


def test_config__real_token__names_its_own_domain(house_with_bets: House, get: Get) -> None:
    shown = get("/config")
    assert shown["usdc"]["name"] == house_with_bets.usdc.read("name")
    assert shown["contracts"]["Usdc"] == house_with_bets.chain.book.address("Usdc")
