"""The whole house on this machine for the browser to visit: services, demo people, and a clock to move."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx
from eth_account import Account

from mutuel.chain.contracts import Contract
from mutuel.chain.sender import Sender
from mutuel.domain import parimutuel, ranges
from mutuel.domain.parimutuel import Pools, Settled, Voided
from mutuel.domain.products import catalogue
from mutuel.domain.products.listing import Listing
from mutuel.domain.units import PRICE_DECIMALS, parse_price
from scripts.demo import accounts, plans, story
from scripts.demo.chain import HASTE
from scripts.demo.director import Director
from scripts.demo.processes import Processes
from scripts.demo.stand import Stand
from scripts.replay.histories import load
from tests.e2e.wallet import Wallet

FUNDS: Final = 1_000 * 10**6  # micro-USDC of each visitor
MIDWEEK: Final = 600  # thousandths of the betting time, after the crowd's second turn
UNTIL_DECIDED: Final = 4 * 3_600  # of a stock market after its observation: report, window, settlement
QUIET: Final = "MSFT"  # demo people leave this one alone, so that a visitor can be its only bettor

Market = Mapping[str, Any]
"""As the API describes it."""


class House:
    """One stand and its director. Time only moves forward; every test asks for a market of its own week."""

    def __init__(self, stand: Stand, director: Director) -> None:
        self.stand, self._director = stand, director
        client, book = stand.chain.client, stand.book
        self.engine, self.lens = book.contract("ParimutuelEngine", client), book.contract("Lens", client)
        self.usdc = book.contract("Usdc", client)
        self._visitors = count(accounts.VISITOR + 1)

    @property
    def url(self) -> str:
        return self.stand.api_url

    # --- people

    def visitor(self) -> Wallet:
        """A new person with a wallet, some ether and FUNDS."""
        index = next(self._visitors)
        wallet = Wallet(accounts.key(index), self.stand.chain.url, self.stand.book.chain_id)
        faucet = Contract(self.stand.chain.client, "Usdc", self.usdc.address, "LocalUsdc")
        self.stand.sender(accounts.MINTER).send(faucet.prepare("mint", wallet.address, FUNDS))
        return wallet

    def somebody_bets(self, market: Market, outcome: int, amount: int) -> None:
        """A new person stakes `amount` micro-USDC, without any page."""
        self.bet(self.visitor(), market, outcome, amount)

    def bet(self, wallet: Wallet, market: Market, outcome: int, amount: int) -> None:
        """`wallet` stakes without a page: allows exactly the amount, then bets."""
        sender = Sender(self.stand.chain.client, Account.from_key(wallet.key), patience=HASTE)
        sender.send(self.usdc.prepare("approve", self.stand.book.address("Escrow"), amount))
        sender.send(self.engine.prepare("bet", int(market["marketId"]), outcome, amount, 0))

    def balance(self, wallet: Wallet) -> int:
        """Micro-USDC."""
        return int(self.usdc.read("balanceOf", wallet.address))

    # --- markets and time

    def open_market(self, symbol: str) -> Market:
        """The market of the running week, after people have bet; goes on to the next week if this one is over."""
        for _ in range(2):
            latest = max(self._listed(symbol), key=lambda market: int(market["close"]))
            opens, closes = int(latest["open"]), int(latest["close"])
            midweek = opens + (closes - opens) * MIDWEEK // 1_000
            if latest["phase"] == "open" and self.stand.chain.now() <= midweek + 3_600:
                self._director.play_until(midweek)
                return self.detail(latest)
            self._director.play_until(int(latest["observeAt"]) + UNTIL_DECIDED)
        raise AssertionError(f"no week of {symbol} is open")

    def decide(self, market: Market) -> Market:
        """Lets the week end: the oracle observes, reports, waits for challenges and settles."""
        self._director.play_until(int(market["observeAt"]) + UNTIL_DECIDED)
        return self.detail(market)

    def decided_market(self, symbol: str) -> Market:
        """The latest one that is settled; ends the running week if none is."""
        settled = [market for market in self._listed(symbol) if market["phase"] == "settled"]
        return (
            max(settled, key=lambda one: int(one["close"]))
            if settled
            else self.decide(self.open_market(symbol))
        )

    def detail(self, market: Market) -> Market:
        found: Market = self.get(f"/api/markets/{market['marketId']}")
        return found

    def get(self, path: str) -> Any:
        return self.stand.api.get(path).raise_for_status().json()

    def settle_down(self) -> None:
        """Waits until the API has everything that is on the chain."""
        self.stand.settle_down()

    def _listed(self, symbol: str) -> list[Market]:
        query = httpx.QueryParams({"symbol": symbol, "limit": 100})
        return list(self.get(f"/api/markets?{query}")["items"])

    # --- what must come out, from the rules and the price files alone

    def winner(self, market: Market) -> int:
        """The range that the session's close falls into, in shares of the last session before the market opened."""
        bars = self._histories.as_traded[market["symbol"]]
        opens, ends = _day(int(market["open"])), _day(int(market["observeAt"]))
        week = [bar for bar in bars if opens < bar.day.isoformat() <= ends]
        shares = Fraction(1)
        for bar in week:
            shares *= bar.split
        value = int(Fraction(week[-1].close) * shares * 10**PRICE_DECIMALS)
        edges = [parse_price(outcome["lo"]) for outcome in market["outcomes"][1:]]
        return ranges.index_of(value, edges)

    def payout(self, market: Market, wallet: Wallet) -> int:
        """What `wallet` must get, in micro-USDC, from the stakes on chain and the rules in mutuel.domain."""
        template = self._listings[market["symbol"]].template
        decision: Settled | Voided = parimutuel.decide(template, self.pools(market), self.winner(market))
        return parimutuel.payout_of(template.kind, decision, Pools.flat(self.stakes(market, wallet)))

    def pools(self, market: Market) -> Pools:
        [page] = self.lens.read("markets", [int(market["marketId"])])
        return Pools.flat(tuple(page["stakes"][: len(market["outcomes"])]))

    def stakes(self, market: Market, wallet: Wallet) -> tuple[int, ...]:
        """Micro-USDC per range, from the chain."""
        [page] = self.lens.read("positions", wallet.address, [int(market["marketId"])])
        return tuple(page["stakes"][: len(market["outcomes"])])

    @cached_property
    def _histories(self) -> Any:
        return load(self.stand.plan.histories)

    @cached_property
    def _listings(self) -> dict[str, Listing]:
        products = catalogue.parse(tomllib.loads(self.stand.settings.products.read_text()))
        return {listing.asset.symbol: listing for listing in products.listings.values()}


@contextmanager
def running(folder: Path) -> Iterator[House]:
    """Everything up, one week begun; ends every process and leaves the environment as it was."""
    environment = dict(os.environ)
    try:
        with Processes(folder / "logs") as processes:
            # Stocks alone: the invented coin histories end after a week, and a feed that falls silent is not the topic.
            stand = Stand(replace(plans.synthetic_season(), templates=plans.STOCKS), processes, folder)
            director = Director(stand, _quietly, _crowd)
            director.open_house()
            director.do_what_is_due()
            yield House(stand, director)
    finally:
        os.environ.clear()
        os.environ.update(environment)


def _crowd(market: Market, seed: int) -> list[story.Step]:
    return [] if market["symbol"] == QUIET else story.plan_bets(market, seed)


def _quietly(_line: str) -> None:
    """A test's house says nothing; its logs stay in its folder."""


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
