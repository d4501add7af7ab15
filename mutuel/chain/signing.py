"""Signatures that our contracts and USDC accept: EIP-712 messages, built exactly as the chain checks them.

Amounts are micro-USDC, times UTC seconds. Every function returns the signature as 65 bytes r || s || v.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from eth_abi.abi import encode
from eth_account.messages import encode_typed_data
from eth_account.signers.local import LocalAccount
from eth_keys.datatypes import Signature
from eth_keys.exceptions import BadSignature
from eth_utils.crypto import keccak
from eth_utils.exceptions import ValidationError

from mutuel.chain.client import Client

# As in Escrow: what an ERC-3009 nonce is bound to, so that a pending bet can never be turned into a deposit.
BET_TAG = keccak(text="Mutuel.Bet")
DEPOSIT_TAG = keccak(text="Mutuel.Deposit")

DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
PERMIT = "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
RECEIVE = (
    "ReceiveWithAuthorization(address from,address to,uint256 value,"
    "uint256 validAfter,uint256 validBefore,bytes32 nonce)"
)
WITHDRAW = (
    "Withdraw(address account,address to,uint256 amount,address submitter,uint256 nonce,uint256 deadline)"
)
OPT_IN = "EngineOptIn(address account,uint8 id,bool on,uint256 nonce,uint256 deadline)"
REPORT = (
    "Report(bytes32 questionId,uint8 seq,uint32 knownAt,uint16 sourceMask,int64[] values,uint8 flags,"
    "bytes32 evidenceRoot,string evidenceUri)"
)
MARKET_REPORT = "MarketReport(uint256 marketId,uint8 action,uint32 at,bytes32 evidenceRoot)"


class Domain(NamedTuple):
    """An EIP-712 domain."""

    name: str
    version: str
    chain_id: int
    contract: str


class BetTerms(NamedTuple):
    """What a relayed bet is bound to; `salt` (32 bytes) tells equal bets apart."""

    account: str
    market_id: int
    outcome: int
    amount: int
    min_weight: int
    salt: bytes


class Validity(NamedTuple):
    """An authorization holds for validAfter < block time < validBefore."""

    after: int
    before: int


def escrow_domain(chain_id: int, escrow: str) -> Domain:
    return Domain("Mutuel Escrow", "1", chain_id, escrow)


def resolution_domain(chain_id: int, resolution: str) -> Domain:
    return Domain("Mutuel Resolution", "1", chain_id, resolution)


def parimutuel_domain(chain_id: int, engine: str) -> Domain:
    return Domain("Mutuel Parimutuel", "1", chain_id, engine)


def separator(domain: Domain) -> bytes:
    """What EIP-712 hashes of a domain into each message."""
    kinds = ["bytes32", "bytes32", "bytes32", "uint256", "address"]
    names = [keccak(text=text) for text in (DOMAIN, domain.name, domain.version)]
    return keccak(encode(kinds, [*names, domain.chain_id, domain.contract]))


def token_domain(client: Client, usdc: str) -> Domain:
    """USDC's domain as the token itself names it ("USD Coin" on Base, "USDC" on its test network)."""
    name, version = (_text(client.call(usdc, keccak(text=getter)[:4])) for getter in ("name()", "version()"))
    return Domain(name, version, client.chain_id(), usdc)


def report_digest(domain: Domain, report: Mapping[str, Any]) -> bytes:
    """What reporters sign, equal to Resolution.reportDigest; `report` by the names of IResolution.Report."""
    return digest(domain, REPORT, report)


def sign_report(account: LocalAccount, domain: Domain, report: Mapping[str, Any]) -> bytes:
    return sign(account, domain, REPORT, report)


def market_report_digest(domain: Domain, report: Mapping[str, Any]) -> bytes:
    """What reporters sign to halt or cancel one market, equal to ParimutuelEngine.marketReportDigest; `report` by the
    names of IParimutuelEngine.MarketReport."""
    return digest(domain, MARKET_REPORT, report)


def sign_market_report(account: LocalAccount, domain: Domain, report: Mapping[str, Any]) -> bytes:
    return sign(account, domain, MARKET_REPORT, report)


def sign_permit(
    account: LocalAccount, token: Domain, spender: str, value: int, nonce: int, deadline: int
) -> bytes:
    """EIP-2612; `nonce` is the token's `nonces(account)`."""
    message = {
        "owner": account.address,
        "spender": spender,
        "value": value,
        "nonce": nonce,
        "deadline": deadline,
    }
    return sign(account, token, PERMIT, message)


