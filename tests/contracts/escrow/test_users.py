"""Deposits, withdrawals, opt-ins and allocations of people."""

from collections.abc import Callable

import pytest

from mutuel.chain.signing import (
    Validity,
    escrow_domain,
    sign_deposit,
    sign_opt_in,
    sign_permit,
    sign_withdraw,
)
from tests.contracts.house import (
    BETTOR,
    GOVERNANCE,
    OUTSIDER,
    PEOPLE,
    RELAYER,
    RIVAL,
    USDC,
    House,
    Market,
)
from tests.contracts.node import Contract, Receipt
from tests.contracts.refusals import refused

ZERO = "0x" + "00" * 20
SALT = b"\3" * 32
LATER = 2**40 - 1


def test_deposit__with_allowance__becomes_credit(house: House) -> None:
    house.escrow.deposit(5 * USDC, sender=BETTOR)
    assert house.credit(BETTOR) == 1_005 * USDC


def test_deposit__zero_or_no_allowance__refused(house: House) -> None:
    with refused("BadAmount", amount=0):
        house.escrow.deposit(0, sender=BETTOR)
    house.usdc.approve(house.escrow, 0, sender=BETTOR)
    with refused("TransferFailed"):
        house.escrow.deposit(USDC, sender=BETTOR)


def test_deposit_for__another_or_excluded_account__never_refused(house: House) -> None:
    house.limits.excludeUntil(LATER, sender=RIVAL)
    receipt = house.escrow.depositFor(RIVAL, 5 * USDC, b"\1" * 32, sender=BETTOR)
    deposited = house.escrow.events(receipt, "Deposited")[0]
    assert (deposited["account"], deposited["payer"], deposited["ref"]) == (RIVAL, BETTOR, b"\1" * 32)
    with refused("BadReceiver"):
        house.escrow.depositFor(ZERO, USDC, b"", sender=BETTOR)


def test_deposit_with_permit__front_run__allowance_decides(house: House) -> None:
    """Case 6 for deposits."""
    house.usdc.approve(house.escrow, 0, sender=BETTOR)
    sig = sign_permit(PEOPLE["BETTOR"], house.token_domain(), house.escrow.address, 5 * USDC, 0, LATER)
    call = house.usdc.encode("permit", BETTOR, house.escrow.address, 5 * USDC, LATER, sig)
    house.node.send(OUTSIDER, house.usdc.address, call)
    house.escrow.depositWithPermit(5 * USDC, LATER, sig, sender=BETTOR)
    assert house.credit(BETTOR) == 1_005 * USDC


def test_deposit_with_authorization__relayed_once__credits_the_signer(house: House) -> None:
    """Case 5 for deposits."""
    validity = Validity(0, LATER)
    sig = sign_deposit(PEOPLE["BETTOR"], house.token_domain(), house.escrow.address, 5 * USDC, SALT, validity)
    arguments = (BETTOR, 5 * USDC, *validity, SALT, sig)
    house.escrow.depositWithAuthorization(*arguments, sender=RELAYER)
    assert house.credit(BETTOR) == 1_005 * USDC
    with refused("Error"):
        house.escrow.depositWithAuthorization(*arguments, sender=RELAYER)


def test_withdraw__own_credit__pays_own_wallet_at_once(house: House) -> None:
    before = house.wallet(BETTOR)
    house.escrow.withdraw(400 * USDC, sender=BETTOR)
    assert (house.wallet(BETTOR) - before, house.credit(BETTOR)) == (400 * USDC, 600 * USDC)
    with refused("InsufficientCredit", have=600 * USDC, need=601 * USDC):
        house.escrow.withdraw(601 * USDC, sender=BETTOR)


def test_withdraw__blocklisted__refused_and_credit_kept(house: House) -> None:
    house.usdc.blacklist(BETTOR, sender=GOVERNANCE)
    with refused("TransferFailed"):
        house.escrow.withdraw(USDC, sender=BETTOR)
    assert house.credit(BETTOR) == 1_000 * USDC


def test_withdraw_by_sig__once__pays_the_named_receiver(house: House) -> None:
    sig = withdrawal(house, RIVAL, 7 * USDC)
    before = house.wallet(RIVAL)
    house.escrow.withdrawBySig(BETTOR, RIVAL, 7 * USDC, ZERO, LATER, sig, sender=RELAYER)
    assert house.wallet(RIVAL) - before == 7 * USDC
    with refused("BadSignature"):
        house.escrow.withdrawBySig(BETTOR, RIVAL, 7 * USDC, ZERO, LATER, sig, sender=RELAYER)


