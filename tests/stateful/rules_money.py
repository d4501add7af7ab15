"""What people do with their own money: in, out, limits, and whom they trust."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.domain.limits import LimitKind
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.base import at_most
from tests.stateful.site import BETTORS, LIMITED, OUTSIDER, SIGNERS, WAVERING

HOUR = 3_600


class MoneyRules(HouseActs):
    @at_most(6, "deposit", "depositFor")
    @rule(data=st.data(), account=st.sampled_from(("self", "self", *BETTORS)))
    def deposit(self, data: st.DataObject, account: str) -> None:
        """Into the own credit or somebody else's."""
        payer = data.draw(st.sampled_from(BETTORS[:4]))
        amount = data.draw(st.integers(1, 200 * ONE_USDC))
        self.deposit_for(payer, payer if account == "self" else account, amount)

    @at_most(2, "depositWithPermit")
    @rule(data=st.data())
    def deposit_with_permit(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(BETTORS))
        amount = data.draw(st.integers(1, 200 * ONE_USDC))
        self.deposit_permitted(person, amount)

    @at_most(2, "depositWithAuthorization")
    @rule(data=st.data())
    def deposit_with_authorization(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(BETTORS))
        amount = data.draw(st.integers(1, 200 * ONE_USDC))
        self.deposit_authorized(person, amount)

    @at_most(3, "withdraw")
    @precondition(lambda self: bool(strategies.having(self.house, lambda p: p.credit)))
    @rule(data=st.data(), too_much=st.sampled_from((0, 0, 0, 1)))
    def withdraw(self, data: st.DataObject, too_much: int) -> None:
        person = data.draw(st.sampled_from(strategies.having(self.house, lambda p: p.credit)))
        amount = data.draw(st.integers(1, self.house.ledger.people[person].credit))
        if too_much:
            amount = self.house.ledger.people[person].credit + 1
        self.withdraw_own(person, amount)

    @at_most(3, "withdrawBySig")
    @precondition(lambda self: bool(strategies.having(self.house, lambda p: p.credit, BETTORS)))
    @rule(data=st.data(), stale=st.sampled_from((0, 0, 0, 1)))
    def withdraw_by_signature(self, data: st.DataObject, stale: int) -> None:
        """To another address; the way out of whom USDC has blocked. An old nonce signs nothing."""
        person = data.draw(st.sampled_from(strategies.having(self.house, lambda p: p.credit, BETTORS)))
        account = self.house.ledger.people[person]
        amount = data.draw(st.integers(1, account.credit))
        if stale:
            call = self.site.signed_withdrawal(person, OUTSIDER, amount, account.nonce + stale)
            self.refuse("withdrawBySig", OUTSIDER, call, "BadSignature")
        else:
            self.withdraw_signed(person, amount)

    @at_most(4, "setEngineOptIn", "setEngineOptInBySig")
    @rule(data=st.data(), by_signature=st.booleans())
    def choose_engine(self, data: st.DataObject, by_signature: bool) -> None:
        """Usually on; off now and then, and the engine is then refused."""
        person = data.draw(st.sampled_from(tuple(SIGNERS)))
        on = data.draw(st.sampled_from((True, True, False)))
        ids = sorted(e.id for e in self.house.ledger.engines.values())
        id = data.draw(st.sampled_from(ids))
        if by_signature:
            self.opt_by_signature(person, id, on)
        else:
            call = self.site.call("Escrow", "setEngineOptIn", id, on)
            self.act("setEngineOptIn", person, call, lambda h: h.ledger.opt(person, id, on))

    @at_most(3, "setLimit")
    @rule(kind=st.sampled_from(LimitKind), amount=st.integers(20, 300).map(ONE_USDC.__mul__))
    def set_limit(self, kind: LimitKind, amount: int) -> None:
        self.limit(kind, amount)

    @at_most(2, "confirmLimit")
    @precondition(lambda self: bool(self.house.ledger.looser))
    @rule(data=st.data())
    def confirm_limit(self, data: st.DataObject) -> None:
        """Refused before 24 h are over."""
        kind = LimitKind(data.draw(st.sampled_from(sorted(k for _, k in self.house.ledger.looser))))
        call = self.site.call("SelfLimits", "confirmLimit", kind.value)
        self.act("confirmLimit", LIMITED, call, lambda h: h.ledger.confirm_limit(LIMITED, kind))

    @at_most(3, "excludeUntil")
    @rule(span=st.sampled_from((0, 60, HOUR, 4 * HOUR)))
    def exclude(self, span: int) -> None:
        """Only later than before."""
        self.exclude_until(max(self.house.now, self.house.ledger.people[WAVERING].excluded_until) + span)

    @at_most(2, "donate")
    @rule(amount=st.integers(1, ONE_USDC))
    def donate(self, amount: int) -> None:
        """USDC that nobody asked for changes no book."""
        self.give_away(amount)

    @at_most(2, "steal")
    @rule(data=st.data())
    def steal(self, data: st.DataObject) -> None:
        """Nobody but an engine locks, nobody but SelfLimits flags, and a fence belongs to its engine."""
        person = data.draw(st.sampled_from(BETTORS))
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        attempts = (
            ("setAccountFlags", (person, 0, 0), "NotSelfLimits"),
            ("release", (market, OUTSIDER, 1, False, False), "LockTooSmall"),
            ("lockFromCredit", (market, person, 1), "NotEngine"),
            ("lockFromWallet", (market, person, 1), "NotEngine"),
        )
        name, arguments, error = data.draw(st.sampled_from(attempts))
        self.refuse("steal", OUTSIDER, self.site.call("Escrow", name, *arguments), error)
