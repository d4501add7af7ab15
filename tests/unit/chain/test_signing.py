"""Digests are computed here a second time, word by word from EIP-712, and must be what was signed."""

from typing import Any

import pytest
from eth_abi.abi import encode
from eth_account import Account
from eth_keys.datatypes import Signature
from eth_utils.crypto import keccak
from hypothesis import given
from hypothesis import strategies as st

from mutuel.chain import signing
from mutuel.chain.signing import BetTerms, Domain, Validity

ACCOUNT = Account.from_key(b"\x01" * 32)
ESCROW, ENGINE, USDC, OTHER = ("0x" + digit * 40 for digit in "1234")
TOKEN = Domain("USD Coin", "2", 8453, USDC)
DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"


def digest(domain: Domain, struct: bytes) -> bytes:
    kinds = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    fields = [keccak(text=DOMAIN_TYPE), keccak(text=domain.name), keccak(text=domain.version)]
    separator = keccak(encode(kinds, [*fields, domain.chain_id, domain.contract]))
    return keccak(b"\x19\x01" + separator + struct)


def struct(type_text: str, kinds: list[str], values: list[Any]) -> bytes:
    return keccak(encode(["bytes32", *kinds], [keccak(text=type_text), *values]))


def signer(message: bytes, signature: bytes) -> str:
    assert signature[64] in (27, 28)
    recovered = Signature(signature[:64] + bytes([signature[64] - 27])).recover_public_key_from_msg_hash(
        message
    )
    return recovered.to_checksum_address()


def test_sign_permit__any_values__recovers_over_the_digest_of_eip_2612() -> None:
    values = [ACCOUNT.address, ESCROW, 5, 6, 7]
    expected = digest(
        TOKEN, struct(signing.PERMIT, ["address", "address", "uint256", "uint256", "uint256"], values)
    )
    assert signer(expected, signing.sign_permit(ACCOUNT, TOKEN, ESCROW, 5, 6, 7)) == ACCOUNT.address


def receive_digest(nonce: bytes, amount: int) -> bytes:
    kinds = ["address", "address", "uint256", "uint256", "uint256", "bytes32"]
    return digest(TOKEN, struct(signing.RECEIVE, kinds, [ACCOUNT.address, ESCROW, amount, 1, 2, nonce]))


def test_sign_bet__terms__are_bound_by_the_nonce_of_r_pay() -> None:
    terms = BetTerms(ACCOUNT.address, 1 << 48, 3, 10**6, 10**6, b"s" * 32)
    payload = keccak(encode(["address", "uint256", "uint8", "uint256", "uint256", "bytes32"], list(terms)))
    kinds = ["bytes32", "uint256", "address", "address", "bytes32"]
    nonce = keccak(encode(kinds, [signing.BET_TAG, 8453, ESCROW, ENGINE, payload]))
    signature = signing.sign_bet(ACCOUNT, TOKEN, ESCROW, ENGINE, terms, Validity(1, 2))
    assert signer(receive_digest(nonce, 10**6), signature) == ACCOUNT.address


def test_sign_deposit__nonce__is_bound_to_amount_and_salt() -> None:
    kinds = ["bytes32", "uint256", "address", "address", "uint256", "bytes32"]
    nonce = keccak(encode(kinds, [signing.DEPOSIT_TAG, 8453, ESCROW, ACCOUNT.address, 9, b"s" * 32]))
    signature = signing.sign_deposit(ACCOUNT, TOKEN, ESCROW, 9, b"s" * 32, Validity(1, 2))
    assert signer(receive_digest(nonce, 9), signature) == ACCOUNT.address


@pytest.mark.parametrize("field", BetTerms._fields)
def test_bet_nonce__any_term_changed__is_another(field: str) -> None:
    terms = BetTerms(ESCROW, 1, 2, 3, 4, b"s" * 32)
    changed: dict[str, Any] = {"account": OTHER, "salt": b"t" * 32}
    altered = terms._replace(**{field: changed.get(field, 9)})
    assert signing.bet_nonce(1, ESCROW, ENGINE, terms) != signing.bet_nonce(1, ESCROW, ENGINE, altered)


