"""Private keys of the services' own accounts: from settings, or from a folder of encrypted keystore files."""

import json
import re
from pathlib import Path
from typing import Final

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_keys.constants import SECPK1_N
from pydantic import SecretStr

from mutuel.errors import KeyMissing

NO_KEYSTORE: Final = (ValueError, TypeError, KeyError, NotImplementedError, OSError)
"""What reading a file raises that is none, of another version (eth_account's word for that is NotImplementedError), or
locked with another password."""
_KEY: Final = re.compile(r"(?:0[xX])?[0-9a-fA-F]{64}", re.ASCII)

Signer = LocalAccount
"""What the services call an account that signs; only this package knows the library."""


def from_keys(keys: SecretStr) -> list[LocalAccount]:
    """Accounts of comma-separated private keys, in their order. Raises KeyMissing; never shows a key."""
    accounts: list[LocalAccount] = []
    for number, key in enumerate(filter(None, map(str.strip, keys.get_secret_value().split(","))), 1):
        if not _is_key(key):  # asked first: the libraries below may quote it in what they raise
            raise KeyMissing(f"Private key {number} is malformed.")
        accounts.append(Account.from_key(key))
    return accounts


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None and 0 < int(text, 16) < SECPK1_N


def from_keystore(folder: Path, role: str, password: SecretStr) -> list[LocalAccount]:
    """Accounts of the files `<role>*.json` in `folder`, by name. Raises KeyMissing."""
    accounts: list[LocalAccount] = []
    for path in sorted(folder.glob(f"{role}*.json")):
        try:
            accounts.append(
                Account.from_key(Account.decrypt(json.loads(path.read_text()), password.get_secret_value()))
            )
        except NO_KEYSTORE:
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
