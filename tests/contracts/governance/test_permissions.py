"""The chain equals the table: every role, every function, every holder; nothing else is restricted or held."""

from typing import Any

import pytest
from eth_abi.abi import encode

from mutuel.chain import abi
from mutuel.errors import CallRefused
from scripts.deploy.chain import Builder
from scripts.deploy.permissions import GOVERNOR as GOVERNOR_HOLDS
from scripts.deploy.permissions import KEEPER as KEEPER_HOLDS
from scripts.deploy.permissions import MANAGED, ROLES, TIMELOCK, TIMELOCK_ROLES, functions_of
from scripts.deploy.permissions import SAFE as SAFE_HOLDS
from tests.contracts.deployed import Chain
from tests.contracts.resolution.desk import GOVERNOR, KEEPER, MINTER, OUTSIDER, SAFE

DEPLOYER = MINTER
DAY = 86_400


def people(chain: Chain) -> dict[str, str]:
    """Everyone who could hold something."""
    return {
        TIMELOCK: chain.book.address("Timelock"),
        GOVERNOR_HOLDS: GOVERNOR,
        SAFE_HOLDS: SAFE,
        KEEPER_HOLDS: KEEPER,
        "deployer": DEPLOYER,
        "outsider": OUTSIDER,
    }


def writes(contract: str) -> list[abi.Entry]:
    """The functions of a contract that change state."""
    functions = [entry for entry in abi.entries(contract) if entry["type"] == "function"]
    return [entry for entry in functions if entry["stateMutability"] not in ("view", "pure")]


def selector(entry: abi.Entry) -> bytes:
    return abi.digest(entry)[:4]


def empty_call(entry: abi.Entry) -> bytes:
    """Calldata that decodes, so that the refusal is the role's: zeros, and empty lists."""
    return selector(entry) + encode(abi.types(entry["inputs"]), [_empty(p) for p in entry["inputs"]])


def _empty(parameter: abi.Entry) -> Any:
    kind = parameter["type"]
    if kind.endswith("]"):
        length = kind[kind.rindex("[") + 1 : -1]
        return [_empty(abi.element(parameter))] * int(length or 0)
    if kind == "tuple":
        return tuple(_empty(part) for part in parameter["components"])
    return {"address": "0x" + "00" * 20, "bool": False, "string": "", "bytes": b""}.get(
        kind, b"" if kind.startswith("bytes") else 0
    )


@pytest.fixture
def access(chain: Chain, builder: Builder) -> Any:
    return builder.at("Access", chain.book.address("AccessManager"))


@pytest.fixture
def timelock(chain: Chain, builder: Builder) -> Any:
    return builder.at("Timelock", chain.book.address("Timelock"))


@pytest.mark.parametrize("contract", MANAGED)
def test_restricted__every_function_that_writes__asks_for_a_role_iff_the_table_says_so(
    chain: Chain, contract: str
) -> None:
    refused = set()
    for entry in writes(contract):
        try:
            chain.client.call(chain.book.address(contract), empty_call(entry), sender=OUTSIDER)
        except CallRefused as refusal:
            if refusal.error == "AccessManagedUnauthorized":
                refused.add(entry["name"])
    assert refused == set(functions_of(contract))


@pytest.mark.parametrize("contract", MANAGED)
def test_can_call__every_person_and_function__equals_the_table(
    chain: Chain, access: Any, contract: str
) -> None:
    table = functions_of(contract)
    for entry in writes(contract):
        if entry["name"] not in table:
            continue
        for name, person in people(chain).items():
            immediate, _ = access.canCall(person, chain.book.address(contract), selector(entry))
            assert immediate == (table[entry["name"]].holder == name), f"{name} {contract}.{entry['name']}"


@pytest.mark.parametrize("role", ROLES, ids=[role.name for role in ROLES])
def test_has_role__every_person__equals_the_table(chain: Chain, access: Any, role: Any) -> None:
    for name, person in people(chain).items():
        member, delay = access.hasRole(role.id, person)
        assert (member, delay) == (role.holder == name, 0), f"{name} {role.name}"
    assert access.getRoleAdmin(role.id) == 0