def test_bet_nonce__other_engine_or_chain__is_another() -> None:
    terms = BetTerms(ESCROW, 1, 2, 3, 4, b"s" * 32)
    nonces = {
        signing.bet_nonce(*where, terms)
        for where in ((1, ESCROW, ENGINE), (2, ESCROW, ENGINE), (1, ESCROW, OTHER))
    }
    assert len(nonces) == 3


def test_sign_withdraw__values__recover_over_the_escrow_domain() -> None:
    domain = signing.escrow_domain(8453, ESCROW)
    kinds = ["address", "address", "uint256", "address", "uint256", "uint256"]
    expected = digest(domain, struct(signing.WITHDRAW, kinds, [ACCOUNT.address, OTHER, 5, ENGINE, 6, 7]))
    assert signer(expected, signing.sign_withdraw(ACCOUNT, domain, OTHER, 5, ENGINE, 6, 7)) == ACCOUNT.address


def test_sign_opt_in__values__recover_over_the_escrow_domain() -> None:
    domain = signing.escrow_domain(8453, ESCROW)
    kinds = ["address", "uint8", "bool", "uint256", "uint256"]
    expected = digest(domain, struct(signing.OPT_IN, kinds, [ACCOUNT.address, 2, True, 6, 7]))
    assert signer(expected, signing.sign_opt_in(ACCOUNT, domain, 2, True, 6, 7)) == ACCOUNT.address


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=5), st.text(max_size=40))
def test_report_digest__any_values__hashes_list_and_text_as_eip_712_says(values: list[int], uri: str) -> None:
    domain = signing.resolution_domain(8453, ENGINE)
    report = {
        "questionId": b"q" * 32, "seq": 1, "knownAt": 2, "sourceMask": 3, "values": values, "flags": 0,
        "evidenceRoot": b"e" * 32, "evidenceUri": uri,
    }  # fmt: skip
    hashed = keccak(b"".join(value.to_bytes(32, "big", signed=True) for value in values))
    kinds = ["bytes32", "uint8", "uint32", "uint16", "bytes32", "uint8", "bytes32", "bytes32"]
    fields = [b"q" * 32, 1, 2, 3, hashed, 0, b"e" * 32, keccak(text=uri)]
    expected = digest(domain, struct(signing.REPORT, kinds, fields))
    assert signing.report_digest(domain, report) == expected
    assert signer(expected, signing.sign_report(ACCOUNT, domain, report)) == ACCOUNT.address


@given(
    st.integers(0, 2**256 - 1),
    st.integers(0, 255),
    st.integers(0, 2**32 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_sign_market_report__any_values__recovers_over_the_parimutuel_domain(
    market_id: int, action: int, at: int, root: bytes
) -> None:
    domain = signing.parimutuel_domain(8453, ENGINE)
    report = {"marketId": market_id, "action": action, "at": at, "evidenceRoot": root}
    kinds = ["uint256", "uint8", "uint32", "bytes32"]
    expected = digest(domain, struct(signing.MARKET_REPORT, kinds, [market_id, action, at, root]))
    assert domain == Domain("Mutuel Parimutuel", "1", 8453, ENGINE)
    assert signing.market_report_digest(domain, report) == expected
    assert signer(expected, signing.sign_market_report(ACCOUNT, domain, report)) == ACCOUNT.address


def test_signer_of__signed_report__names_the_reporter_and_nobody_for_garbage() -> None:
    digest = keccak(b"report")
    signature = bytes(ACCOUNT.unsafe_sign_hash(digest).signature)
    assert signing.signer_of(digest, signature) == ACCOUNT.address
    assert signing.signer_of(keccak(b"another"), signature) != ACCOUNT.address
    for garbage in (b"", signature[:-1], signature[:-1] + b"\x05", bytes(64) + b"\x1b"):
        assert signing.signer_of(digest, garbage) is None
