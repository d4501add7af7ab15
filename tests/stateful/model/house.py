"""The whole house as it must be, and how to take a step back."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from tests.stateful.model.answers import Desk
from tests.stateful.model.ledger import Ledger
from tests.stateful.model.pools import Bet, Floor, Way
from tests.stateful.model.refusals import Refused


@dataclass
class House:
    """Ledger, markets and questions share one ledger and one clock."""

    ledger: Ledger
    floor: Floor
    desk: Desk

    @property
    def now(self) -> int:
        return self.ledger.now

    def saved(self) -> bytes:
        return pickle.dumps(self)

    @classmethod
    def restored(cls, saved: bytes) -> Self:
        house: Self = pickle.loads(saved)
        return house

    def settle(self, market: int) -> None:
        """Reads the market's question and decides."""
        floor = self.floor
        question = floor.undecided(market).question  # an undecided market comes before its question
        floor.settle(market, [self.desk.answer(question)], self.desk.changed_at)

    def bet_several(self, person: str, bets: Sequence[Bet], way: Way) -> None:
        """A batch: an item that is refused is as if it had never been tried."""
        for bet in bets:
            saved = self.saved()
            try:
                self.floor.bet(person, bet, way)
            except Refused:
                before = House.restored(saved)
                self.ledger, self.floor, self.desk = before.ledger, before.floor, before.desk
