"""Who may do what: the one table. The deploy script applies it, docs/permissions.md is generated from it, and tests
compare the chain with it, function by function.

ROLES are the access manager's. OWN names every other function that changes anything, with who may call it: those
contracts check their callers themselves. "timelock" means that nothing happens in under 24 hours; what a role may do
sooner stands in AT_ONCE, each with the reason why that is safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

TIMELOCK: Final = "timelock"
GOVERNOR: Final = "governor"
SAFE: Final = "safe"
KEEPER: Final = "keeper"
ANYONE: Final = "anyone"

ACCOUNT: Final = "the account itself"  # by transaction, or by its signature or approval
ENGINE: Final = "a registered engine"
LIMITS: Final = "self-limits"
ESCROW: Final = "escrow"
SELF: Final = "the contract itself"
REPORTERS: Final = "anyone, with k of n reporters' signatures"
VOTERS: Final = "holders of votes"
SAFE_ITSELF: Final = "the safe, after its owners signed"


@dataclass(frozen=True)
class Role:
    """A role of the access manager.

    `functions`: "Contract.function" by the address book's names.
    """

    name: str
    id: int
    holder: str
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
    Role("ARBITER", 6, GOVERNOR, ("Resolution.rule",)),
    Role("FALLBACK", 7, SAFE, ("Resolution.fallbackRule",)),
    Role("VETO", 8, SAFE, ("Resolution.veto",)),
)

AT_ONCE: Final = {
    "Escrow.pause": "stops new bets of one engine for at most 7 days, once in 30; no exit",
    "Escrow.retire": "stops new bets of one engine for ever; no exit",
    "ParimutuelEngine.createBatch": "from governed templates only",
    "ParimutuelEngine.closeEarly": "only where the template says so, not before half the planned length",
    "Treasury.pay": "within the daily limit",
    "Resolution.rule": "holds only 24 h later, by Resolution's own rule, and can be vetoed until then",
    "Resolution.fallbackRule": "only in the four hours in which the DAO is too late; holds only 24 h later",
    "Resolution.veto": "can only refund everybody",
}
"""What a role may do without a wait, and why that changes no role, engine, source or parameter."""

TIMELOCK_ROLES: Final = {"PROPOSER_ROLE": GOVERNOR, "CANCELLER_ROLE": SAFE, "EXECUTOR_ROLE": ANYONE}
"""Roles of the timelock itself; only it administers them (DEFAULT_ADMIN_ROLE)."""

MANAGED: Final = ("Escrow", "ParimutuelEngine", "Resolution", "Treasury", "Insurance")
"""Contracts that ask the access manager."""

RECEIVERS: Final = ("onERC721Received", "onERC1155Received", "onERC1155BatchReceived")

OWN: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "Escrow": {
        ACCOUNT: (
            "deposit", "depositWithPermit", "depositWithAuthorization", "withdraw", "withdrawBySig", "setEngineOptIn",
            "setEngineOptInBySig", "allocate", "requestDeallocation",
        ),
        ENGINE: (
            "lockFromWallet", "lockFromPermit", "lockFromAuthorization", "lockFromCredit", "lockFromAllocation",
            "release", "releaseMany", "takeFee",
        ),
        LIMITS: ("setAccountFlags",),
        ANYONE: ("depositFor", "completeDeallocation", "collectFees"),
    },
    "SelfLimits": {ACCOUNT: ("setLimit", "confirmLimit", "excludeUntil"), ESCROW: ("onLock", "onRelease")},
    "ParimutuelEngine": {
        ACCOUNT: (
            "bet", "betBatch", "betWithPermit", "betWithAuthorization", "betFromCredit", "betFromCreditAs", "setAgent",
            "claim", "claimBatch",
        ),
        SELF: ("betItem",),
        REPORTERS: ("haltClose", "cancelWindow"),
        ANYONE: ("lock", "contest", "settle", "voidExpired", "claimFor", "push"),
    },
    "Resolution": {
        REPORTERS: ("propose", "crossCheck"),
        ENGINE: ("openContest",),
        ANYONE: ("prove", "challenge", "escalate", "finalise", "voidExpired", "voidUnruled"),
    },
    "Referee": {},
    "ChainlinkFeedSource": {},
    "DataStreamsSource": {ANYONE: ("verify",)},
    "Lens": {},
    "Treasury": {},
    "Insurance": {},
    "AccessManager": {
        TIMELOCK: (
            "grantRole", "revokeRole", "labelRole", "setRoleAdmin", "setRoleGuardian", "setGrantDelay",
            "setTargetFunctionRole", "setTargetClosed", "setTargetAdminDelay", "updateAuthority",
        ),
        ACCOUNT: ("renounceRole",),
        ANYONE: ("schedule", "execute", "cancel", "consumeScheduledOp", "multicall"),  # with the caller's own rights
    },
    "Timelock": {
        GOVERNOR: ("schedule", "scheduleBatch"),
        SAFE: ("cancel",),
        ANYONE: ("execute", "executeBatch", *RECEIVERS),
        TIMELOCK: ("updateDelay", "grantRole", "revokeRole"),
        ACCOUNT: ("renounceRole",),
    },
    "MutuelGovernor": {
        VOTERS: (
            "propose", "cancel", "castVote", "castVoteWithReason", "castVoteWithReasonAndParams", "castVoteBySig",
            "castVoteWithReasonAndParamsBySig",
        ),
        ANYONE: ("execute", "queue", *RECEIVERS),  # `queue` always refuses: nothing of this governor's is queued in it
        TIMELOCK: (
            "setVotingDelay", "setVotingPeriod", "setProposalThreshold", "setLateQuorumVoteExtension",
            "updateQuorumNumerator", "relay",
        ),
    },
    "MutuelVotes": {ACCOUNT: ("transfer", "approve", "permit", "delegate", "delegateBySig", "transferFrom")},
    "Safe": {
        ANYONE: ("execTransaction", "simulateAndRevert", "setup"),  # signed by enough owners; undone; done already
        ACCOUNT: ("approveHash",),  # an owner
        SAFE_ITSELF: (
            "addOwnerWithThreshold", "removeOwner", "swapOwner", "changeThreshold", "enableModule", "disableModule",
            "setFallbackHandler", "setGuard",
        ),
        "a module, of which there is none": ("execTransactionFromModule", "execTransactionFromModuleReturnData"),
    },
}  # fmt: skip
"""Every function outside ROLES that is not a view, of every contract of the address book that is ours."""

AUTHORITY_CHANGE: Final = "setAuthority"
"""Of every managed contract that has it: the access manager alone calls it, when ADMIN says `updateAuthority`."""


def functions_of(contract: str) -> dict[str, Role]:
    """The restricted functions of a contract and the role that each needs."""
    named = ((name.split("."), role) for role in ROLES for name in role.functions)
    return {function: role for (target, function), role in named if target == contract}
