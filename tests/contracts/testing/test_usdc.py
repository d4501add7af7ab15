"""The token double costs what the real token costs, and refuses what it refuses."""

import pytest

from tests.contracts.house import BETTOR, GOVERNANCE, OUTSIDER, RIVAL, USDC, House, deploy_usdc
from tests.contracts.refusals import refused

REAL_APPROVE = 55_785
REAL_TRANSFER = 45_035


def test_gas__first_approval_and_transfer__within_three_per_cent_of_the_real_token(house: House) -> None:
    approve = house.usdc.approve(OUTSIDER, USDC, sender=BETTOR).gas
    transfer = house.usdc.transfer(RIVAL, USDC, sender=BETTOR).gas
    assert abs(approve - REAL_APPROVE) <= REAL_APPROVE * 3 // 100
    assert abs(transfer - REAL_TRANSFER) <= REAL_TRANSFER * 3 // 100


def test_pause__transfers_and_approvals__refused(house: House) -> None:
    house.usdc.pause(sender=GOVERNANCE)
    for call in (house.usdc.transfer, house.usdc.approve):
        with refused("Error", reason="Pausable: paused"):
            call(RIVAL, 1, sender=BETTOR)


@pytest.mark.parametrize("blocked", [BETTOR, RIVAL])
def test_blocklist__either_end__refused_and_balance_kept(house: House, blocked: str) -> None:
    before = house.wallet(blocked)
    house.usdc.blacklist(blocked, sender=GOVERNANCE)
    with refused("Error", reason="Blacklistable: account is blacklisted"):
        house.usdc.transfer(RIVAL, 1, sender=BETTOR)
    assert house.wallet(blocked) == before
    house.usdc.unBlacklist(blocked, sender=GOVERNANCE)
    house.usdc.transfer(RIVAL, 1, sender=BETTOR)


def test_owner_acts__outsider__refused(house: House) -> None:
    with refused("Error", reason="Ownable: caller is not the owner"):
        house.usdc.mint(OUTSIDER, 1, sender=OUTSIDER)
    with refused("Error", reason="FiatToken: contract is already initialized"):
        house.usdc.initialize("x", OUTSIDER, sender=OUTSIDER)


def test_name__of_the_test_network__gives_another_domain(house: House) -> None:
    assert deploy_usdc(house.node, "USDC").view.name() == "USDC"
    assert house.usdc.view.decimals() == 6
