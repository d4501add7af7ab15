"""Every way out of a pool. A second claim must find nothing."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.base import at_most
from tests.stateful.site import BETTORS, PEOPLE

to_claim = precondition(lambda self: bool(strategies.claimable(self.house)))


class ClaimRules(HouseActs):
    @to_claim
    @rule(data=st.data(), to_credit=st.booleans())
    def claim(self, data: st.DataObject, to_credit: bool) -> None:
        market, person = data.draw(st.sampled_from(strategies.claimable(self.house)))
        self.claim_one(market, person, to_credit)

    @to_claim
    @rule(data=st.data())
    def claim_for(self, data: st.DataObject) -> None:
        """By a stranger; only the owner is paid."""
        self.claim_for_one(*data.draw(st.sampled_from(strategies.claimable(self.house))))

    @to_claim
    @rule(data=st.data(), to_credit=st.booleans())
    def claim_batch(self, data: st.DataObject, to_credit: bool) -> None:
        """All markets, decided or not, one of them twice."""
        _, person = data.draw(st.sampled_from(strategies.claimable(self.house)))
        markets = data.draw(st.permutations(sorted(self.house.floor.books)))
        self.claim_all(person, [*markets, markets[0]], to_credit)

    @to_claim
    @rule(data=st.data())
    def push(self, data: st.DataObject) -> None:
        """Several at once, also such as get nothing."""
        market, _ = data.draw(st.sampled_from(strategies.claimable(self.house)))
        people = data.draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4))
        self.push_to(market, people)

    @at_most(4, "claim", "claimToCredit")
    @precondition(lambda self: bool(self.house.floor.books))
    @rule(data=st.data())
    def claim_in_vain(self, data: st.DataObject) -> None:
        """Undecided, lost, or claimed already."""
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        payout = self.house.floor.books[market].payout
        empty = [person for person in BETTORS if not payout(person)]
        if empty:
            person = data.draw(st.sampled_from(empty))
            self.claim_one(market, person, to_credit=False)

    @at_most(3, "collectFees")
    @rule(data=st.data())
    def collect_fees(self, data: st.DataObject) -> None:
        owing = [a for a, e in self.house.ledger.engines.items() if e.treasury + e.insurance]
        self.collect_of(data.draw(st.sampled_from(owing or [self.site.engine])))
