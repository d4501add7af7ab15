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
from mutuel.domain.parimutuel import Pools
from mutuel.domain.products import catalogue
from mutuel.domain.products.listing import Listing
from mutuel.domain.units import PRICE_DECIMALS, parse_price
from scripts import accounts
from scripts.demo import plans, story
from scripts.demo.chain import HASTE
from scripts.demo.director import Director
from scripts.demo.processes import Processes
from scripts.demo.stand import Stand
from scripts.replay import plays
from scripts.replay.histories import load
from tests.e2e import matches
from tests.e2e.wallet import Wallet

FUNDS: Final = 1_000 * 10**6  # micro-USDC of each visitor
FIRST_MARKETS: Final = 3_600  # seconds after the start: the closes that they are cut from are out
MIDWEEK: Final = 600  # thousandths of the betting time, after the crowd's second turn
UNTIL_DECIDED: Final = 7 * 3_600
"""Of a market after its observation: report, window, settlement. After an early close the report waits for 17:20 New
York time all the same, which is 4 h 20 min."""
# Demo people leave the quiet one alone: a visitor can be its only bettor.
WEEK, QUIET = "AAPL-WEEK", "MSFT-WEEK"
DAY, RACE, WINDOW = "AAPL-DAY", "AAPL-MSFT-DAY", "CRICKET-WINNER"
TEMPLATES: Final = (WEEK, QUIET, DAY, RACE, WINDOW)
ROOM: Final = 2 * 3_600  # seconds of betting left that a visitor needs
INTO_WINDOW: Final = 60  # seconds after a window's opening at which a visitor comes
FIRST_MATCH: Final = 86_400 + 2 * 3_600  # seconds after the house opens
MATCHES: Final = 30
DAYS: Final = 50  # steps of ROOM in which a session must come
MATCH_POLL: Final = 3_600  # seconds between two looks at a match: how it goes ball by ball is not the topic

Market = Mapping[str, Any]
"""As the API describes it."""