def bet_nonce(chain_id: int, escrow: str, engine: str, terms: BetTerms) -> bytes:
    """The ERC-3009 nonce of a relayed bet (R-PAY): binds engine and every term, so nobody can change it."""
    kinds = ["address", "uint256", "uint8", "uint256", "uint256", "bytes32"]
    payload = keccak(encode(kinds, list(terms)))
    values = [BET_TAG, chain_id, escrow, engine, payload]
    return keccak(encode(["bytes32", "uint256", "address", "address", "bytes32"], values))


def deposit_nonce(chain_id: int, escrow: str, account: str, amount: int, salt: bytes) -> bytes:
    """The ERC-3009 nonce of a relayed deposit."""
    values = [DEPOSIT_TAG, chain_id, escrow, account, amount, salt]
    return keccak(encode(["bytes32", "uint256", "address", "address", "uint256", "bytes32"], values))


def sign_bet(
    account: LocalAccount, token: Domain, escrow: str, engine: str, terms: BetTerms, validity: Validity
) -> bytes:
    """ERC-3009 for ParimutuelEngine.betWithAuthorization."""
    nonce = bet_nonce(token.chain_id, escrow, engine, terms)
    return _sign_receive(account, token, escrow, terms.amount, validity, nonce)


def sign_deposit(
    account: LocalAccount, token: Domain, escrow: str, amount: int, salt: bytes, validity: Validity
) -> bytes:
    """ERC-3009 for Escrow.depositWithAuthorization."""
    nonce = deposit_nonce(token.chain_id, escrow, account.address, amount, salt)
    return _sign_receive(account, token, escrow, amount, validity, nonce)


def sign_withdraw(
    account: LocalAccount, escrow: Domain, to: str, amount: int, submitter: str, nonce: int, deadline: int
) -> bytes:
    """For Escrow.withdrawBySig; `nonce` is `accountOf(account).withdrawNonce`."""
    message = {
        "account": account.address, "to": to, "amount": amount,
        "submitter": submitter, "nonce": nonce, "deadline": deadline,
    }  # fmt: skip
    return sign(account, escrow, WITHDRAW, message)


def sign_opt_in(
    account: LocalAccount, escrow: Domain, engine_id: int, on: bool, nonce: int, deadline: int
) -> bytes:
    """For Escrow.setEngineOptInBySig; shares `withdrawNonce`."""
    message = {"account": account.address, "id": engine_id, "on": on, "nonce": nonce, "deadline": deadline}
    return sign(account, escrow, OPT_IN, message)


def signer_of(digest: bytes, signature: bytes) -> str | None:
    """EIP-55 address of who signed `digest` as r || s || v; None where nobody can have."""
    if len(signature) != 65 or signature[64] not in (27, 28):
        return None
    try:
        found = Signature(signature[:64] + bytes([signature[64] - 27])).recover_public_key_from_msg_hash(
            digest
        )
    except (BadSignature, ValidationError):
        return None
    return str(found.to_checksum_address())


def digest(domain: Domain, type_text: str, message: Mapping[str, Any]) -> bytes:
    signable = _signable(domain, type_text, message)
    return keccak(b"\x19" + signable.version + signable.header + signable.body)


def sign(account: LocalAccount, domain: Domain, type_text: str, message: Mapping[str, Any]) -> bytes:
    return bytes(account.sign_message(_signable(domain, type_text, message)).signature)


def _sign_receive(
    account: LocalAccount, token: Domain, escrow: str, value: int, validity: Validity, nonce: bytes
) -> bytes:
    message = {
        "from": account.address, "to": escrow, "value": value,
        "validAfter": validity.after, "validBefore": validity.before, "nonce": nonce,
    }  # fmt: skip
    return sign(account, token, RECEIVE, message)


def _signable(domain: Domain, type_text: str, message: Mapping[str, Any]) -> Any:
    name, _, fields = type_text[:-1].partition("(")
    described = [dict(zip(("type", "name"), field.split(" "), strict=True)) for field in fields.split(",")]
    return encode_typed_data(
        domain_data={
            "name": domain.name, "version": domain.version,
            "chainId": domain.chain_id, "verifyingContract": domain.contract,
        },
        message_types={name: described},
        message_data=dict(message),
    )  # fmt: skip


def _text(data: bytes) -> str:
    """An ABI-encoded string."""
    length = int.from_bytes(data[32:64], "big")
    return data[64 : 64 + length].decode()
