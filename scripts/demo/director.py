"""Moves a stand through its weeks: from one moment at which something can happen to the next."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import httpx
from sqlmodel import Session, col, select

from mutuel.chain.contracts import Contract
from mutuel.db import mirror
from mutuel.domain.ids import market_key
from mutuel.domain.market import DECIDED, Kind, State
from mutuel.domain.naming import why_void
from mutuel.domain.units import dollars, short_usdc
from mutuel.errors import CallRefused
from oracle.evidence import Archive
from scripts import accounts
from scripts.demo import books, story
from scripts.demo.bettors import FUNDS, Bettor, Wish
from scripts.demo.kinds import count_kinds
from scripts.demo.stand import Stand
from scripts.demo.stranger import complaints
from scripts.deploy import products

SEED: Final = 2014
ROUNDS: Final = "crypto-round"
PAGE: Final = 100
MOST_MOMENTS: Final = 5_000
PATIENCE: Final = 90.0  # seconds for the services to do what is due at one moment
FORESEEN: Final = frozenset(
    {"AlreadyDecided", "BettingClosed", "EnginePausedUntil", "EngineIsRetired", "TvlCapReached"}
)
"""A window may have been called off, or closed early, since somebody decided; who watches may govern meanwhile."""
Say = Callable[[str], None]
Story = Callable[[Mapping[str, Any], int], list[story.Step]]


class Stuck(Exception):
    """Nothing is ahead, or too much is, and the weeks are not over."""


class Director:
    """Plays the markets of one stand that are observed by the end of its plan; later ones are left alone."""

    def __init__(self, stand: Stand, say: Say, plan_bets: Story = story.plan_bets) -> None:
        """`plan_bets` says what people want of a market that the API describes, given a seed."""
        self._stand, self._say, self._plan_bets = stand, say, plan_bets
        client, relayer = stand.chain.client, stand.sender(accounts.RELAYER)
        people = [accounts.account(accounts.FIRST_BETTOR + n) for n in range(accounts.BETTORS)]
        self._bettors = [Bettor(client, stand.book, person, relayer) for person in people]
        self._steps: list[story.Step] = []
        self._seen: set[str] = set()
        self._names: dict[int, str] = {}
        self._outcomes: dict[int, list[str]] = {}
        self._played: set[int] = set()
        self._engine = stand.book.contract("ParimutuelEngine", client)
        self._claimed: set[int] = set()

    def open_house(self) -> None:
        """Gives everybody money; the keeper needs it for the bonds of its reports."""
        stand, book = self._stand, self._stand.book
        minter = stand.sender(accounts.MINTER)
        faucet = Contract(stand.chain.client, "Usdc", book.address("Usdc"), "LocalUsdc")
        others = [accounts.account(index).address for index in (accounts.KEEPER, accounts.VISITOR)]
        for address in [*self.addresses, *others]:
            minter.send(faucet.prepare("mint", address, FUNDS))
        for bettor in self._bettors:
            bettor.prepare()

    @property
    def addresses(self) -> list[str]:
        return [bettor.address for bettor in self._bettors]

    def play(self) -> None:
        """Until all markets are decided and everybody who is owed something has it."""
        for _ in itertools.repeat(None, MOST_MOMENTS):
            self.do_what_is_due()
            if self._over():
                return
            self._stand.advance_to(self._next_moment())
        raise Stuck(f"{MOST_MOMENTS} moments passed and the markets are not settled.")

    def play_until(self, moment: int) -> None:
        """Everything that is due up to `moment`, UTC seconds; nothing that is due later."""
        for _ in itertools.repeat(None, MOST_MOMENTS):
            self.do_what_is_due()
            if self._stand.chain.now() >= moment:
                return
            self._stand.advance_to(min(moment, self._next_moment()))
        raise Stuck(f"More than {MOST_MOMENTS} moments lie before {moment}.")

    def do_what_is_due(self) -> None:
        """Lets people and services do everything that can be done now, and waits until SQL has it."""
        self._stand.await_services(PATIENCE)
        self._plan_new_markets()
        now = self._stand.chain.now()
        bets = list(story.due(self._steps, now))
        for step in bets:
            self._bet(step)
        if self._claim_decided() or bets:
            self._stand.await_services(PATIENCE)

    def _bet(self, step: story.Step) -> None:
        if missed := try_bet(self._bettors[step.bettor], step.wish):
            self._say(f"too late {self._names[step.wish.market_id]}: {missed}")

    def finish(self) -> books.Totals:
        """Everybody takes out their credit; then the books are added up."""
        for bettor in self._bettors:
            bettor.withdraw_all()
        self._stand.settle_down()
        holders = [
            *self.addresses,
            *(accounts.account(i).address for i in (accounts.KEEPER, *accounts.REPORTERS)),
        ]
        stand = self._stand
        totals = books.add_up(stand.chain.client, stand.book, stand.database, holders)
        catalogue = products.load(stand.settings.products)
        totals.kinds = count_kinds(stand.database, Archive(stand.settings.evidence), catalogue)
        found = complaints(stand.settings, stand.database)
        totals.complaints = len(found)
        for one in found:
            self._say(one)
        return totals

    def _plan_new_markets(self) -> None:
        for market in self._new_markets():
            self._seen.add(market["marketId"])
            if self._is_played(market):
                self._played.add(int(market["marketId"]))
                self._steps += self._plan_bets(market, SEED)
                market_id = int(market["marketId"])
                self._names[market_id] = name = _name(market)
                self._outcomes[market_id] = labels = [one["label"] for one in market["outcomes"]]
                self._say(f"created  {name}: {', '.join(labels)}")
        self._steps.sort(key=lambda step: step.at)

    def _is_played(self, market: Mapping[str, Any]) -> bool:
        """People bet on what is observed within the plan, on rounds only in its hours, and on some windows only."""
        plan = self._stand.plan
        in_hours = market["product"] != ROUNDS or plan.rounds_from <= market["open"] < plan.rounds_until
        wanted = market["match"] is None or market_key(int(market["marketId"])).index % plan.windows == 0
        return in_hours and wanted and plan.since <= int(market["observeAt"]) <= plan.end

    def _new_markets(self) -> list[dict[str, Any]]:
        """Markets that were not there at the last look, as the API shows them: it tells the newest first."""
        found: list[dict[str, Any]] = []
        cursor: str | None = None
        for _ in range(PAGE):
            query = httpx.QueryParams({"limit": PAGE} | ({"cursor": cursor} if cursor else {}))
            page = self._stand.api.get("/api/markets", params=query).raise_for_status().json()
            fresh = [market for market in page["items"] if market["marketId"] not in self._seen]
            found += fresh
            cursor = page["nextCursor"]
            if cursor is None or not fresh:
                break
        return found

    def _claim_decided(self) -> int:
        """One bettor in three claims in person, to wallet or credit; the keeper pushes to the others. How many markets
        were decided since the last time."""
        waiting = self._played - self._claimed
        fresh = [market for market in self._decided() if market.market_id in waiting]
        for market in fresh:
            self._claimed.add(market.market_id)
            verdict = _verdict(market, self._outcomes[market.market_id])
            self._say(f"decided  {self._names[market.market_id]}: {verdict}")
            for number, bettor in enumerate(self._bettors[::3]):
                try:
                    bettor.claim(market.market_id, to_credit=number % 2 == 0)
                except CallRefused as refusal:
                    if refusal.error != "NothingToClaim":  # lost, or the keeper was faster
                        raise
        return len(fresh)

    def _decided(self) -> list[mirror.Market]:
        with Session(self._stand.database) as session:
            decided = col(mirror.Market.state).in_(DECIDED)
            return list(session.exec(select(mirror.Market).where(decided)).all())

    def _over(self) -> bool:
        past = self._stand.chain.now() > self._stand.plan.end
        all_claimed = bool(self._played) and self._claimed == self._played
        return past and all_claimed and self._owed() == 0

    def _owed(self) -> int:
        """Micro-USDC that somebody has not claimed yet."""
        claims = [(market_id, address) for market_id in self._claimed for address in self.addresses]
        return sum(map(int, self._engine.read_many("payoutOf", claims)))

    def _next_moment(self) -> int:
        moments = [self._steps[0].at] if self._steps else []
        due = self._stand.next_due()
        moments += [due] if due is not None else []
        if not moments:
            raise Stuck("Nothing is ahead, and the markets are not settled.")
        return min(moments)


def try_bet(bettor: Bettor, wish: Wish) -> str | None:
    """Why nothing was taken; None if it was. Raises CallRefused for what no story foresees."""
    try:
        bettor.bet(wish)
    except CallRefused as refusal:
        if refusal.error not in FORESEEN:
            raise
        return str(refusal)
    return None


def _name(market: Mapping[str, Any]) -> str:
    """Its title and, since every hour has some, when it is observed."""
    return f"{market['title']} ({datetime.fromtimestamp(int(market['observeAt']), UTC):%d %b %H:%M})"


def _verdict(market: mirror.Market, outcomes: Sequence[str]) -> str:
    if market.state == State.VOID:
        return f"void, {why_void(market.void_reason or 0)}; every stake back"
    value = f" at {dollars(market.value or 0)}" if market.kind in (Kind.RANGE, Kind.UPDOWN) else ""
    return f"won by {outcomes[market.winner or 0]}{value}; {short_usdc(market.net or 0)} to share"