class House:
    """One stand and its director. Time only moves forward; every test asks for a market of its own week."""

    def __init__(self, stand: Stand, director: Director) -> None:
        self.stand, self._director = stand, director
        client, book = stand.chain.client, stand.book
        self.engine, self.lens = book.contract("ParimutuelEngine", client), book.contract("Lens", client)
        self.usdc = book.contract("Usdc", client)
        self._visitors = count(accounts.OWNERS[-1] + 1)  # who has a part to play is no visitor

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

    def bet(self, wallet: Wallet, market: Market, outcome: int, amount: int, spare: int = 0) -> None:
        """`wallet` stakes without a page: allows the amount and, for bets to come, `spare`; then bets."""
        sender = Sender(self.stand.chain.client, Account.from_key(wallet.key), patience=HASTE)
        sender.send(self.usdc.prepare("approve", self.stand.book.address("Escrow"), amount + spare))
        sender.send(self.engine.prepare("bet", int(market["marketId"]), outcome, amount, 0))

    def allowance(self, wallet: Wallet) -> int:
        """Micro-USDC that Escrow may still take."""
        return int(self.usdc.read("allowance", wallet.address, self.stand.book.address("Escrow")))

    def balance(self, wallet: Wallet) -> int:
        """Micro-USDC."""
        return int(self.usdc.read("balanceOf", wallet.address))

    # --- markets and time

    def open_market(self, template: str) -> Market:
        """The market of the running week, after people have bet; goes on to the next week if this one is over."""
        for _ in range(2):
            latest = max(self._listed(template), key=lambda market: int(market["close"]))
            opens, closes = int(latest["open"]), int(latest["close"])
            midweek = opens + (closes - opens) * MIDWEEK // 1_000
            if latest["phase"] == "open" and self.stand.chain.now() <= midweek + 3_600:
                self._director.play_until(midweek)
                return self.detail(latest)
            self._director.play_until(int(latest["observeAt"]) + UNTIL_DECIDED)
        raise AssertionError(f"no week of {template} is open")

    def day_market(self, template: str) -> Market:
        """A market that is decided at the end of a session, with time left to bet; waits for the next if needed."""
        for _ in range(DAYS):
            now = self.stand.chain.now()
            found = [one for one in self._listed(template) if one["phase"] == "open"]
            if ample := [one for one in found if int(one["close"]) - now >= ROOM]:
                return self.detail(min(ample, key=lambda one: int(one["close"])))
            self._director.play_until(now + ROOM)
        raise AssertionError(f"no day of {template} is open")

    def window(self) -> Market:
        """A window of a match, a minute after it opened; windows are announced some hours before their match."""
        for _ in range(DAYS):
            now = self.stand.chain.now()
            if ahead := [one for one in self._listed(WINDOW) if int(one["open"]) > now]:
                following = min(ahead, key=lambda one: int(one["open"]))
                self._director.play_until(int(following["open"]) + INTO_WINDOW)
                return self.detail(following)
            self._director.play_until(now + ROOM)
        raise AssertionError("no window was announced")

    def wait(self, seconds: int) -> None:
        """Chain time passes, with everything that is due in it."""
        self.play_until(self.stand.chain.now() + seconds)

    def play_until(self, moment: int) -> None:
        """The same, up to a moment in UTC seconds."""
        self._director.play_until(moment)

    def decide(self, market: Market) -> Market:
        """Lets the week end: the oracle observes, reports, waits for challenges and settles."""
        self._director.play_until(int(market["observeAt"]) + UNTIL_DECIDED)
        return self.detail(market)

    def decided_market(self, template: str) -> Market:
        """The latest one that is settled; ends the running week if none is."""
        settled = [market for market in self._listed(template) if market["phase"] == "settled"]
        return (
            max(settled, key=lambda one: int(one["close"]))
            if settled
            else self.decide(self.open_market(template))
        )

    def detail(self, market: Market) -> Market:
        found: Market = self.get(f"/api/markets/{market['marketId']}")
        return found

    def get(self, path: str) -> Any:
        return self.stand.api.get(path).raise_for_status().json()

    def settle_down(self) -> None:
        """Waits until the API has everything that is on the chain."""
        self.stand.settle_down()

    def _listed(self, template: str) -> list[Market]:
        query = httpx.QueryParams({"template": template, "limit": 100})
        return list(self.get(f"/api/markets?{query}")["items"])

    # --- what must come out, from the rules and the price files alone

    def winner(self, market: Market) -> int:
        """The outcome that the files name."""
        first = market["symbol"]
        match market["kind"]:
            case "range":
                edges = [parse_price(outcome["lo"]) for outcome in market["outcomes"][1:]]
                return int(ranges.index_of(self._close(first, market["observeAt"], market["open"]), edges))
            case "updown":
                return int(self._gain(market, first) > 1)
            case "race":
                return int(self._gain(market, first) > self._gain(market, market["symbol2"]))
            case _:
                [play] = [one for one in self._plays if one.match.number == market["match"]["number"]]
                assert play.winner is not None
                return play.winner

    def has_won(self, decided: Market, outcome: int) -> bool:
        """Whether the outcome, or a range merged with it, is the decided market's winner."""
        groups = [one["group"] for one in decided["outcomes"]]
        return bool(groups[outcome] == groups[decided["winner"]])

    def _gain(self, market: Market, symbol: str) -> Fraction:
        """From the start to the end, in shares of the start."""
        start = market["startAt"]
        return Fraction(self._close(symbol, market["observeAt"], start), self._close(symbol, start, start))

    def _close(self, symbol: str, moment: int, basis: int) -> int:
        """The official close of the session that ends at `moment`, in shares of the session of `basis`; 8 decimals."""
        first, last = _day(basis), _day(moment)
        bars = [bar for bar in self._histories.as_traded[symbol] if bar.day.isoformat() <= last]
        shares = Fraction(1)
        for bar in bars:
            shares *= bar.split if bar.day.isoformat() > first else 1
        return int(Fraction(bars[-1].close) * shares * 10**PRICE_DECIMALS)

    def payout(self, market: Market, wallet: Wallet) -> int:
        """What `wallet` must get, in micro-USDC, from the stakes on chain and the rules in mutuel.domain."""
        template = self._listings[market["template"]].template
        decision = parimutuel.decide(template, self.pools(market), self.winner(market))
        return parimutuel.payout_of(template.kind, decision, self.position(market, wallet))

    def pools(self, market: Market) -> Pools:
        return self._pools_of(market, *self.engine.read("pools", int(market["marketId"])))

    def position(self, market: Market, wallet: Wallet) -> Pools:
        """What `wallet` holds: stakes and their weights, from the chain."""
        return self._pools_of(market, *self.engine.read("position", int(market["marketId"]), wallet.address))

    def stakes(self, market: Market, wallet: Wallet) -> tuple[int, ...]:
        """Micro-USDC per outcome, from the chain."""
        return self.position(market, wallet).stakes

    def _pools_of(self, market: Market, stakes: Any, weights: Any) -> Pools:
        count = len(market["outcomes"])
        return Pools(tuple(stakes[:count]), tuple(weights[:count]))

    @cached_property
    def _histories(self) -> Any:
        return load(self.stand.plan.histories)

    @cached_property
    def _plays(self) -> tuple[plays.Play, ...]:
        return plays.load(self.stand.plan.matches)

    @cached_property
    def _listings(self) -> Mapping[str, Listing]:
        return catalogue.parse(tomllib.loads(self.stand.settings.products.read_text())).listings


@contextmanager
def running(folder: Path) -> Iterator[House]:
    """Everything up, one week begun; ends every process and leaves the environment as it was."""
    environment = dict(os.environ)
    try:
        with Processes(folder / "logs") as processes:
            os.environ["MUTUEL_MATCH_POLL"] = str(MATCH_POLL)
            season = plans.synthetic_season()
            # Stocks and matches alone: rounds that begin every ten minutes would make the weeks long.
            play = matches.write(folder / "matches", season.start + FIRST_MATCH, MATCHES)
            stand = Stand(replace(season, templates=TEMPLATES, matches=play), processes, folder)
            director = Director(stand, _quietly, _crowd)
            director.open_house()
            director.play_until(season.start + FIRST_MARKETS)
            yield House(stand, director)
    finally:
        os.environ.clear()
        os.environ.update(environment)


def _crowd(market: Market, seed: int) -> list[story.Step]:
    return story.plan_bets(market, seed) if market["template"] == WEEK else []


def _quietly(_line: str) -> None:
    """A test's house says nothing; its logs stay in its folder."""


def _day(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
