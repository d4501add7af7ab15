"""Markets: every number is what a function of mutuel.domain says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Final

from mutuel.domain import limits, parimutuel, referee, weights
from mutuel.domain.ids import QuestionId, question_id
from mutuel.domain.market import Market, State, VoidReason
from mutuel.domain.matches import EARLY_NOTICE
from mutuel.domain.parimutuel import Decision, Pools, Settled, Voided
from mutuel.domain.referee import Answer
from mutuel.domain.units import Timestamp
from tests.stateful.model.ledger import Ledger
from tests.stateful.model.refusals import Refused, by_the_rules
from tests.stateful.model.reports import MarketReport

TIP_FENCE: Final = 2**256 - 1


class Way(IntEnum):
    """Where a stake comes from."""

    WALLET = 0
    PERMIT = 1
    AUTHORIZATION = 2
    CREDIT = 3


@dataclass(frozen=True)
class Bet:
    """One bet as its maker states it."""

    market: int
    outcome: int
    amount: int
    min_weight: int = 0


@dataclass
class Book:
    """One market with everybody's stakes."""

    market: Market
    pools: Pools
    positions: dict[str, Pools] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    """Accounts whose payouts SelfLimits hears of."""
    contested: bool = False
    decision: Decision | None = None
    paid: int = 0
    bettors: set[str] = field(default_factory=set)
    """Everybody who ever bet."""

    @property
    def state(self) -> State:
        if self.decision is None:
            return State.CONTESTED if self.contested else State.OPEN
        return State.SETTLED if isinstance(self.decision, Settled) else State.VOID

    @property
    def questions(self) -> tuple[QuestionId, ...]:
        """End first, then start, then the second asset's."""
        return tuple(question_id(*key) for key in referee.questions_of(self.market))

    @property
    def question(self) -> QuestionId:
        return self.questions[0]

    @property
    def fee(self) -> int:
        return self.decision.split.fee if isinstance(self.decision, Settled) else 0

    def position(self, account: str) -> Pools:
        return self.positions.get(account) or empty(self.market.template.outcomes)

    def payout(self, account: str) -> int:
        if self.decision is None or account not in self.positions:
            return 0
        return parimutuel.payout_of(self.market.template.kind, self.decision, self.positions[account])


