"""R-ROUND on the contract: the golden vectors, phases, and what a configuration must satisfy."""

import json
from pathlib import Path
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Contract
from mutuel.errors import CallRefused
from scripts.deploy.chain import Builder
from tests.contracts.deployed import Chain
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import OUTSIDER, PHASE, TRANSMITTER

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "rounds.json").read_text())
PRICE = 42_000_00000000
NAME = keccak(text="BTC / USD")
REASONS = {"NoRound", "StaleRound", "RoundNotLast", "PhaseChanged", "BadAnswer"}


@pytest.fixture
def verifier(chain: Chain) -> Contract:
    return chain.contract("ChainlinkFeedSource")


@pytest.fixture
def liar(chain: Chain, builder: Builder) -> Contract:
    return chain.contract("LyingFeed", address=builder.deploy("LyingFeed").address)


def config(feed: str, phase: int = 1, max_age: int = 3_600, delay: int = 60, name: bytes = NAME) -> bytes:
    return encode(["(address,uint16,uint32,uint32,bytes32)"], [(feed, phase, max_age, delay, name)])


def verify(verifier: Contract, settings: bytes, at: int, round_id: int, subject: bytes = bytes(32)) -> int:
    return int(verifier.read("verify", settings, at, subject, encode(["uint80"], [round_id])))


@pytest.mark.parametrize("vector", VECTORS, ids=[v["name"] for v in VECTORS])
def test_verify__golden_vectors__agree(
    chain: Chain, verifier: Contract, liar: Contract, vector: dict[str, Any]
) -> None:
    """The vectors' times are moved into the node's future as a whole."""
    given = vector["input"]
    later = chain.now() + 1_000 - given["now"]
    for one in (given["round"], given["next"]):
        if one is not None:
            moved = one["updatedAt"] + later if one["updatedAt"] else 0
            chain.send(OUTSIDER, liar, "setRound", int(one["id"]), int(one["answer"]), moved)
    latest = int(given["latestId"])
    if latest not in {int(one["id"]) for one in (given["round"], given["next"]) if one}:
        chain.send(OUTSIDER, liar, "setRound", latest, PRICE, given["now"] + later)
    chain.send(OUTSIDER, liar, "setLatest", latest)
    chain.mine_at(given["now"] + later)
    feed = given["feed"]
    settings = config(liar.address, feed["phase"], feed["maxAge"], feed["settleDelay"])
    round_id = int(given["round"]["id"])
    if isinstance(vector["expect"], str):
        assert verify(verifier, settings, given["at"] + later, round_id) == int(vector["expect"])
        return
    with pytest.raises(CallRefused) as caught:
        verify(verifier, settings, given["at"] + later, round_id)
    assert caught.value.error in REASONS


@pytest.mark.parametrize("zeros", [False, True], ids=["missing_rounds_revert", "missing_rounds_are_zero"])
def test_verify__missing_round__is_no_data(
    chain: Chain, verifier: Contract, liar: Contract, zeros: bool
) -> None:
    now = chain.now()
    first, gap = PHASE | 1, PHASE | 2
    chain.send(OUTSIDER, liar, "setRound", first, PRICE, now - 500)
    chain.send(OUTSIDER, liar, "setRound", PHASE | 3, PRICE, now - 400)
    chain.send(OUTSIDER, liar, "setLatest", PHASE | 3)
    if zeros:
        chain.send(OUTSIDER, liar, "answerZeros")
    with refused("NoRound"):
        verify(verifier, config(liar.address), now - 300, gap)
    with refused("RoundNotLast"):
        verify(verifier, config(liar.address), now - 300, first)
    assert verify(verifier, config(liar.address), now - 300, PHASE | 3) == PRICE


def test_verify__equal_stamps__only_the_last_of_them(
    chain: Chain, verifier: Contract, liar: Contract
) -> None:
    now = chain.now()
    for number, stamp in enumerate((now - 500, now - 500, now - 100), 1):
        chain.send(OUTSIDER, liar, "setRound", PHASE | number, PRICE + number, stamp)
    for at in (now - 500, now - 300):
        with refused("RoundNotLast"):
            verify(verifier, config(liar.address), at, PHASE | 1)
        assert verify(verifier, config(liar.address), at, PHASE | 2) == PRICE + 2


def test_verify__last_possible_round_of_a_phase__counts_as_last(
    chain: Chain, verifier: Contract, liar: Contract
) -> None:
    now, last = chain.now(), PHASE | 2**64 - 1
    chain.send(OUTSIDER, liar, "setRound", last, PRICE, now - 500)
    chain.send(OUTSIDER, liar, "setRound", last + 1, PRICE, now - 100)
    chain.send(OUTSIDER, liar, "setLatest", last)
    assert verify(verifier, config(liar.address), now - 300, last) == PRICE


def test_verify__feed_moved_to_a_new_phase__old_phase_answers_only_where_a_later_round_proves_it(
    chain: Chain, verifier: Contract
) -> None:
    feed, now = chain.contract("Feed:BTC / USD", "LocalFeed"), chain.now()
    settings = config(feed.address)
    for stamp in (now - 500, now - 400):
        chain.send(TRANSMITTER, feed, "transmit", PRICE, stamp)
    chain.send(TRANSMITTER, feed, "nextPhase")
    chain.send(TRANSMITTER, feed, "transmit", PRICE + 1, now - 300)
    assert verify(verifier, settings, now - 450, PHASE | 1) == PRICE
    with refused("RoundNotLast"):
        verify(verifier, settings, now - 200, PHASE | 2)
    with refused("PhaseChanged", phaseId=2):
        verify(verifier, settings, now - 200, 2 * PHASE | 1)
    with refused("PhaseChanged", phaseId=2):
        verifier.read("checkConfig", settings)


def test_verify__a_subject__refuses(chain: Chain, verifier: Contract, liar: Contract) -> None:
    with refused("SubjectNotEmpty"):
        verify(verifier, config(liar.address), chain.now(), PHASE | 1, b"\x01" * 32)


def test_check_config__right_feed__passes(verifier: Contract, liar: Contract) -> None:
    assert (
        liar.client.call(verifier.address, verifier.prepare("checkConfig", config(liar.address)).data) == b""
    )


@pytest.mark.parametrize(
    ("identity", "error"),
    [
        (("LINK / USD", 8, 1), "WrongFeed"),
        (("BTC / USD", 18, 1), "WrongFeed"),
        (("BTC / USD", 8, 2), "PhaseChanged"),
    ],
    ids=["description", "decimals", "phase"],
)
def test_check_config__another_feed__refuses(
    chain: Chain, verifier: Contract, liar: Contract, identity: tuple[str, int, int], error: str
) -> None:
    chain.send(OUTSIDER, liar, "setIdentity", *identity)
    with refused(error):
        chain.send(OUTSIDER, verifier, "checkConfig", config(liar.address))


@pytest.mark.parametrize(("max_age", "delay"), [(0, 60), (3_600, 59)], ids=["no_age", "short_delay"])
def test_check_config__bad_timing__refuses(
    chain: Chain, verifier: Contract, liar: Contract, max_age: int, delay: int
) -> None:
    with refused("BadTiming"):
        chain.send(OUTSIDER, verifier, "checkConfig", config(liar.address, max_age=max_age, delay=delay))


def test_check_config__no_contract__refuses(chain: Chain, verifier: Contract) -> None:
    with refused("WrongFeed"):
        chain.send(OUTSIDER, verifier, "checkConfig", config(OUTSIDER))
