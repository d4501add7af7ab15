"""Every way out of a pool: to the wallet, to credit, in batches, pushed, and when the token refuses."""

from fractions import Fraction

import pytest

from tests.contracts.house import (
    AGENT,
    BETTOR,
    GOVERNANCE,
    KEEPER,
    OUTSIDER,
    PRICE,
    RELAYER,
    RIVAL,
    THIRD,
    USDC,
    House,
    Market,
)
from tests.contracts.refusals import refused

WINNERS = (RIVAL, THIRD)


@pytest.fixture
def won(house: House, market: Market) -> Market:
    """BETTOR lost 50; RIVAL (20) and THIRD (40) won it at 92."""
    return decided(house, market)


def test_claim__winner__paid_once(house: House, won: Market) -> None:
    before = house.wallet(RIVAL)
    house.engine.claim(won.id, False, sender=RIVAL)
    assert house.wallet(RIVAL) - before == 110 * USDC * 20 // 60
    with refused("NothingToClaim"):
        house.engine.claim(won.id, False, sender=RIVAL)


def test_claim__to_credit__raises_credit(house: House, won: Market) -> None:
    before = house.credit(RIVAL)
    house.engine.claim(won.id, True, sender=RIVAL)
    assert house.credit(RIVAL) - before == 110 * USDC * 20 // 60


def test_claim__loser_stranger_open_or_unknown_market__refused(house: House, won: Market) -> None:
    for account in (BETTOR, OUTSIDER):
        with refused("NothingToClaim"):
            house.engine.claim(won.id, False, sender=account)
    running = house.create(index=1)
    with refused("NotSettled"):
        house.engine.claim(running.id, False, sender=RIVAL)
    with refused("MarketUnknown"):
        house.engine.claim(running.id + 1, False, sender=RIVAL)


def test_claim_for__stranger__pays_only_the_owner(house: House, won: Market) -> None:
    before = house.wallet(OUTSIDER), house.wallet(RIVAL)
    house.engine.claimFor(won.id, RIVAL, sender=OUTSIDER)
    assert house.wallet(OUTSIDER) == before[0]
    assert house.wallet(RIVAL) > before[1]


