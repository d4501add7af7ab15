"""A dispute over one stock week, everybody who can end it, and the bettors who wait for their money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from mutuel.chain.sender import Sender
from mutuel.domain.ids import market_id
from oracle.sources.closes import day_number
from scripts.demo import disputes
from scripts.demo.disputes import Dispute, Ending
from scripts.demo.government import Government
from scripts.replay.faults import Fault
from tests.integration.oracle.house import USDC, House

AAPL_WEEK = 2
FRIDAY_EVENING = int(datetime(2026, 10, 9, 21, 20, tzinfo=UTC).timestamp())
STAKES = [100] * 5
MARKET = market_id(AAPL_WEEK, day_number(date(2026, 10, 9)), 0)


@dataclass
class Parliament:
    house: House
    government: Government
    dispute: Dispute
    bettors: list[Sender]

    @classmethod
    def in_dispute(cls, house: House) -> Parliament:
        """Plays until the keeper's own report opened the dispute."""
        house.advance_to(FRIDAY_EVENING)
        house.work()
        bettors = house.bet_on_each(MARKET, STAKES)
        house.replay.faults["yahoo"] = Fault.SKEWED
        house.work_until(int(house.market(MARKET)["observeAt"]) + 4_800)
        house.replay.faults.clear()
        government = Government(house.client, house.book)
        dispute = disputes.found(government.chamber, house.market(MARKET)["questionId"])
        return cls(house, government, dispute, bettors)

    def play(self, ending: Ending) -> None:
        """The scene; between its acts, and after them, the keeper does what is due."""
        for act in disputes.play(ending, self.government, self.dispute):
            self.house.work_until(act.at)
        self.house.work_until(self.house.now() + 60)

    def pay_out(self) -> list[int]:
        """Everybody claims or is paid; the wallets, in micro-USDC."""
        house = self.house
        owed = house.world.engine.read_many("payoutOf", [(MARKET, bettor.address) for bettor in self.bettors])
        for bettor, payout in zip(self.bettors, owed, strict=True):
            if payout:
                bettor.send(house.world.engine.prepare("claim", MARKET, False))
        return [house.balance(bettor) // USDC for bettor in self.bettors]

    @property
    def hours(self) -> float:
        """Since the dispute began."""
        return (self.house.now() - self.dispute.began) / 3_600
