"""A whole house on one machine: chain, contracts, and every service as its own process."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr
from sqlalchemy import Engine
from sqlmodel import Session, select

from mutuel.chain.contracts import Deployment
from mutuel.chain.sender import Sender
from mutuel.db import mirror
from mutuel.db.engine import open_engine
from mutuel.domain.products import catalogue
from mutuel.settings import Settings
from oracle.keeper import Keeper
from oracle.world import opened
from scripts import accounts
from scripts.demo.bettors import FUNDS
from scripts.demo.chain import HASTE, LocalChain, free_port, mutuel, python
from scripts.demo.processes import Processes, wait_until
from scripts.replay import plays, streams
from scripts.replay.histories import load
from scripts.replay.transmitter import STEADY, Transmitter, open_transmitter

ROOT = Path(__file__).resolve().parents[2]
DEPLOY_SECONDS = 600  # a cold compile on a busy machine included
POLL_SECONDS = 0.03
SOURCES = (
    "NASDAQ", "YAHOO", "ALPHAVANTAGE", "COINBASE", "KRAKEN", "BINANCE", "STREAMS",
    "ESPN", "ODDSAPI", "APIFOOTBALL", "CRICSHEET", "BETFAIR",
)  # fmt: skip
MATCH_POLL = 600  # seconds between two looks at a match: the demo has many days to play


@dataclass(frozen=True)
class Plan:
    """What a stand is to show.

    `histories` is a folder of price files, `matches` one of matches. `start` is the first moment of its chain and `end`
    the last at which one of its markets is observed, both in UTC seconds; `templates` names the products' templates.
    People bet on what is observed from `since` on; on short rounds that open from `rounds_from` until before
    `rounds_until`, and on none at other times; of a match's windows they bet on every `windows`th.
    """

    name: str
    start: int
    end: int
    histories: Path
    templates: tuple[str, ...]
    matches: Path = plays.SYNTHETIC
    since: int = 0
    rounds_from: int = 0
    rounds_until: int = 0
    windows: int = 1


class Stand:
    """Everything a plan needs, running; ends with its `processes`."""

    def __init__(self, plan: Plan, processes: Processes, folder: Path, api_port: int = 0) -> None:
        self.plan = plan
        self.folder = folder
        self._processes = processes
        folder.mkdir(parents=True, exist_ok=True)
        self.chain = LocalChain(processes, "chain", plan.start)
        self.book = self._deploy()
        self.api_url = f"http://127.0.0.1:{api_port or free_port()}"
        self.replay_url = f"http://127.0.0.1:{free_port()}"
        self.settings = self._settings()
        self.database: Engine = open_engine(self.settings.database_url)
        self.api = httpx.Client(base_url=self.api_url, timeout=20)
        self._transmitters = self._open_feeds()
        self._allow_bonds()
        self._start_services()
        self._keeper = Keeper(self._processes.open(opened(self.settings)))
        self._head = -1
        self._due: int | None = None

    @property
    def for_commands(self) -> str:
        """What a shell needs to ask this chain by the commands of docs/bots.md."""
        names = ("RPC_URL", "DEPLOYMENT", "EVIDENCE", "MATCHES")
        return "export " + " ".join(
            f"MUTUEL_{name}={self._environment()[f'MUTUEL_{name}']}" for name in names
        )

    def sender(self, index: int) -> Sender:
        """A development account's sender on this chain. Raises ValueError for the keeper's: the oracle sends from it,
        and of two processes that send from one account at the same time one loses its transaction."""
        if index == accounts.KEEPER:
            raise ValueError("the oracle sends from the keeper's account")
        return Sender(self.chain.client, accounts.account(index), patience=HASTE)

    def settle_down(self) -> None:
        """Waits until SQL has what the chain has now."""
        head = self.chain.client.block_number()
        wait_until(lambda: self._mirrored() >= head, "the indexer", self._processes)

    def await_services(self, patience: float) -> None:
        """Waits until the keeper has done what can be done now and SQL shows it; `patience` in seconds."""
        wait_until(self._is_quiet, "the keeper", self._processes, patience)

    def next_due(self) -> int | None:
        """The next moment at which the keeper can do something, as of the last wait for the services."""
        return self._due

    def advance_to(self, moment: int) -> None:
        """Moves the chain's time; on the way the feeds post their rounds, each at its own second."""
        pending = [(feed, round_) for feed in self._transmitters for round_ in feed.pending(moment)]
        for feed, round_ in sorted(pending, key=lambda pair: pair[1].at):
            self.chain.advance_to(round_.at)
            feed.transmit(round_)
        self.chain.advance_to(moment)

    def post_steadily(self) -> None:
        """From now on no feed is silent for longer than its heartbeat: an hour without a round is an alarm."""
        for feed in self._transmitters:
            feed.rhythm = STEADY

    def _is_quiet(self) -> bool:
        before, self._head = self._head, self.chain.client.block_number()
        if before != self._head or self._mirrored() < self._head:
            return False  # something is going on: a costly look would only be in its way
        now = self.chain.now()
        self._due = self._keeper.next_due(now)
        return (self._due is None or self._due > now) and self.chain.client.block_number() == self._head

    def _mirrored(self) -> int:
        with Session(self.database) as session:
            cursor = session.exec(select(mirror.Cursor)).first()
            return cursor.block_number if cursor else -1

    def _deploy(self) -> Deployment:
        out = self.folder / "deployment.json"
        words = ("--network", "local", "--rpc", self.chain.url, "--out", str(out))
        self._processes.run("deploy", python("-m", "scripts.deploy", *words), DEPLOY_SECONDS)
        return Deployment.load(out)

    def _allow_bonds(self) -> None:
        """Lets Escrow take the bonds of the keeper's reports, while nobody else sends from its account."""
        keeper = Sender(self.chain.client, accounts.account(accounts.KEEPER), patience=HASTE)
        usdc = self.book.contract("Usdc", self.chain.client)
        keeper.send(usdc.prepare("approve", self.book.address("Escrow"), FUNDS))

    @contextmanager
    def without(self, service: str) -> Iterator[None]:
        """Inside, one of the services is down, as if its machine were; then it is started again."""
        self._processes.end(service)
        try:
            yield
        finally:
            self._start(service)

    def _start_services(self) -> None:
        for name in self._services:
            self._start(name)
        wait_until(self._api_ready, "the API", self._processes)

    def _start(self, service: str) -> None:
        self._processes.start(service, self._services[service], self._environment())

    @property
    def _services(self) -> Mapping[str, Sequence[str]]:
        """Their commands, in the order in which they start."""
        return {
            "replay": python(
                "-m", "scripts.replay", "--data", str(self.plan.histories),
                "--matches", str(self.plan.matches),
                "--rpc-url", self.chain.url, "--port", self.replay_url.rsplit(":", 1)[1],
            ),
            "indexer": mutuel("indexer", "run"),
            "oracle": mutuel("oracle", "run"),
            "api": mutuel("backend", "run"),
        }  # fmt: skip

    def _environment(self) -> dict[str, str]:
        """The services' settings; their secrets are everybody's on a development chain."""
        named = {
            "DATABASE_URL": f"sqlite:///{self.folder / 'mutuel.db'}",
            "RPC_URL": self.chain.url,
            "PUBLIC_RPC_URL": self.chain.url,
            "DEPLOYMENT": str(self.folder / "deployment.json"),
            "CLOCK": "chain",
            "POLL_SECONDS": str(POLL_SECONDS),
            "API_PORT": self.api_url.rsplit(":", 1)[1],
            "WEB_ROOT": str(ROOT / "frontend" / "dist"),
            "EVIDENCE": str(self.folder / "evidence"),
            "PRODUCTS": str(ROOT / "config" / "products.toml"),
            "MATCHES": str(self.plan.matches / "matches.toml"),
            "TEMPLATES": json.dumps(self.plan.templates),
            "MATCH_POLL": str(MATCH_POLL),
            **{f"{source}_URL": self.replay_url for source in SOURCES},
            "REDSTONE_URL": "",  # it knows nothing of the chain's time
            "ALPHAVANTAGE_KEY": "demo",
            "ODDSAPI_KEY": "demo",
            "APIFOOTBALL_KEY": "demo",
            "STREAMS_KEY": streams.KEY,
            "STREAMS_SECRET": streams.SECRET,
            "KEEPER_KEY": accounts.key(accounts.KEEPER),
            "REPORTER_KEYS": ",".join(accounts.key(index) for index in accounts.REPORTERS),
        }
        return {f"MUTUEL_{name}": value for name, value in named.items()}

    def _settings(self) -> Settings:
        """What the services read, for the parts of them that the demo asks itself."""
        os.environ.update(self._environment())
        return Settings()

    def _open_feeds(self) -> list[Transmitter]:
        """The transmitters of the feeds that the plan's templates ask, with their past already posted."""
        listings = catalogue.parse(tomllib.loads(self.settings.products.read_text())).listings
        asked = {
            source.feed for name in self.plan.templates for source in listings[name].sources if source.feed
        }
        ticks, key = load(self.plan.histories).ticks, SecretStr(accounts.key(accounts.TRANSMITTER))
        opened_ = [
            open_transmitter(self.chain.client, self.book, key, feed, ticks[feed.split(" / ")[0]])
            for feed in sorted(asked)
        ]
        for transmitter in opened_:
            transmitter.catch_up(self.chain.now())
        return opened_

    def _api_ready(self) -> bool:
        try:
            return self.api.get("/api/ready").is_success
        except httpx.TransportError:
            return False
