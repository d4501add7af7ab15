"""Steps in which a person moves the own money or binds oneself."""

from __future__ import annotations

from mutuel.domain.limits import LimitKind
from tests.stateful.base import HouseMachine
from tests.stateful.model.house import House
from tests.stateful.model.refusals import Refused
from tests.stateful.site import FOREVER, LIMITED, OUTSIDER, WAVERING


class MoneyActs(HouseMachine):
    """Each is one call; its name in the tally is its kind."""

    def deposit_for(self, payer: str, account: str, amount: int) -> None:
        if account == payer:
            call, kind = self.site.call("Escrow", "deposit", amount), "deposit"
        else:
            call, kind = self.site.call("Escrow", "depositFor", account, amount, bytes(32)), "depositFor"
        self.act(kind, payer, call, lambda h: h.ledger.deposit(payer, account, amount))

    def deposit_permitted(self, person: str, amount: int) -> None:
        sig = self.site.permit(person, amount, self.house.ledger.people[person].permits)
        call = self.site.call("Escrow", "depositWithPermit", amount, FOREVER, sig)

        def step(house: House) -> None:
            house.ledger.permit(person, amount)
            house.ledger.deposit(person, person, amount)

        self.act("depositWithPermit", person, call, step)

    def deposit_authorized(self, person: str, amount: int) -> None:
        """Sent by a relayer."""
        call = self.site.authorized_deposit(person, amount, self.salt())
        self.act(
            "depositWithAuthorization",
            OUTSIDER,
            call,
            lambda h: h.ledger.deposit(person, person, amount, by_authorization=True),
        )

    def withdraw_own(self, person: str, amount: int) -> None:
        call = self.site.call("Escrow", "withdraw", amount)
        self.act("withdraw", person, call, lambda h: h.ledger.withdraw(person, person, amount))

    def withdraw_signed(self, person: str, amount: int) -> None:
        """To another address."""

        def step(house: House) -> None:
            house.ledger.people[person].nonce += 1
            house.ledger.withdraw(person, OUTSIDER, amount)

        nonce = self.house.ledger.people[person].nonce
        call = self.site.signed_withdrawal(person, OUTSIDER, amount, nonce)
        self.act("withdrawBySig", OUTSIDER, call, step)

    def opt_by_signature(self, person: str, id: int, on: bool) -> None:
        def step(house: House) -> None:
            house.ledger.people[person].nonce += 1
            house.ledger.opt(person, id, on)

        nonce = self.house.ledger.people[person].nonce
        call = self.site.signed_opt_in(person, id, on, nonce)
        self.act("setEngineOptInBySig", OUTSIDER, call, step)

    def limit(self, kind: LimitKind, amount: int) -> None:
        call = self.site.call("SelfLimits", "setLimit", kind.value, amount)
        self.act("setLimit", LIMITED, call, lambda h: h.ledger.set_limit(LIMITED, kind, amount))

    def exclude_until(self, until: int) -> None:
        call = self.site.call("SelfLimits", "excludeUntil", until)
        self.act("excludeUntil", WAVERING, call, lambda h: h.ledger.exclude(WAVERING, until))

    def give_away(self, amount: int) -> None:
        """USDC sent to Escrow that is nobody's."""

        def step(house: House) -> None:
            giver = house.ledger.people[OUTSIDER]
            if not house.ledger.moves(OUTSIDER) or giver.wallet < amount:
                raise Refused("Error")
            giver.wallet -= amount
            house.ledger.vault += amount

        self.act("donate", OUTSIDER, self.site.usdc.prepare("transfer", self.site.escrow, amount), step)
