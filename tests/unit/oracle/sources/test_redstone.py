from __future__ import annotations

import json

import pytest

from mutuel.domain.units import Price8
from oracle.sources.closes import Refusal, Why
from oracle.sources.redstone import SOURCE, parse_packages
from oracle.sources.spots import Spot
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.exchanges import NODES, T, redstone_package
from tests.unit.oracle.sources.pages import asked_of
from tests.unit.oracle.sources.payloads import body

SIGNERS = [node.public_key.to_checksum_address() for node in NODES]
VALUES = ("77020.1", "77020.55", "77019.99", "77021", "77020.2")
PACKAGES = [redstone_package(node, value) for node, value in zip(NODES, VALUES, strict=True)]
SUBJECT = f"BTC@{T}"


def parsed(packages: list[dict[str, object]]) -> Spot | Refusal:
    return parse_packages(body({"BTC": packages, "ETH": 5}), SUBJECT, SIGNERS)


@pytest.mark.parametrize(
    ("count", "value"), [(5, 77_020_20000000), (4, 77_020_10000000), (3, 77_020_10000000)]
)
def test_parse_packages__enough_nodes__their_lower_median(count: int, value: int) -> None:
    assert parsed(PACKAGES[:count]) == Spot("BTC", "USD", T, Price8(value))


@pytest.mark.parametrize(
    "packages",
    [
        PACKAGES[:2],
        [PACKAGES[0]] * 3,  # one node three times
        [*PACKAGES[:2], PACKAGES[2] | {"dataPoints": [{"dataFeedId": "BTC", "value": 90_000}]}],
        [*PACKAGES[:2], PACKAGES[2] | {"signature": PACKAGES[1]["signature"]}],
        [*PACKAGES[:2], PACKAGES[2] | {"signature": "AAAA"}],
        [*PACKAGES[:2], PACKAGES[2] | {"signature": ""}],
    ],
)
def test_parse_packages__too_few_true_signatures__refused(packages: list[dict[str, object]]) -> None:
    refused = parsed(packages)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.NOT_AUTHORISED


def test_parse_packages__nodes_that_nobody_authorised__refused() -> None:
    refused = parse_packages(body({"BTC": PACKAGES}), SUBJECT)
    assert isinstance(refused, Refusal)
    assert str(refused) == "not-authorised: 0 authorised signatures, 3 are needed"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"BTC": [redstone_package(NODES[0], "1", at=T - 10), *PACKAGES]}, Why.WRONG_SYMBOL),
        ({"BTC": [redstone_package(NODES[0], "1", "ETH"), *PACKAGES]}, Why.WRONG_SYMBOL),
        ({"ETH": []}, Why.ERROR_BODY),
        ({"message": "Data packages not found", "statusCode": 404}, Why.ERROR_BODY),
        ({"BTC": {}}, Why.WRONG_SHAPE),
        ({"BTC": PACKAGES * 7}, Why.TOO_LARGE),
        ([], Why.WRONG_SHAPE),
    ],
)
def test_parse_packages__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_packages(body(answer), SUBJECT, SIGNERS)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__moment__the_packages_of_that_millisecond() -> None:
    answer, path = await asked_of(SOURCE.at("http://x"), body({"BTC": PACKAGES}))
    assert path == f"/data-packages/historical/redstone-primary-prod/{T * 1_000}"
    assert isinstance(answer.result, Refusal)  # the signers are not the service's


@needs_real_data
def test_parse_packages__real_signatures__two_of_the_services_nodes() -> None:
    told = json.loads((REAL / "api" / "redstone_gateway_USDC_20260826.json").read_text())["body"]
    refused = parse_packages(body(told), "USDC@1787785650")
    assert str(refused) == "not-authorised: 2 authorised signatures, 3 are needed"
