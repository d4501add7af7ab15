"""The chain equals the table: every role, every function, every holder; nothing else is restricted or held."""

from typing import Any

import pytest
from eth_abi.abi import encode

from mutuel.chain import abi
from mutuel.chain.contracts import Contract
from mutuel.errors import CallRefused
from scripts.deploy import permissions, safe
from scripts.deploy.chain import Builder
from scripts.deploy.permissions import (
    ANYONE,
    AT_ONCE,
    AUTHORITY_CHANGE,
    GOVERNOR,
    KEEPER,
    MANAGED,
    OWN,
    ROLES,
    SAFE,
    TIMELOCK,
    TIMELOCK_ROLES,
    functions_of,
)
from scripts.generate.permissions import OUTPUT, rendered
from tests.contracts.deployed import Chain
from tests.contracts.resolution.desk import KEEPER as KEEPER_ACCOUNT
from tests.contracts.resolution.desk import MINTER, OUTSIDER, REPORTERS

DEPLOYER = MINTER
DAY = 86_400
# Not ours, and no role asks them.
RELIED_ON = {"Usdc", "SequencerFeed", "StreamsVerifier", "MultiSendCallOnly"}
CHECKED = {
    # By who alone may call: how the contract refuses everybody else.
    permissions.ENGINE: {"NotEngine", "LockTooSmall"},  # a stranger has no ring fence
    permissions.LIMITS: {"NotSelfLimits"},
    permissions.ESCROW: {"NotEscrow"},
    permissions.SELF: {"OnlySelf"},
    permissions.SAFE_ITSELF: {"Error"},
    TIMELOCK: {
        "AccessManagerUnauthorizedAccount",
        "AccessControlUnauthorizedAccount",
        "TimelockUnauthorizedCaller",
        "GovernorOnlyExecutor",
    },
    GOVERNOR: {"AccessControlUnauthorizedAccount"},
    SAFE: {"AccessControlUnauthorizedAccount"},
}
ALLOWED = {
    # Who that is among `people`.
    permissions.ENGINE: "engine",
    permissions.SELF: "engine",
    permissions.ESCROW: "escrow",
    permissions.SAFE_ITSELF: SAFE,
}
GUARDED = [(contract, who) for contract, own in OWN.items() for who in own if who in CHECKED]


def people(chain: Chain) -> dict[str, str]:
    """Everyone who could hold something."""
    return {
        TIMELOCK: chain.book.address("Timelock"),
        GOVERNOR: chain.holder("governor"),
        SAFE: chain.holder("safe"),
        KEEPER: KEEPER_ACCOUNT,
        "deployer": DEPLOYER,
        "outsider": OUTSIDER,
        "owner of the safe": safe_owners(chain)[0],
        "reporter": REPORTERS[0].address,
        "engine": chain.book.address("ParimutuelEngine"),
        "escrow": chain.book.address("Escrow"),
    }


def safe_owners(chain: Chain) -> list[str]:
    return list(chain.contract("Safe").read("getOwners"))


def writes(contract: str) -> list[abi.Entry]:
    """The functions of a contract that change state, as its interface has them."""
    return _writes(abi.entries(contract))


def _writes(entries: Any) -> list[abi.Entry]:
    functions = [entry for entry in entries if entry["type"] == "function"]
    return [entry for entry in functions if entry["stateMutability"] not in ("view", "pure")]


def compiled_writes(builder: Builder, contract: str) -> list[abi.Entry]:
    """As its code has them."""
    if contract == "Safe":
        return _writes(safe.artefact("Safe")["abi"])
    kind = builder.contracts[{"AccessManager": "Access"}.get(contract, contract)].contract_type
    return [m.model_dump(mode="json", by_alias=True, exclude_none=True) for m in kind.mutable_methods]


def selector(entry: abi.Entry) -> bytes:
    return abi.digest(entry)[:4]


def least_call(entry: abi.Entry) -> bytes:
    """Calldata that decodes and asks for something, so that the refusal is the role's: ones, and lists of one."""
    return selector(entry) + encode(abi.types(entry["inputs"]), [_least(p) for p in entry["inputs"]])


def _least(parameter: abi.Entry) -> Any:
    kind = parameter["type"]
    if kind.endswith("]"):
        length = kind[kind.rindex("[") + 1 : -1]
        return [_least(abi.element(parameter))] * int(length or 1)
    if kind == "tuple":
        return tuple(_least(part) for part in parameter["components"])
    return {"address": "0x" + "11" * 20, "bool": True, "string": "", "bytes": b""}.get(
        kind, b"\x01" if kind.startswith("bytes") else 1
    )


def refusal(chain: Chain, contract: str, entry: abi.Entry, sender: str) -> str | None:
    """The error with which the contract refuses, if it does."""
    try:
        chain.client.call(chain.book.address(contract), least_call(entry), sender=sender)
    except CallRefused as refused:
        return refused.error
    return None


def waiting(contract: str) -> set[str]:
    """The functions of a contract that nothing but an act of the timelock reaches."""
    restricted = {name for name in functions_of(contract) if f"{contract}.{name}" not in AT_ONCE}
    return restricted | set(OWN[contract].get(TIMELOCK, ()))


