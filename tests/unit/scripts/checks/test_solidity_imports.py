"""The direction of imports between folders of contracts."""

from pathlib import Path

import pytest

from scripts.checks import solidity_imports

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("libraries", "types", True),
        ("interfaces", "libraries", True),
        ("escrow", "interfaces", True),
        ("escrow", "escrow", True),
        ("testing", "escrow", True),
        ("types", "libraries", False),
        ("types", "interfaces", False),
        ("libraries", "interfaces", False),
        ("engines", "escrow", False),
        ("escrow", "testing", False),
        ("interfaces", "escrow", False),
    ],
)
def test_allowed__pair_of_folders__follows_the_layers(importer: str, imported: str, allowed: bool) -> None:
    assert solidity_imports.allowed(importer, imported) is allowed


def test_layers__contract_of_another_folder__is_named_with_its_line(tmp_path: Path) -> None:
    for folder in ("escrow", "engines"):
        (tmp_path / "contracts" / folder).mkdir(parents=True)
    (tmp_path / "contracts/escrow/Escrow.sol").write_text("contract Escrow {}\n")
    text = '// one\nimport {\n    Escrow\n} from "../escrow/Escrow.sol";\nimport {A} from "@openzeppelin/A.sol";\n'
    (tmp_path / "contracts/engines/Engine.sol").write_text(text)
    [complaint] = solidity_imports.layers(tmp_path)
    assert complaint == "contracts/engines/Engine.sol:2: engines may not import escrow/Escrow.sol"


def test_layers__our_contracts__keep_them() -> None:
    assert list(solidity_imports.layers(ROOT)) == []