def test_has_role__ids_beyond_the_table__nobody(chain: Chain, access: Any) -> None:
    for role_id in range(len(ROLES), len(ROLES) + 8):
        assert not any(access.hasRole(role_id, person)[0] for person in people(chain).values())


@pytest.mark.parametrize("name", TIMELOCK_ROLES)
def test_timelock__every_person__equals_the_table(chain: Chain, timelock: Any, name: str) -> None:
    role = getattr(timelock, name)()
    anyone = TIMELOCK_ROLES[name] == "anyone"
    assert timelock.hasRole(role, "0x" + "00" * 20) is anyone
    for holder, person in people(chain).items():
        assert timelock.hasRole(role, person) is (TIMELOCK_ROLES[name] == holder), f"{holder} {name}"


def test_timelock__administrator__is_itself_alone(chain: Chain, timelock: Any) -> None:
    for holder, person in people(chain).items():
        assert timelock.hasRole(bytes(32), person) is (holder == TIMELOCK)


def test_timelock__change_of_parameters__waits_24_hours(
    chain: Chain, builder: Builder, timelock: Any
) -> None:
    escrow = chain.contract("Escrow")
    operation = (escrow.address, 0, escrow.prepare("setTvlCap", 5_000_000).data, bytes(32), bytes(32))
    schedule = timelock.schedule.encode_input(*operation, DAY)
    execute = timelock.execute.encode_input(*operation)
    with pytest.raises(CallRefused):
        chain.send_raw(GOVERNOR, timelock.address, timelock.schedule.encode_input(*operation, DAY - 1))
    with pytest.raises(CallRefused):
        chain.send_raw(OUTSIDER, timelock.address, schedule)
    at = chain.now() + 10
    chain.at(at)
    chain.send_raw(GOVERNOR, timelock.address, schedule)
    chain.at(at + DAY - 1)
    with pytest.raises(CallRefused):
        chain.send_raw(OUTSIDER, timelock.address, execute)
    chain.at(at + DAY)
    chain.send_raw(OUTSIDER, timelock.address, execute)
    assert escrow.read("tvlCap") == 5_000_000


def test_timelock__own_delay_lowered__still_waits_24_hours(chain: Chain, timelock: Any) -> None:
    chain.impersonate(timelock.address)
    chain.send_raw(timelock.address, timelock.address, timelock.updateDelay.encode_input(0))
    assert timelock.getMinDelay() == DAY
    chain.send_raw(timelock.address, timelock.address, timelock.updateDelay.encode_input(2 * DAY))
    assert timelock.getMinDelay() == 2 * DAY


def test_timelock__scheduled_act__can_be_cancelled_by_the_safe_only(chain: Chain, timelock: Any) -> None:
    operation = (OUTSIDER, 0, b"", bytes(32), bytes(32))
    chain.send_raw(GOVERNOR, timelock.address, timelock.schedule.encode_input(*operation, DAY))
    cancel = timelock.cancel.encode_input(timelock.hashOperation(*operation))
    for person in (GOVERNOR, KEEPER, OUTSIDER):
        with pytest.raises(CallRefused):
            chain.send_raw(person, timelock.address, cancel)
    chain.send_raw(SAFE, timelock.address, cancel)


def test_access__administration__is_the_timelocks_alone(chain: Chain, access: Any) -> None:
    grant = access.grantRole.encode_input(2, OUTSIDER, 0)
    for person in (DEPLOYER, GOVERNOR, SAFE, KEEPER, OUTSIDER):
        with pytest.raises(CallRefused):
            chain.send_raw(person, access.address, grant)


def test_resolution__pause_and_retire__refuse(chain: Chain) -> None:
    escrow, resolution = chain.contract("Escrow"), chain.book.address("Resolution")
    for function in ("pause", "retire"):
        with pytest.raises(CallRefused) as caught:
            chain.send(SAFE, escrow, function, resolution)
        assert caught.value.error == "EngineIsUnstoppable"


def test_seal__again__refuses_even_the_administrator(chain: Chain) -> None:
    timelock, escrow = chain.book.address("Timelock"), chain.contract("Escrow")
    chain.impersonate(timelock)
    with pytest.raises(CallRefused) as caught:
        chain.send(timelock, escrow, "seal")
    assert caught.value.error == "AlreadySealed"
