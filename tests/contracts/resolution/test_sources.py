"""What a source may be, and the identifiers and medians that everybody computes alike."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from eth_utils.address import to_checksum_address

from scripts.deploy import products
from scripts.deploy.chain import ROOT, Builder
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    AAPL,
    BTC,
    DAY,
    DISPUTED,
    HOUR,
    NOT_BEFORE,
    OUTSIDER,
    REPORTERS,
    USDC,
    ZERO,
    Desk,
    Report,
    source,
)

FOLDER = Path(__file__).parents[2] / "vectors"
IDS = json.loads((FOLDER / "question_ids.json").read_text())
MEDIANS = json.loads((FOLDER / "median_spread.json").read_text())
MANY = [to_checksum_address(i.to_bytes(20, "big")) for i in range(1, 18)]
ADDRESSES = [signer.address for signer in REPORTERS]

INVALID: dict[str, tuple[dict[str, Any], int]] = {
    "path_0": ({"path": 0}, 0),
    "path_4": ({"path": 4}, 0),
    "domain_2": ({"domain": 2}, 1),
    "report_with_a_verifier": ({"verifier": OUTSIDER}, 2),
    "proof_without_a_contract": ({"path": 1, "verifier": OUTSIDER, "reporters": [], "groups": []}, 2),
    "report_with_a_verifier_config": ({"verifierConfig": b"\x01"}, 3),
    "reporters_descending": ({"reporters": ADDRESSES[::-1]}, 4),
    "reporter_twice": ({"reporters": [ADDRESSES[0]] * 2, "threshold": 1}, 4),
    "reporter_zero": ({"reporters": [ZERO, *ADDRESSES]}, 4),
    "seventeen_reporters": ({"reporters": MANY}, 4),
    "threshold_0": ({"threshold": 0}, 5),
    "threshold_of_all": ({"threshold": 5}, 5),
    "no_groups": ({"groups": []}, 6),
    "seventeen_groups": ({"groups": [1] * 17}, 6),
    "quorum_0": ({"quorum": 0}, 7),
    "quorum_beyond_entries": ({"quorum": 4}, 7),
    "no_group_needed": ({"minGroups": 0}, 8),
    "more_groups_than_exist": ({"minGroups": 3}, 8),
    "no_spread": ({"maxSpreadBps": 0}, 9),
    "spread_above_100_percent": ({"maxSpreadBps": 10_001}, 9),
    "first_report_after_the_last": ({"notBefore": DAY}, 10),
    "price_before_it_is_observed": ({"notBefore": -1}, 10),
    "match_more_than_7_days_early": ({"domain": 1, "notBefore": -7 * DAY - 1}, 10),
    "window_under_an_hour": ({"window": HOUR - 1}, 11),
    "window_over_15_hours": ({"window": 15 * HOUR + 1}, 11),
    "bond_under_50": ({"bond": 50 * USDC - 1}, 12),
    "bond_over_5000": ({"bond": 5_000 * USDC + 1}, 12),
}


@pytest.mark.parametrize(("changes", "field"), INVALID.values(), ids=INVALID.keys())
def test_add_source__field_out_of_range__names_it(desk: Desk, changes: dict[str, Any], field: int) -> None:
    with refused("SourceInvalid", field=field):
        desk.add_source(**changes)


def test_add_source__proof_with_reporters__names_them(desk: Desk, builder: Builder) -> None:
    verifier = builder.deploy("LyingProof").address
    with refused("SourceInvalid", field=4):
        desk.add_source(path=1, verifier=verifier, groups=[])
    with refused("SourceInvalid", field=6):
        desk.add_source(path=1, verifier=verifier, reporters=[])


@pytest.mark.parametrize(
    "changes",
    [
        {"window": HOUR, "bond": 50 * USDC, "maxSpreadBps": 1, "notBefore": 0},
        {"window": 15 * HOUR, "bond": 5_000 * USDC, "maxSpreadBps": 10_000, "notBefore": DAY - 1},
        {"domain": 1, "notBefore": -7 * DAY},
        {"reporters": MANY[:16], "threshold": 15, "groups": [255] * 16, "minGroups": 1},
    ],
    ids=["least", "most", "earliest", "longest"],
)  # fmt: skip
def test_add_source__at_the_bounds__is_stored_as_given(desk: Desk, changes: dict[str, Any]) -> None:
    added = desk.add_source(**changes)
    stored = desk.resolution.read("source", added)
    assert stored == source(**changes)


def test_add_source__without_the_role__refuses(desk: Desk) -> None:
    with refused("AccessManagedUnauthorized", caller=OUTSIDER):
        desk.chain.send(OUTSIDER, desk.resolution, "addSource", source())


def test_source__deployed_ones__are_the_catalogue_s(desk: Desk) -> None:
    catalogue = products.load(ROOT / "config" / "products.toml")
    assert desk.resolution.read("sourceCount") == len(catalogue.sources)
    assert desk.resolution.read("source", AAPL) == source(groups=[1, 2, 3, 4, 4, 4, 4])
    assert desk.resolution.read("source", BTC)["path"] == 1
    with refused("BadSource", sourceId=0):
        desk.resolution.read("source", 0)


@pytest.mark.parametrize("vector", IDS, ids=[v["name"] for v in IDS])
def test_question_id_of__golden_vectors__agree(desk: Desk, vector: dict[str, Any]) -> None:
    given = vector["input"]
    subject = bytes.fromhex(given["subject"][2:])
    got = desk.resolution.read("questionIdOf", given["sourceId"], given["observeAt"], subject)
    assert "0x" + got.hex() == vector["expect"]


@pytest.mark.parametrize("vector", MEDIANS, ids=[v["name"] for v in MEDIANS])
def test_propose__golden_vectors_of_median_and_spread__agree(desk: Desk, vector: dict[str, Any]) -> None:
    """Entry 0, the primary, stays silent, so that the value is the median."""
    values = [int(value) for value in vector["input"]["values"]]
    added = desk.add_source(
        groups=[1] * 16, quorum=1, minGroups=1, maxSpreadBps=vector["input"]["maxSpreadBps"]
    )
    question = replace(desk.stock(), source=added)
    mask = (1 << len(values)) - 1 << 1
    desk.propose(Report(question, values=values, mask=mask), question.at + NOT_BEFORE)
    state, value = desk.resolution.read("observation", question.id)[:2]
    assert value == int(vector["expect"]["median"])
    assert (state == DISPUTED) is vector["expect"]["exceeds"]
