"""Keys come from the environment or from keystore files, and are shown to nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eth_account import Account
from pydantic import SecretStr

from mutuel.chain.accounts import from_keys, from_keystore, load
from mutuel.errors import KeyMissing

KEYS = ["0x" + f"{number:02x}" * 32 for number in (1, 2, 3)]
ADDRESSES = [Account.from_key(key).address for key in KEYS]
PASSWORD = SecretStr("correct horse")


def keystore(folder: Path, *names: str) -> Path:
    """A file for each of the first keys; few iterations, since nothing is to be kept secret here."""
    for name, key in zip(names, KEYS, strict=False):
        locked = Account.encrypt(
            bytes.fromhex(key[2:]), PASSWORD.get_secret_value(), kdf="pbkdf2", iterations=2
        )
        (folder / name).write_text(json.dumps(locked))
    return folder


def test_from_keys__list__accounts_in_its_order() -> None:
    assert [one.address for one in from_keys(SecretStr(f"{KEYS[1]}, {KEYS[0]},"))] == ADDRESSES[1::-1]
    assert from_keys(SecretStr("")) == []


@pytest.mark.parametrize("bad", [KEYS[1] + "ff", "0x" + "00" * 32, "ff" * 32, "secret", "0x" + "١" * 64])
def test_from_keys__malformed__its_number_and_nothing_of_it(bad: str) -> None:
    with pytest.raises(KeyMissing) as refused:
        from_keys(SecretStr(f"{KEYS[0]},{bad}"))
    assert str(refused.value) == "Private key 2 is malformed."


def test_from_keystore__files_of_the_role__unlocked_by_name_and_no_others(tmp_path: Path) -> None:
    folder = keystore(tmp_path, "reporter-b.json", "reporter-a.json", "keeper.json")
    found = from_keystore(folder, "reporter", PASSWORD)
    assert [one.address for one in found] == [ADDRESSES[1], ADDRESSES[0]]
    assert [one.address for one in from_keystore(folder, "keeper", PASSWORD)] == [ADDRESSES[2]]


def test_from_keystore__wrong_password__the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match=r"keeper\.json cannot be opened"):
        from_keystore(keystore(tmp_path, "keeper.json"), "keeper", SecretStr("guess"))


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"crypto": {"kdf": "none"}, "version": 3}', '{"version": 9}']
)
def test_from_keystore__file_is_no_keystore__the_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "keeper.json").write_text(content)
    with pytest.raises(KeyMissing, match=r"keeper\.json cannot be opened"):
        from_keystore(tmp_path, "keeper", PASSWORD)


def test_load__both_are_there__the_environment_decides(tmp_path: Path) -> None:
    folder = keystore(tmp_path, "keeper.json")
    assert [one.address for one in load("keeper", SecretStr(KEYS[2]), folder, PASSWORD)] == [ADDRESSES[2]]
    assert [one.address for one in load("keeper", SecretStr(""), folder, PASSWORD)] == [ADDRESSES[0]]


@pytest.mark.parametrize("with_folder", [True, False])
def test_load__no_key_anywhere__says_what_to_set(tmp_path: Path, with_folder: bool) -> None:
    with pytest.raises(KeyMissing, match="MUTUEL_KEYSTORE"):
        load("reporter", SecretStr(""), tmp_path if with_folder else None, PASSWORD)