@pytest.fixture
def access(chain: Chain) -> Contract:
    return chain.contract("AccessManager")


@pytest.fixture
def timelock(chain: Chain) -> Contract:
    return chain.contract("Timelock")


def test_own__contracts_of_the_address_book__are_all_in_the_table(chain: Chain) -> None:
    ours = {name for name in chain.book.contracts if not name.startswith("Feed:")} - RELIED_ON
    assert ours == set(OWN)
    assert set(MANAGED) < ours


@pytest.mark.parametrize("contract", OWN)
def test_table__functions_that_write__names_each_once(builder: Builder, contract: str) -> None:
    own = [name for functions in OWN[contract].values() for name in functions]
    named = [*own, *functions_of(contract)]
    written = {entry["name"] for entry in compiled_writes(builder, contract)} - {AUTHORITY_CHANGE}
    assert sorted(named) == sorted(written)


@pytest.mark.parametrize("contract", MANAGED)
def test_restricted__every_function_that_writes__asks_for_a_role_iff_the_table_says_so(
    chain: Chain, builder: Builder, contract: str
) -> None:
    entries = [e for e in compiled_writes(builder, contract) if e["name"] != AUTHORITY_CHANGE]
    refused = {
        e["name"] for e in entries if refusal(chain, contract, e, OUTSIDER) == "AccessManagedUnauthorized"
    }
    assert refused == set(functions_of(contract))


@pytest.mark.parametrize("contract", OWN)
def test_set_authority__every_person__is_refused(chain: Chain, builder: Builder, contract: str) -> None:
    for entry in compiled_writes(builder, contract):
        if entry["name"] == AUTHORITY_CHANGE:
            for person in people(chain).values():
                assert refusal(chain, contract, entry, person) == "AccessManagedUnauthorized"


@pytest.mark.parametrize("contract", OWN)
def test_access__every_person_role_and_function__equals_the_table(
    chain: Chain, builder: Builder, contract: str
) -> None:
    access, table, address = (
        chain.contract("AccessManager"),
        functions_of(contract),
        chain.book.address(contract),
    )
    entries, everybody = compiled_writes(builder, contract), people(chain)
    roles = access.read_many("getTargetFunctionRole", [(address, selector(e)) for e in entries])
    assert roles == [table[e["name"]].id if e["name"] in table else 0 for e in entries]
    asked = [(entry, name) for entry in entries for name in everybody]
    answers = access.read_many("canCall", [(everybody[name], address, selector(e)) for e, name in asked])
    for (entry, name), (immediate, _) in zip(asked, answers, strict=True):
        # ADMIN is OpenZeppelin's default, also for functions that never ask.
        holder = table[entry["name"]].holder if entry["name"] in table else TIMELOCK
        assert immediate == (holder == name), f"{name} {contract}.{entry['name']}"
    assert not access.read("isTargetClosed", address)


@pytest.mark.parametrize(("contract", "who"), GUARDED)
def test_own__caller_that_matters__everybody_else_is_refused(
    chain: Chain, builder: Builder, contract: str, who: str
) -> None:
    others = [person for name, person in people(chain).items() if name != ALLOWED.get(who, who)]
    for entry in compiled_writes(builder, contract):
        if entry["name"] in OWN[contract][who]:
            refusals = {refusal(chain, contract, entry, person) for person in others}
            assert refusals <= CHECKED[who], f"{contract}.{entry['name']}"


@pytest.mark.parametrize("contract", [name for name in OWN if waiting(name)])
def test_i22__every_function_that_waits__cannot_take_effect_in_under_24_hours(
    chain: Chain, builder: Builder, timelock: Contract, contract: str
) -> None:
    entries = [e for e in compiled_writes(builder, contract) if e["name"] in waiting(contract)]
    operations = [
        (chain.book.address(contract), 0, least_call(e), bytes(32), bytes([n]) * 32)
        for n, e in enumerate(entries)
    ]
    at = chain.now() + 10
    for n, operation in enumerate(operations):
        with pytest.raises(CallRefused) as caught:
            chain.client.call(
                timelock.address,
                timelock.prepare("schedule", *operation, DAY - 1).data,
                sender=chain.holder("governor"),
            )
        assert caught.value.error == "TimelockInsufficientDelay"
        chain.at(at + n)
        chain.send_raw(
            chain.holder("governor"), timelock.address, timelock.prepare("schedule", *operation, DAY).data
        )
    chain.mine_at(at + DAY - 1)
    for operation in operations:
        with pytest.raises(CallRefused) as caught:
            chain.client.call(timelock.address, timelock.prepare("execute", *operation).data, sender=OUTSIDER)
        assert caught.value.error == "TimelockUnexpectedOperationState"


def test_at_once__every_function__is_restricted_and_none_is_the_timelock_s() -> None:
    restricted = {
        f"{contract}.{name}": role for contract in MANAGED for name, role in functions_of(contract).items()
    }
    assert set(AT_ONCE) == {name for name, role in restricted.items() if role.holder != TIMELOCK}