def test_claim_batch__mixed__one_transfer_and_a_code_each(house: House, won: Market) -> None:
    second = decided(house, house.create(index=1))
    running = house.create(index=2)
    ids = [won.id, running.id, second.id, won.id, 1 << 48]
    receipt = house.engine.claimBatch(ids, False, sender=RIVAL)
    paid = [event["amount"] for event in house.engine.events(receipt, "Claimed")]
    skipped = [event["code"] for event in house.engine.events(receipt, "ClaimSkipped")]
    assert paid == [110 * USDC * 20 // 60] * 2
    assert skipped == [1, 2, 3]
    transfers = house.usdc.events(receipt, "Transfer")
    assert [transfer["value"] for transfer in transfers] == [sum(paid)]


def test_claim_batch__longer_than_fifty__refused(house: House, won: Market) -> None:
    with refused("BatchTooLong", max=50):
        house.engine.claimBatch([won.id] * 51, False, sender=RIVAL)


def test_push__all_accounts__pays_winners_and_skips_the_rest(house: House, won: Market) -> None:
    before = {account: house.wallet(account) for account in WINNERS}
    receipt = house.engine.push(won.id, [BETTOR, RIVAL, THIRD, RIVAL, OUTSIDER], sender=KEEPER)
    assert len(house.engine.events(receipt, "ClaimSkipped")) == 3
    gained = {account: house.wallet(account) - before[account] for account in WINNERS}
    assert gained == {RIVAL: 110 * USDC * 20 // 60, THIRD: 110 * USDC * 40 // 60}


def test_push__longer_than_a_hundred__refused(house: House, won: Market) -> None:
    with refused("BatchTooLong", max=100):
        house.engine.push(won.id, [RIVAL] * 101, sender=KEEPER)


@pytest.mark.parametrize("way", ["claim", "claimFor", "claimBatch", "push"])
def test_claims__blocklisted_winner__credited_and_others_paid(house: House, won: Market, way: str) -> None:
    """Case 8: in claim, batch and push."""
    house.usdc.blacklist(RIVAL, sender=GOVERNANCE)
    before = house.credit(RIVAL), house.wallet(THIRD)
    calls = {
        "claim": lambda: house.engine.claim(won.id, False, sender=RIVAL),
        "claimFor": lambda: house.engine.claimFor(won.id, RIVAL, sender=KEEPER),
        "claimBatch": lambda: house.engine.claimBatch([won.id], False, sender=RIVAL),
        "push": lambda: house.engine.push(won.id, [RIVAL, THIRD], sender=KEEPER),
    }
    receipt = calls[way]()
    assert house.credit(RIVAL) - before[0] == 110 * USDC * 20 // 60
    assert [event["account"] for event in house.escrow.events(receipt, "PayoutCredited")] == [RIVAL]
    if way == "push":
        assert house.wallet(THIRD) - before[1] == 110 * USDC * 40 // 60


def test_claims__usdc_paused__everyone_credited_and_paid_later(house: House, won: Market) -> None:
    """Case 8: everything to credit."""
    house.usdc.pause(sender=GOVERNANCE)
    before = {account: house.credit(account) for account in WINNERS}
    house.engine.push(won.id, list(WINNERS), sender=KEEPER)
    gained = {account: house.credit(account) - before[account] for account in WINNERS}
    assert gained == {RIVAL: 110 * USDC * 20 // 60, THIRD: 110 * USDC * 40 // 60}
    with refused("TransferFailed"):
        house.escrow.withdraw(USDC, sender=RIVAL)
    house.usdc.unpause(sender=GOVERNANCE)
    house.escrow.withdraw(house.credit(RIVAL), sender=RIVAL)
    assert house.credit(RIVAL) == 0


def test_claims__starved_of_gas__revert_whole_instead_of_crediting(house: House, won: Market) -> None:
    """A relayer cannot turn a wallet payout into credit by giving too little gas."""
    data = "0x" + house.engine.encode("claimFor", won.id, RIVAL).hex()
    call = {"from": OUTSIDER, "to": house.engine.address, "data": data}
    before = house.credit(RIVAL)
    for gas in range(40_000, 84_000, 1_000):
        with house.node.undone():
            house.node.client.request("eth_sendTransactionSync", call | {"gas": hex(gas)})
            assert house.credit(RIVAL) == before, gas


def test_claims__all_made__fence_keeps_less_than_one_unit_per_winner(house: House, market: Market) -> None:
    """I1, I2: paid in full, breakage below the number of winners, Escrow solvent."""
    stakes = {RIVAL: 7, THIRD: 11, AGENT: 13, RELAYER: 17}
    house.bet(market, BETTOR, 0, 29)
    for account, stake in stakes.items():
        house.bet(market, account, 1, stake)
    house.settle(market, 92 * PRICE)
    before = {account: house.wallet(account) for account in stakes}
    house.engine.push(market.id, list(stakes), sender=KEEPER)
    total = 29 + sum(stakes.values())
    for account, stake in stakes.items():
        exact = Fraction(total * USDC * stake, sum(stakes.values()))
        assert house.wallet(account) - before[account] == int(exact)
    assert 0 <= house.locked(market) < len(stakes)
    assert_solvent(house, [market])


def test_claims__limited_account__payout_counts_unlimited_costs_the_same(house: House) -> None:
    """Case 17: only a limited account's payout is reported."""
    house.limits.setLimit(3, 60 * USDC, sender=RIVAL)
    market = decided(house, house.create(length=7_200))
    assert house.limits.view.leftOf(RIVAL) == 40 * USDC
    house.engine.claimFor(market.id, RIVAL, sender=KEEPER)
    assert house.limits.view.leftOf(RIVAL) == 40 * USDC + 110 * USDC * 20 // 60
    receipt = house.engine.claimFor(market.id, THIRD, sender=KEEPER)
    assert receipt.gas <= 70_000


@pytest.mark.parametrize("to_credit", [False, True])
def test_claim_batch__limit_set_between_two_bets__only_the_limited_one_is_reported(
    house: House, to_credit: bool
) -> None:
    """Case 17: what was staked before the limit does not count, so neither does what it pays."""
    before, after = house.create(length=7_200), house.create(index=1, length=7_200)
    house.bet(before, RIVAL, 1, 20)
    house.limits.setLimit(3, 60 * USDC, sender=RIVAL)
    house.bet(after, RIVAL, 1, 30)
    for market in (before, after):
        house.bet(market, BETTOR, 0, 50)
    for market in (before, after):
        house.settle(market, 92 * PRICE)
    assert house.limits.view.leftOf(RIVAL) == 30 * USDC
    house.engine.claimBatch([before.id, after.id, before.id], to_credit, sender=RIVAL)
    assert house.limits.view.leftOf(RIVAL) == 110 * USDC


def decided(house: House, market: Market) -> Market:
    house.bet(market, BETTOR, 0, 50)
    house.bet(market, RIVAL, 1, 20)
    house.bet(market, THIRD, 1, 40)
    house.settle(market, 92 * PRICE)
    return market


def assert_solvent(house: House, markets: list[Market]) -> None:
    people = house.people()
    owed = sum(house.credit(account) for account in people) + sum(house.locked(m) for m in markets)
    engine = house.escrow.view.engineOf(house.engine.address)
    assert house.wallet(house.escrow.address) >= owed + engine["feeTreasury"] + engine["feeInsurance"]
