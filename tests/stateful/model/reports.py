"""What reporters may say of one market while betting is open (R-HALT, R-CANCEL)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from mutuel.domain.market import Market
from tests.stateful.model.refusals import Refused

FRESH: Final = 600


class Action(IntEnum):
    HALT = 1
    CANCEL = 2


@dataclass(frozen=True)
class MarketReport:
    """`called` is the function it is brought to, `fault` the refusal that its signatures deserve, if any."""

    market: int
    action: Action
    at: int
    called: Action
    fault: str = ""

    def check(self, market: Market, now: int) -> None:
        """A report acts once, since it ends the betting during which it may act."""
        template = market.template
        if not (template.haltable if self.called is Action.HALT else template.cancellable):
            raise Refused("NotAllowed")
        if self.called is Action.HALT and now < market.open_at:
            raise Refused("NotOpenYet")
        if self.action is not self.called:
            raise Refused("WrongAction")
        if now >= market.betting_ends_at:
            raise Refused("BettingClosed")
        if now < self.at:
            raise Refused("TooEarly", earliest=self.at)
        if now > self.at + FRESH:
            raise Refused("TooLate")
        if self.fault:
            raise Refused(self.fault)
