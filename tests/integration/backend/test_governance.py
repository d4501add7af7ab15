"""What the API says of governance equals what the governor, the timelock and the access manager say."""

from typing import Any

from scripts.deploy import permissions
from scripts.governance import motions, waiting
from tests.contracts.deployed import Chain
from tests.contracts.governance.offices import DAY, FIRST, carried, chamber, newest, run
from tests.integration.backend.conftest import Get


def test_governance__proposed_voted_scheduled_executed__is_shown_as_it_stands(chain: Chain, get: Get) -> None:
    run(chain, "change", "Escrow.setTvlCap", "5_000_000", "--why", "A slow start")
    assert proposal(get)["state"] == state(chain) == "pending"
    run(chain, "queue", carried(chain))
    shown = proposal(get)
    assert (shown["state"], shown["description"]) == (state(chain), motions.protected("A slow start", FIRST))
    for_ = chain.contract("MutuelGovernor").read("proposalVotes", int(newest(chain)))[1]
    quorum = chain.contract("MutuelGovernor").read("quorum", shown["votesFrom"])
    assert (int(shown["votesFor"]) * 10**18, int(shown["quorum"]) * 10**18) == (for_, quorum)
    [(operation, ready_at)] = waiting.pending(chamber(chain))
    act = acts(get)
    assert (act["actId"], act["readyAt"], act["state"]) == ("0x" + operation.id.hex(), ready_at, "waiting")
    assert [(call["contract"], call["function"]) for call in act["calls"]] == [("Escrow", "setTvlCap")]
    chain.mine_at(chain.now() + DAY)
    run(chain, "execute", act["actId"])
    assert acts(get)["state"] == "executed"


def proposal(get: Get) -> dict[str, Any]:
    (item,) = get("/governance/proposals")["items"]
    return dict(item)


def acts(get: Get) -> dict[str, Any]:
    (item,) = get("/governance/acts")["items"]
    return dict(item)


def state(chain: Chain) -> str:
    return motions.state(chamber(chain), int(newest(chain))).name.lower()


def test_permissions__deployed_house__are_the_table_that_was_applied(chain: Chain, get: Get) -> None:
    holders = {
        address: name for name, address in chain.book.raw["holders"].items() if isinstance(address, str)
    }
    holders[chain.book.address("Timelock")] = permissions.TIMELOCK
    shown = get("/permissions")
    found = {
        (
            role["name"],
            f"{one['contract']}.{one['function']}",
            tuple(holders[h["address"]] for h in role["holders"]),
        )
        for role in shown["roles"]
        for one in role["functions"]
    }
    assert found == {
        (role.name, name, (role.holder,)) for role in permissions.ROLES for name in role.functions
    }
    waits = {h["wait"] for role in shown["roles"] for h in role["holders"] if h["name"] == "Timelock"}
    assert (shown["delay"], waits) == (DAY, {DAY})
