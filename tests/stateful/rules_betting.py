"""Every way into a pool, and the ways that must fail."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.domain import limits
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.base import Gate, at_most
from tests.stateful.model.pools import Bet, Way
from tests.stateful.site import BETTORS, PEOPLE, SIGNERS

HOPELESS = ("outcome", "least", "cap", "market", "weight", "credit")


def can_bet(way: Way) -> Gate:
    return precondition(lambda self: bool(strategies.openings(self.house, way)))


class BettingRules(HouseActs):
    """Bets are drawn to fit; the model still decides."""

    @at_most(6, "bet")
    @can_bet(Way.WALLET)
    @rule(data=st.data())
    def bet(self, data: st.DataObject) -> None:
        person, bet = data.draw(strategies.bets(self.house, Way.WALLET))
        self.bet_wallet(person, bet)

    @at_most(4, "betWithPermit")
    @can_bet(Way.PERMIT)
    @rule(data=st.data())
    def bet_with_permit(self, data: st.DataObject) -> None:
        person, bet = data.draw(strategies.bets(self.house, Way.PERMIT))
        self.bet_permitted(person, bet)

    @at_most(4, "betWithAuthorization")
    @can_bet(Way.AUTHORIZATION)
    @rule(data=st.data())
    def bet_with_authorization(self, data: st.DataObject) -> None:
        self.bet_authorized(*data.draw(strategies.bets(self.house, Way.AUTHORIZATION)))

    @at_most(9, "betFromCredit")
    @can_bet(Way.CREDIT)
    @rule(data=st.data())
    def bet_from_credit(self, data: st.DataObject) -> None:
        person, bet = data.draw(strategies.bets(self.house, Way.CREDIT))
        self.bet_credit(person, bet)

    @at_most(4, "betFromCreditAs")
    @can_bet(Way.CREDIT)
    @rule(data=st.data())
    def bet_by_agent(self, data: st.DataObject) -> None:
        """The agent is approved first, unless approved already, and may keep a tip."""
        person, bet = data.draw(strategies.bets(self.house, Way.CREDIT))
        agent = data.draw(st.sampled_from([one for one in BETTORS if one != person]))
        self.bet_by(agent, person, bet, tip=data.draw(st.sampled_from((0, 0, 1, 10_000))))

    @at_most(4, "betBatch")
    @can_bet(Way.WALLET)
    @rule(data=st.data(), from_credit=st.booleans())
    def bet_batch(self, data: st.DataObject, from_credit: bool) -> None:
        """Two bets on one outcome at one moment, and others that may be refused without stopping the rest."""
        way = Way.CREDIT if from_credit else Way.WALLET
        person, first = data.draw(strategies.bets(self.house, Way.WALLET))
        others = data.draw(st.lists(self.any_bet(), max_size=3))
        bets = [first, Bet(first.market, first.outcome, ONE_USDC), *others]
        self.bet_several(person, bets, way)

    @at_most(4, "hopelessBet")
    @precondition(lambda self: bool(self.house.floor.books))
    @rule(data=st.data(), why=st.sampled_from(HOPELESS))
    def hopeless_bet(self, data: st.DataObject, why: str) -> None:
        """One thing is wrong with it, perhaps more."""
        person = data.draw(st.sampled_from(PEOPLE))
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        book = self.house.floor.books[market]
        left = limits.room(book.market.template.caps, book.position(person).total, book.pools.total).left
        bet = {
            "outcome": Bet(market, book.market.template.outcomes, ONE_USDC),
            "least": Bet(market, 0, ONE_USDC - 1),
            "cap": Bet(market, 0, left + ONE_USDC),
            "market": Bet(market + 255, 0, ONE_USDC),
            "weight": Bet(market, 0, ONE_USDC, 2**90),
            "credit": Bet(market, 0, ONE_USDC + self.house.ledger.people[person].credit),
        }[why]
        self.bet_hopeless(person, bet, Way.CREDIT if why == "credit" else Way.WALLET)

    @at_most(2, "strangersBet")
    @precondition(lambda self: bool(self.house.floor.books))
    @rule(data=st.data())
    def strangers_bet(self, data: st.DataObject) -> None:
        """A stranger is nobody's agent."""
        person = data.draw(st.sampled_from(tuple(SIGNERS)))
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        self.bet_as_stranger(person, Bet(market, 0, ONE_USDC))

    @precondition(lambda self: bool(self._closable()))
    @rule(data=st.data())
    def close_early(self, data: st.DataObject) -> None:
        """From half of the planned time on, once."""
        self.close_market_early(data.draw(st.sampled_from(self._closable())))

    @at_most(3, "lock")
    @precondition(lambda self: bool(strategies.undecided(self.house)))
    @rule(data=st.data())
    def announce_lock(self, data: st.DataObject) -> None:
        self.announce_lock_of(data.draw(st.sampled_from(strategies.undecided(self.house))))

    # ------------------------------------------------------------------ internal

    def any_bet(self) -> st.SearchStrategy[Bet]:
        """Anything a person might try."""
        return st.builds(
            Bet,
            st.sampled_from(sorted(self.house.floor.books)),
            st.integers(0, 5),
            st.sampled_from((1, ONE_USDC, 5_000_001, 90 * ONE_USDC, 10**10)),
        )

    def _closable(self) -> list[int]:
        return [
            m
            for m in strategies.undecided(self.house)
            if self.house.floor.books[m].market.template.closable_early
            and self.house.floor.books[m].market.early_close_at is None
            and self.house.now < self.house.floor.books[m].market.close_at - 60
        ]
