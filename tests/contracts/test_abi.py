"""The committed ABI files are what the contracts compile to."""

from scripts.generate.abi import FOLDER, ROOT, abi_texts, differences


def test_differences__committed_files__there_are_none() -> None:
    assert differences(abi_texts(ROOT), FOLDER) == []
