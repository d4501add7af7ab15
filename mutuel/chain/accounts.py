"""Private keys of the services' own accounts: from settings, or from a folder of encrypted keystore files."""

import json
from pathlib import Path

from eth_account import Account
from eth_account.signers.local import LocalAccount
from pydantic import SecretStr

from mutuel.errors import KeyMissing

Signer = LocalAccount
"""What the services call an account that signs; only this package knows the library."""


def from_keys(keys: SecretStr) -> list[LocalAccount]:
    """Accounts of comma-separated private keys, in their order. Raises KeyMissing; never shows a key."""
    accounts: list[LocalAccount] = []
    for number, key in enumerate(filter(None, map(str.strip, keys.get_secret_value().split(","))), 1):
        try:
            accounts.append(Account.from_key(key))
        except Exception:  # noqa: BLE001  # the libraries below differ in what they raise, and may quote the key
            raise KeyMissing(f"Private key {number} is malformed.") from None
    return accounts


def from_keystore(folder: Path, role: str, password: SecretStr) -> list[LocalAccount]:
    """Accounts of the files `<role>*.json` in `folder`, by name. Raises KeyMissing."""
    accounts: list[LocalAccount] = []
    for path in sorted(folder.glob(f"{role}*.json")):
        try:
            accounts.append(
                Account.from_key(Account.decrypt(json.loads(path.read_text()), password.get_secret_value()))
            )
        except ValueError:
            raise KeyMissing(f"{path} cannot be opened with the password given.") from None
    return accounts


def load(role: str, keys: SecretStr, keystore: Path | None, password: SecretStr) -> list[LocalAccount]:
    """The accounts of a role ("keeper", "reporter"): its keys, else its keystore files. Raises KeyMissing."""
    accounts = from_keys(keys) or (from_keystore(keystore, role, password) if keystore else [])
    if not accounts:
        raise KeyMissing(
            f"No {role} key: set MUTUEL_{role.upper()}_KEY(S), or MUTUEL_KEYSTORE with {role}*.json in it."
        )
    return accounts
