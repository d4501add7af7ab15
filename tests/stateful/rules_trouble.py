"""Governance, a rogue engine, an issuer that pauses and blocks, a sequencer that stops."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.base import at_most
from tests.stateful.site import (
    BETTORS,
    DEPLOYER,
    OUTSIDER,
    PEOPLE,
    ROGUE,
    TIMELOCK_DELAY,
)


class TroubleRules(HouseActs):
    @precondition(
        lambda self: len(self.house.floor.books) < strategies.MOST_MARKETS and not self.is_retired()
    )
    @rule(data=st.data(), template=st.sampled_from(strategies.TEMPLATES), again=st.booleans())
    def create_market(self, data: st.DataObject, template: str, again: bool) -> None:
        """A new one, or one that exists, with other numbers: skipped."""
        books = list(self.house.floor.books.values())
        if again and books:
            self.create(strategies.recreated(self.site, data.draw(st.sampled_from(books))))
        else:
            self.create(data.draw(strategies.markets(self.site, template, self.period())))

    # ------------------------------------------------------------------ governance

    @at_most(3, "pause")
    @precondition(lambda self: self.is_late())
    @rule(unstoppable=st.sampled_from((False, False, True)))
    def pause(self, unstoppable: bool) -> None:
        """Once in 30 days, and never Resolution."""
        self.pause_engine(self.site.resolution if unstoppable else self.site.engine)

    @at_most(3, "register")
    @precondition(lambda self: ROGUE not in self.house.ledger.engines)
    @rule(too_early=st.sampled_from((True, False, False)))
    def register_after_the_seal(self, too_early: bool) -> None:
        if too_early and self.house.now < self.scheduled_at + TIMELOCK_DELAY - 1:
            call = self.site.timelocked("execute", self.registration())
            self.refuse("register", OUTSIDER, call, "TimelockUnexpectedOperationState")
        else:
            self.register_rogue()

    @at_most(2, "overreach")
    @rule(data=st.data())
    def overreach(self, data: st.DataObject) -> None:
        """Whoever has no role for it changes nothing, the deployer and the safe included."""
        engine = self.site.engine
        acts = {
            "pause": (engine,), "retire": (engine,), "seal": (), "setTvlCap": (1,),
            "setFeeReceivers": (OUTSIDER, OUTSIDER), "registerEngine": (OUTSIDER, 0, False),
        }  # fmt: skip
        name = data.draw(st.sampled_from(sorted(acts)))
        safe = [self.site.safe] if name not in ("pause", "retire") else []
        who = [DEPLOYER, self.site.governor, OUTSIDER, ROGUE, *safe]
        call = self.site.call("Escrow", name, *acts[name])
        self.refuse("overreach", data.draw(st.sampled_from(who)), call, "AccessManagedUnauthorized")

    # ------------------------------------------------------------------ an engine nobody asked for

    @at_most(3, "rogueLock")
    @precondition(lambda self: ROGUE in self.house.ledger.engines)
    @rule(data=st.data(), from_wallet=st.booleans())
    def rogue_locks(self, data: st.DataObject, from_wallet: bool) -> None:
        person = data.draw(st.sampled_from(BETTORS[:3]))
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        amount = data.draw(st.integers(1, ONE_USDC))
        self.rogue_lock(market, person, amount, from_wallet=from_wallet)

    @at_most(4, "rogueLock")
    @precondition(lambda self: ROGUE in self.house.ledger.engines)
    @rule(data=st.data())
    def trust_the_rogue(self, data: st.DataObject) -> None:
        """Opting in is the person's own act; from then on the engine may lock and release, in its own fences."""
        person = data.draw(st.sampled_from(BETTORS[:2]))
        self.trust_rogue(person)
        self.rogue_lock(
            data.draw(st.sampled_from(sorted(self.house.floor.books))), person, ONE_USDC, from_wallet=True
        )

    @at_most(4, "rogueRelease")
    @precondition(lambda self: ROGUE in self.house.ledger.engines)
    @rule(data=st.data(), greedy=st.booleans())
    def rogue_releases(self, data: st.DataObject, greedy: bool) -> None:
        """Its own fence under another engine's market id, and not a unit more."""
        market = data.draw(st.sampled_from(sorted(self.house.floor.books)))
        held = self.house.ledger.fence(ROGUE, market).amount
        amount = held + 1 if greedy else held
        person = data.draw(st.sampled_from(BETTORS[:2]))
        if amount:
            self.rogue_release(market, person, amount)

    # ------------------------------------------------------------------ the issuer and the chain

    @at_most(1, "usdcPause")
    @precondition(lambda self: not self.house.ledger.token_paused)
    @rule()
    def issuer_pauses(self) -> None:
        self.pause_token()

    @precondition(lambda self: self.house.ledger.token_paused)
    @rule()
    def issuer_unpauses(self) -> None:
        self.unpause_token()

    @at_most(4, "block", "unblock")
    @rule(person=st.sampled_from(PEOPLE), block=st.booleans())
    def issuer_blocks(self, person: str, block: bool) -> None:
        self.set_blocked(person, block)

    @at_most(3, "sequencerDown", "sequencerUp")
    @rule(data=st.data())
    def sequencer_changes(self, data: st.DataObject) -> None:
        """Down now and then, then up again."""
        down = not self.house.desk.is_down and data.draw(st.sampled_from((True, False, False)))
        if down != self.house.desk.is_down:
            self.set_sequencer(down)
