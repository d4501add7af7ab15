"""The multisig is Safe's own code, its owners are the configured ones, and nothing acts beside them."""

from dataclasses import replace
from typing import Any

import pytest

from mutuel.chain.contracts import Contract
from scripts.deploy import network, safe
from scripts.deploy.chain import ROOT, Builder
from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Multisig
from tests.contracts.deployed import Chain
from tests.contracts.resolution.desk import OUTSIDER

WANTED = network.load(ROOT / "config" / "networks" / "local.toml").safe


@pytest.fixture
def wanted(chain: Chain) -> Multisig:
    """The local Safe, as if it had existed before."""
    return replace(WANTED, address=chain.holder("safe"))


@pytest.fixture
def contract(chain: Chain) -> Contract:
    return chain.contract("Safe")


def test_found_or_made__local_safe__is_safe_s_own_code(
    chain: Chain, builder: Builder, wanted: Multisig, contract: Contract
) -> None:
    assert safe.found_or_made(builder, wanted)["Safe"].address == chain.holder("safe")
    assert (contract.read("VERSION"), contract.read("getThreshold")) == ("1.4.1", 3)
    assert set(contract.read("getOwners")) == set(WANTED.owners)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "owner": ({"owners": (OUTSIDER, *WANTED.owners[1:])}, "not as configured"),
    "threshold": ({"threshold": 2}, "is 3 of .* not as configured"),
}


@pytest.mark.parametrize(("changes", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_found_or_made__other_people__is_refused(
    builder: Builder, wanted: Multisig, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DeployRefused, match=sentence):
        safe.found_or_made(builder, replace(wanted, **changes))


def test_found_or_made__another_contract__is_refused(
    chain: Chain, builder: Builder, wanted: Multisig
) -> None:
    for name in ("Treasury", "Usdc"):
        with pytest.raises(DeployRefused, match="is no Safe of version"):
            safe.found_or_made(builder, replace(wanted, address=chain.book.address(name)))


def test_found_or_made__proxy_of_other_code__is_refused(
    chain: Chain, builder: Builder, wanted: Multisig
) -> None:
    word = f"0x{int(chain.book.address('Treasury'), 16):064x}"
    chain.client.request("anvil_setStorageAt", wanted.address, hex(safe.SINGLETON_SLOT), word)
    with pytest.raises(DeployRefused, match="is no Safe of version"):
        safe.found_or_made(builder, wanted)


def test_found_or_made__module__is_refused(
    chain: Chain, builder: Builder, wanted: Multisig, contract: Contract
) -> None:
    chain.send(contract.address, contract, "enableModule", OUTSIDER)
    with pytest.raises(DeployRefused, match="has a module"):
        safe.found_or_made(builder, wanted)


def test_found_or_made__guard__is_refused(chain: Chain, builder: Builder, wanted: Multisig) -> None:
    word = f"0x{int(OUTSIDER, 16):064x}"  # Safe lets only a guard in; what counts is what is stored
    chain.client.request("anvil_setStorageAt", wanted.address, hex(safe.GUARD_SLOT), word)
    with pytest.raises(DeployRefused, match="has a guard"):
        safe.found_or_made(builder, wanted)
