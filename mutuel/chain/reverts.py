"""What a contract says when it refuses: its custom error's name, arguments and a sentence in plain words."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from eth_abi.exceptions import DecodingError

from mutuel.chain.abi import Entry, decode_values, digest, entries, names
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import short_usdc
from mutuel.errors import CallRefused
from mutuel.text import moment

PANICS = {
    0x01: "an assertion failed",
    0x11: "a number overflowed",
    0x12: "a division by zero",
    0x32: "a list is too short",
}
BUILT_IN: tuple[Entry, ...] = (
    {"type": "error", "name": "Error", "inputs": [{"name": "reason", "type": "string"}]},
    {"type": "error", "name": "Panic", "inputs": [{"name": "number", "type": "uint256"}]},
    {"type": "error", "name": "AccessManagedUnauthorized", "inputs": [{"name": "caller", "type": "address"}]},
)

# Money in micro-USDC; {x:usdc} is written as dollars, {x:time} in UTC, {x:question} as a state of docs/states.md.
SENTENCES = {
    "AccessControlUnauthorizedAccount": "The account {account} does not hold the timelock's role for this.",
    "AccessManagedUnauthorized": "The account {caller} does not hold the role for this.",
    "AccountExcluded": "The account excluded itself from betting until {until:time}.",
    "AlreadyContested": "The market is contested already and waits for a ruling of its own.",
    "AlreadyDecided": "The market is already decided.",
    "BadAmount": "The amount {amount} (micro-USDC) is zero or too large.",
    "BadOutcome": "The market has no outcome {outcome}; it has {outcomes}, counted from 0.",
    "BadSignature": "The signature does not match this exact request.",
    "BadSource": "Source {sourceId} does not allow this.",
    "BadState": "The question is {state:question}, which does not allow this.",
    "BatchTooLong": "At most {max} items fit in one batch.",
    "BettingClosed": "Betting closed at {close:time}.",
    "CapExceeded": "This account may stake only {left:usdc} more in this market.",
    "Contested": "The sources name different winners; the market waits for a ruling.",
    "DailyLimitExceeded": "Only {left:usdc} may still be paid today; more goes through the timelock.",
    "EngineIsRetired": "This product takes no new bets any more.",
    "EngineIsUnstoppable": "This engine can be neither paused nor retired.",
    "EngineNotOptedIn": "The account has not allowed engine {id} to use its money.",
    "EnginePausedUntil": "Betting is paused until {until:time}.",
    "EvidenceRequired": "The report names no evidence.",
    "Expired": "The signed request expired at {deadline:time}.",
    "GovernorAlreadyCastVote": "The account {voter} has voted on this already.",
    "GovernorNonexistentProposal": "There is no proposal {proposalId}.",
    "GovernorOnlyExecutor": "Only the timelock changes the governor's settings, 24 h after a vote.",
    "GovernorUnexpectedProposalState": "The proposal is in state {current}, which does not allow this.",
    "InsufficientCredit": "The account's credit is {have:usdc}, but {need:usdc} is needed.",
    "LimitExceeded": "The account's own limit leaves {left:usdc}.",
    "LockTooSmall": "The market holds {have:usdc}, less than the {need:usdc} asked for.",
    "MarketUnknown": "No market has the id {marketId}.",
    "NoCorrectionLeft": "The proposal was corrected twice already; challenge it instead.",
    "NotAllowed": "The market's template does not allow this.",
    "NotOpenYet": "Betting opens at {open:time}.",
    "NotSettled": "The market is not decided yet.",
    "NotVetoable": "Only a ruling of the DAO can be vetoed.",
    "NotEngine": "Only an engine that Escrow knows may do this, or be named here.",
    "NothingNew": "This shows nothing that is not stored already.",
    "NothingToClaim": "There is nothing to claim, or it was claimed already.",
    "NothingToContest": "No answer that may be contested names different winners.",
    "OutsideDomain": "The value {value} is no answer to this question.",
    "PausedTooRecently": "The engine was paused less than 30 days before, at {lastPause:time}.",
    "PoolFull": "The market takes only {left:usdc} more.",
    "QuestionNotFinal": "The market's question is not final yet: it is {state:question}.",
    "QuorumMissing": "The report has {have} signatures of {need} needed.",
    "SameClaim": "The report says this already: claim another value, or do not challenge.",
    "SequencerDown": "The network was down from {since:time} on; this must wait until its sequencer is up again.",
    "SignersNotAscending": "The signatures are not in the order of their signers' addresses, or one is there twice.",
    "StakeTooSmall": "The least stake is {min:usdc}.",
    "TimelockInsufficientDelay": "The timelock waits at least {minDelay} seconds, not {delay}.",
    "TimelockUnexpectedOperationState": "The act is not in the timelock, is not ready yet, or was done or cancelled.",
    "TooEarly": "Too early: allowed from {at:time}.",
    "TooLate": "Too late: allowed until {at:time}.",
    "TransferFailed": "USDC refused the transfer: check balance and allowance.",
    "TvlCapReached": "The house accepts no more than {cap:usdc} in all for now.",
    "UnknownSigner": "{signer} signed, but is no reporter of this source.",
    "WeightTooLow": "The bet would weigh {weight}, less than the {minWeight} asked for.",
    "WrongAction": "The report asks for another act than this one.",
    "WrongReport": "The report is about another question, or not the next one of its question.",
}


def refusal(data: object, message: str = "") -> CallRefused:
    """The typed error for revert data as nodes give it (hex text, possibly nested); never fails itself."""
    raw = _bytes(data)
    entry = errors().get(raw[:4])
    if entry is None:
        known = f": {message}" if message else "."
        return CallRefused(
            f"The contract refused the call without a reason we know{known} (data 0x{raw.hex()})"
        )
    try:
        values = decode_values(entry["inputs"], raw[4:])
    except DecodingError:
        return CallRefused(
            f"The contract refused: {entry['name']} with arguments that do not fit it.", entry["name"]
        )
    arguments = {parameter["name"]: value for parameter, value in zip(entry["inputs"], values, strict=True)}
    return CallRefused(sentence(entry["name"], arguments), entry["name"], arguments)


def sentence(name: str, arguments: dict[str, Any]) -> str:
    """Plain words for a custom error; an error without a sentence of its own is shown with its arguments."""
    if name == "Error":
        return f"The contract refused: {arguments['reason']}"
    if name == "Panic":
        return f"The contract refused: {PANICS.get(arguments['number'], 'an internal check failed')}."
    shown = ", ".join(f"{key} {value}" for key, value in arguments.items())
    fallback = f"The contract refused: {name}{f' ({shown})' if shown else ''}."
    template = SENTENCES.get(name, "")
    try:
        return template.format(**{key: _Argument(value) for key, value in arguments.items()}) or fallback
    except KeyError:  # an error of this name with other arguments
        return fallback


@cache
def errors() -> dict[bytes, Entry]:
    """Every custom error of our contracts by its selector."""
    ours = (entry for name in names() for entry in entries(name) if entry["type"] == "error")
    return {digest(entry)[:4]: entry for entry in (*BUILT_IN, *ours)}


class _Argument:
    """Formats itself as it is, or in the form that a sentence asks for."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __format__(self, form: str) -> str:
        return FORMS[form](self.value)


def _question(state: int) -> str:
    if state not in list(QuestionState):
        return f"in state {state}"
    return QuestionState(state).name.lower() if state else "not answered"


FORMS: Final[dict[str, Callable[[Any], str]]] = {
    "": str,
    "usdc": lambda micro: f"{short_usdc(micro)} USDC",
    "time": moment,
    "question": _question,
}


def _bytes(data: object) -> bytes:
    """Some nodes wrap the data once more, or put words before it."""
    if isinstance(data, dict):
        data = data.get("data")
    if not isinstance(data, str):
        return b""
    text = data[data.rfind("0x") + 2 :] if "0x" in data else ""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
