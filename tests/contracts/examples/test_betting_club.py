"""The example contract: a contract bets, claims and shares."""

from tests.contracts.house import (
    BETTOR,
    GOVERNANCE,
    KEEPER,
    OUTSIDER,
    PRICE,
    RIVAL,
    THIRD,
    USDC,
    House,
    Market,
)
from tests.contracts.node import Contract
from tests.contracts.refusals import refused


def club(house: House) -> Contract:
    made = house.node.deploy("BettingClub", house.engine, sender=GOVERNANCE)
    for member in (BETTOR, RIVAL):
        house.usdc.approve(made, 2**256 - 1, sender=member)
    return made


def test_cash_out__won__members_share_by_stake(house: House, market: Market) -> None:
    made = club(house)
    made.bet(market.id, 1, 10 * USDC, sender=BETTOR)
    made.bet(market.id, 1, 30 * USDC, sender=RIVAL)
    house.bet(market, THIRD, 2, 40)
    with refused(""):
        made.cashOut(market.id, 1, sender=BETTOR)
    house.settle(market, 92 * PRICE)
    house.engine.claimFor(market.id, made.address, sender=OUTSIDER)
    before = house.wallet(BETTOR), house.wallet(RIVAL)
    made.cashOut(market.id, 1, sender=BETTOR)
    made.cashOut(market.id, 1, sender=RIVAL)
    assert house.wallet(BETTOR) - before[0] == 20 * USDC
    assert house.wallet(RIVAL) - before[1] == 60 * USDC


def test_cash_out__void_while_the_token_refused_the_club__refunded_from_credit(
    house: House, market: Market
) -> None:
    made = club(house)
    made.bet(market.id, 1, 10 * USDC, sender=BETTOR)
    house.usdc.blacklist(made.address, sender=GOVERNANCE)
    house.settle(market, 92 * PRICE)
    house.engine.push(market.id, [made.address], sender=KEEPER)
    assert house.credit(made.address) == 10 * USDC
    house.usdc.unBlacklist(made.address, sender=GOVERNANCE)
    before = house.wallet(BETTOR)
    made.cashOut(market.id, 1, sender=BETTOR)
    assert house.wallet(BETTOR) - before == 10 * USDC
