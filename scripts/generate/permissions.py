"""Writes docs/permissions.md from the one table of scripts/deploy/permissions.py.

`python -m scripts.generate.permissions`; a test compares the file with the table.
"""

from collections.abc import Iterator
from pathlib import Path

from scripts.deploy import permissions
from scripts.deploy.permissions import ANYONE, GOVERNOR, KEEPER, SAFE, TIMELOCK

OUTPUT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"

HEAD = """# Who may do what

Generated from `scripts/deploy/permissions.py` by `make permissions`; do not edit. The deploy script applies the same
table, and a test compares it with the chain: every role, every holder, every function of every contract.

**Nothing that changes roles, engines, sources or parameters takes effect in under 24 hours.** No role can lower a
user's balance, and nothing here stops a claim, a refund or a withdrawal. The deployer holds nothing.
"""

HOLDERS = {
    TIMELOCK: "`Timelock`: whatever the governor proposed there, after 24 hours in public; anyone executes it",
    GOVERNOR: "`MutuelGovernor`: holders of votes; 1 h notice, 24 h of voting, 6 h more if the quorum comes late, "
    "10 % quorum",
    SAFE: "`Safe`: a multisig of Safe's own contracts. Its owners are its own affair: they change by their signatures",
    KEEPER: "the keeper's account",
}

TIMELOCK_ACTS = {
    "PROPOSER_ROLE": "schedules an act, which waits 24 hours",
    "CANCELLER_ROLE": "cancels an act that waits; it cannot replace it by another",
    "EXECUTOR_ROLE": "executes an act that has waited",
}


def rendered() -> str:
    return "\n".join([HEAD, *_holders(), *_roles(), *_timelock(), *_own()])


def _holders() -> Iterator[str]:
    yield from ("## Holders", "", "| holder | who that is |", "| --- | --- |")
    yield from (f"| {holder} | {who} |" for holder, who in HOLDERS.items())
    yield ""


def _roles() -> Iterator[str]:
    yield from ("## Roles of the access manager", "")
    yield from ("| role | id | holder | function | when |", "| --- | --- | --- | --- | --- |")
    for role in permissions.ROLES:
        for function in role.functions:
            when = permissions.AT_ONCE.get(function)
            shown = f"at once: {when}" if when else "24 h"
            yield f"| {role.name} | {role.id} | {role.holder} | `{function}` | {shown} |"
    yield ""


def _timelock() -> Iterator[str]:
    yield from ("## Roles of the timelock", "", "| role | holder | may |", "| --- | --- | --- |")
    for name, holder in permissions.TIMELOCK_ROLES.items():
        shown = "anyone" if holder == ANYONE else holder
        yield f"| {name} | {shown} | {TIMELOCK_ACTS[name]} |"
    yield ""


def _own() -> Iterator[str]:
    yield from ("## Every other function that changes something", "")
    yield "The contract checks the caller itself. Managed contracts also have `setAuthority`, which the access manager"
    yield "alone calls, after `updateAuthority` by the timelock."
    yield from ("", "| contract | who may call | functions |", "| --- | --- | --- |")
    for contract, own in permissions.OWN.items():
        for who, functions in own.items():
            yield f"| {contract} | {who} | {', '.join(f'`{name}`' for name in functions)} |"
    yield ""


if __name__ == "__main__":
    OUTPUT.write_text(rendered())
