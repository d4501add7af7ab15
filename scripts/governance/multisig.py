"""Acts of the Safe with its owners' keys at hand, as on a local chain: one call, or several in one transaction.

Safe's own contracts are asked for the hash that owners sign, so nothing of its encoding is repeated here. On a public
network the owners' keys are at nobody's hand: there the file of `batch` goes to app.safe.global.
"""

from collections.abc import Sequence
from typing import Final

from eth_account.signers.local import LocalAccount
from eth_utils.address import to_canonical_address

from mutuel.chain.abi import ZERO_ADDRESS
from mutuel.chain.contracts import Call
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused

CALL: Final = 0
DELEGATE_CALL: Final = 1


def executed(chamber: Chamber, calls: Sequence[Call], owners: Sequence[LocalAccount], sender: str) -> Call:
    """The transaction that makes the Safe do all calls or none. Raises GovernanceRefused."""
    safe = chamber.contract("Safe")
    _require_enough(chamber, owners)
    to, data, operation = _joined(chamber, calls)
    terms = (to, 0, data, operation, 0, 0, 0, ZERO_ADDRESS, ZERO_ADDRESS)  # no gas is refunded
    digest = safe.read("getTransactionHash", *terms, safe.read("nonce"))
    ascending = sorted(owners, key=lambda owner: int(owner.address, 16))
    signatures = b"".join(owner.unsafe_sign_hash(digest).signature for owner in ascending)
    call = safe.prepare("execTransaction", *terms, signatures)
    _rehearse(chamber, calls, call, sender)
    return call


def _rehearse(chamber: Chamber, calls: Sequence[Call], together: Call, sender: str) -> None:
    """Safe only says that something inside failed (GS013): what and why, the calls themselves tell."""
    try:
        chamber.rehearse(sender, together)
    except GovernanceRefused:
        for call in calls:
            chamber.rehearse(chamber.book.address("Safe"), call)
        raise


def _require_enough(chamber: Chamber, owners: Sequence[LocalAccount]) -> None:
    safe = chamber.contract("Safe")
    known, needed = set(safe.read("getOwners")), safe.read("getThreshold")
    strangers = [owner.address for owner in owners if owner.address not in known]
    if strangers:
        raise GovernanceRefused(f"{', '.join(strangers)} is no owner of the Safe.")
    if (distinct := len({owner.address for owner in owners})) < needed:
        raise GovernanceRefused(f"The Safe wants {needed} owners' signatures, {distinct} are at hand.")


def _joined(chamber: Chamber, calls: Sequence[Call]) -> tuple[str, bytes, int]:
    if not calls:
        raise GovernanceRefused("There is nothing for the Safe to do.")
    if len(calls) == 1:
        return calls[0].to, calls[0].data, CALL
    together = chamber.contract("MultiSendCallOnly").prepare("multiSend", b"".join(map(_packed, calls)))
    return together.to, together.data, DELEGATE_CALL


def _packed(call: Call) -> bytes:
    """Safe's format: operation, address, value, length, data; without padding."""
    return (
        bytes([CALL])
        + to_canonical_address(call.to)
        + bytes(32)
        + len(call.data).to_bytes(32, "big")
        + call.data
    )
