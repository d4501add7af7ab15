"""Files of Safe's Transaction Builder: the reference's checksum, and an execution through the local Safe."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from scripts.accounts import account
from scripts.governance import batch, payments, stops
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused
from scripts.governance.multisig import executed
from tests.contracts.deployed import Chain
from tests.contracts.governance.offices import OWNERS, chamber, office
from tests.contracts.resolution.desk import MINTER, OUTSIDER, USDC

REASON = b"\x05" * 32
VECTORS = Path(__file__).parents[2] / "fixtures" / "safe" / "batch.json"


@pytest.fixture
def here(chain: Chain) -> Chamber:
    chain.send(
        MINTER, chain.contract("Usdc", "LocalUsdc"), "mint", chain.book.address("Treasury"), 500 * USDC
    )
    return chamber(chain)


def made(here: Chamber) -> dict[str, Any]:
    """A pause and a payment in one file, as it comes back from disk."""
    calls = [stops.pause(here, "ParimutuelEngine"), payments.pay(here, OUTSIDER, 7 * USDC, REASON)]
    written = batch.of(here, calls, "Stop and pay", "why", here.now())
    loaded: dict[str, Any] = json.loads(json.dumps(written))
    return loaded


def test_checksum__reference_vectors_of_safe__are_equal() -> None:
    for vector in json.loads(VECTORS.read_text())["checksums"]:
        assert batch.checksum(vector["batch"]) == vector["checksum"]


def test_checksum__other_name_or_order_of_keys__stays_the_same() -> None:
    given = json.loads(VECTORS.read_text())["checksums"][0]
    turned = dict(reversed(given["batch"].items())) | {"meta": given["batch"]["meta"] | {"name": "another"}}
    assert batch.checksum(turned) == given["checksum"]


def test_checksum__other_order_of_transactions__differs() -> None:
    given = json.loads(VECTORS.read_text())["checksums"][0]
    turned = given["batch"] | {"transactions": given["batch"]["transactions"][::-1]}
    assert batch.checksum(turned) != given["checksum"]


def test_calls_of__file_of_two_acts__executes_through_the_local_safe(chain: Chain, here: Chamber) -> None:
    calls = batch.calls_of(here, made(here))
    act = executed(here, calls, OWNERS, OUTSIDER)
    chain.send_raw(OUTSIDER, act.to, act.data)
    engine = chain.contract("Escrow").read("engineOf", chain.book.address("ParimutuelEngine"))
    assert engine["pausedUntil"] > chain.now()
    assert chain.contract("Usdc").read("balanceOf", OUTSIDER) == 7 * USDC


def test_as_safe__file__is_what_the_calls_were(chain: Chain, here: Chamber, tmp_path: Path) -> None:
    out = tmp_path / "pause.json"
    wanted = stops.pause(here, "ParimutuelEngine")
    office(chain, out=out).as_safe([wanted], "Pause")
    assert [(c.to, c.data) for c in batch.calls_of(here, json.loads(out.read_text()))] == [
        (wanted.to, wanted.data)
    ]


def _receiver(file: dict[str, Any]) -> None:
    file["transactions"][1]["contractInputsValues"]["to"] = MINTER


CHANGED: dict[str, tuple[Any, str]] = {
    "receiver": (_receiver, "checksum is wrong"),
    "order": (lambda file: file["transactions"].reverse(), "checksum is wrong"),
    "no_checksum": (lambda file: file["meta"].pop("checksum"), "checksum is wrong"),
    "no_meta": (lambda file: file.pop("meta"), "no file of Safe's Transaction Builder"),
}


@pytest.mark.parametrize(("change", "sentence"), CHANGED.values(), ids=CHANGED.keys())
def test_calls_of__changed_file__is_refused(here: Chamber, change: Any, sentence: str) -> None:
    file = copy.deepcopy(made(here))
    change(file)
    with pytest.raises(GovernanceRefused, match=sentence):
        batch.calls_of(here, file)


FOREIGN: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "chain": ({"chainId": "1"}, {}, "is for chain 1"),
    "safe": ({}, {"createdFromSafeAddress": MINTER}, "is for the Safe"),
}


@pytest.mark.parametrize(("top", "meta", "sentence"), FOREIGN.values(), ids=FOREIGN.keys())
def test_calls_of__file_for_another_place__is_refused(
    here: Chamber, top: dict[str, Any], meta: dict[str, Any], sentence: str
) -> None:
    file = made(here) | top
    file["meta"] = {k: v for k, v in (file["meta"] | meta).items() if k != "checksum"}
    file["meta"]["checksum"] = batch.checksum(file)
    with pytest.raises(GovernanceRefused, match=sentence):
        batch.calls_of(here, file)


def test_executed__too_few_or_strange_owners__is_refused(here: Chamber) -> None:
    calls = [stops.pause(here, "ParimutuelEngine")]
    with pytest.raises(GovernanceRefused, match="wants 3 owners' signatures, 2 are at hand"):
        executed(here, calls, OWNERS[:2], OUTSIDER)
    with pytest.raises(GovernanceRefused, match="wants 3 owners' signatures"):
        executed(here, calls, [OWNERS[0]] * 3, OUTSIDER)
    with pytest.raises(GovernanceRefused, match="is no owner of the Safe"):
        executed(here, calls, [*OWNERS, account(1)], OUTSIDER)
