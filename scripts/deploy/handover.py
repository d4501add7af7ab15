"""Gives every role to its holder and proves that the deployer keeps none."""

from collections.abc import Mapping
from typing import Any

from eth_utils.crypto import keccak

from scripts.deploy.chain import Builder
from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Network
from scripts.deploy.permissions import (
    GOVERNOR,
    KEEPER,
    MANAGED,
    ROLES,
    SAFE,
    TIMELOCK,
    TIMELOCK_ROLES,
    functions_of,
)

AT_ONCE = 0
TIMELOCK_ADMIN = bytes(32)  # DEFAULT_ADMIN_ROLE


def holders_of(network: Network, house: Mapping[str, Any]) -> dict[str, str]:
    """Address by holder's name."""
    return {
        TIMELOCK: house["Timelock"].address,
        GOVERNOR: house["MutuelGovernor"].address,
        SAFE: house["Safe"].address,
        KEEPER: network.keeper,
    }


def selector(contract: Any, function: str) -> bytes:
    """Of the only function of that name."""
    abi = next(method for method in contract.contract_type.mutable_methods if method.name == function)
    return keccak(text=abi.selector)[:4]


def hand_over(builder: Builder, network: Network, house: Mapping[str, Any]) -> None:
    """Applies the table; the deployer's own role goes last."""
    access, holders = house["AccessManager"], holders_of(network, house)
    send = {"sender": builder.account}
    for contract in MANAGED:
        for function, role in functions_of(contract).items():
            access.setTargetFunctionRole(
                house[contract], [selector(house[contract], function)], role.id, **send
            )
    for role in ROLES:
        if role.id != 0:
            access.labelRole(role.id, role.name, **send)
        access.grantRole(role.id, holders[role.holder], AT_ONCE, **send)
    access.renounceRole(0, builder.account, **send)


def prove_nothing_kept(deployer: str, house: Mapping[str, Any]) -> None:
    """Raises DeployRefused if the deployer still holds a role, a vote or a seat, or may call a restricted function."""
    access = house["AccessManager"]
    for role in ROLES:
        if access.hasRole(role.id, deployer)[0]:
            raise DeployRefused(f"The deployer still holds {role.name}.")
    for contract in MANAGED:
        for function in functions_of(contract):
            if access.canCall(deployer, house[contract], selector(house[contract], function))[0]:
                raise DeployRefused(f"The deployer may still call {contract}.{function}.")
    _prove_out_of_government(deployer, house)


def _prove_out_of_government(deployer: str, house: Mapping[str, Any]) -> None:
    timelock, votes = house["Timelock"], house["MutuelVotes"]
    for name in TIMELOCK_ROLES:
        if timelock.hasRole(getattr(timelock, name)(), deployer):
            raise DeployRefused(f"The deployer still holds {name} of the timelock.")
    if timelock.hasRole(TIMELOCK_ADMIN, deployer):
        raise DeployRefused("The deployer still administers the timelock.")
    if votes.balanceOf(deployer) or votes.getVotes(deployer):
        raise DeployRefused("The deployer has votes: name other first holders.")
    if house["Safe"].isOwner(deployer):
        raise DeployRefused("The deployer is an owner of the Safe: let its owners replace it.")
