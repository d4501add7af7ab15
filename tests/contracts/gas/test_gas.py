"""The gas gate: limits of the design, and the committed figures as a diff to review.

`make bench-gas` (BENCH_GAS=write) writes benchmarks/gas.json; here it is measured again and compared.
"""

import json
import os
from pathlib import Path

import pytest

from tests.contracts.deployed import Chain
from tests.contracts.gas.measure import measure, proof
from tests.contracts.house import House

FILE = Path(__file__).resolve().parents[3] / "benchmarks" / "gas.json"
LIMITS = {
    "betWalletNew": 104_000,
    "betWalletRepeat": 86_500,
    "betCreditNew": 75_000,
    "betCreditRepeat": 57_000,
    "betAuthorization": 142_000,
    "batchBetExtra": 51_900,
    "proveObservation": 78_000,
    "proveStreams": 94_000,
    "settle": 54_000,
    "settleFee": 67_000,
    "settleMerge": 64_200,
    "settleUpDown": 57_400,
    "settleRace": 67_500,
    "contest": 74_500,
    "claimFor": 70_000,
    "claimCredit": 47_000,
    "batchClaimExtra": 22_000,
    "pushPerWinner": 21_000,
    "createMarket": 90_000,
    "createMarketBatchEach": 55_000,
    "createMarketBatchEachOneSlot": 34_000,
}


@pytest.fixture(scope="module")
def measured(built: House, deployed: Chain) -> dict[str, int]:
    with built.node.undone(), built.node.one_second_blocks():
        figures = measure(built)
    with deployed.undone():
        figures |= proof(deployed)
    if os.environ.get("BENCH_GAS") == "write":
        FILE.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n")
    return figures


@pytest.mark.parametrize("act", sorted(LIMITS))
def test_gas__each_act__is_within_its_limit(measured: dict[str, int], act: str) -> None:
    assert measured[act] <= LIMITS[act]


@pytest.mark.parametrize("act", ["New", "Repeat"])
def test_gas__weighted_bet__within_one_per_cent_of_a_flat_one(measured: dict[str, int], act: str) -> None:
    assert measured[f"betWeighted{act}"] * 100 <= measured[f"betWallet{act}"] * 101


@pytest.mark.parametrize("act", sorted(json.loads(FILE.read_text())))
def test_gas__committed_figure__is_what_is_measured(measured: dict[str, int], act: str) -> None:
    """Within 600 gas: the compiler lays code out differently when an unrelated contract changes."""
    committed = json.loads(FILE.read_text())
    assert abs(measured[act] - committed[act]) <= 600, "run `make bench-gas` and review the difference"