def test_permissions_page__committed_file__is_the_table() -> None:
    assert OUTPUT.read_text() == rendered()


@pytest.mark.parametrize("role", ROLES, ids=[role.name for role in ROLES])
def test_has_role__every_person__equals_the_table(chain: Chain, access: Contract, role: Any) -> None:
    for name, person in people(chain).items():
        member, delay = access.read("hasRole", role.id, person)
        assert (member, delay) == (role.holder == name, 0), f"{name} {role.name}"
    assert [access.read(name, role.id) for name in ("getRoleAdmin", "getRoleGuardian")] == [0, 0]


def test_has_role__ids_beyond_the_table__nobody(chain: Chain, access: Contract) -> None:
    for role_id in range(len(ROLES), len(ROLES) + 8):
        assert not any(access.read("hasRole", role_id, person)[0] for person in people(chain).values())


@pytest.mark.parametrize("name", TIMELOCK_ROLES)
def test_timelock__every_person__equals_the_table(chain: Chain, timelock: Contract, name: str) -> None:
    role = timelock.read(name)
    anyone = TIMELOCK_ROLES[name] == ANYONE
    assert timelock.read("hasRole", role, "0x" + "00" * 20) is anyone
    for holder, person in people(chain).items():
        assert timelock.read("hasRole", role, person) is (TIMELOCK_ROLES[name] == holder), f"{holder} {name}"


def test_timelock__administrator__is_itself_alone(chain: Chain, timelock: Contract) -> None:
    for holder, person in people(chain).items():
        assert timelock.read("hasRole", bytes(32), person) is (holder == TIMELOCK)


def test_timelock__change_of_parameters__waits_24_hours(
    chain: Chain, builder: Builder, timelock: Contract
) -> None:
    escrow = chain.contract("Escrow")
    operation = (escrow.address, 0, escrow.prepare("setTvlCap", 5_000_000).data, bytes(32), bytes(32))
    schedule = timelock.prepare("schedule", *operation, DAY).data
    execute = timelock.prepare("execute", *operation).data
    with pytest.raises(CallRefused):
        chain.send_raw(
            chain.holder("governor"), timelock.address, timelock.prepare("schedule", *operation, DAY - 1).data
        )
    with pytest.raises(CallRefused):
        chain.send_raw(OUTSIDER, timelock.address, schedule)
    at = chain.now() + 10
    chain.at(at)
    chain.send_raw(chain.holder("governor"), timelock.address, schedule)
    chain.at(at + DAY - 1)
    with pytest.raises(CallRefused):
        chain.send_raw(OUTSIDER, timelock.address, execute)
    chain.at(at + DAY)
    chain.send_raw(OUTSIDER, timelock.address, execute)
    assert escrow.read("tvlCap") == 5_000_000


def test_timelock__own_delay_lowered__still_waits_24_hours(chain: Chain, timelock: Contract) -> None:
    chain.impersonate(timelock.address)
    chain.send_raw(timelock.address, timelock.address, timelock.prepare("updateDelay", 0).data)
    assert timelock.read("getMinDelay") == DAY
    chain.send_raw(timelock.address, timelock.address, timelock.prepare("updateDelay", 2 * DAY).data)
    assert timelock.read("getMinDelay") == 2 * DAY


def test_timelock__scheduled_act__can_be_cancelled_by_the_safe_only(chain: Chain, timelock: Contract) -> None:
    operation = (OUTSIDER, 0, b"", bytes(32), bytes(32))
    chain.send_raw(
        chain.holder("governor"), timelock.address, timelock.prepare("schedule", *operation, DAY).data
    )
    cancel = timelock.prepare("cancel", timelock.read("hashOperation", *operation)).data
    for person in (chain.holder("governor"), KEEPER_ACCOUNT, OUTSIDER):
        with pytest.raises(CallRefused):
            chain.send_raw(person, timelock.address, cancel)
    chain.send_raw(chain.holder("safe"), timelock.address, cancel)


def test_access__administration__is_the_timelocks_alone(chain: Chain, access: Contract) -> None:
    grant = access.prepare("grantRole", 2, OUTSIDER, 0).data
    for person in (DEPLOYER, chain.holder("governor"), chain.holder("safe"), KEEPER_ACCOUNT, OUTSIDER):
        with pytest.raises(CallRefused):
            chain.send_raw(person, access.address, grant)


def test_resolution__pause_and_retire__refuse(chain: Chain) -> None:
    escrow, resolution = chain.contract("Escrow"), chain.book.address("Resolution")
    for function in ("pause", "retire"):
        with pytest.raises(CallRefused) as caught:
            chain.send(chain.holder("safe"), escrow, function, resolution)
        assert caught.value.error == "EngineIsUnstoppable"


def test_seal__again__refuses_even_the_administrator(chain: Chain) -> None:
    timelock, escrow = chain.book.address("Timelock"), chain.contract("Escrow")
    chain.impersonate(timelock)
    with pytest.raises(CallRefused) as caught:
        chain.send(timelock, escrow, "seal")
    assert caught.value.error == "AlreadySealed"