def test_withdraw_by_sig__receiver_or_amount_changed_late_or_wrong_submitter__refused(house: House) -> None:
    sig = withdrawal(house, RIVAL, 7 * USDC)
    with refused("BadSignature"):
        house.escrow.withdrawBySig(BETTOR, OUTSIDER, 7 * USDC, ZERO, LATER, sig, sender=RELAYER)
    with refused("BadSignature"):
        house.escrow.withdrawBySig(BETTOR, RIVAL, 8 * USDC, ZERO, LATER, sig, sender=RELAYER)
    with refused("Expired"):
        house.escrow.withdrawBySig(BETTOR, RIVAL, 7 * USDC, ZERO, 1, sig, sender=RELAYER)
    with refused("NotSubmitter", submitter=OUTSIDER):
        house.escrow.withdrawBySig(BETTOR, RIVAL, 7 * USDC, OUTSIDER, LATER, sig, sender=RELAYER)
    with refused("BadReceiver"):
        house.escrow.withdrawBySig(BETTOR, house.escrow.address, 7 * USDC, ZERO, LATER, sig, sender=RELAYER)
    assert house.credit(BETTOR) == 1_000 * USDC


@pytest.mark.parametrize("way", ["wallet", "permit", "credit", "allocation"])
def test_lock__engine_after_the_seal_without_opt_in__refused(house: House, way: str) -> None:
    """Case 7: a later engine touches only accounts that opted in."""
    later = later_engine(house)
    ways: dict[str, Callable[[], Receipt]] = {
        "wallet": lambda: house.escrow.lockFromWallet(1, BETTOR, USDC, sender=later),
        "permit": lambda: house.escrow.lockFromPermit(1, BETTOR, USDC, LATER, b"", sender=later),
        "credit": lambda: house.escrow.lockFromCredit(1, BETTOR, USDC, sender=later),
        "allocation": lambda: house.escrow.lockFromAllocation(1, BETTOR, USDC, sender=later),
    }
    lock = ways[way]
    with refused("EngineNotOptedIn", id=3):
        lock()
    with refused("EngineNotOptedIn", id=3):
        house.escrow.allocate(later, USDC, sender=BETTOR)
    house.escrow.setEngineOptIn(3, True, sender=BETTOR)
    house.escrow.allocate(later, USDC, sender=BETTOR)
    lock()
    assert house.escrow.view.lockedOf(later, 1)[0] == USDC


def test_set_engine_opt_in__off_for_a_genesis_engine__stops_new_locks_only(
    house: House, market: Market
) -> None:
    house.bet(market, BETTOR, 0, 10)
    house.escrow.setEngineOptIn(1, False, sender=BETTOR)
    with refused("EngineNotOptedIn", id=1):
        house.bet(market, BETTOR, 0, 10)
    house.settle(market, 1)
    house.engine.claim(market.id, False, sender=BETTOR)


def test_set_engine_opt_in_by_sig__once__switches(house: House) -> None:
    later = later_engine(house)
    domain = escrow_domain(house.node.client.chain_id(), house.escrow.address)
    sig = sign_opt_in(PEOPLE["BETTOR"], domain, 3, True, 0, LATER)
    house.escrow.setEngineOptInBySig(BETTOR, 3, True, LATER, sig, sender=RELAYER)
    assert house.escrow.view.isOptedIn(BETTOR, later)
    with refused("BadSignature"):
        house.escrow.setEngineOptInBySig(BETTOR, 3, True, LATER, sig, sender=RELAYER)


def test_allocation__requested_back__ready_after_the_engines_delay(house: House) -> None:
    engine = later_engine(house, exit_delay=3_600)
    house.escrow.setEngineOptIn(3, True, sender=BETTOR)
    house.escrow.allocate(engine, 100 * USDC, sender=BETTOR)
    assert house.credit(BETTOR) == 900 * USDC
    with refused("InsufficientAllocation", have=100 * USDC, need=101 * USDC):
        house.escrow.requestDeallocation(engine, 101 * USDC, sender=BETTOR)
    house.escrow.requestDeallocation(engine, 60 * USDC, sender=BETTOR)
    ready = house.escrow.view.allocationOf(engine, BETTOR)[2]
    house.node.next_at(ready - 1)
    with refused("NotReady", readyAt=ready):
        house.escrow.completeDeallocation(engine, BETTOR, sender=OUTSIDER)
    house.escrow.lockFromAllocation(1, BETTOR, 70 * USDC, sender=engine)
    house.escrow.completeDeallocation(engine, BETTOR, sender=OUTSIDER)
    assert house.credit(BETTOR) == 930 * USDC
    assert house.escrow.view.allocationOf(engine, BETTOR)[0] == 0


def withdrawal(house: House, to: str, amount: int) -> bytes:
    domain = escrow_domain(house.node.client.chain_id(), house.escrow.address)
    nonce = house.escrow.view.accountOf(BETTOR)["withdrawNonce"]
    return sign_withdraw(PEOPLE["BETTOR"], domain, to, amount, ZERO, nonce, LATER)


def later_engine(house: House, exit_delay: int = 0) -> str:
    """An address that is registered after the seal and may send."""
    engine: Contract = house.node.deploy("SettableResolution", sender=GOVERNANCE)
    house.escrow.registerEngine(engine, exit_delay, False, sender=GOVERNANCE)
    house.node.client.request("anvil_impersonateAccount", engine.address)
    house.node.client.request("anvil_setBalance", engine.address, hex(10**20))
    return engine.address
