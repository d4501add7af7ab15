"""Contract wallets are welcome; a token that calls back gains nothing."""

from types import SimpleNamespace
from typing import Any, cast

from eth_account.signers.local import LocalAccount

from mutuel.chain.signing import BetTerms, Domain, Validity, escrow_domain, sign_bet, sign_withdraw
from tests.contracts.house import (
    BETTOR,
    GOVERNANCE,
    PEOPLE,
    RELAYER,
    RIVAL,
    UNLIMITED,
    USDC,
    House,
    Market,
)
from tests.contracts.node import Contract
from tests.contracts.refusals import refused

LATER = 2**40 - 1
ZERO = "0x" + "00" * 20
SALT = b"\2" * 32


def test_bet_with_authorization__contract_wallet__accepted_by_erc_1271(house: House, market: Market) -> None:
    """Case 5: a 1271 wallet; its owner's signature counts, a stranger's does not."""
    wallet = smart_wallet(house)
    terms = BetTerms(wallet.address, market.id, 1, 20 * USDC, 0, SALT)
    validity = Validity(0, LATER)
    for signer, accepted in (("RIVAL", False), ("BETTOR", True)):
        sig = sign_as(house, signer, wallet.address, terms, validity)
        if accepted:
            house.engine.betWithAuthorization(*terms, *validity, sig, sender=RELAYER)
            continue
        with refused("Error", reason="FiatTokenV2: invalid signature"):
            house.engine.betWithAuthorization(*terms, *validity, sig, sender=RELAYER)
    assert house.locked(market) == 20 * USDC


def test_withdraw_by_sig__contract_wallet__accepted_by_erc_1271(house: House) -> None:
    wallet = smart_wallet(house)
    house.escrow.depositFor(wallet.address, 9 * USDC, b"", sender=BETTOR)
    domain = escrow_domain(house.node.client.chain_id(), house.escrow.address)
    message = {"account": wallet.address, "to": RIVAL, "amount": 9 * USDC}
    sig = sign_message(domain, "BETTOR", message)
    before = house.wallet(RIVAL)
    house.escrow.withdrawBySig(wallet.address, RIVAL, 9 * USDC, ZERO, LATER, sig, sender=RELAYER)
    assert house.wallet(RIVAL) - before == 9 * USDC


def test_bet__delegated_account_without_erc_1271__wallet_bets_signatures_do_not(
    house: House, market: Market
) -> None:
    """Case 5: a 7702 wallet whose delegate knows no ERC-1271 can still use its allowance."""
    delegate = house.resolution.address
    code = "0xef0100" + delegate[2:]
    house.node.client.request("anvil_setCode", BETTOR, code)
    terms = BetTerms(BETTOR, market.id, 1, 20 * USDC, 0, SALT)
    sig = sign_bet(
        PEOPLE["BETTOR"],
        house.token_domain(),
        house.escrow.address,
        house.engine.address,
        terms,
        Validity(0, LATER),
    )
    with refused("Error", reason="FiatTokenV2: invalid signature"):
        house.engine.betWithAuthorization(*terms, 0, LATER, sig, sender=RELAYER)
    house.bet(market, BETTOR, 1, 20)
    assert house.locked(market) == 20 * USDC


def test_release__token_calls_back__nothing_is_paid_twice(house: House) -> None:
    """Effects first, one guard around the token."""
    token = house.node.deploy("ReentrantToken", sender=GOVERNANCE)
    escrow = house.node.deploy("Escrow", token, house.access, sender=GOVERNANCE)
    for account in (BETTOR, RIVAL):
        token.mint(account, 100 * USDC, sender=account)
        token.approve(escrow, UNLIMITED, sender=account)
        escrow.deposit(50 * USDC, sender=account)
    token.mint(token, 10 * USDC, sender=BETTOR)
    escrow.depositFor(token, 10 * USDC, b"", sender=BETTOR)
    token.arm(escrow, escrow.encode("withdraw", 10 * USDC), sender=BETTOR)
    escrow.withdraw(50 * USDC, sender=BETTOR)
    assert (token.view.attempts(), token.view.successes()) == (1, 0)
    assert escrow.view.accountOf(token.address)["credit"] == 10 * USDC
    assert token.view.balanceOf(escrow.address) == 60 * USDC


def smart_wallet(house: House) -> Contract:
    """Owned by BETTOR, with USDC and an allowance to Escrow."""
    wallet = house.node.deploy("ContractWallet", BETTOR, sender=BETTOR)
    house.usdc.mint(wallet, 100 * USDC, sender=GOVERNANCE)
    wallet.execute(house.usdc, house.usdc.encode("approve", house.escrow, UNLIMITED), sender=BETTOR)
    return wallet


def sign_as(house: House, signer: str, account: str, terms: BetTerms, validity: Validity) -> bytes:
    """`signer` signs an authorization of `account`."""
    key = stand_in(account, signer)
    return sign_bet(key, house.token_domain(), house.escrow.address, house.engine.address, terms, validity)


def sign_message(domain: Domain, signer: str, message: dict[str, Any]) -> bytes:
    key = stand_in(message["account"], signer)
    return sign_withdraw(key, domain, message["to"], message["amount"], ZERO, 0, LATER)


def stand_in(address: str, signer: str) -> LocalAccount:
    """Signs with one person's key in another account's name, as a wallet's owner does."""
    return cast(LocalAccount, SimpleNamespace(address=address, sign_message=PEOPLE[signer].sign_message))