@dataclass
class Floor:
    """ParimutuelEngine's books, on the ledger's money."""

    engine: str
    ledger: Ledger
    books: dict[int, Book] = field(default_factory=dict)

    def create(self, market: Market) -> None:
        """An id that exists is skipped."""
        self.books.setdefault(market.id, Book(market, empty(market.template.outcomes)))

    def bet(self, account: str, bet: Bet, way: Way) -> None:
        weight = self._admit(bet)
        limited = self._bring(account, bet, way)
        self._record(account, bet, weight, limited)

    def bet_as(self, agent: str, account: str, bet: Bet, tip: int) -> None:
        if agent not in self.ledger.people[account].agents:
            raise Refused("NotAgent")
        self.bet(account, bet, Way.CREDIT)
        if tip:
            self.ledger.lock_from_credit(self.engine, TIP_FENCE, account, tip)
            self.ledger.release(self.engine, TIP_FENCE, agent, tip, to_credit=True, limited=False)

    def close_early(self, market: int) -> None:
        book = self.undecided(market)
        found = book.market
        if not found.template.closable_early or found.early_close_at is not None:
            raise Refused("NotAllowed")
        half = found.open_at + (found.close_at - found.open_at + 1) // 2
        if self.ledger.now < half:
            raise Refused("TooEarly", earliest=half)
        closes_at = self.ledger.now + EARLY_NOTICE
        if closes_at >= found.close_at:
            raise Refused("BettingClosed")
        book.market = replace(found, early_close_at=Timestamp(closes_at))

    def announce_lock(self, market: int) -> None:
        ends = self.undecided(market).market.betting_ends_at
        if self.ledger.now < ends:
            raise Refused("TooEarly", earliest=ends)

    def settle(self, market: int, answers: Sequence[Answer], *, outage: bool) -> None:
        book = self.undecided(market)
        with by_the_rules():
            if book.contested:
                decision = parimutuel.settle_contested(book.market, book.pools, answers[0], outage=outage)
            else:
                decision = parimutuel.settle(book.market, book.pools, answers, self.ledger.now, outage=outage)
        book.decision = decision
        if isinstance(decision, Settled) and decision.split.fee:
            self.ledger.take_fee(self.engine, market, decision.split.treasury, decision.split.insurance)

    def contest(self, market: int, answers: Sequence[Answer]) -> None:
        book = self.undecided(market)
        if book.contested:
            raise Refused("AlreadyContested")
        with by_the_rules():
            referee.check_contest(book.market, answers, self.ledger.now)
        book.contested = True

    def halt(self, report: MarketReport) -> None:
        book = self.undecided(report.market)
        report.check(book.market, self.ledger.now)
        book.market = replace(book.market, early_close_at=Timestamp(self.ledger.now))

    def cancel(self, report: MarketReport) -> None:
        book = self.undecided(report.market)
        report.check(book.market, self.ledger.now)
        book.decision = Voided(VoidReason.CANCELLED)

    def void_expired(self, market: int) -> None:
        book = self.undecided(market)
        with by_the_rules():
            book.decision = parimutuel.void_expired(book.market, self.ledger.now)

    def claim(self, market: int, account: str, *, to_credit: bool = False) -> int:
        if market not in self.books:
            raise Refused("MarketUnknown")
        if self.books[market].decision is None:
            raise Refused("NotSettled")
        amount, limited = self._take(market, account)
        if amount == 0:
            raise Refused("NothingToClaim")
        self.ledger.release(self.engine, market, account, amount, to_credit=to_credit, limited=limited)
        return amount

    def claim_batch(self, markets: Sequence[int], account: str, *, to_credit: bool) -> list[int]:
        """One payment for all; reported to SelfLimits if any of the positions is."""
        taken = [self._take(market, account) for market in markets]
        for market, (amount, _) in zip(markets, taken, strict=True):
            self.ledger.shrink(self.engine, market, amount)
        total = sum(amount for amount, _ in taken)
        if total:
            limited = any(limited for _, limited in taken)
            self.ledger.pay_out(account, total, to_credit=to_credit, limited=limited)
        return [amount for amount, _ in taken]

    def push(self, market: int, accounts: Sequence[str]) -> int:
        paid = 0
        for account in accounts:
            amount, limited = self._take(market, account)
            paid += amount
            if amount:
                self.ledger.release(self.engine, market, account, amount, to_credit=False, limited=limited)
        return paid

    # ------------------------------------------------------------------ internal

    def undecided(self, market: int) -> Book:
        if market not in self.books:
            raise Refused("MarketUnknown")
        if self.books[market].decision is not None:
            raise Refused("AlreadyDecided")
        return self.books[market]

    def _admit(self, bet: Bet) -> int:
        """The bet's weight, if nothing that is known beforehand speaks against it."""
        market, now = self.undecided(bet.market).market, self.ledger.now
        if now >= market.betting_ends_at:
            raise Refused("BettingClosed")
        with by_the_rules():
            per_unit = weights.per_unit(market.template.curve, now, market.open_at, market.close_at)
        if bet.outcome >= market.template.outcomes:
            raise Refused("BadOutcome")
        if bet.amount < market.template.min_stake:
            raise Refused("StakeTooSmall")
        if bet.amount * per_unit < bet.min_weight:
            raise Refused("WeightTooLow", weight=bet.amount * per_unit)
        return bet.amount * per_unit

    def _bring(self, account: str, bet: Bet, way: Way) -> bool:
        signed = way is Way.AUTHORIZATION
        limited = self.ledger.lock(self.engine, bet.market, account, bet.amount, opt_in=not signed)
        if way is Way.CREDIT:
            self.ledger.take_credit(account, bet.amount)
            return limited
        if way is Way.PERMIT:
            self.ledger.permit(account, bet.amount)
        self.ledger.pull(account, bet.amount, by_authorization=signed)
        return limited

    def _record(self, account: str, bet: Bet, weight: int, limited: bool) -> None:
        book = self.books[bet.market]
        template, position = book.market.template, book.position(account)
        with by_the_rules():
            limits.check_stake(
                template.caps, template.min_stake, position.total, book.pools.total, bet.amount
            )
        book.pools = book.pools.plus(bet.outcome, bet.amount, weight)
        book.positions[account] = position.plus(bet.outcome, bet.amount, weight)
        book.bettors.add(account)
        if limited:
            book.reported.add(account)

    def _take(self, market: int, account: str) -> tuple[int, bool]:
        """Empties a position that is paid."""
        book = self.books.get(market)
        amount = book.payout(account) if book else 0
        if book is None or amount == 0:
            return 0, False
        del book.positions[account]
        book.paid += amount
        limited = account in book.reported
        book.reported.discard(account)
        return amount, limited


def empty(outcomes: int) -> Pools:
    return Pools((0,) * outcomes, (0,) * outcomes)
