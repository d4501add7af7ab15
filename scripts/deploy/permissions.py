"""Who may do what: the one table. The deploy script applies it, tests compare the chain with it.

A function that is not named here is open to everyone or checks its caller itself (an engine, SelfLimits, the
account). "timelock" means that nothing happens in under 24 hours.
"""

from dataclasses import dataclass
from typing import Final

TIMELOCK: Final = "timelock"
GOVERNOR: Final = "governor"
SAFE: Final = "safe"
KEEPER: Final = "keeper"
ANYONE: Final = "anyone"


@dataclass(frozen=True)
class Role:
    """A role of the access manager.

    `holder`: None for a role that nobody holds yet. `functions`: "Contract.function" by the address book's names.
    """

    name: str
    id: int
    holder: str | None
    functions: tuple[str, ...]


ROLES: Final = (
    Role(
        "ADMIN",
        0,  # fixed by OpenZeppelin; administers the access manager itself as well
        TIMELOCK,
        ("Escrow.registerEngine", "Escrow.setFeeReceivers", "Escrow.seal", "Treasury.payLarge"),
    ),
    Role(
        "PARAMS",
        1,
        TIMELOCK,
        (
            "ParimutuelEngine.addTemplate",
            "Resolution.addSource",
            "Escrow.setTvlCap",
            "Treasury.setDailyLimit",
            "Insurance.setMarketCap",
        ),
    ),
    Role("PAUSER", 2, SAFE, ("Escrow.pause", "Escrow.retire")),
    Role("CREATOR", 3, KEEPER, ("ParimutuelEngine.createBatch", "ParimutuelEngine.closeEarly")),
    Role("TREASURER", 4, SAFE, ("Treasury.pay",)),
    Role("INSURER", 5, TIMELOCK, ("Insurance.coverShortfall",)),
    # Held by nobody before there is a governor.
    Role("ARBITER", 6, None, ("Resolution.rule",)),
    Role("FALLBACK", 7, None, ("Resolution.fallbackRule",)),
    Role("VETO", 8, None, ("Resolution.veto",)),
)

TIMELOCK_ROLES: Final = {"PROPOSER_ROLE": GOVERNOR, "CANCELLER_ROLE": SAFE, "EXECUTOR_ROLE": ANYONE}
"""Roles of the timelock itself; only it administers them (DEFAULT_ADMIN_ROLE)."""

MANAGED: Final = ("Escrow", "ParimutuelEngine", "Resolution", "Treasury", "Insurance")
"""Contracts that ask the access manager."""


def functions_of(contract: str) -> dict[str, Role]:
    """The restricted functions of a contract and the role that each needs."""
    named = ((name.split("."), role) for role in ROLES for name in role.functions)
    return {function: role for (target, function), role in named if target == contract}
