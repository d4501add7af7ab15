"""Steps that rules and exits share."""

from __future__ import annotations

from collections.abc import Sequence

from eth_abi.abi import encode
from hypothesis import strategies as st
from hypothesis.stateful import initialize

from mutuel.chain.contracts import Call
from mutuel.domain.errors import RoundRefused
from mutuel.domain.market import State
from mutuel.domain.resolution.decide import Flag
from mutuel.domain.resolution.rounds import round_at
from mutuel.domain.resolution.table import QuestionState
from tests.stateful import strategies
from tests.stateful.acts_disputes import DisputeActs
from tests.stateful.model.house import House
from tests.stateful.model.pools import Bet, Way
from tests.stateful.model.refusals import Refused
from tests.stateful.site import (
    BETTORS,
    DEPLOYER,
    FOREVER,
    KEEPER,
    LIMITED,
    OUTSIDER,
    ROGUE,
    TIMELOCK_DELAY,
    TRANSMITTER,
)

FIRST_CREDIT = 600 * 10**6
LATE = 35
"""Steps after which what stops a product may happen, so that runs are not over before they began."""


class HouseActs(DisputeActs):
    """Each is one call; its name in the tally is its kind."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Three markets of different templates, credit and first bets, and an engine that waits in the timelock."""
        self.look("begin", OUTSIDER, [])
        for name in ("FLAT", "FEE", "DECAY"):
            self.create(data.draw(strategies.markets(self.site, name, self.period())))
        self.deposit_for(BETTORS[0], BETTORS[0], FIRST_CREDIT)
        self.deposit_for(BETTORS[1], BETTORS[1], FIRST_CREDIT)
        self.deposit_for(BETTORS[0], LIMITED, FIRST_CREDIT)
        for market, book in list(self.house.floor.books.items()):
            if book.market.open_at <= self.house.now:
                self.bet_credit(BETTORS[0], Bet(market, 1, 33_333_333))
                self.bet_credit(BETTORS[1], Bet(market, data.draw(st.sampled_from((0, 2))), 20_000_001))
        self.schedule_rogue()

    # ------------------------------------------------------------------ bets

    def bet_credit(self, person: str, bet: Bet) -> None:
        terms = (bet.market, bet.outcome, bet.amount, bet.min_weight)
        call = self.site.call("ParimutuelEngine", "betFromCredit", *terms)
        self.act("betFromCredit", person, call, lambda h: h.floor.bet(person, bet, Way.CREDIT))

    def refuse(self, kind: str, sender: str, call: Call, error: str) -> None:
        """Something that must fail whatever the state."""

        def step(_: House) -> None:
            raise Refused(error)

        self.act(kind, sender, call, step)

    def bet_wallet(self, person: str, bet: Bet) -> None:
        terms = (bet.market, bet.outcome, bet.amount, bet.min_weight)
        call = self.site.call("ParimutuelEngine", "bet", *terms)
        self.act("bet", person, call, lambda h: h.floor.bet(person, bet, Way.WALLET))

    def bet_hopeless(self, person: str, bet: Bet, way: Way = Way.WALLET) -> None:
        """Something is wrong with it."""
        name = "betFromCredit" if way is Way.CREDIT else "bet"
        call = self.site.call("ParimutuelEngine", name, bet.market, bet.outcome, bet.amount, bet.min_weight)
        self.act("hopelessBet", person, call, lambda h: h.floor.bet(person, bet, way))

    def bet_as_stranger(self, person: str, bet: Bet) -> None:
        """By somebody who is nobody's agent."""
        terms = (person, bet.market, bet.outcome, bet.amount, bet.min_weight, 0)
        call = self.site.call("ParimutuelEngine", "betFromCreditAs", *terms)
        self.act("strangersBet", OUTSIDER, call, lambda h: h.floor.bet_as(OUTSIDER, person, bet, 0))

    def bet_permitted(self, person: str, bet: Bet) -> None:
        sig = self.site.permit(person, bet.amount, self.house.ledger.people[person].permits)
        terms = (bet.market, bet.outcome, bet.amount, bet.min_weight)
        call = self.site.call("ParimutuelEngine", "betWithPermit", *terms, FOREVER, sig)
        self.act("betWithPermit", person, call, lambda h: h.floor.bet(person, bet, Way.PERMIT))

    def bet_authorized(self, person: str, bet: Bet) -> None:
        """Sent by a relayer."""
        call = self.site.authorized_bet(person, bet, self.salt())
        self.act(
            "betWithAuthorization", OUTSIDER, call, lambda h: h.floor.bet(person, bet, Way.AUTHORIZATION)
        )

    def bet_by(self, agent: str, person: str, bet: Bet, tip: int) -> None:
        """The agent is approved first, unless approved already."""
        if agent not in self.house.ledger.people[person].agents:
            call = self.site.call("ParimutuelEngine", "setAgent", agent, True)
            self.act("setAgent", person, call, lambda h: h.ledger.people[person].agents.add(agent))
        terms = (person, bet.market, bet.outcome, bet.amount, bet.min_weight, tip)
        call = self.site.call("ParimutuelEngine", "betFromCreditAs", *terms)
        self.act("betFromCreditAs", agent, call, lambda h: h.floor.bet_as(agent, person, bet, tip))

    def bet_several(self, person: str, bets: Sequence[Bet], way: Way) -> None:
        """Each item on its own: a refused one takes nothing and stops nothing."""
        items = [
            {"marketId": b.market, "outcome": b.outcome, "amount": b.amount, "minWeight": b.min_weight}
            for b in bets
        ]
        call = self.site.call("ParimutuelEngine", "betBatch", items, way is Way.CREDIT)
        self.act("betBatch", person, call, lambda h: h.bet_several(person, bets, way))

    # ------------------------------------------------------------------ markets

    def announce_lock_of(self, market: int) -> None:
        call = self.site.call("ParimutuelEngine", "lock", market)
        self.act("lock", OUTSIDER, call, lambda h: h.floor.announce_lock(market))

    def close_market_early(self, market: int) -> None:
        """At half of the planned time, the earliest second."""
        found = self.house.floor.books[market].market
        self.wait_until((found.open_at + found.close_at + 1) // 2)
        call = self.site.call("ParimutuelEngine", "closeEarly", market)
        self.act("closeEarly", KEEPER, call, lambda h: h.floor.close_early(market))

    def settle_market(self, market: int) -> None:
        """Counted as settled or voided."""
        call = self.site.call("ParimutuelEngine", "settle", market)
        self.act("settle", OUTSIDER, call, lambda h: h.settle(market))
        book = self.house.floor.books[market]
        state = book.state
        if self.counting and state.is_decided:
            self.tally.accepted["settled" if state is State.SETTLED else "voided"] += 1
            self.tally.decided[book.market.template.name, state.name] += 1

    def expire_market(self, market: int) -> None:
        call = self.site.call("ParimutuelEngine", "voidExpired", market)
        self.act("voidExpiredMarket", OUTSIDER, call, lambda h: h.floor.void_expired(market))

    # ------------------------------------------------------------------ claims

    def claim_one(self, market: int, person: str, to_credit: bool) -> None:
        call = self.site.call("ParimutuelEngine", "claim", market, to_credit)
        kind = "claimToCredit" if to_credit else "claim"
        self.act(kind, person, call, lambda h: h.floor.claim(market, person, to_credit=to_credit))

    def claim_for_one(self, market: int, person: str) -> None:
        """By a stranger; only the owner is paid."""
        call = self.site.call("ParimutuelEngine", "claimFor", market, person)
        self.act("claimFor", OUTSIDER, call, lambda h: h.floor.claim(market, person))

    def collect_of(self, engine: str) -> None:
        call = self.site.call("Escrow", "collectFees", engine)
        self.act("collectFees", OUTSIDER, call, lambda h: h.ledger.collect(engine))

    def claim_all(self, person: str, markets: Sequence[int], to_credit: bool) -> None:
        call = self.site.call("ParimutuelEngine", "claimBatch", list(markets), to_credit)
        self.act(
            "claimBatch", person, call, lambda h: h.floor.claim_batch(markets, person, to_credit=to_credit)
        )

    def push_to(self, market: int, people: Sequence[str]) -> None:
        call = self.site.call("ParimutuelEngine", "push", market, list(people))
        self.act("push", OUTSIDER, call, lambda h: h.floor.push(market, people))

    # ------------------------------------------------------------------ answers

    def transmit(self, price: int) -> None:
        call = self.site.feed.prepare("transmit", price, self.site.stepper.now)
        self.act("transmit", TRANSMITTER, call, lambda h: h.desk.transmit(price))

    def prove_by(self, id: bytes, round_id: int) -> None:
        proof = encode(["uint80"], [round_id])
        call = self.site.call("Resolution", "prove", *self.site.key(self.house, id), proof)
        self.act("prove", OUTSIDER, call, lambda h: h.desk.prove(id, round_id))

    def propose_values(
        self,
        id: bytes,
        proposer: str,
        values: Sequence[int],
        *,
        missing: int = 0,
        ago: int = 0,
        flags: Flag = Flag.NONE,
    ) -> None:
        """Signed by as many reporters as needed, or by fewer. A match was decided `ago` seconds before.

        Corrects what is proposed and answers what is challenged.
        """
        found = self.house.desk.asked[id]
        is_match = found.source.quorum.is_match
        known_at = self.site.stepper.now - ago if is_match else found.question.observe_at
        again = found.state is QuestionState.CHALLENGED
        signers = found.source.threshold + (1 if again else found.question.round) - missing
        call = self.site.proposal(self.house, id, values, signers, known_at, "propose", flags)
        kinds = {QuestionState.CHALLENGED: "proposeAgain", QuestionState.PROPOSED: "correct"}
        self.act(
            kinds.get(found.state, "propose"),
            proposer,
            call,
            lambda h: h.desk.propose(id, proposer, values, signers, known_at, flags),
        )

    def challenge_with(self, id: bytes, challenger: str, claim: int | None) -> None:
        """None claims VOID."""
        call = self.site.call("Resolution", "challenge", id, claim or 0, claim is None, "ipfs://why")
        self.act("challenge", challenger, call, lambda h: h.desk.challenge(id, challenger, claim))

    def escalate_one(self, id: bytes) -> None:
        call = self.site.call("Resolution", "escalate", *self.site.key(self.house, id))
        self.act("escalate", OUTSIDER, call, lambda h: h.desk.escalate(id))

    def finalise_one(self, id: bytes) -> None:
        call = self.site.call("Resolution", "finalise", id)
        self.act("finalise", OUTSIDER, call, lambda h: h.desk.finalise(id))

    def expire_question(self, id: bytes) -> None:
        call = self.site.call("Resolution", "voidExpired", *self.site.key(self.house, id))
        self.act("voidExpiredQuestion", OUTSIDER, call, lambda h: h.desk.void_expired(id))

    def right_round(self, id: bytes) -> int:
        """The one that counts, or one that does not if none does."""
        desk, at = self.house.desk, self.house.desk.asked[id].question.observe_at
        latest = desk.rounds[-1].id if desk.rounds else 0
        try:
            return round_at(desk.feed, desk.rounds, latest, at, self.house.now).id
        except RoundRefused:
            return latest or 1 << 64 | 1

    def bonded(self, bond: int) -> list[str]:
        """People who can pay a bond, or anybody if none can."""
        people = self.house.ledger.people
        return [p for p in BETTORS if people[p].credit >= bond and not people[p].turned] or list(BETTORS)

    # ------------------------------------------------------------------ governance

    def pause_engine(self, engine: str) -> None:
        call = self.site.call("Escrow", "pause", engine)
        self.act("pause", self.site.safe, call, lambda h: h.ledger.pause(engine))

    def retire_engine(self) -> None:
        engine = self.site.engine
        call = self.site.call("Escrow", "retire", engine)
        self.act("retire", self.site.safe, call, lambda h: h.ledger.retire(engine))

    def registration(self) -> Call:
        return self.site.call("Escrow", "registerEngine", ROGUE, 0, False)

    def schedule_rogue(self) -> None:
        at = self.site.stepper.now
        call = self.site.timelocked("schedule", self.registration())
        self.act("schedule", self.site.governor, call, lambda _: None)
        self.scheduled_at = at

    def register_rogue(self) -> None:
        self.wait_until(self.scheduled_at + TIMELOCK_DELAY)
        call = self.site.timelocked("execute", self.registration())
        self.act("register", OUTSIDER, call, lambda h: h.ledger.register(ROGUE))

    def rogue_release(self, market: int, person: str, amount: int) -> None:
        call = self.site.call("Escrow", "release", market, person, amount, False, False)
        self.act(
            "rogueRelease",
            ROGUE,
            call,
            lambda h: h.ledger.release(ROGUE, market, person, amount, to_credit=False, limited=False),
        )

    def rogue_lock(self, market: int, person: str, amount: int, *, from_wallet: bool) -> None:
        """Refused for everybody who did not opt in, whatever allowance stands."""
        name = "lockFromWallet" if from_wallet else "lockFromCredit"

        def step(house: House) -> None:
            house.ledger.lock(ROGUE, market, person, amount)
            if from_wallet:
                house.ledger.pull(person, amount)
            else:
                house.ledger.take_credit(person, amount)

        self.act("rogueLock", ROGUE, self.site.call("Escrow", name, market, person, amount), step)

    def trust_rogue(self, person: str) -> None:
        id = self.house.ledger.engines[ROGUE].id
        call = self.site.call("Escrow", "setEngineOptIn", id, True)
        self.act("setEngineOptIn", person, call, lambda h: h.ledger.opt(person, id, True))

    # ------------------------------------------------------------------ the issuer and the chain

    def pause_token(self) -> None:
        self.act("usdcPause", DEPLOYER, self.site.issuer.prepare("pause"), lambda h: h.ledger.set_token(True))

    def unpause_token(self) -> None:
        call = self.site.issuer.prepare("unpause")
        self.act("usdcUnpause", DEPLOYER, call, lambda h: h.ledger.set_token(False))

    def set_blocked(self, person: str, blocked: bool) -> None:
        name, kind = ("blacklist", "block") if blocked else ("unBlacklist", "unblock")
        call = self.site.issuer.prepare(name, person)
        self.act(kind, DEPLOYER, call, lambda h: h.ledger.set_blocked(person, blocked))

    def set_sequencer(self, down: bool) -> None:
        call = self.site.sequencer.prepare("set", down, self.site.stepper.now)
        kind = "sequencerDown" if down else "sequencerUp"
        self.act(kind, TRANSMITTER, call, lambda h: h.desk.set_sequencer(down))

    def is_retired(self) -> bool:
        return self.house.ledger.engines[self.site.engine].retired

    def is_late(self) -> bool:
        return self.steps > LATE
