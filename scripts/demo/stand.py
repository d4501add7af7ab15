"""A whole house on one machine: chain, contracts, and every service as its own process."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import Engine
from sqlmodel import Session, select

from mutuel.chain.contracts import Deployment
from mutuel.chain.sender import Sender
from mutuel.db import mirror
from mutuel.db.engine import open_engine
from scripts.demo import accounts
from scripts.demo.chain import LocalChain, free_port, mutuel, python
from scripts.demo.processes import Processes, wait_until

ROOT = Path(__file__).resolve().parents[2]
DEPLOY_SECONDS = 240
POLL_SECONDS = 0.1


class DeployFailed(Exception):
    """The deploy script refused; its own words are the message."""


@dataclass(frozen=True)
class Plan:
    """What a stand is to show.

    `histories` is a folder of price files, `start` the first moment of its chain and `end` the last at which one of its
    markets is observed, both in UTC seconds; `templates` names the products' templates.
    """

    name: str
    start: int
    end: int
    histories: Path
    templates: tuple[str, ...]


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
        self.database: Engine = open_engine(self._database_url)
        self.api = httpx.Client(base_url=self.api_url, timeout=20)
        self._start_services()

    def sender(self, index: int) -> Sender:
        """A development account's sender on this chain."""
        return Sender(self.chain.client, accounts.account(index))

    def settle_down(self) -> None:
        """Waits until SQL has what the chain has now."""
        head = self.chain.client.block_number()
        wait_until(lambda: self._mirrored() >= head, "the indexer", self._processes)

    def await_services(self, patience: float) -> None:
        """Waits until the keeper has done what can be done now and SQL shows it; `patience` in seconds."""
        wait_until(self._is_quiet, "the keeper", self._processes, patience)

    def next_due(self) -> int | None:
        """The next moment at which the keeper can do something."""
        return self._keeper.next_due(self.chain.now())

    def advance_to(self, moment: int) -> None:
        """Moves the chain's time; on the way the feeds post their rounds, each at its own second."""
        for round_ in self._transmitter.pending(moment) if self._transmitter else ():
            self.chain.advance_to(round_.at)
            self._transmitter.transmit(round_)
        self.chain.advance_to(moment)

    def _is_quiet(self) -> bool:
        head = self.chain.client.block_number()
        if self._mirrored() < head:
            return False
        now = self.chain.now()
        due = self._keeper.next_due(now)
        return (due is None or due > now) and self.chain.client.block_number() == head

    @property
    def _database_url(self) -> str:
        return f"sqlite:///{self.folder / 'mutuel.db'}"

    def _mirrored(self) -> int:
        with Session(self.database) as session:
            cursor = session.exec(select(mirror.Cursor)).first()
            return cursor.block_number if cursor else -1

    def _deploy(self) -> Deployment:
        out = self.folder / "deployment.json"
        command = python("-m", "scripts.deploy", "--network", "local", "--rpc", self.chain.url, "--out", str(out))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEPLOY_SECONDS, check=False)
        if done.returncode:
            raise DeployFailed(done.stderr.strip() or done.stdout.strip())
        return Deployment.load(out)

    def _start_services(self) -> None:
        services: dict[str, Sequence[str]] = {
            "replay": python(
                "-m", "scripts.replay", "--data", str(self.plan.histories),
                "--rpc-url", self.chain.url, "--port", self.replay_url.rsplit(":", 1)[1],
            ),
            "indexer": mutuel("indexer", "run"),
            "oracle": mutuel("oracle", "run"),
            "api": mutuel("backend", "run"),
        }  # fmt: skip
        for name, command in services.items():
            self._processes.start(name, command, self._environment())
        wait_until(self._api_ready, "the API", self._processes)

    def _environment(self) -> dict[str, str]:
        settings = {
            "RPC_URL": self.chain.url,
            "DEPLOYMENT": str(self.folder / "deployment.json"),
            "DATABASE_URL": self._database_url,
            "CLOCK": "chain",
            "POLL_SECONDS": str(POLL_SECONDS),
            "API_PORT": self.api_url.rsplit(":", 1)[1],
            "WEB_ROOT": str(ROOT / "frontend" / "dist"),
            "EVIDENCE": str(self.folder / "evidence"),
            "NASDAQ_URL": self.replay_url,
            "YAHOO_URL": self.replay_url,
            "ALPHAVANTAGE_URL": self.replay_url,
            "ALPHAVANTAGE_KEY": "demo",
            "KEEPER_KEY": accounts.key(accounts.KEEPER),
            "REPORTER_KEYS": ",".join(accounts.key(index) for index in accounts.REPORTERS[:3]),
        }
        return {**os.environ, **{f"MUTUEL_{name}": value for name, value in settings.items()}}

    def _api_ready(self) -> bool:
        try:
            return self.api.get("/api/ready").is_success
        except httpx.TransportError:
            return False
