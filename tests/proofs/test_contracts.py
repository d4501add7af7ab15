"""I3 and I15, proved on bytecode by Halmos: for every state, caller and argument at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts import compiled
from tests.proofs import broken, halmos

SOURCES_HASH = re.compile("a2646970667358221220[0-9a-f]{64}")
"""The compiler appends it; it also hashes the compiler's settings, remappings among them."""
CHECKS = pytest.mark.parametrize("name", halmos.names())


@CHECKS
def test_check__on_the_contracts__is_proved(name: str, on_the_contracts: dict[str, str]) -> None:
    assert on_the_contracts[name] == "proved"


@pytest.mark.parametrize("contract", ["Escrow"])
def test_creation_code__proved__is_what_is_deployed(contract: str, on_the_contracts: dict[str, str]) -> None:
    kind = compiled.contracts()[contract].contract_type
    assert on_the_contracts
    proved, deployed = (
        halmos.creation_code(contract),
        str(kind.deployment_bytecode.bytecode).removeprefix("0x"),
    )
    assert SOURCES_HASH.sub("", proved) == SOURCES_HASH.sub("", deployed)


@CHECKS
def test_check__on_broken_contracts__is_refuted(name: str, on_broken_contracts: dict[str, str]) -> None:
    assert on_broken_contracts[name] == "refuted"


@pytest.mark.parametrize("code", halmos.OTHERWISE)
def test_answer__neither_proved_nor_refuted__says_why(code: int) -> None:
    check = {"exitcode": code, "num_models": 0, "num_bounded_loops": 0}
    assert halmos.answer(check) == halmos.OTHERWISE[code]


def test_answer__a_loop_cut_short__is_no_proof() -> None:
    check = {"exitcode": halmos.PASS, "num_models": 0, "num_bounded_loops": 1}
    assert halmos.answer(check) == "a loop was left before its end"


def test_write__a_line_that_is_gone__is_refused(tmp_path: Path) -> None:
    (tmp_path / "contracts" / "escrow").mkdir(parents=True)
    (tmp_path / "contracts" / "escrow" / "EscrowEngines.sol").write_text("contract EscrowEngines {}")
    with pytest.raises(ValueError, match="has 0 times"):
        broken.write(tmp_path / "contracts", tmp_path / "broken")
