"""The multisig: Safe's own contracts, version 1.4.1, as Safe compiled them; bytecode and ABI come from npm, pinned.

A local chain gets a Safe of its own. Elsewhere it exists already, and is taken only if its code is Safe's to the byte,
its owners are those of the configuration, and nothing (a module, a guard) stands beside or before them.
"""

import json
from functools import cache
from typing import Any, Final

from ape.contracts import ContractContainer
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from ethpm_types import ContractType

from mutuel.chain.abi import ZERO_ADDRESS
from scripts.deploy.chain import ROOT, Builder
from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Multisig

ARTEFACTS: Final = ROOT / "node_modules/@safe-global/safe-contracts/build/artifacts/contracts"
FILES: Final = {
    "Safe": "SafeL2.sol/SafeL2.json",  # the variant for layer 2: it announces every transaction as an event
    "SafeWithoutEvents": "Safe.sol/Safe.json",
    "SafeProxy": "proxies/SafeProxy.sol/SafeProxy.json",
    "SafeProxyFactory": "proxies/SafeProxyFactory.sol/SafeProxyFactory.json",
    "CompatibilityFallbackHandler": "handler/CompatibilityFallbackHandler.sol/CompatibilityFallbackHandler.json",
    "MultiSendCallOnly": "libraries/MultiSendCallOnly.sol/MultiSendCallOnly.json",
}
FIRST_MODULE: Final = "0x0000000000000000000000000000000000000001"  # head of Safe's list of modules
GUARD_SLOT: Final = int.from_bytes(keccak(text="guard_manager.guard.address"), "big")
SINGLETON_SLOT: Final = 0


@cache
def artefact(name: str) -> dict[str, Any]:
    """ABI and bytecode of one of Safe's contracts."""
    loaded: dict[str, Any] = json.loads((ARTEFACTS / FILES[name]).read_text())
    return loaded


def container(name: str) -> ContractContainer:
    found = artefact(name)
    fields = {
        "contractName": name,
        "abi": found["abi"],
        "deploymentBytecode": {"bytecode": found["bytecode"]},
    }
    return ContractContainer(ContractType.model_validate(fields))


def at(address: str) -> Any:
    return container("Safe").at(address, fetch_from_explorer=False)


def found_or_made(builder: Builder, wanted: Multisig) -> dict[str, Any]:
    """The Safe by its name in the address book. Raises DeployRefused."""
    if wanted.address is None:
        return _deploy(builder, wanted)
    found = at(wanted.address)
    check(builder, found, wanted)
    return {"Safe": found}


def check(builder: Builder, safe: Any, wanted: Multisig) -> None:
    """Raises DeployRefused unless it is a Safe of exactly the wanted owners."""
    provider = builder.provider
    singleton = to_checksum_address(bytes(provider.get_storage(safe.address, SINGLETON_SLOT))[-20:])
    known = [_runtime(name) for name in ("Safe", "SafeWithoutEvents")]
    is_safe = bytes(provider.get_code(safe.address)) == _runtime("SafeProxy")
    if not is_safe or bytes(provider.get_code(singleton)) not in known:
        raise DeployRefused(f"The contract at {safe.address} is no Safe of version 1.4.1.")
    owners = sorted(safe.getOwners(), key=lambda owner: int(owner, 16))
    if (tuple(owners), safe.getThreshold()) != (wanted.owners, wanted.threshold):
        raise DeployRefused(
            f"The Safe at {safe.address} is {safe.getThreshold()} of {', '.join(owners)}, not as configured."
        )
    if safe.getModulesPaginated(FIRST_MODULE, 1)[0]:
        raise DeployRefused(f"The Safe at {safe.address} has a module, which acts without its owners.")
    if int.from_bytes(provider.get_storage(safe.address, GUARD_SLOT), "big"):
        raise DeployRefused(
            f"The Safe at {safe.address} has a guard, which can refuse what its owners signed."
        )


def _deploy(builder: Builder, wanted: Multisig) -> dict[str, Any]:
    def deploy(name: str) -> Any:
        return builder.account.deploy(container(name))

    singleton, factory = deploy("Safe"), deploy("SafeProxyFactory")
    handler = deploy("CompatibilityFallbackHandler")
    setup = singleton.setup.encode_input(
        list(wanted.owners), wanted.threshold, ZERO_ADDRESS, b"", handler, ZERO_ADDRESS, 0, ZERO_ADDRESS
    )
    receipt = factory.createProxyWithNonce(singleton, setup, 0, sender=builder.account)
    made = at(receipt.events.filter(factory.ProxyCreation)[0].proxy)
    check(builder, made, wanted)
    return {"Safe": made, "MultiSendCallOnly": deploy("MultiSendCallOnly")}


def _runtime(name: str) -> bytes:
    return bytes.fromhex(artefact(name)["deployedBytecode"].removeprefix("0x"))
