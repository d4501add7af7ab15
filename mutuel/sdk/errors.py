"""One refusal for bots: what happened, whether money moved, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from mutuel.errors import CallRefused, MutuelError, TransactionLost


class Moved(StrEnum):
    """Whether money moved."""

    NO = "no"
    UNKNOWN = "unknown"


class Refused(MutuelError):
    """`code` names the kind, for programs; `advice` says what to do next."""

    def __init__(self, code: str, what: str, moved: Moved, advice: str) -> None:
        super().__init__(f"{what} {SAID[moved]} {advice}")
        self.code, self.what, self.moved, self.advice = code, what, moved, advice


SAID: Final = {
    Moved.NO: "No money moved.",
    Moved.UNKNOWN: "Whether money moved is not known yet.",
}
OPEN_ONE: Final = "Choose a market that takes bets: `mutuel markets --open`."
LATER: Final = "Wait until then and try again."
LESS: Final = "Bet no more than that."
NEXT: Final[Mapping[str, str]] = {
    "BadArguments": "`mutuel market ID` lists the outcomes; amounts are positive.",
    "MarketUnknown": "`mutuel markets` lists what there is.",
    "NotOpenYet": LATER,
    "BettingClosed": OPEN_ONE,
    "AlreadyDecided": "`mutuel claim ID` collects from it; `mutuel markets --open` lists what takes bets.",
    "BadOutcome": "`mutuel market ID` lists the outcomes.",
    "StakeTooSmall": "Bet at least that much.",
    "CapExceeded": LESS,
    "PoolFull": LESS,
    "LimitExceeded": LESS,
    "WeightTooLow": "Ask for a lower weight, or leave it.",
    "InsufficientCredit": "Pay in first, or bet from the wallet.",
    "TransferFailed": "Fund the wallet, and allow Escrow to take the amount.",
    "NotSettled": "Claim once `mutuel market ID` says settled or void; `mutuel settle ID` does what anybody may.",
    "TooEarly": LATER,
    "QuestionNotFinal": "No step that `mutuel settle` takes is due yet: try again later. It ends the market at the "
    "latest 7 days after its observation.",
    "NothingToClaim": "There is nothing left to do in this market.",
    "EnginePausedUntil": LATER,
    "AccountExcluded": "The exclusion was the account's own wish and cannot be shortened.",
    "deploymentInvalid": "MUTUEL_DEPLOYMENT names the address book of the network that MUTUEL_RPC_URL serves.",
    "keyMissing": "Set MUTUEL_BOT_KEY, or MUTUEL_KEYSTORE and its password.",
    "nodeUnavailable": "Nothing was sent; look at MUTUEL_RPC_URL and try again.",
    "settingsInvalid": "Nothing was sent; mend it and try again.",
}
"""By the contract's error, or the code of ours."""


def of_chain(error: MutuelError, sent: str | None) -> Refused:
    """`error` of an act whose last transaction signed was `sent`, None if none was."""
    if isinstance(error, CallRefused):
        return Refused(
            error.error or error.code, error.message, Moved.NO, NEXT.get(error.error, "Read the reason.")
        )
    if isinstance(error, TransactionLost) or sent is not None:
        return Refused(
            error.code, error.message, Moved.UNKNOWN, f"Look for transaction {sent} before you send it again."
        )
    advice = NEXT.get(error.code, "Nothing was sent; try again.")
    return Refused(error.code, error.message, Moved.NO, advice)
