"""A house of its own for the oracle: a chain, the contracts, the replayed vendors, the mirror and a feed.

Everything runs in this process but the chain; time is the chain's and only moves when a test says so.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import SecretStr
from sqlmodel import Session, func, select

from indexer.mirror import Mirror
from mutuel.chain.client import Client
from mutuel.chain.contracts import Contract, Deployment
from mutuel.chain.sender import Patience, Sender
from mutuel.db.mirror import Event
from mutuel.settings import Settings
from oracle.keeper import Keeper
from oracle.verify import site
from oracle.verify.report import Exit, Report
from oracle.verify.verify import verify
from oracle.world import World, opened
from scripts import accounts
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.plays import Play
from scripts.replay.replay import Replay
from scripts.replay.server import create_app
from scripts.replay.streams import KEY, SECRET
from scripts.replay.transmitter import THINNED, Transmitter, open_transmitter
from tests.chain import anvil
from tests.chain.undone import reorganise

ROOT = Path(__file__).resolve().parents[3]
PRODUCTS = ROOT / "config" / "products.toml"
USDC = 10**6
VENDORS = ("nasdaq", "yahoo", "alphavantage")
DEPLOY_SECONDS = 300
MAX_STEPS = 60
SPARSE = THINNED._replace(quiet=6 * 3_600)
BUSY = Patience(seconds=20, rounds=3, poll=0.01)


@dataclass
class House:
    """What a test drives."""

    client: Client
    book: Deployment
    world: World
    mirror: Mirror
    replay: Replay
    transmitter: Transmitter
    settings: Settings

    @property
    def keeper(self) -> Keeper:
        """A new one each time: nothing may live only in its memory."""
        return Keeper(self.world)

    def now(self) -> int:
        return self.client.latest().timestamp

    def advance_to(self, moment: int) -> None:
        """Time passes; the feed and the mirror keep up. Rounds first: each transaction takes time of its own."""
        self.transmitter.catch_up(moment)
        if moment > self.now():
            self.client.request("evm_setNextBlockTimestamp", moment)
            self.client.request("evm_mine")
        self.mirror.catch_up()

    def take_back(self, event: str) -> None:
        """The chain has other blocks, without a transaction, from the first with this event on. The mirror follows."""
        with Session(self.world.database) as session:
            first = session.exec(select(func.min(Event.block_number)).where(Event.name == event)).one()
        reorganise(self.client, self.client.latest().number - first + 1)
        self.mirror.catch_up()

    def work(self) -> int:
        """The keeper does all that is due now; how many things."""
        done = 0
        for _ in range(MAX_STEPS):
            more = self.keeper.step(self.now())
            self.mirror.catch_up()
            if not more:
                return done
            done += more
        raise AssertionError("the keeper never came to rest")

    def work_until(self, moment: int) -> None:
        """Jumps from one due moment to the next."""
        for _ in range(MAX_STEPS):
            self.work()
            due = self.keeper.next_due(self.now() + 1)
            if due is None or due > moment:
                self.advance_to(moment)
                self.work()
                return
            self.advance_to(due)
        raise AssertionError(f"more than {MAX_STEPS} due moments before {moment}")

    def market(self, market_id: int) -> dict[str, Any]:
        found: dict[str, Any] = self.world.engine.read("market", market_id)
        return found

    def observation(self, market_id: int) -> list[Any]:
        seen: list[Any] = self.world.resolution.read("observation", self.market(market_id)["questionId"])
        return seen

    def verified(self, market_id: int, client: Client | None = None, **changes: Any) -> Report:
        """What a stranger computes from chain, archive and database; `changes` are of the settings."""
        with site.opened(self.settings.model_copy(update=changes)) as found:
            stranger = replace(found, client=client or found.client)
            return verify(stranger, market_id, database=self.world.database)

    def assert_honest(self, market_id: int) -> None:
        """A stranger finds nothing to say against the market."""
        self.mirror.catch_up()
        report = self.verified(market_id)
        assert report.exit is Exit.HONEST, "\n".join(report.lines())

    def bettor(self, number: int) -> Sender:
        """An account with 1,000 USDC and an allowance."""
        sender = Sender(self.client, accounts.account(accounts.FIRST_BETTOR + number), patience=BUSY)
        mint(self.client, self.book, sender.address, 1_000 * USDC)
        sender.send(self.world.usdc.prepare("approve", self.world.escrow.address, 1_000 * USDC))
        return sender

    def bet_on_each(self, market_id: int, stakes: list[int]) -> list[Sender]:
        """One bettor per outcome; stakes in whole USDC."""
        bettors = [self.bettor(number) for number in range(len(stakes))]
        for outcome, (bettor, stake) in enumerate(zip(bettors, stakes, strict=True)):
            bettor.send(self.world.engine.prepare("bet", market_id, outcome, stake * USDC, 0))
        self.mirror.catch_up()
        return bettors

    def balance(self, sender: Sender) -> int:
        return int(self.world.usdc.read("balanceOf", sender.address))


def mint(client: Client, book: Deployment, to: str, amount: int) -> None:
    """Makes USDC of the local double."""
    usdc = Contract(client, "Usdc", book.address("Usdc"), "LocalUsdc")
    Sender(client, accounts.account(accounts.MINTER), patience=BUSY).send(usdc.prepare("mint", to, amount))


@contextmanager
def deployed(start: int, folder: Path, products: Path = PRODUCTS) -> Iterator[tuple[str, Path]]:
    """A chain that begins at `start` with the whole house on it: its URL and address book."""
    with anvil.running("--timestamp", str(start), "--accounts", "40", "--hardfork", "cancun") as url:
        out = folder / "deployment.json"
        words = ["-m", "scripts.deploy", "--network", "local", "--rpc", url, "--out", str(out)]
        words += ["--products", str(products)]
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=DEPLOY_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        yield url, out


@contextmanager
def furnished(
    url: str,
    book_path: Path,
    folder: Path,
    plays: tuple[Play, ...] = (),
    vendors: tuple[str, ...] = VENDORS,
    **changes: Any,
) -> Iterator[House]:
    """Replay server, mirror, feed and keeper on a deployed chain, with a database and an archive in `folder`.

    `vendors` of closes are switched on, no others; `changes` are settings.
    """
    with Client(url) as client, serving(client, plays) as (replay, replay_url):
        settings = Settings(
            rpc_url=url,
            deployment=book_path,
            database_url=f"sqlite:///{folder / 'mutuel.db'}",
            clock="chain",
            templates=changes.pop("templates", ("BTC-WEEK", "AAPL-WEEK", "MSFT-WEEK")),
            evidence=folder / "evidence",
            **_switched_on(vendors, replay_url),
            espn_url=replay_url,
            oddsapi_url=replay_url,
            betfair_url=replay_url,
            cricsheet_url=replay_url,
            coinbase_url=replay_url,
            kraken_url=replay_url,
            binance_url=replay_url,
            redstone_url="",
            streams_url=replay_url,
            streams_key=SecretStr(KEY),
            streams_secret=SecretStr(SECRET),
            source_timeout=10,
            keeper_key=SecretStr(accounts.key(accounts.KEEPER)),
            reporter_keys=SecretStr(",".join(accounts.key(index) for index in accounts.REPORTERS)),
            **changes,
        )
        book = Deployment.load(book_path)
        ticks = load(SYNTHETIC).ticks["BTC"]
        key = SecretStr(accounts.key(accounts.TRANSMITTER))
        with opened(settings) as world:
            mint(client, book, world.keeper.address, 10_000 * USDC)
            mirror = Mirror.of(settings, world.database, client, book)
            transmitter = open_transmitter(client, book, key, "BTC / USD", ticks, SPARSE)
            yield House(client, book, world, mirror, replay, transmitter, settings)


def _switched_on(vendors: tuple[str, ...], url: str) -> dict[str, Any]:
    """The addresses of these vendors of closes, and a key for whoever takes one."""
    keys = {f"{name}_key": SecretStr("key") for name in vendors}
    return {f"{name}_url": url for name in vendors} | {
        name: key for name, key in keys.items() if name in Settings.model_fields
    }


@contextmanager
def serving(client: Client, plays: tuple[Play, ...] = ()) -> Iterator[tuple[Replay, str]]:
    """The replayed vendors at the chain's time."""
    replay = Replay(load(SYNTHETIC), lambda: client.latest().timestamp, plays=plays)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(create_app(replay), log_level="error", timeout_graceful_shutdown=0)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield replay, f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
