"""Which ABI files count as stale."""

from pathlib import Path

from scripts.generate.abi import differences, write


def test_differences__changed_missing_and_left_over__names_each(tmp_path: Path) -> None:
    write({"IOne.json": "[]\n", "ITwo.json": "[]\n"}, tmp_path)
    assert differences({"IOne.json": "[]\n", "ITwo.json": "[1]\n", "IThree.json": "[]\n"}, tmp_path) == [
        "IThree.json",
        "ITwo.json",
    ]
    assert differences({"IOne.json": "[]\n"}, tmp_path) == ["ITwo.json"]


def test_write__file_that_is_no_contract_any_more__is_removed(tmp_path: Path) -> None:
    write({"IOne.json": "[]\n", "ITwo.json": "[]\n"}, tmp_path)
    write({"ITwo.json": "[2]\n"}, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"ITwo.json": "[2]\n"}
