"""The whole house as it must be, and how to take a step back."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from mutuel.domain.ids import QuestionId, contest_id
from mutuel.domain.referee import Answer, outage_span
from tests.stateful.model.answers import Desk
from tests.stateful.model.ledger import Ledger
from tests.stateful.model.pools import Bet, Book, Floor, Way
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
        """Reads the market's questions and decides."""
        book = self.floor.undecided(market)  # an undecided market comes before its questions
        answers = self.answers_to(book)
        self.floor.settle(market, answers, outage=self.desk.was_down_in(outage_span(book.market)))

    def answers_to(self, book: Book) -> list[Answer]:
        """Of the questions that decide a market now: of a contested one its own."""
        if book.contested:
            return [self.desk.answer_contest(book.market.id)]
        return [self.desk.answer(id) for id in book.questions]

    def contest(self, market: int) -> None:
        book = self.floor.undecided(market)
        self.floor.contest(market, self.answers_to(book))
        self.desk.open_contest(market, self.desk.asked[book.question].question)

    def contest_id(self, market: int) -> QuestionId:
        return contest_id(bytes.fromhex(self.floor.engine[2:]), market)

    def bet_several(self, person: str, bets: Sequence[Bet], way: Way) -> None:
        """A batch: an item that is refused is as if it had never been tried."""
        for bet in bets:
            saved = self.saved()
            try:
                self.floor.bet(person, bet, way)
            except Refused:
                before = House.restored(saved)
                self.ledger, self.floor, self.desk = before.ledger, before.floor, before.desk
