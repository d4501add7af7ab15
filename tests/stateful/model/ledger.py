"""Who holds what: the token, Escrow's books and self-limits. Amounts in micro-USDC."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from mutuel.domain.limits import (
    LimitKind,
    left_of_loss_limit,
    left_of_stake_limit,
    period_start,
)
from tests.stateful.model.refusals import Refused

NO_LIMIT: Final = 2**64 - 1
PAUSE: Final = 7 * 86_400
PAUSE_INTERVAL: Final = 30 * 86_400
LOOSER_AFTER: Final = 86_400


@dataclass
class Person:
    """One account of Escrow, its wallet and its limits."""

    wallet: int = 0
    allowance: int = 0
    permits: int = 0
    credit: int = 0
    nonce: int = 0
    turned: set[int] = field(default_factory=set)
    """Engine ids for which the account's choice differs from the default."""
    limited: bool = False
    excluded_until: int = 0
    limits: dict[int, int] = field(default_factory=dict)
    staked: list[tuple[int, int]] = field(default_factory=list)
    returned: list[tuple[int, int]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def left_under(self, kind: LimitKind, now: int) -> int:
        """What may still be staked under one limit."""
        limit = self.limits.get(kind, NO_LIMIT)
        if limit == NO_LIMIT:
            return NO_LIMIT
        start = period_start(kind.period, now)
        staked = sum(amount for at, amount in self.staked if at >= start)
        if kind < LimitKind.LOSS_DAY:
            return left_of_stake_limit(limit, staked)
        return left_of_loss_limit(limit, staked, sum(amount for at, amount in self.returned if at >= start))


@dataclass
class Engine:
    """One registered engine."""

    id: int
    genesis: bool
    unstoppable: bool = False
    retired: bool = False
    paused_until: int = 0
    last_pause: int = 0
    treasury: int = 0
    insurance: int = 0


@dataclass
class Fence:
    """The ring fence of one market of one engine."""

    amount: int = 0
    ever_in: int = 0


@dataclass
class Ledger:
    """Everything that is USDC. `now` is the time of the step at hand."""

    escrow: str
    treasury: str
    insurance: str
    now: int
    people: dict[str, Person] = field(default_factory=dict)
    engines: dict[str, Engine] = field(default_factory=dict)
    fences: dict[tuple[str, int], Fence] = field(default_factory=dict)
    vault: int = 0
    """USDC that Escrow's address holds, donations included."""
    collected: dict[str, int] = field(default_factory=dict)
    token_paused: bool = False
    blocked: set[str] = field(default_factory=set)
    looser: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    """(account, kind) -> higher limit announced, and when it may be confirmed."""

    # ------------------------------------------------------------------ the token

    def moves(self, account: str) -> bool:
        """Whether USDC lets money go to or from this account."""
        return not self.token_paused and account not in self.blocked

    def pull(self, account: str, amount: int, *, by_authorization: bool = False) -> None:
        person = self.people[account]
        if not self.moves(account) or person.wallet < amount:
            raise Refused("Error" if by_authorization else "TransferFailed")
        if not by_authorization:
            if person.allowance < amount:
                raise Refused("TransferFailed")
            person.allowance -= amount
        person.wallet -= amount
        self.vault += amount

    def set_token(self, paused: bool) -> None:
        self.token_paused = paused

    def set_blocked(self, account: str, blocked: bool) -> None:
        (self.blocked.add if blocked else self.blocked.discard)(account)

    def permit(self, account: str, amount: int) -> None:
        """A permit that fails is ignored."""
        if not self.token_paused:
            self.people[account].permits += 1
            self.people[account].allowance = amount

    def pay(self, account: str, amount: int) -> bool:
        if not self.moves(account):
            return False
        self.vault -= amount
        self.people[account].wallet += amount
        return True

    # ------------------------------------------------------------------ people

    def deposit(self, payer: str, account: str, amount: int, *, by_authorization: bool = False) -> None:
        self.people[account].credit += amount
        self.pull(payer, amount, by_authorization=by_authorization)

    def take_credit(self, account: str, amount: int) -> None:
        if self.people[account].credit < amount:
            raise Refused("InsufficientCredit")
        self.people[account].credit -= amount

    def withdraw(self, account: str, to: str, amount: int) -> None:
        self.take_credit(account, amount)
        if not self.pay(to, amount):
            raise Refused("TransferFailed")

    def is_on(self, account: str, engine: Engine) -> bool:
        return engine.genesis != (engine.id in self.people[account].turned)

    def opt(self, account: str, engine_id: int, on: bool) -> None:
        engine = next((e for e in self.engines.values() if e.id == engine_id), None)
        if engine is None:
            raise Refused("NotEngine")
        if self.is_on(account, engine) != on:
            self.people[account].turned ^= {engine_id}

    def set_limit(self, account: str, kind: LimitKind, amount: int) -> None:
        """Tighter at once; looser is only announced."""
        person = self.people[account]
        person.limited = True
        if amount <= person.limits.get(kind, NO_LIMIT):
            person.limits[kind] = amount
            self.looser.pop((account, kind), None)
        else:
            self.looser[account, kind] = amount, self.now + LOOSER_AFTER

    def confirm_limit(self, account: str, kind: LimitKind) -> None:
        amount, at = self.looser.get((account, kind), (0, 0))
        if at == 0 or self.now < at:
            raise Refused("NothingToConfirm")
        self.people[account].limits[kind] = amount
        del self.looser[account, kind]

    def exclude(self, account: str, until: int) -> None:
        if until <= max(self.people[account].excluded_until, self.now):
            raise Refused("OnlyLater")
        self.people[account].excluded_until = until

    # ------------------------------------------------------------------ engines

    def fence(self, engine: str, market: int) -> Fence:
        return self.fences.setdefault((engine, market), Fence())

    def lock(self, engine: str, market: int, account: str, amount: int, *, opt_in: bool = True) -> bool:
        """Grows the ring fence by what the caller then brings in. Returns whether the account has limits."""
        found = self.engines.get(engine)
        if found is None:
            raise Refused("NotEngine")
        if found.retired:
            raise Refused("EngineIsRetired")
        if self.now < found.paused_until:
            raise Refused("EnginePausedUntil", until=found.paused_until)
        person = self.people[account]
        if opt_in and not self.is_on(account, found):
            raise Refused("EngineNotOptedIn")
        if self.now < person.excluded_until:
            raise Refused("AccountExcluded", until=person.excluded_until)
        fence = self.fence(engine, market)
        fence.amount += amount
        fence.ever_in += amount
        if person.limited:
            self._count(person, amount)
        return person.limited

    def lock_from_credit(self, engine: str, market: int, account: str, amount: int) -> bool:
        limited = self.lock(engine, market, account, amount)
        self.take_credit(account, amount)
        return limited

    def release(
        self, engine: str, market: int, account: str, amount: int, *, to_credit: bool, limited: bool
    ) -> bool:
        """Returns whether it reached the wallet."""
        self.shrink(engine, market, amount)
        return self.pay_out(account, amount, to_credit=to_credit, limited=limited)

    def shrink(self, engine: str, market: int, amount: int) -> None:
        fence = self.fence(engine, market)
        if fence.amount < amount:
            raise Refused("LockTooSmall")
        fence.amount -= amount

    def pay_out(self, account: str, amount: int, *, to_credit: bool, limited: bool) -> bool:
        if limited:
            self.people[account].returned.append((self.now, amount))
        to_wallet = not to_credit and self.pay(account, amount)
        if not to_wallet:
            self.people[account].credit += amount
        return to_wallet

    def take_fee(self, engine: str, market: int, treasury: int, insurance: int) -> None:
        self.shrink(engine, market, treasury + insurance)
        self.engines[engine].treasury += treasury
        self.engines[engine].insurance += insurance

    def collect(self, engine: str) -> None:
        found = self.engines[engine]
        for receiver, amount in ((self.treasury, found.treasury), (self.insurance, found.insurance)):
            if amount and self.token_paused:
                raise Refused("TransferFailed")
            self.vault -= amount
            self.collected[receiver] = self.collected.get(receiver, 0) + amount
        found.treasury = found.insurance = 0

    # ------------------------------------------------------------------ governance

    def register(self, engine: str, *, genesis: bool = False, unstoppable: bool = False) -> None:
        self.engines[engine] = Engine(len(self.engines) + 1, genesis, unstoppable)

    def pause(self, engine: str) -> None:
        found = self._stoppable(engine)
        if found.last_pause and self.now < found.last_pause + PAUSE_INTERVAL:
            raise Refused("PausedTooRecently")
        found.last_pause, found.paused_until = self.now, self.now + PAUSE

    def retire(self, engine: str) -> None:
        self._stoppable(engine).retired = True

    def _stoppable(self, engine: str) -> Engine:
        if self.engines[engine].unstoppable:
            raise Refused("EngineIsUnstoppable")
        return self.engines[engine]

    def _count(self, person: Person, amount: int) -> None:
        for kind in LimitKind:
            left = person.left_under(kind, self.now)
            if amount > left:
                raise Refused("LimitExceeded", left=left)
        person.staked.append((self.now, amount))
